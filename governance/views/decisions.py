"""Decisions: the forward plan, what was decided, and one decision with what clears it and who read it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.choices import ClearanceKind, DecisionState
from governance.errors import MoveRefused
from governance.filters import PlannedFilter, TakenFilter
from governance.forms import DecisionForm, OverrideForm, ReasonForm, TakeForm
from governance.models import Clearance, Decision
from governance.presenters import (
    HEADINGS,
    STANDINGS,
    csv_row,
    notice_tag,
    notice_words,
    papers_of,
    row_of,
    state_tag,
)
from governance.services import decisions, may_move
from toolkit.downloads import csv_download
from toolkit.editing import edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of
from toolkit.pages import history_page

PAGE = 25
VIEW = "governance.view_decisions"


@require_safe
def forward_plan(request: HttpRequest) -> HttpResponse:
    """What is to be decided, the next first, and how each stands before the gate."""
    found, rows = _planned(request)
    return _list(request, "governance/forward_plan.html", found, rows, Decision.objects.open().count())


@require_safe
def forward_plan_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The forward plan as a spreadsheet, filtered as on the page."""
    _found, rows = _planned(request)
    return csv_download("forward-plan", HEADINGS, (csv_row(row_of(each)) for each in rows))


@require_safe
def taken(request: HttpRequest) -> HttpResponse:
    """What was decided, the latest first."""
    demand(request, VIEW)
    found = TakenFilter(request.GET, queryset=Decision.objects.taken(), request=request)
    rows = _for_lists(request, found).annotate(read_by=Count("readings__person", distinct=True))
    ordered = rows.order_by("-taken_on", "-reference")
    return _list(request, "governance/taken.html", found, ordered, Decision.objects.taken().count())


@require_safe
def overrides(request: HttpRequest) -> HttpResponse:
    """Every decision that was let pass without an EqIA: who, when and why."""
    demand(request, VIEW)
    given = (
        Clearance.objects.filter(kind=ClearanceKind.OVERRIDE)
        .select_related("decision__unit__parent", "decision__body", "decision__delegate", "given_by")
        .order_by("-given_at", "-pk")
    )
    page = Paginator(given, PAGE).get_page(request.GET.get("page"))
    shown = [(each, state_tag(each.decision)) for each in page]
    return render(request, "governance/overrides.html", {"page": page, "overrides": shown})


def _planned(request: HttpRequest) -> tuple[PlannedFilter, Any]:
    demand(request, VIEW)
    found = PlannedFilter(request.GET, queryset=Decision.objects.open(), request=request)
    return found, _for_lists(request, found).order_by("expected_on", "reference")


def _for_lists(request: HttpRequest, found: Any) -> Any:
    return found.qs.for_lists().with_assessments_for(request.user)


def _list(request: HttpRequest, template: str, found: Any, rows: Any, total: int) -> HttpResponse:
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [row_of(each) for each in page],
        "count": page.paginator.count,
        "total": total,
        "plans": request.user.has_perm("governance.plan_decision"),
    }
    return render(request, template, context)


@require_safe
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """One decision from the forward plan to its minute."""
    record = _fetch(request, reference, VIEW)
    person = request.user
    seen = {each.reference: each for each in record.assessments.all()}
    papers = papers_of(record, seen)
    decides = record.is_decided_by(person)
    readings = list(record.readings.select_related("person", "clearance"))
    mine = {reading.clearance_id for reading in readings if reading.person_id == person.pk}
    context = {
        "decision": record,
        "state": state_tag(record),
        "standing": STANDINGS[record.standing],
        "notice": notice_tag(record),
        "notice_words": notice_words(record),
        "papers": papers,
        "underway": [each for ref, each in seen.items() if ref not in {paper.clearance.reference for paper in papers}],
        "missing": record.missing_to_release() if record.state == DecisionState.PLANNED else [],
        "readings": readings,
        "unread": _unread(record, readings) if record.is_open else [],
        "decides": decides,
        "to_read": [
            paper
            for paper in papers
            if decides
            and record.is_open
            and paper.clearance.is_valid
            and paper.clearance.sha256
            and paper.clearance.pk not in mine
        ],
        "moves": record.moves.select_related("by").order_by("-at", "-pk"),
        "may_see_history": person.has_perm("governance.plan_decision", record),
        "may_edit": person.has_perm("governance.change_decision", record),
        "may_release": may_move(record, "release", person),
        "may_recall": may_move(record, "recall", person),
        "may_take": may_move(record, "take", person),
        "may_withdraw": may_move(record, "withdraw", person),
        "may_override": _may_override(record, person),
    }
    return render(request, "governance/decision.html", context)


def _may_override(record: Decision, person: Any) -> bool:
    return bool(
        record.is_open
        and person.has_perm("governance.override_gate", record)
        and not any(each.is_override and each.is_valid for each in record.clearances.all())
    )


def _unread(record: Decision, readings: list[Any]) -> list[Any]:
    """Those who decide and have not said that they read what is valid now."""
    valid = {each.pk for each in record.clearances.all() if each.is_valid and each.sha256}
    if not valid:
        return []
    if record.delegate is not None:
        people = [record.delegate]
    else:
        seats = record.body.seats.held(timezone.localdate()).select_related("person") if record.body else []
        people = [seat.person for seat in seats]
    read: dict[int, set[int]] = {}
    for reading in readings:
        read.setdefault(reading.person_id, set()).add(reading.clearance_id)
    return [person for person in people if valid - read.get(person.pk, set())]


