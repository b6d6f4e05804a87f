"""What is missing: in figures, and one action at a time."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionplans.choices import Part
from actionplans.forms import MendForm
from actionplans.models import Action, Likeness, Plan
from actionplans.presenters import ActionRow
from actionplans.presenters.completeness import figures_of, matrix_of
from actionplans.querysets import Reach
from actionplans.services import completeness as services
from actionplans.services.counting import Completeness, completeness_of_plans
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from toolkit.fetch import demand, fetch_permitted

PLANS_A_PAGE = 10
# The number under which all plans are counted together.
ALL = 0
# Where in a queue somebody stopped, by the queue: kept in their session.
STOPPED_AT = "missing_stopped_at"


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Across all plans that the reader sees."""
    demand(request, "actionplans.view_actions")
    with Reach.remembered(request.user, Action):
        plans = Paginator(Plan.objects.visible_to(request.user), PLANS_A_PAGE).get_page(request.GET.get("page"))
        counts = completeness_of_plans([ALL, *(plan.pk for plan in plans.object_list)], seen_by=request.user)
        context = {
            "plan": None,
            "page": plans,
            "plans": [(plan, counts[plan.pk]) for plan in plans.object_list],
            "alike": Likeness.objects.waiting_for(request.user).count(),
        } | _picture(request, None, counts[ALL])
    return render(request, "actionplans/missing.html", context)


@require_safe
def plan_missing(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    plan = fetch_permitted(request, visible, "actionplans.view_actions", pk=pk)
    return render(
        request,
        "actionplans/missing.html",
        {"plan": plan} | _picture(request, plan, completeness_of(plan, request.user)),
    )


def completeness_of(plan: Plan | None, person: Any) -> Completeness:
    number = plan.pk if plan else ALL
    return completeness_of_plans([number], seen_by=person)[number]


def _picture(request: HttpRequest, plan: Plan | None, counts: Completeness) -> dict[str, Any]:
    stopped_at = request.session.get(STOPPED_AT, {}).get(_scope(plan))
    return {
        "counts": counts,
        "figures": figures_of(counts),
        "matrix": matrix_of(counts, plan, request.user),
        "may_mend": bool(counts.lacking) and services.to_be_mended(request.user, plan).exists(),
        "start": _address(plan, "", None),
        "go_on": _address(plan, "", stopped_at) if stopped_at else "",
    }


@require_safe
def next_missing(request: HttpRequest) -> HttpResponse:
    """Goes to the next action of the queue that lacks something; at its end, says so."""
    demand(request, "actionplans.view_actions")
    plan, part = _asked(request)
    after = Action.objects.filter(pk=_number(request.GET.get("after")) or 0).first()
    action = services.next_to_mend(by=request.user, plan=plan, part=part, after=after)
    if action is not None:
        return redirect(f"{reverse('actionplans:mend', args=[action.pk])}?{_query(plan, part)}")
    left = services.to_be_mended(request.user, plan, part)
    context = {
        "plan": plan,
        "part": part and Part(part),
        "are_left": left.exists(),
        "again": _address(plan, part, None),
    }
    return render(request, "actionplans/missing_end.html", context)


def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """One action and what it lacks; by itself or within a queue."""
    action = fetch_action(request, pk, "actionplans.edit_action")
    in_queue = "queue" in request.GET
    plan, part = _asked(request) if in_queue else (None, "")
    skip_to = f"{reverse('actionplans:skip-missing', args=[pk])}?{_query(plan, part)}" if in_queue else ""

    def save(form: MendForm) -> Action:
        return services.mend(action=action, version=form.opened_version, by=request.user, **form.values())

    def make_form(data: Any) -> MendForm:
        return MendForm(data, request=request, record=action, skip_to=skip_to)

    form, mended = edited(request, make_form, save)
    if mended is not None:
        messages.success(request, _("Action %s is saved.") % mended.reference)
        if mended.deadline_question and not action.deadline_text:
            messages.warning(request, _("Its deadline leaves a question: %s") % mended.deadline_question)
        return _go_on(request, action, plan, part) if in_queue else redirect(action)
    context: dict[str, Any] = {
        "form": form,
        "action": action,
        "row": ActionRow(action, timezone.localdate()),
        "settled": action.not_needed.select_related("by"),
        "in_queue": in_queue,
        "query": _query(plan, part) if in_queue else "",
        "back": _page(plan) if in_queue else action.get_absolute_url(),
    }
    if in_queue:
        context |= {"counts": completeness_of(plan, request.user), "plan": plan}
    return render(request, "actionplans/mend.html", context)


@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an action of the queue for another day."""
    action = fetch_action(request, pk, "actionplans.edit_action")
    return _go_on(request, action, *_asked(request))


@require_POST
def needed_after_all(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.edit_action")
    services.take_back_not_needed(action=action, part=request.POST.get("part", ""), by=request.user)
    messages.success(request, _("It is asked for again."))
    return redirect("actionplans:mend", action.pk)


def _go_on(request: HttpRequest, action: Action, plan: Plan | None, part: str) -> HttpResponseRedirect:
    """To the next one, remembering where this person is."""
    request.session[STOPPED_AT] = request.session.get(STOPPED_AT, {}) | {_scope(plan): action.pk}
    return redirect(_address(plan, part, action.pk))


def _asked(request: HttpRequest) -> tuple[Plan | None, str]:
    """The plan (none for all) and the part (empty for every part) that the queue is about."""
    number = _number(request.GET.get("plan"))
    plan = None
    if number is not None:
        plan = fetch_permitted(request, Plan.objects.visible_to(request.user), "actionplans.view_actions", pk=number)
    part = request.GET.get("part", "")
    return plan, part if part in Part.values else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def _scope(plan: Plan | None) -> str:
    return str(plan.pk) if plan else "all"


def _query(plan: Plan | None, part: str, **more: Any) -> str:
    asked = {"queue": "on", "plan": plan.pk if plan else "", "part": part, **more}
    return urlencode({name: value for name, value in asked.items() if value})


def _address(plan: Plan | None, part: str, after: int | None) -> str:
    return f"{reverse('actionplans:next-missing')}?{_query(plan, part, after=after)}"


def _page(plan: Plan | None) -> str:
    return reverse("actionplans:plan-missing", args=[plan.pk]) if plan else reverse("actionplans:missing")
