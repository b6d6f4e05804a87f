import datetime
from decimal import Decimal
from typing import Any

from objectives.models import Indicator, Objective, Reading
from tests.access import SIGNED_IN, Row

# A person without a role, or whose only role is to administer, finds no records here.
NO_READERS = {"nobody", "administrator"}
READERS = SIGNED_IN - NO_READERS
LEAD = {"equality_lead"}
NOT_THE_OWNER = {"other_officer", "officer_elsewhere"}


def objective(cast: dict[str, Any], **fields: Any) -> Objective:
    return Objective.objects.create(
        **{
            "title": "More people use our libraries",
            "why": "Too few do",
            "owner": cast["officer"],
            "unit": cast["officer"].unit,
            "starts_on": datetime.date(2024, 4, 1),
            "ends_on": datetime.date(2028, 3, 31),
            "published_on": datetime.date(2024, 4, 1),
            "state": "open",
        }
        | fields
    )


def indicator(cast: dict[str, Any]) -> Indicator:
    return Indicator.objects.create(
        objective=objective(cast),
        name="Residents who used a library",
        baseline_value=Decimal(20),
        baseline_on=datetime.date(2024, 3, 31),
        target_value=Decimal(30),
        target_on=datetime.date(2028, 3, 31),
        source="Survey",
    )


def reading(cast: dict[str, Any]) -> Reading:
    return Reading.objects.create(
        indicator=indicator(cast), taken_on=datetime.date(2025, 3, 31), value=Decimal(22), recorded_by=cast["officer"]
    )


def of(make: Any, **fields: Any) -> Any:
    return lambda cast: {"pk": make(cast, **fields).pk}


ROWS = [
    Row("objectives:list", READERS),
    Row("objectives:add", LEAD),
    Row("objectives:detail", READERS, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:change", LEAD, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:history", READERS, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:put-in-force", LEAD, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:close", LEAD, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:reopen", LEAD, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:add-indicator", LEAD, missing=NO_READERS, arguments=of(objective)),
    Row("objectives:change-indicator", LEAD, missing=NO_READERS, arguments=of(indicator)),
    Row("objectives:indicator-history", READERS, missing=NO_READERS, arguments=of(indicator)),
    Row(
        "objectives:add-reading", LEAD | {"officer"}, missing=NO_READERS, refused=NOT_THE_OWNER, arguments=of(indicator)
    ),
    Row(
        "objectives:correct-reading",
        LEAD | {"officer"},
        missing=NO_READERS,
        refused=NOT_THE_OWNER,
        arguments=of(reading),
    ),
    Row("objectives:reading-history", READERS, missing=NO_READERS, arguments=of(reading)),
    # A draft exists for its owner, leads and advisers only.
    Row(
        "objectives:detail",
        {"officer", "equality_lead", "equality_adviser"},
        missing=SIGNED_IN - {"officer", "equality_lead", "equality_adviser"},
        arguments=of(objective, state="draft", published_on=None),
    ),
]