def plan(request: HttpRequest) -> HttpResponse:
    demand(request, "governance.plan_decision")

    def done(saved: Decision) -> HttpResponse:
        messages.success(request, _("%s stands in the forward plan.") % saved.reference)
        return redirect(saved)

    return edit_page(
        request,
        form=DecisionForm,
        template="governance/plan.html",
        save=lambda form: decisions.plan_decision(by=request.user, **form.values()),
        done=done,
        title=_("Put a decision into the forward plan"),
    )


def edit(request: HttpRequest, reference: str) -> HttpResponse:
    record = _fetch(request, reference, VIEW)
    if record.state != DecisionState.PLANNED:
        return _elsewhere(request, record)
    demand(request, "governance.change_decision", record)

    def done(saved: Decision) -> HttpResponse:
        messages.success(request, _("The decision is saved."))
        return redirect(saved)

    return edit_page(
        request,
        form=DecisionForm,
        template="governance/plan.html",
        instance=record,
        save=lambda form: decisions.edit_decision(
            decision=record, version=form.opened_version, by=request.user, **form.values()
        ),
        done=done,
        title=_("Change %s") % record.reference,
        back=record.get_absolute_url(),
    )


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    record = _fetch(request, reference, "governance.plan_decision")
    links = events_of(Decision._meta.get_field("assessment_links").related_model, decision=record)
    return history_page(request, record, history_of(record, links))


def release(request: HttpRequest, reference: str) -> HttpResponse:
    """The gate: says what is missing, or lets the decision go to its meeting."""
    record = _fetch(request, reference, "governance.release_decision")
    if record.state != DecisionState.PLANNED:
        return _elsewhere(request, record)
    missing = record.missing_to_release()
    if request.method == "POST":
        try:
            decisions.release_decision(decision=record, by=request.user)
        except MoveRefused as refusal:
            missing = refusal.sentences
        else:
            messages.success(request, _("Released. It can be decided now."))
            return redirect(record)
    context = {
        "decision": record,
        "missing": missing,
        "papers": papers_of(record, {each.reference: each for each in record.assessments.all()}),
        "notice": notice_tag(record),
        "notice_words": notice_words(record),
        "is_refused": request.method == "POST",
    }
    return render(request, "governance/release.html", context, status=422 if request.method == "POST" else 200)


def recall(request: HttpRequest, reference: str) -> HttpResponse:
    record = _fetch(request, reference, "governance.release_decision")
    if record.state != DecisionState.RELEASED:
        return _elsewhere(request, record)
    return _step(
        request,
        record,
        ReasonForm,
        lambda values: decisions.recall_decision(decision=record, by=request.user, **values),
        title=_("Take this decision back"),
        explanation=_("It returns to the forward plan. Those who decide are not asked to read it any more."),
        button=_("Take it back"),
        done=_("Taken back. It is planned again."),
    )


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    record = _fetch(request, reference, "governance.withdraw_decision")
    if not record.is_open:
        return _elsewhere(request, record)
    return _step(
        request,
        record,
        ReasonForm,
        lambda values: decisions.withdraw_decision(decision=record, by=request.user, **values),
        title=_("Withdraw this decision"),
        explanation=_("It will not be taken. What was put to it stays on record."),
        button=_("Withdraw it"),
        done=_("Withdrawn."),
        is_warning=True,
    )


def override(request: HttpRequest, reference: str) -> HttpResponse:
    """A director lets a decision pass without an EqIA, in their own name."""
    record = _fetch(request, reference, "governance.override_gate")
    if not _may_override(record, request.user):
        return _elsewhere(request, record)
    return _step(
        request,
        record,
        OverrideForm,
        lambda values: decisions.override_gate(decision=record, by=request.user, reason=values["reason"]),
        title=_("Let this decision pass without an EqIA"),
        explanation=_(
            "The duty stays with whoever decides and cannot be met afterwards. Your name and your reason will stand in "
            "the list of overrides, in the committee pack and in the annual equality report."
        ),
        button=_("Let it pass in my name"),
        done=_("The decision may be released. Your reason stands with it."),
        is_warning=True,
    )


def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Taking down what was decided, and the minute."""
    record = _fetch(request, reference, "governance.take_decision")
    if record.state != DecisionState.RELEASED:
        return _elsewhere(request, record)
    return _step(
        request,
        record,
        TakeForm,
        lambda values: decisions.take_decision(decision=record, by=request.user, **values),
        title=_("Take down what was decided"),
        explanation=_("From then on the versions put to it stand for ever as what was decided on."),
        button=_("Save the decision"),
        done=_("The decision is taken down."),
        initial={"taken_on": min(record.expected_on, timezone.localdate())},
    )


def _step(
    request: HttpRequest,
    record: Decision,
    form_class: Any,
    do: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """One step on a page of its own: a form, what it does, and the sentence that says it is done."""
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, done)
            return redirect(record)
    return render(request, "governance/step.html", context | {"decision": record, "form": form})


def _fetch(request: HttpRequest, reference: str, permission: str) -> Decision:
    found = Decision.objects.for_lists().with_assessments_for(request.user)
    return fetch_permitted(request, found, permission, reference=reference)


def _elsewhere(request: HttpRequest, record: Decision) -> HttpResponse:
    """The step cannot be taken in this state."""
    messages.info(request, _("There is nothing to do here now: it is “%s”.") % record.get_state_display())
    return redirect(record)
