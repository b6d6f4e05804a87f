"""Linking an action with others: the same work in another plan, and what it waits for."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionplans.choices import Verdict
from actionplans.forms import LinkForm
from actionplans.models import Action, ActionDependency, Likeness
from actionplans.services.likeness import judge, part_company
from actionplans.services.links import depend, link_shared, stop_depending
from actionplans.services.updates import complete_too
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from governance.errors import MoveRefused
from toolkit.fetch import demand, fetch_permitted

EDIT = "actionplans.edit_action"
A_PAGE = 20
MOST_FOUND = 20


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """The pairs that may be the same work, for those who may link them."""
    demand(request, "actionplans.view_actions")
    page = Paginator(Likeness.objects.waiting_for(request.user).with_actions(), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "actionplans/alike.html", {"page": page})


@require_POST
def judge_alike(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Action.objects.visible_to(request.user)
    visible = Likeness.objects.filter(first__in=seen, second__in=seen).with_actions()
    likeness = fetch_permitted(request, visible, "actionplans.judge_likeness", pk=pk)
    verdict = Verdict.SAME if request.POST.get("verdict") == Verdict.SAME else Verdict.DIFFERENT
    try:
        judge(likeness=likeness, verdict=verdict, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, " ".join(refusal.sentences))
    else:
        said = {
            Verdict.SAME: _("They are linked. From now on one update serves both."),
            Verdict.DIFFERENT: _("They stay apart, and are not suggested again."),
        }
        messages.success(request, said[verdict])
    return redirect("actionplans:alike")


def same_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the action of another plan that is the same work."""
    action = fetch_action(request, pk, EDIT)
    others = Action.objects.editable_by(request.user).exclude(plan=action.plan_id)
    if action.shared_work_id:
        others = others.exclude(shared_work=action.shared_work_id)

    def save(form: LinkForm) -> Any:
        return link_shared(actions=[action, form.cleaned_data["other"]], by=request.user)

    return _choose(request, action, others, save, "same", _("They are linked. From now on one update serves both."))


def waits_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the action that this one waits for."""
    action = fetch_action(request, pk, EDIT)
    known = action.waits_for.values("depends_on")
    others = Action.objects.visible_to(request.user).exclude(pk=action.pk).exclude(pk__in=known)

    def save(form: LinkForm) -> Any:
        return depend(action=action, on=form.cleaned_data["other"], by=request.user, why=form.cleaned_data["why"])

    return _choose(
        request, action, others, save, "waits", _("It is noted. This action warns while the other one is late.")
    )


def _choose(request: HttpRequest, action: Action, others: Any, save: Any, kind: str, success: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = others.saying(words).select_related("plan").order_by("plan__title", "plan__strand", "position")
    shown = found[:MOST_FOUND] if words else others.none()

    def make_form(data: Any) -> LinkForm:
        chosen = others.filter(pk__in=[each.pk for each in shown]).select_related("plan")
        return LinkForm(data, request=request, found=chosen, asks_why=kind == "waits")

    form, saved = edited(request, make_form, save)
    if saved is not None:
        messages.success(request, success)
        return redirect(action)
    context = {
        "form": form,
        "action": action,
        "kind": kind,
        "words": words,
        "are_found": bool(shown),
        "most": MOST_FOUND,
    }
    return render(request, "actionplans/link.html", context)


@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not the same work after all."""
    action = fetch_action(request, pk, EDIT)
    part_company(action=action, by=request.user)
    messages.success(request, _("The action stands by itself again. What was reported for both stays with both."))
    return redirect(action)


@require_POST
def stop_waiting(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    action = fetch_action(request, pk, EDIT)
    seen = Action.objects.visible_to(request.user)
    dependency = fetch_permitted(
        request, ActionDependency.objects.filter(action=action, depends_on__in=seen), depends_on=other
    )
    stop_depending(dependency=dependency, by=request.user)
    messages.success(request, _("It does not wait for that action any more."))
    return redirect(action)


@require_POST
def complete_as_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """The same work was completed in another plan: this action is, too."""
    action = fetch_action(request, pk, "actionplans.update_action")
    try:
        complete_too(action=action, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except MoveRefused as refusal:
        messages.error(request, " ".join(refusal.sentences))
    else:
        messages.success(request, _("The action is completed, with the day and the evidence of the other one."))
    return redirect(action)
