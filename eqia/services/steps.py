"""From a finished draft to the public page. Every change of state goes through `governance.services.move`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from eqia.choices import Stage, State
from eqia.content import content_of
from eqia.models import Assessment, AssessmentVersion
from eqia.services import signing
from eqia.services.finding import index_approved, index_public
from eqia.services.papers import after_decisions, lapse_older, lapse_reopened, lapse_withdrawn
from eqia.services.review import open_thread, tell_returned
from eqia.services.signers import tell_whose_turn
from eqia.services.signing import submitted_version
from governance.errors import MoveRefused
from governance.services import freeze, move


@transaction.atomic
def submit_assessment(*, assessment: Assessment, by: Any, at: datetime.datetime | None = None) -> AssessmentVersion:
    """Hand it in for sign-off and freeze what is handed in."""
    is_live, at = at is None, at or timezone.now()
    submitted = move(assessment, "submit", by=by, at=at)
    version = _freeze(submitted, Stage.SUBMITTED, by, at, is_live=is_live)
    signing.open_round(submitted, version, by, at)
    if is_live:
        tell_whose_turn(submitted)
    return version


@transaction.atomic
def check_assessment(
    *, assessment: Assessment, by: Any, note: str = "", read_sha256: str = "", at: datetime.datetime | None = None
) -> Assessment:
    """The equality adviser finds it sound and passes it on to the next step, with a note if there is one.

    Raises MoveRefused if `read_sha256` is given and another version lies before them by now.
    """
    is_live, at = at is None, at or timezone.now()
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if locked.state != State.SUBMITTED:
        return move(assessment, "check_quality", by=by, reason=note, at=at)
    opened = signing.round_of(locked, at)
    _demand_read(opened.version, read_sha256 or opened.version.sha256)
    signing.write_sign_off(locked, opened, by, note=note, at=at)
    if is_live:
        tell_whose_turn(locked)
    return Assessment.objects.get(pk=assessment.pk)


@transaction.atomic
def return_assessment(
    *,
    assessment: Assessment,
    by: Any,
    reason: str,
    asks: Iterable[tuple[str, str, str]] = (),
    at: datetime.datetime | None = None,
) -> Assessment:
    """Give it back to its author with a reason, instead of signing it.

    `asks` says what to do where: (key of the section, what it is called, words). Each becomes a thread on that section.
    """
    is_live, at, asks = at is None, at or timezone.now(), list(asks)
    is_checked = Assessment.objects.filter(pk=assessment.pk, state=State.CHECKED).exists()
    returned = move(assessment, "decline" if is_checked else "send_back", by=by, reason=reason, at=at)
    signing.close_turn(returned, at)
    made = returned.moves.order_by("-pk").first()
    for section, place, words in asks:
        open_thread(assessment=returned, section=section, place=place, words=words, by=by, at=at, returned_with=made)
    if is_live:
        tell_returned(returned, by, reason, asks)
    return returned


@transaction.atomic
def attest_assessment(
    *, assessment: Assessment, by: Any, read_sha256: str, note: str = "", at: datetime.datetime | None = None
) -> AssessmentVersion:
    """Sign the version one has read, named by its hash. The last signature approves it and freezes it again.

    Returns the approved version, or the one that was signed while others still have to. Raises MoveRefused if another
    version lies before them by now.
    """
    is_live, at = at is None, at or timezone.now()
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("screening").get(pk=assessment.pk)
    version = submitted_version(locked)
    _demand_read(version, read_sha256)
    if locked.state != State.CHECKED:
        move(assessment, "attest", by=by, at=at)
    opened = signing.round_of(locked, at)
    is_last = signing.is_last(opened, locked.turn)
    if is_last:
        Assessment.objects.filter(pk=locked.pk).update(approved_on=timezone.localtime(at).date())
    signing.write_sign_off(locked, opened, by, note=note, at=at)
    if not is_last:
        if is_live:
            tell_whose_turn(locked)
        return opened.version
    approved = Assessment.objects.select_related("unit__parent", "screening", "conclusion").get(pk=locked.pk)
    attestations = signing.attestations_of(approved, opened)
    return _freeze(
        approved, Stage.APPROVED, by, at, is_live=is_live, attestation=attestations[-1], attestations=attestations
    )


def _demand_read(version: AssessmentVersion | None, read_sha256: str) -> None:
    if version is None or version.sha256 != read_sha256:
        raise MoveRefused(_("This has changed since you opened it. Read it again before you attest it."))


def _freeze(
    assessment: Assessment, stage: Stage, by: Any, at: datetime.datetime | None, *, is_live: bool, **more: Any
) -> AssessmentVersion:
    """Freeze it; one brought in from the past has its PDF made when somebody first asks for it."""
    approved_at = (at or timezone.now()) if stage == Stage.APPROVED else None
    later = after_decisions(assessment, approved_at=approved_at)
    payload = content_of(assessment, stage=stage.value) | later | more
    version: AssessmentVersion = freeze(assessment, payload=payload, stage=stage.value, by=by, at=at)
    if stage == Stage.APPROVED:
        lapse_older(version, by=by, at=at)
        index_approved(version)
        if is_live:
            take_up_promises_later(assessment)
    if is_live:
        keep_pdf_later(version)
    return version


def take_up_promises_later(assessment: Assessment) -> None:
    """Have a worker make actions of what was promised; plans stand in a higher room, so the task is called by its name."""
    task = import_string("actionplans.tasks.take_up_promises")
    transaction.on_commit(lambda: task.delay(assessment.pk), robust=True)


def keep_pdf_later(version: AssessmentVersion) -> None:
    """Have a worker make and keep the version's PDF; until then it is made when somebody asks for it."""
    task = import_string("eqia.tasks.keep_version_pdf")
    transaction.on_commit(lambda: task.delay(version.pk), robust=True)


def approved_version(assessment: Assessment) -> AssessmentVersion | None:
    """The last version that was approved."""
    return assessment.versions.filter(stage=Stage.APPROVED).order_by("-number").first()


@transaction.atomic
def revise_assessment(
    *, assessment: Assessment, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assessment:
    """Open an approved or published assessment for its next version; what is published stays until that is published.

    Whoever reopens it says that it must be looked at again, so every signature lapses, for that reason.
    """
    at = at or timezone.now()
    revised = move(assessment, "revise", by=by, reason=reason, at=at)
    lapse_reopened(revised, reason=reason.strip(), by=by, at=at)
    signing.lapse(signing.standing(revised), [_("It was opened again: %s") % reason.strip()], by, at)
    return revised


@transaction.atomic
def withdraw_assessment(
    *, assessment: Assessment, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assessment:
    """Say that nobody relies on it any more. Its versions are kept; the public page says that it was withdrawn."""
    at = at or timezone.now()
    Assessment.objects.filter(pk=assessment.pk).update(withdrawn_on=timezone.localtime(at).date())
    index_public(assessment, None)
    withdrawn = move(assessment, "withdraw", by=by, reason=reason, at=at)
    lapse_withdrawn(withdrawn, reason=reason, by=by, at=at)
    signing.close_turn(withdrawn, at)
    signing.lapse(signing.standing(withdrawn), [_("It was withdrawn: %s") % reason.strip()], by, at)
    return withdrawn
