"""The employer action plan for the government's gender pay gap service: written, checked, approved, published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actionplans.forms import AboutForm, EntryForm, MarkForm, StepForm
from actionplans.models import Action, EmployerAction, EmployerPlan
from actionplans.presenters import employer as show
from actionplans.rules.employer import BY_KEY, GUIDANCE, SERVICE, reporting_year
from actionplans.services import employer as services
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from governance.services import may_move
from toolkit.downloads import csv_download
from toolkit.fetch import demand, fetch_permitted

VIEW, MANAGE = "actionplans.view_employer_plan", "actionplans.manage_employer_plan"


def plan_list(request: HttpRequest) -> HttpResponse:
    demand(request, VIEW)
    plans = list(EmployerPlan.objects.all())
    this_year = _this_year()
    missing_year = this_year if all(plan.year != this_year for plan in plans) else None
    return render(
        request,
        "actionplans/employer/list.html",
        {
            "plans": [{"plan": plan, "tag": show.STATE_TAGS[plan.state]} for plan in plans],
            "year": missing_year,
            "period": reporting_year(this_year),
            "may_manage": request.user.has_perm(MANAGE),
            "guidance": GUIDANCE,
        },
    )


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    demand(request, MANAGE)
    return redirect(services.start_plan(year=_this_year(), by=request.user))


def detail(request: HttpRequest, year: int) -> HttpResponse:
    plan = _plan(request, year, VIEW)
    entries = list(plan.entries.prefetch_related("actions"))
    is_draft = plan.state == "draft"
    may_manage = request.user.has_perm(MANAGE) and is_draft
    about = f"{plan.get_absolute_url()}about/" if may_manage else ""
    return render(
        request,
        "actionplans/employer/plan.html",
        {
            "plan": plan,
            "tag": show.STATE_TAGS[plan.state],
            "checks": show.checks_of(plan),
            "categories": show.catalogue_of(plan, entries),
            "about": show.about_rows(plan, about),
            "versions": list(plan.versions.select_related("made_by").order_by("-number")),
            "moves": list(plan.moves.select_related("by").order_by("-at")),
            "may_manage": may_manage,
            "may_step": any(may_move(plan, step, request.user) for step in ("approve", "publish", "revise")),
            "guidance": GUIDANCE,
        },
    )


def entry(request: HttpRequest, year: int, key: str) -> HttpResponse:
    plan = _plan(request, year, MANAGE)
    catalogue = BY_KEY.get(key)
    if catalogue is None:
        raise Http404
    record = plan.entries.filter(key=key).prefetch_related("actions").first()
    offered = Action.objects.visible_to(request.user).near_to(catalogue.looks_for, record)

    def save(form: EntryForm) -> EmployerAction | None:
        return services.set_entry(
            plan=plan, key=key, entry=record, version=form.opened_version, by=request.user, **form.values()
        )

    def make_form(data: Any) -> EntryForm:
        return EntryForm(data, request=request, record=record, offered=offered)

    return _edit(request, make_form, save, plan, "actionplans/employer/entry.html", {"catalogue": catalogue})


def about(request: HttpRequest, year: int) -> HttpResponse:
    plan = _plan(request, year, MANAGE)

    def save(form: AboutForm) -> EmployerPlan:
        return services.describe_plan(plan=plan, version=form.opened_version, by=request.user, **form.values())

    def make_form(data: Any) -> AboutForm:
        return AboutForm(data, request=request, record=plan)

    return _edit(request, make_form, save, plan, "actionplans/employer/about.html", {})


def step(request: HttpRequest, year: int) -> HttpResponse:
    plan = _plan(request, year, VIEW)

    def save(form: StepForm) -> EmployerPlan:
        chosen, reason = form.cleaned_data["step"], form.cleaned_data.get("reason", "")
        return services.take_step(plan=plan, step=chosen, by=request.user, reason=reason)

    form, moved = edited(request, lambda data: StepForm(data, request=request, record=plan), save)
    if moved is not None:
        messages.success(request, _("The plan is now: %s.") % moved.get_state_display().lower())
        return redirect(moved)
    context = {"form": form, "plan": plan, "checks": show.checks_of(plan)}
    return render(request, "actionplans/employer/step.html", context)


def copy(request: HttpRequest, year: int) -> HttpResponse:
    """The plan field by field, as the government service asks for it."""
    plan = _plan(request, year, VIEW)
    payload = services.payload_of(plan.year, plan.content)
    context = {"plan": plan, "pages": show.pages_to_copy(payload), "checks": show.checks_of(plan), "service": SERVICE}
    return render(request, "actionplans/employer/copy.html", context)


def version(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """What was published, word for word."""
    plan = _plan(request, year, VIEW)
    versions = plan.versions.select_related("made_by").order_by("number")
    frozen = get_object_or_404(versions, number=number)
    newest = versions.last()
    context = {
        "plan": plan,
        "version": frozen,
        "pages": show.pages_to_copy(frozen.payload),
        "is_in_force": newest is not None and newest.number == frozen.number,
    }
    return render(request, "actionplans/employer/version.html", context)


def file(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """The plan under the names that the service has for its parts, for those who hand it on."""
    plan = _plan(request, year, VIEW)
    payload = services.payload_of(plan.year, plan.content)
    name = f"employer-action-plan-{plan.year}"
    if kind == "csv":
        return csv_download(name, show.CSV_HEADINGS, show.csv_rows(payload))
    if kind == "json":
        return HttpResponse(
            show.as_json(payload),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
        )
    raise Http404


def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one of our actions carries out one of the catalogue."""
    demand(request, MANAGE)
    action = fetch_action(request, pk, "actionplans.view_actions")
    plan = get_object_or_404(EmployerPlan.objects.filter(state="draft").order_by("-year")[:1])

    def save(form: MarkForm) -> EmployerAction:
        return services.mark_action(plan=plan, key=form.cleaned_data["key"], action=action, by=request.user)

    form, marked = edited(request, lambda data: MarkForm(data, request=request), save)
    if marked is not None:
        messages.success(request, _("The action is marked as “%s”.") % marked)
        return redirect("actionplans:employer-action", plan.year, marked.key)
    return render(request, "actionplans/employer/mark.html", {"form": form, "action": action, "plan": plan})


def _edit(
    request: HttpRequest,
    make_form: Callable[[Any], Any],
    save: Callable[[Any], Any],
    plan: EmployerPlan,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A form of a draft; a plan that is approved or published is read, not written."""
    if plan.state != "draft":
        messages.error(request, _("Take the plan up again before you change it."))
        return redirect(plan)
    form, saved = edited(request, make_form, save)
    if request.method == "POST" and form.is_valid() and not form.errors:
        messages.success(request, _("The plan is saved.") if saved else _("The action is not in the plan any more."))
        return redirect(plan)
    return render(request, template, {"form": form, "plan": plan, **context})


def _plan(request: HttpRequest, year: int, permission: str) -> Any:
    demand(request, permission)
    return fetch_permitted(request, EmployerPlan.objects.prefetch_related("entries"), permission, year=year)


def _this_year() -> int:
    """The reporting year that is open: it begins on the day after the last one's snapshot date, 31 March."""
    today = timezone.localdate()
    return today.year if today.month >= 4 else today.year - 1
