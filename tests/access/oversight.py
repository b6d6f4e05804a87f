"""The rows of the access table for this room."""

import datetime
from collections.abc import Callable
from typing import Any

from organisation.models import Unit
from oversight.models import EffectCheck, Programme, ProgrammeEntry, PromiseFlag, ReviewTrigger
from tests.access import SIGNED_IN, Row
from tests.access.eqia import ADVISERS, FOLLOW, HEADS, OFFICERS, READERS, REGISTER
from tests.eqia.conftest import in_state

# Whoever answers for an assessment of the cast: its author, its owner's directorate, and those who check.
ANSWERS = {"officer"} | HEADS | ADVISERS


def programme(cast: dict[str, Any], *, is_agreed: bool = False) -> Programme:
    made = Programme.objects.create(unit=Unit.objects.get(code="place"), year=2026)
    if is_agreed:
        made.agreed_on, made.agreed_by = datetime.date(2026, 4, 8), cast["director"]
        made.save()
    return made


def entry(cast: dict[str, Any], *, is_agreed: bool = False) -> ProgrammeEntry:
    return ProgrammeEntry.objects.create(
        programme=programme(cast, is_agreed=is_agreed),
        unit=Unit.objects.get(code="libraries"),
        title="New library opening hours",
        kind="service_change",
        relevance="Older people come in the morning.",
        starts_on=datetime.date(2026, 5, 1),
        screened_by=datetime.date(2026, 6, 30),
        assessed_by=datetime.date(2026, 12, 1),
    )


def followed(state: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda cast: {"reference": in_state(cast, state).reference}


def due_for_review(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    assessment.conclusion.review_on = datetime.date(2026, 1, 1)
    assessment.conclusion.save()
    return {"reference": assessment.reference}


def trigger(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    return {
        "pk": ReviewTrigger.objects.create(
            assessment=assessment, kind="complaints", what="Six complaints in a month", by=cast["officer"]
        ).pk
    }


def check(cast: dict[str, Any]) -> dict[str, Any]:
    impact = in_state(cast, "approved").impacts.get(characteristic__key="age")
    made = EffectCheck.objects.create(impact=impact, planned_on=datetime.date(2026, 11, 1), owner=cast["other_officer"])
    return {"pk": made.pk}


def flag(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    made = PromiseFlag.objects.create(
        assessment=assessment, promise="Keep two mornings", breach="late", what="Not done.", cause="late:1"
    )
    return {"pk": made.pk}


def of(make: Callable[..., Any], **more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda cast: {"pk": make(cast, **more).pk}


ROWS: list[Row] = [
    *(
        Row(name, REGISTER)
        for name in (
            "oversight:cumulative",
            "oversight:proposals",
            "oversight:cumulative-csv",
            "oversight:cumulative-pdf",
            "oversight:programmes",
            "oversight:programme-csv",
            "oversight:programme-pdf",
        )
    ),
    Row(
        "oversight:programme-begin",
        FOLLOW,
        refused=SIGNED_IN - FOLLOW,
        arguments=lambda cast: {"code": "place"},
        only_post=True,
    ),
    # What is not agreed yet is seen by those who write it; what is agreed, by members and clerks too.
    Row("oversight:programme", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=of(programme)),
    Row("oversight:programme", READERS, missing=SIGNED_IN - READERS, arguments=of(programme, is_agreed=True)),
    Row("oversight:entry-add", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=of(programme)),
    Row(
        "oversight:entry-add",
        FOLLOW,
        missing=SIGNED_IN - READERS,
        refused=READERS - FOLLOW,
        arguments=of(programme, is_agreed=True),
    ),
    Row(
        "oversight:programme-agree",
        HEADS | {"equality_lead"},
        missing=SIGNED_IN - FOLLOW,
        refused=FOLLOW - HEADS - {"equality_lead"},
        arguments=of(programme),
    ),
    Row("oversight:entry", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=of(entry)),
    Row("oversight:entry-drop", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=of(entry)),
    Row(
        "oversight:entry-start",
        OFFICERS,
        missing=SIGNED_IN - FOLLOW,
        refused=FOLLOW - OFFICERS,
        arguments=of(entry),
        only_post=True,
    ),
    Row("oversight:overview", FOLLOW | {"officer_elsewhere"}),
    Row("oversight:follow-through", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=followed("draft")),
    Row(
        "oversight:follow-through",
        FOLLOW,
        missing=SIGNED_IN - READERS,
        refused=READERS - FOLLOW,
        arguments=followed("approved"),
    ),
    Row(
        "oversight:trigger-add",
        FOLLOW,
        missing=SIGNED_IN - READERS,
        refused=READERS - FOLLOW,
        arguments=followed("approved"),
    ),
    Row(
        "oversight:review",
        ANSWERS,
        missing=SIGNED_IN - READERS,
        refused=READERS - ANSWERS,
        arguments=due_for_review,
    ),
    Row(
        "oversight:check-plan",
        ANSWERS,
        missing=SIGNED_IN - READERS,
        refused=READERS - ANSWERS,
        arguments=followed("approved"),
    ),
    Row(
        "oversight:trigger-answer",
        ANSWERS,
        missing=SIGNED_IN - FOLLOW,
        refused=FOLLOW - ANSWERS,
        arguments=trigger,
    ),
    Row("oversight:check-record", FOLLOW, missing=SIGNED_IN - FOLLOW, arguments=check),
    Row("oversight:flag-answer", ANSWERS, missing=SIGNED_IN - FOLLOW, refused=FOLLOW - ANSWERS, arguments=flag),
]
