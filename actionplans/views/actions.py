from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import PlanState
from actionplans.filters import ORDERS, USUAL_ORDER, ActionFilter
from actionplans.forms import ActionForm, FromMitigationForm, SettleForm, UpdateForm
from actionplans.models import Action, ActionCharacteristic, ActionObjective, Lead, Plan
from actionplans.presenters import ActionRow, leads_of, milestones_of, reading_rows, rows_of
from actionplans.services import actions as services
from actionplans.services.updates import record_update
from actionplans.views.editing import edited
from eqia.models import Assessment, Mitigation
from objectives.models import Objective
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of

A_PAGE = 50


def action_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    visible = Action.objects.visible_to(request.user)
    found = ActionFilter(request.GET or None, queryset=visible, request=request)
    sort = request.GET.get("sort") if request.GET.get("sort") in ORDERS else USUAL_ORDER
    # What falls due on no day stands at the end, whichever way the list runs.
    order = [
        (F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True))
        for name in ORDERS[sort or USUAL_ORDER]
    ]
    counts = found.qs.counted(today)
    page = Paginator(found.qs.with_falls_due_on().with_parts().order_by(*order, "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "actionplans/actions.html",
        {"filter": found, "page": page, "rows": rows_of(page.object_list, today), "counts": counts, "sort": sort},
    )


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    action = _action(request, pk, "actionplans.view_actions")
    source = action.sources.select_related("from_import").first()
    assessment = action.mitigation.assessment if action.mitigation else None
    sees_assessment = (
        assessment is not None and Assessment.objects.visible_to(request.user).filter(pk=assessment.pk).exists()
    )
    return render(
        request,
        "actionplans/action.html",
        {
            "action": action,
            "row": ActionRow(action, timezone.localdate()),
            "missing": action.missing() if action.is_open else [],
            "leads": leads_of(action),
            "reading": reading_rows(action) if action.deadline_kind else [],
            "milestones": milestones_of(action),
            "updates": action.updates.select_related("by", "deadline_change"),
            "deadline_changes": action.deadline_changes.select_related("by"),
            "reminders": action.reminders.select_related("person"),
            "source": source,
            "assessment": assessment if sees_assessment else None,
            "objectives": Objective.objects.visible_to(request.user).filter(actions=action),
            "may_update": request.user.has_perm("actionplans.update_action", action),
            "may_edit": request.user.has_perm("actionplans.edit_action", action),
            "may_see_import": request.user.has_perm("actionplans.import_actions"),
        },
    )


def add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = fetch_permitted(request, Plan.objects.visible_to(request.user), "actionplans.edit_action", pk=pk)

    def save(form: ActionForm) -> Action:
        return services.add_action(plan=plan, by=request.user, **form.values())

    form, action = edited(request, lambda data: ActionForm(data, request=request, plan=plan), save)
    if action is not None:
        messages.success(request, _("Action %s is added.") % action.reference)
        return redirect(action)
    return render(request, "actionplans/action_form.html", {"form": form, "plan": plan, "action": None})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    action = _action(request, pk, "actionplans.edit_action")

    def save(form: ActionForm) -> Action:
        return services.change_action(action=action, version=form.opened_version, by=request.user, **form.values())

    form, changed = edited(request, lambda data: ActionForm(data, request=request, record=action), save)
    if changed is not None:
        messages.success(request, _("The action is saved."))
        return redirect(changed)
    return render(request, "actionplans/action_form.html", {"form": form, "plan": action.plan, "action": action})


def update(request: HttpRequest, pk: int) -> HttpResponse:
    action = _action(request, pk, "actionplans.update_action")

    def save(form: UpdateForm) -> Any:
        return record_update(action=action, by=request.user, **form.values())

    form, saved = edited(request, lambda data: UpdateForm(data, request=request, record=action), save)
    if saved is not None:
        messages.success(request, _("Your update is saved."))
        return redirect(action)
    context = {"form": form, "action": action, "row": ActionRow(action, timezone.localdate())}
    return render(request, "actionplans/update.html", context)


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    action = _action(request, pk, "actionplans.update_action")

    def save(form: SettleForm) -> Action:
        return services.settle_deadline(action=action, version=form.opened_version, by=request.user, **form.values())

    form, settled = edited(request, lambda data: SettleForm(data, request=request, record=action), save)
    if settled is not None:
        messages.success(request, _("The deadline is settled."))
        return redirect(settled)
    return render(request, "actionplans/settle.html", {"form": form, "action": action})


def history(request: HttpRequest, pk: int) -> HttpResponse:
    action = _action(request, pk, "actionplans.view_actions")
    related = (events_of(model, action=action) for model in (Lead, ActionCharacteristic, ActionObjective))
    # That a lead or characteristic stands on this action goes without saying here.
    changes = [
        replace(change, fields=[field for field in change.fields if field[0] != _("Action") or field[1]])
        for change in history_of(action, *related)
    ]
    context = {"heading": str(action), "url": action.get_absolute_url(), "changes": changes}
    return render(request, "actionplans/history.html", context)


def from_mitigation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what an EqIA promised into an action of a plan, so that somebody follows it."""
    seen = Assessment.objects.visible_to(request.user)
    visible = Mitigation.objects.filter(assessment__in=seen).select_related("assessment__unit__parent", "impact")
    mitigation = fetch_permitted(request, visible, "actionplans.carry_out_mitigation", pk=pk)
    plans = Plan.objects.exclude(state=PlanState.CLOSED)

    def save(form: FromMitigationForm) -> Action:
        plan = form.cleaned_data["plan_chosen"]
        return services.add_action(plan=plan, by=request.user, mitigation=mitigation, **form.values())

    def make_form(data: Any) -> FromMitigationForm:
        return FromMitigationForm(data, request=request, mitigation=mitigation, plans=plans)

    form, action = edited(request, make_form, save)
    if action is not None:
        messages.success(request, _("The mitigation is now action %(reference)s of %(plan)s.") % {
            "reference": action.reference, "plan": action.plan,
        })  # fmt: skip
        return redirect(action)
    context = {"form": form, "mitigation": mitigation, "assessment": mitigation.assessment, "plans": plans}
    return render(request, "actionplans/from_mitigation.html", context)


def _action(request: HttpRequest, pk: int, permission: str) -> Any:
    visible = (
        Action.objects.visible_to(request.user).with_parts().select_related("plan__owner", "mitigation__assessment")
    )
    return fetch_permitted(request, visible.prefetch_related("characteristics"), permission, pk=pk)
