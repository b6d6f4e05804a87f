"""Who is asked next where nobody answers, for a plan or the whole body."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from actionplans.forms import ChainForm
from actionplans.forms.escalation import as_rows
from actionplans.models import Plan
from actionplans.services.escalation import chain_in_force, chain_of, set_chain
from toolkit.fetch import demand, fetch_permitted


def of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = fetch_permitted(request, Plan.objects.visible_to(request.user), "actionplans.edit_escalation", pk=pk)
    return _chain(request, plan, plan.get_absolute_url())


def of_body(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.edit_escalation")
    return _chain(request, None, reverse("actionplans:waiting"))


def _chain(request: HttpRequest, plan: Any, back: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ChainForm(data, initial=as_rows(chain_in_force(plan)), prefix="step")
    problem = ""
    if data is not None and "follow" in data and plan is not None:
        set_chain(plan=plan, steps=[], by=request.user)
        messages.success(request, _("The plan follows the chain of the whole body again."))
        return redirect(back)
    if data is not None and form.is_valid():
        try:
            set_chain(plan=plan, steps=form.steps(), by=request.user)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("The chain is saved. It holds from the next message of the day."))
            return redirect(back)
    has_own = plan is not None and bool(chain_of(plan))
    context = {"form": form, "plan": plan, "back": back, "has_own": has_own, "problem": problem}
    return render(request, "actionplans/escalation.html", context)
