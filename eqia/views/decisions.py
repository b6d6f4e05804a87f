"""An assessment and the decisions it is written for: linking, putting a version to one, and reading what was put."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eqia import questions, services
from eqia.choices import State
from eqia.forms import ChooseDecisionForm, ReasonForm
from eqia.models import Assessment, DecisionPaper
from eqia.presenters import summary_of, version_document
from governance.errors import MoveRefused
from governance.models import Decision
from governance.presenters import STANDINGS, state_tag
from toolkit.fetch import fetch_permitted

PUT = "eqia.put_to_decision"


def _fetch(request: HttpRequest, reference: str, permission: str | None = None) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).with_decided_on().select_related("unit__parent", "screening")
    return fetch_permitted(request, visible, permission, reference=reference)


def _open_decisions(assessment: Assessment) -> Any:
    """Those of its directorate that are still to be taken, with any it is written for already left out."""
    found = Decision.objects.open().of_directorate(assessment.directorate)
    return found.exclude(assessment_links__assessment=assessment).select_related("body", "delegate")


def decisions(request: HttpRequest, reference: str) -> HttpResponse:
    """The decisions it is written for, the versions put to each, and the choice of another decision."""
    found = _fetch(request, reference)
    may_put = request.user.has_perm(PUT, found)
    if request.method == "POST" and not may_put:
        raise PermissionDenied
    form = ChooseDecisionForm(request.POST or None, decisions=_open_decisions(found)) if may_put else None
    if request.method == "POST" and form is not None and form.is_valid():
        chosen = form.cleaned_data["decision"]
        services.link_decision(assessment=found, decision=chosen, by=request.user)
        messages.success(request, _("It is written for %s.") % chosen.reference)
        return redirect("eqia:decisions", reference)
    papers = DecisionPaper.objects.filter(version__assessment=found).select_related("clearance", "version", "put_by")
    by_decision: dict[int, list[DecisionPaper]] = {}
    for paper in papers:
        by_decision.setdefault(paper.decision_id, []).append(paper)
    approved = services.approved_version(found)
    links = found.decision_links.select_related("decision__body", "decision__meeting", "decision__delegate")
    rows = [
        {
            "link": link,
            "decision": link.decision,
            "state": state_tag(link.decision),
            "standing": STANDINGS[link.decision.standing],
            "papers": (put := by_decision.get(link.decision_id, [])),
            "may_put": may_put
            and link.decision.is_open
            and found.state != State.WITHDRAWN
            and approved is not None
            and not any(each.clearance.is_valid and each.version_id == approved.pk for each in put),
            "may_unlink": may_put and not put and not link.decision.is_taken,
        }
        for link in links.prefetch_related("decision__clearances")
    ]
    context = {
        "assessment": found,
        "rows": rows,
        "approved": approved,
        "form": form,
        "may_put": may_put,
        "may_make_court_pack": request.user.has_perm("reporting.make_court_pack", found),
        "nothing_to_choose": form is not None and not form.has_choices,
    }
    return render(request, "eqia/decisions.html", context)


@require_POST
def put(request: HttpRequest, reference: str, decision: str) -> HttpResponse:
    """The latest approved version goes before a decision."""
    found = _fetch(request, reference, PUT)
    chosen = get_object_or_404(Decision, reference=decision, assessment_links__assessment=found)
    return _do(
        request,
        reference,
        lambda: services.put_to_decision(assessment=found, decision=chosen, by=request.user),
        _("The version is put to %s.") % chosen.reference,
    )


@require_POST
def unlink(request: HttpRequest, reference: str, decision: str) -> HttpResponse:
    """It was not written for that decision after all."""
    found = _fetch(request, reference, PUT)
    link = get_object_or_404(
        found.decision_links.select_related("assessment__unit__parent"), decision__reference=decision
    )
    return _do(
        request,
        reference,
        lambda: services.unlink_decision(link=link, by=request.user),
        _("It is no longer linked to %s.") % decision,
    )


def _do(request: HttpRequest, reference: str, verb: Callable[[], Any], done: str) -> HttpResponse:
    try:
        verb()
    except MoveRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect("eqia:decisions", reference)


def _paper(request: HttpRequest, reference: str, pk: int, permission: str | None = None) -> DecisionPaper:
    found = _fetch(request, reference, permission)
    papers = DecisionPaper.objects.filter(version__assessment=found).select_related(
        "version__assessment__unit__parent",
        "clearance",
        "decision__unit__parent",
        "decision__body",
        "decision__meeting",
        "decision__delegate",
    )
    return get_object_or_404(papers, pk=pk)


def take_off(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A version no longer stands before a decision, for a reason."""
    paper = _paper(request, reference, pk, PUT)
    if not paper.clearance.is_valid or not paper.decision.is_open:
        messages.info(request, _("There is nothing to take off any more."))
        return redirect("eqia:decisions", reference)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(
            request,
            reference,
            lambda: services.take_off_decision(paper=paper, by=request.user, reason=reason),
            _("Taken off %s.") % paper.decision.reference,
        )
    context = {"assessment": paper.version.assessment, "paper": paper, "form": form}
    return render(request, "eqia/take_off.html", context)


@require_safe
def paper(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One page for those who decide, and below it the very version they say they have read."""
    record = _paper(request, reference, pk)
    decides = record.decision.is_decided_by(request.user)
    reading = record.clearance.readings.filter(person=request.user.pk).first() if decides else None
    shown = version_document(record.version)
    context = shown | {
        "assessment": record.version.assessment,
        "paper": record,
        "decision": record.decision,
        "summary": summary_of(shown["document"]),
        "reading": reading,
        "asks": decides and reading is None and record.decision.is_open and record.clearance.is_valid,
        "words": questions.READING,
        "today": timezone.localdate(),
    }
    return render(request, "eqia/paper.html", context)


@require_POST
def read(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Whoever decides says that they have read the version named by its hash."""
    record = _paper(request, reference, pk)
    if not record.decision.is_decided_by(request.user):
        raise PermissionDenied
    try:
        services.read_paper(paper=record, by=request.user, read_sha256=request.POST.get("read_sha256", ""))
    except MoveRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect("eqia:paper", reference, pk)
    messages.success(request, _("It is on record that you have read version %s.") % record.version.number)
    return redirect(record.decision)
