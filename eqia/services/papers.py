"""Assessments meet decisions: which decision one is written for, which version is put to it, and who read that."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import ScreeningResult, Stage, State
from eqia.models import Assessment, AssessmentVersion, DecisionLink, DecisionPaper
from governance.choices import ClearanceKind, LapseKind
from governance.errors import MoveForbidden, MoveRefused
from governance.models import Decision, DecisionReading
from governance.services.decisions import clear_decision, lapse_clearance, record_reading


@transaction.atomic
def link_decision(*, assessment: Assessment, decision: Decision, by: Any) -> DecisionLink:
    """Say which decision an assessment is written for."""
    if not by.has_perm("eqia.put_to_decision", assessment):
        raise MoveForbidden
    link, _is_new = DecisionLink.objects.get_or_create(assessment=assessment, decision=decision)
    return link


@transaction.atomic
def unlink_decision(*, link: DecisionLink, by: Any) -> None:
    """Undo a link made by mistake; refused once a version was put to the decision."""
    if not by.has_perm("eqia.put_to_decision", link.assessment):
        raise MoveForbidden
    if link.decision.is_taken:
        raise MoveRefused(_("This decision was taken. That the assessment was written for it stays on record."))
    if DecisionPaper.objects.filter(decision=link.decision_id, version__assessment=link.assessment_id).exists():
        raise MoveRefused(_("A version was put to this decision. That stays on record; take the paper off instead."))
    link.delete()


@transaction.atomic
def put_to_decision(
    *, assessment: Assessment, decision: Decision, by: Any, at: datetime.datetime | None = None
) -> DecisionPaper:
    """Put the latest approved version to a decision, which clears it for the gate.

    Raises MoveForbidden, and MoveRefused where nothing is approved, the assessment was withdrawn, the version stands
    before the decision already, or the decision is no longer open.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=assessment.pk)
    if not by.has_perm("eqia.put_to_decision", locked):
        raise MoveForbidden
    version = locked.versions.filter(stage=Stage.APPROVED).order_by("-number").first()
    if locked.state == State.WITHDRAWN:
        raise MoveRefused(_("This assessment was withdrawn, so it cannot be put to a decision."))
    if version is None:
        raise MoveRefused(_("No version is approved yet. Only an approved version can be put to a decision."))
    if decision.clearances.valid().filter(sha256=version.sha256).exists():
        raise MoveRefused(_("Version %s stands before this decision already.") % version.number)
    is_screened_out = version.payload["screening"]["result"] == ScreeningResult.NOT_REQUIRED
    clearance = clear_decision(
        decision=decision,
        by=by,
        kind=ClearanceKind.NOT_REQUIRED if is_screened_out else ClearanceKind.ASSESSMENT,
        reference=locked.reference,
        number=version.number,
        sha256=version.sha256,
        title=version.payload["title"],
        url=version.get_absolute_url(),
        at=at,
    )
    DecisionLink.objects.get_or_create(assessment=locked, decision=decision)
    return DecisionPaper.objects.create(
        decision=decision, version=version, clearance=clearance, put_by=by, put_at=at or timezone.now()
    )


@transaction.atomic
def take_off_decision(*, paper: DecisionPaper, by: Any, reason: str, at: datetime.datetime | None = None) -> None:
    """Say that a version no longer stands before a decision; what it once cleared stays on record."""
    assessment = paper.version.assessment
    if not by.has_perm("eqia.put_to_decision", assessment):
        raise MoveForbidden
    if not reason.strip():
        raise MoveRefused(_("Enter the reason"))
    lapse_clearance(
        reference=assessment.reference,
        lapse_kind=LapseKind.TAKEN_OFF,
        reason=reason.strip(),
        by=by,
        decision=paper.decision,
        at=at,
    )


@transaction.atomic
def read_paper(
    *, paper: DecisionPaper, by: Any, read_sha256: str, at: datetime.datetime | None = None
) -> DecisionReading:
    """Somebody who decides says that they have read the version before them; raises as `record_reading`."""
    return record_reading(
        clearance=paper.clearance,
        by=by,
        read_sha256=read_sha256,
        words=str(questions.READING),
        duty=paper.version.payload.get("duty") or str(questions.DUTY),
        at=at,
    )


def after_decisions(assessment: Assessment, *, approved_at: datetime.datetime | None = None) -> dict[str, Any]:
    """What a version frozen now must say of decisions already taken: that it was made after them. Else nothing.

    `approved_at` is the moment at which this version is approved, if it is.
    """
    taken = assessment.decisions.settled().select_related("body", "delegate").order_by("taken_on", "reference")
    decisions = [
        {
            "reference": each.reference,
            "title": each.title,
            "decider": each.decider,
            "taken_on": each.taken_on.isoformat(),
            "outcome": each.get_outcome_display(),
        }
        for each in taken
    ]
    if not decisions:
        return {}
    first = assessment.first_approved_at or approved_at
    approved_on = timezone.localtime(first).date().isoformat() if first else None
    return {"after_decisions": decisions, "first_approved_on": approved_on}


def lapse_older(version: AssessmentVersion, *, by: Any, at: datetime.datetime | None) -> None:
    """A newly approved version takes away what older ones cleared in decisions still to be taken."""
    day = date_format(timezone.localtime(at or timezone.now()), "j F Y")
    lapse_clearance(
        reference=version.payload["reference"],
        lapse_kind=LapseKind.SUPERSEDED,
        reason=_("Version %(number)s was approved on %(day)s") % {"number": version.number, "day": day},
        by=by,
        at=at,
    )


def lapse_reopened(assessment: Assessment, *, reason: str, by: Any, at: datetime.datetime | None) -> None:
    """An assessment that is opened again clears nothing that is still to be decided: its signatures have lapsed."""
    lapse_clearance(
        reference=assessment.reference,
        lapse_kind=LapseKind.REOPENED,
        reason=_("The assessment was opened again: %s") % reason,
        by=by,
        at=at,
    )


def lapse_withdrawn(assessment: Assessment, *, reason: str, by: Any, at: datetime.datetime | None) -> None:
    """A withdrawn assessment clears nothing any more."""
    lapse_clearance(
        reference=assessment.reference,
        lapse_kind=LapseKind.WITHDRAWN,
        reason=_("The assessment was withdrawn: %s") % reason,
        by=by,
        at=at,
    )
