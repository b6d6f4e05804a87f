"""From a finished draft to the public page. Every change of state goes through `governance.services.move`."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import Stage, State
from eqia.content import content_of
from eqia.models import Assessment, AssessmentVersion
from eqia.services.papers import after_decisions, lapse_older, lapse_withdrawn
from governance.errors import MoveRefused
from governance.services import freeze, move


@transaction.atomic
def submit_assessment(*, assessment: Assessment, by: Any, at: datetime.datetime | None = None) -> AssessmentVersion:
    """Hand it in for the equality adviser's check and freeze what is handed in."""
    return _freeze(move(assessment, "submit", by=by, at=at), Stage.SUBMITTED, by, at, is_live=at is None)


@transaction.atomic
def check_assessment(
    *, assessment: Assessment, by: Any, note: str = "", at: datetime.datetime | None = None
) -> Assessment:
    """The equality adviser finds it sound and passes it to the head of service, with a note if there is one."""
    return move(assessment, "check_quality", by=by, reason=note, at=at)


@transaction.atomic
def return_assessment(
    *, assessment: Assessment, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assessment:
    """Give it back to its author with a reason: by the adviser before the check, by the head of service after it."""
    is_checked = Assessment.objects.filter(pk=assessment.pk, state=State.CHECKED).exists()
    return move(assessment, "decline" if is_checked else "send_back", by=by, reason=reason, at=at)


def submitted_version(assessment: Assessment) -> AssessmentVersion | None:
    """The version that lies before the adviser and the head of service."""
    return assessment.versions.filter(stage=Stage.SUBMITTED).order_by("-number").first()


@transaction.atomic
def attest_assessment(
    *, assessment: Assessment, by: Any, read_sha256: str, at: datetime.datetime | None = None
) -> AssessmentVersion:
    """The head of service attests the version they read, named by its hash, which approves it and freezes it again.

    Raises MoveRefused if another version lies before them by now.
    """
    is_live, at = at is None, at or timezone.now()
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    version = submitted_version(locked)
    if version is None or version.sha256 != read_sha256:
        raise MoveRefused(_("This has changed since you opened it. Read it again before you attest it."))
    Assessment.objects.filter(pk=locked.pk).update(approved_on=timezone.localtime(at).date())
    approved = move(assessment, "attest", by=by, at=at)
    words = questions.ATTESTATION_NOT_REQUIRED if approved.is_screened_out else questions.ATTESTATION_FULL
    attestation = {
        "words": str(words),
        "name": by.full_name,
        "post": by.job_title or by.full_name,
        "at": timezone.localtime(at).isoformat(timespec="seconds"),
        "version_read": version.number,
        "sha256_read": version.sha256,
    }
    return _freeze(approved, Stage.APPROVED, by, at, is_live=is_live, attestation=attestation)


def _freeze(
    assessment: Assessment, stage: Stage, by: Any, at: datetime.datetime | None, *, is_live: bool, **more: Any
) -> AssessmentVersion:
    """Freeze it; one brought in from the past has its PDF made when somebody first asks for it."""
    payload = content_of(assessment, stage=stage.value) | after_decisions(assessment) | more
    version: AssessmentVersion = freeze(assessment, payload=payload, stage=stage.value, by=by, at=at)
    if stage == Stage.APPROVED:
        lapse_older(version, by=by, at=at)
    if is_live:
        keep_pdf_later(version)
    return version


def keep_pdf_later(version: AssessmentVersion) -> None:
    """Have a worker make and keep the version's PDF; until then it is made when somebody asks for it."""
    task = import_string("eqia.tasks.keep_version_pdf")
    transaction.on_commit(lambda: task.delay(version.pk), robust=True)


def approved_version(assessment: Assessment) -> AssessmentVersion | None:
    """The last version that was approved."""
    return assessment.versions.filter(stage=Stage.APPROVED).order_by("-number").first()


@transaction.atomic
def publish_assessment(*, assessment: Assessment, by: Any, at: datetime.datetime | None = None) -> Assessment:
    """Put the approved version on the public page."""
    at = at or timezone.now()
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if version := approved_version(locked):
        Assessment.objects.filter(pk=locked.pk).update(
            published_version=version, published_on=timezone.localtime(at).date()
        )
    return move(assessment, "publish", by=by, at=at)


@transaction.atomic
def revise_assessment(
    *, assessment: Assessment, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assessment:
    """Open an approved or published assessment for its next version; what is published stays until that is published."""
    return move(assessment, "revise", by=by, reason=reason, at=at)


@transaction.atomic
def withdraw_assessment(
    *, assessment: Assessment, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assessment:
    """Say that nobody relies on it any more. Its versions are kept; the public page says that it was withdrawn."""
    on = timezone.localtime(at or timezone.now()).date()
    Assessment.objects.filter(pk=assessment.pk).update(withdrawn_on=on)
    withdrawn = move(assessment, "withdraw", by=by, reason=reason, at=at)
    lapse_withdrawn(withdrawn, reason=reason, by=by, at=at)
    return withdrawn
