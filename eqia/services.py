"""What can be done with an assessment. Every change of state goes through `governance.services.move`."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import Stage, State
from eqia.content import content_of
from eqia.errors import EditedMeanwhile, ItemInUse, NotEditable
from eqia.models import (
    Assessment,
    AssessmentVersion,
    Conclusion,
    Edit,
    Impact,
    ReferenceCounter,
    Screening,
    ScreeningAnswer,
)
from eqia.rules import reference_for
from governance.errors import MoveForbidden, MoveRefused
from governance.services import freeze, move
from organisation.models import Characteristic, Unit


@transaction.atomic
def start_assessment(
    *,
    title: str,
    kind: str,
    unit: Unit,
    by: Any,
    decision_expected_on: datetime.date | None = None,
    started_on: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> Assessment:
    """A new draft with its reference, and an empty card for each characteristic in use on the day it is started."""
    if not by.holds("officer", unit=unit):
        raise MoveForbidden
    today = timezone.localtime(at).date() if at else timezone.localdate()
    assessment = Assessment.objects.create(
        reference=_next_reference(today.year),
        title=title,
        kind=kind,
        unit=unit,
        author=by,
        decision_expected_on=decision_expected_on,
        started_on=started_on or today,
    )
    Screening.objects.create(assessment=assessment)
    Conclusion.objects.create(assessment=assessment)
    characteristics = list(Characteristic.objects.in_use(today))
    Impact.objects.bulk_create(Impact(assessment=assessment, characteristic=each) for each in characteristics)
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(assessment=assessment, characteristic=each) for each in characteristics
    )
    return assessment


def _next_reference(year: int) -> str:
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return reference_for(year, counter.last)


def revision_of(assessment: Assessment, section: str) -> int:
    """How often the section has been saved."""
    return assessment.edits.filter(section=section).aggregate(last=Max("revision"))["last"] or 0


def _open_section(assessment: Assessment, section: str, revision: int, by: Any) -> Assessment:
    """Lock the assessment for one saving of one section, opened at `revision`."""
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=assessment.pk)
    if not by.has_perm("eqia.change_assessment", locked):
        raise MoveForbidden
    if not locked.is_editable:
        raise NotEditable
    last = locked.edits.filter(section=section).select_related("by").order_by("-revision").first()
    if last is not None and last.revision != revision:
        raise EditedMeanwhile(last)
    return locked


def _close_section(assessment: Assessment, section: str, revision: int, by: Any, at: datetime.datetime | None) -> None:
    Edit.objects.create(assessment=assessment, section=section, revision=revision + 1, by=by, at=at or timezone.now())


@transaction.atomic
def save_answers(
    *,
    assessment: Assessment,
    section: str,
    revision: int,
    record: Any,
    values: dict[str, Any],
    by: Any,
    at: datetime.datetime | None = None,
) -> None:
    """Save answers of one section into the assessment or one of its parts, half-finished or not.

    `revision` is the section's when it was opened: raises EditedMeanwhile if somebody saved it since, and NotEditable
    if the assessment has left its author's hands. Saving what already stands there changes nothing.
    """
    locked = _open_section(assessment, section, revision, by)
    current = locked if isinstance(record, Assessment) else type(record)._base_manager.get(pk=record.pk)
    many = {field.name for field in current._meta.many_to_many}
    changed = {
        name: value
        for name, value in values.items()
        if (set(getattr(current, name).all()) != set(value) if name in many else getattr(current, name) != value)
    }
    if not changed:
        return
    for name, value in changed.items():
        if name in many:
            getattr(current, name).set(value)
        else:
            setattr(current, name, value)
    if columns := [name for name in changed if name not in many]:
        current.save(update_fields=columns)
    _close_section(locked, section, revision, by, at)


@transaction.atomic
def save_screening_answers(
    *,
    assessment: Assessment,
    revision: int,
    answers: dict[str, str],
    by: Any,
    at: datetime.datetime | None = None,
) -> None:
    """Save what the proposal could mean for each characteristic, by its key; raises as `save_answers`."""
    locked = _open_section(assessment, "groups", revision, by)
    is_changed = False
    for answer in locked.screening_answers.select_related("characteristic"):
        value = answers.get(answer.characteristic.key, answer.answer)
        if value != answer.answer:
            answer.answer, is_changed = value, True
            answer.save(update_fields=["answer"])
    if is_changed:
        _close_section(locked, "groups", revision, by, at)


@transaction.atomic
def add_item(
    *, assessment: Assessment, section: str, values: dict[str, Any], by: Any, at: datetime.datetime | None = None
) -> Any:
    """Add a piece of evidence, people asked or a mitigation (`section` says which) and return it."""
    locked = _open_section(assessment, section, revision_of(assessment, section), by)
    manager: dict[str, Any] = {
        "evidence": locked.evidence,
        "consultation": locked.consultations,
        "mitigation": locked.mitigations,
    }
    characteristics = values.pop("characteristics", None)
    item = manager[section].create(**values)
    if characteristics is not None:
        item.characteristics.set(characteristics)
    _close_section(locked, item_section(section, item), 0, by, at)
    return item


def item_section(section: str, item: Any) -> str:
    """The name under which one item's revisions are counted."""
    return f"{section}/{item.pk}"


@transaction.atomic
def remove_item(*, assessment: Assessment, section: str, item: Any, revision: int, by: Any) -> None:
    """Remove an item of a draft; its history is kept. Raises as `save_answers`, and ItemInUse."""
    locked = _open_section(assessment, item_section(section, item), revision, by)
    if section == "mitigation" and item.actions.exists():
        raise ItemInUse
    item.delete()
    _close_section(locked, item_section(section, item), revision, by, None)


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
    version: AssessmentVersion = freeze(
        assessment, payload=content_of(assessment, stage=stage.value) | more, stage=stage.value, by=by, at=at
    )
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
    return move(assessment, "withdraw", by=by, reason=reason, at=at)
