"""Starting an assessment and saving its sections, one at a time and never over somebody else's words."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from eqia.errors import EditedMeanwhile, ItemInUse, NotEditable
from eqia.models import (
    Assessment,
    Conclusion,
    Edit,
    Impact,
    LocalAnswer,
    ModuleAnswer,
    ReferenceCounter,
    Screening,
    ScreeningAnswer,
    Subgroup,
)
from eqia.rules import reference_for
from eqia.services.editions import edition_today
from eqia.services.finding import index_later
from governance.errors import MoveForbidden
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
        edition=edition_today(at=at),
    )
    Screening.objects.create(assessment=assessment)
    Conclusion.objects.create(assessment=assessment)
    characteristics = list(Characteristic.objects.in_use(today))
    Impact.objects.bulk_create(Impact(assessment=assessment, characteristic=each) for each in characteristics)
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(assessment=assessment, characteristic=each) for each in characteristics
    )
    if at is None:
        index_later(assessment)
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


def open_section(assessment: Assessment, section: str, revision: int, by: Any) -> Assessment:
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


def close_section(assessment: Assessment, section: str, revision: int, by: Any, at: datetime.datetime | None) -> None:
    Edit.objects.create(assessment=assessment, section=section, revision=revision + 1, by=by, at=at or timezone.now())
    if at is None:
        index_later(assessment)


@transaction.atomic
def save_answers(
    *,
    assessment: Assessment,
    section: str,
    revision: int,
    record: Any,
    values: dict[str, Any],
    by: Any,
    local: dict[str, str] | None = None,
    at: datetime.datetime | None = None,
) -> None:
    """Save answers of one section into the assessment or one of its parts, half-finished or not.

    `local` holds the answers to the body's own questions, by their keys.

    `revision` is the section's when it was opened: raises EditedMeanwhile if somebody saved it since, and NotEditable
    if the assessment has left its author's hands. Saving what already stands there changes nothing.
    """
    locked = open_section(assessment, section, revision, by)
    current = locked if isinstance(record, Assessment) else type(record)._base_manager.get(pk=record.pk)
    many = {field.name for field in current._meta.many_to_many}
    changed = {
        name: value
        for name, value in values.items()
        if (set(getattr(current, name).all()) != set(value) if name in many else getattr(current, name) != value)
    }
    if not (_save_local(locked, section, local or {}) or changed):
        return
    for name, value in changed.items():
        if name in many:
            getattr(current, name).set(value)
        else:
            setattr(current, name, value)
    if columns := [name for name in changed if name not in many]:
        current.save(update_fields=columns)
    close_section(locked, section, revision, by, at)


def _save_local(assessment: Assessment, section: str, answers: dict[str, str]) -> bool:
    """Save answers to the body's own questions of the section, as its edition asks them; whether any changed."""
    asked = {int(question.key.removeprefix("local-")): question.key for question in assessment.form.local_in(section)}
    stored = (
        {answer.question_id: answer for answer in assessment.local_answers.filter(question__in=asked)} if asked else {}
    )
    is_changed = False
    for pk, key in asked.items():
        answer = stored.get(pk) or LocalAnswer(assessment=assessment, question_id=pk)
        if key in answers and answers[key] != answer.answer:
            answer.answer, is_changed = answers[key], True
            answer.save()
    return is_changed


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
    locked = open_section(assessment, "groups", revision, by)
    is_changed = False
    for answer in locked.screening_answers.select_related("characteristic"):
        value = answers.get(answer.characteristic.key, answer.answer)
        if value != answer.answer:
            answer.answer, is_changed = value, True
            answer.save(update_fields=["answer"])
    if is_changed:
        close_section(locked, "groups", revision, by, at)


@transaction.atomic
def save_module_answers(
    *,
    assessment: Assessment,
    revision: int,
    answers: dict[str, dict[str, Any]],
    by: Any,
    at: datetime.datetime | None = None,
) -> None:
    """Save what the proposal means for the duties beside the Equality Act, by their keys; raises as `save_answers`."""
    locked = open_section(assessment, "modules", revision, by)
    stored = {answer.module: answer for answer in locked.module_answers.all()}
    is_changed = False
    for module, values in answers.items():
        answer = stored.get(module) or ModuleAnswer(assessment=locked, module=module)
        if any(getattr(answer, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(answer, name, value)
            answer.save()
            is_changed = True
    if is_changed:
        close_section(locked, "modules", revision, by, at)


def items_of(assessment: Assessment, section: str) -> Any:
    """The records of a section that is a list; None where the section is none. Promises made elsewhere stand there."""
    items: dict[str, Any] = {
        "alternatives": assessment.other_ways.all(),
        "team": assessment.team.all(),
        "evidence": assessment.evidence.all(),
        "gap": assessment.gaps.all(),
        "consultation": assessment.consultations.all(),
        "subgroup": Subgroup.objects.filter(impact__assessment=assessment),
        "intersections": assessment.intersections.all(),
        "mitigation": assessment.mitigations.filter(source=""),
    }
    return items.get(section)


@transaction.atomic
def add_item(
    *, assessment: Assessment, section: str, values: dict[str, Any], by: Any, at: datetime.datetime | None = None
) -> Any:
    """Add an item to a section that is a list (`section` says which) and return it."""
    locked = open_section(assessment, section, revision_of(assessment, section), by)
    characteristics = values.pop("characteristics", None)
    owner = {} if section == "subgroup" else {"assessment": locked}
    item = items_of(locked, section).model.objects.create(**owner, **values)
    if characteristics is not None:
        item.characteristics.set(characteristics)
    close_section(locked, item_section(section, item), 0, by, at)
    return item


def item_section(section: str, item: Any) -> str:
    """The name under which one item's revisions are counted."""
    return f"{section}/{item.pk}"


@transaction.atomic
def remove_item(*, assessment: Assessment, section: str, item: Any, revision: int, by: Any) -> None:
    """Remove an item of a draft; its history is kept. Raises as `save_answers`, and ItemInUse."""
    locked = open_section(assessment, item_section(section, item), revision, by)
    if section == "mitigation" and item.actions.exists():
        raise ItemInUse
    item.delete()
    close_section(locked, item_section(section, item), revision, by, None)
