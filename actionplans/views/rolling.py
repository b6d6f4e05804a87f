"""Rolling a plan forward into the next one: choose the plan, choose the actions, look, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from actionplans.choices import PlanState
from actionplans.forms import NextPlanForm, RollForm
from actionplans.models import Plan
from actionplans.services.plans import add_plan
from actionplans.services.successors import offers_of, roll_forward
from actionplans.views.editing import edited
from toolkit.fetch import fetch_permitted

MANAGE = "actionplans.manage_plans"


def choose_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Which plan comes next."""
    plan = _plan(request, pk)

    def save(form: NextPlanForm) -> Plan:
        values = form.values()
        if chosen := values.pop("to"):
            return chosen  # type: ignore[no-any-return]
        own = {"directorate": plan.directorate, "owner": plan.owner, "successor_of": plan}
        return add_plan(by=request.user, **{name: value for name, value in values.items() if value}, **own)

    form, following = edited(request, lambda data: NextPlanForm(data, request=request, plan=plan), save)
    if following is not None:
        return redirect("actionplans:roll", plan.pk, following.pk)
    offers = offers_of(plan)
    counts = {
        "later": sum(offer.is_from_later_years for offer in offers),
        "unfinished": sum(not offer.is_from_later_years for offer in offers),
    }
    return render(request, "actionplans/next_plan.html", {"form": form, "plan": plan, "counts": counts})


def roll(request: HttpRequest, pk: int, to: int) -> HttpResponse:
    """Which actions are followed and in which words; shown once more before anything is made."""
    plan = _plan(request, pk)
    following = fetch_permitted(request, Plan.objects.exclude(state=PlanState.CLOSED), MANAGE, pk=to)
    offers = offers_of(plan, following)
    context: dict[str, Any] = {"plan": plan, "following": following, "offers": offers}

    def make_form(data: Any) -> RollForm:
        return RollForm(data, request=request, offers=offers)

    if request.method == "POST" and "confirm" in request.POST:
        form = make_form(request.POST)
        if form.is_valid():
            try:
                made = roll_forward(plan=plan, to=following, chosen=form.chosen, by=request.user)
            except ValidationError as error:
                form.refuse(error)
            else:
                sentence = ngettext("%(count)d action of %(plan)s goes on here.", "%(count)d actions of %(plan)s go on here.", len(made))  # fmt: skip
                messages.success(request, sentence % {"count": len(made), "plan": plan})
                return redirect(following)
    else:
        form = make_form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and "back" not in request.POST and form.is_valid():
            return render(request, "actionplans/roll_check.html", context | {"form": form, "chosen": form.chosen})
    return render(
        request,
        "actionplans/roll.html",
        context | {"form": form, "back": reverse("actionplans:roll-forward", args=[plan.pk])},
    )


def _plan(request: HttpRequest, pk: int) -> Plan:
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    return fetch_permitted(request, visible, MANAGE, pk=pk)
