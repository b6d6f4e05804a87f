from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from actionplans.columns import listed
from actionplans.forms import PlanForm, PlanStateForm
from actionplans.models import Plan
from actionplans.presenters import PLAN_TAGS, period_of, plan_summary, rows_of
from actionplans.presenters.rolling import rolled_of
from actionplans.rules.slippage import Slippage
from actionplans.services import plans as services
from actionplans.services.counting import MANY, counts_of_all, counts_of_plans
from actionplans.views.editing import edited
from governance.services import move
from toolkit.capped import CappedPaginator
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of

A_PAGE = 50


def plan_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    page = CappedPaginator(visible, A_PAGE).get_page(request.GET.get("page"))
    plans = list(page.object_list)
    counts = counts_of_plans([plan.pk for plan in plans], today, seen_by=request.user)
    return render(
        request,
        "actionplans/list.html",
        {
            "plans": [
                {"plan": plan, "counts": counts[plan.pk], "tag": PLAN_TAGS[plan.state], "period": period_of(plan), "missing": plan_summary(counts[plan.pk])}
                for plan in plans
            ],
            "page": page,
            "counts": counts_of_all(today, seen_by=request.user),
            "many": MANY,
            "may_manage": request.user.has_perm("actionplans.manage_plans"),
            "may_watch": request.user.has_perm("actionplans.watch_answers"),
        },
    )  # fmt: skip


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "actionplans.view_actions")
    today = timezone.localdate()
    actions = plan.actions.visible_to(request.user)
    counts = counts_of_plans([plan.pk], today, seen_by=request.user)[plan.pk]
    rows = rows_of(actions.with_parts().order_by("outcome__position", "position", "pk"), today)
    slips = sum((row.action.slippage for row in rows), Slippage())
    groups = [
        {"outcome": outcome, "rows": list(found)}
        for outcome, found in groupby(rows, key=lambda row: row.action.outcome)
    ]
    return render(
        request,
        "actionplans/plan.html",
        {
            "plan": plan,
            "tag": PLAN_TAGS[plan.state],
            "period": period_of(plan),
            "counts": counts,
            "missing": plan_summary(counts),
            "slips": slips.words,
            "groups": groups,
            "columns": listed(),
            "export_query": urlencode({"plan": plan.pk}),
            "rolled": rolled_of(plan, request.user),
            "may_manage": request.user.has_perm("actionplans.manage_plans", plan),
            "may_add": request.user.has_perm("actionplans.edit_action", plan),
            "may_ask": request.user.has_perm("actionplans.ask_for_updates", plan),
        },
    )


def add(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.manage_plans")

    def save(form: PlanForm) -> Plan:
        return services.add_plan(by=request.user, **form.values())

    form, plan = edited(request, lambda data: PlanForm(data, request=request), save)
    if plan is not None:
        messages.success(request, _("The plan is saved. Add its actions."))
        return redirect(plan)
    return render(request, "actionplans/plan_form.html", {"form": form, "plan": None})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "actionplans.manage_plans")

    def save(form: PlanForm) -> Plan:
        return services.change_plan(plan=plan, version=form.opened_version, by=request.user, **form.values())

    form, changed = edited(request, lambda data: PlanForm(data, request=request, record=plan), save)
    if changed is not None:
        messages.success(request, _("The plan is saved."))
        return redirect(changed)
    return render(request, "actionplans/plan_form.html", {"form": form, "plan": plan})


def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "actionplans.manage_plans")

    def save(form: PlanStateForm) -> Plan:
        return move(plan, form.cleaned_data["step"], by=request.user, reason=form.cleaned_data["reason"])

    form, moved = edited(request, lambda data: PlanStateForm(data, request=request, record=plan), save)
    if moved is not None:
        messages.success(request, _("The plan is now: %s.") % moved.get_state_display().lower())
        return redirect(moved)
    return render(request, "actionplans/plan_state.html", {"form": form, "plan": plan})


def history(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "actionplans.view_actions")
    context = {"heading": str(plan), "url": plan.get_absolute_url(), "changes": history_of(plan)}
    return render(request, "actionplans/history.html", context)


def _plan(request: HttpRequest, pk: int, permission: str) -> Any:
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    return fetch_permitted(request, visible, permission, pk=pk)
