"""What people do with objectives: write them, measure them, correct a reading."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.models import Indicator, Objective, Reading
from objectives.rules.values import QUOTIENTS, is_what_the_counts_give, value_of
from organisation.models import Characteristic
from toolkit.history import ChangedMeanwhile, history_of

Record = TypeVar("Record", Objective, Indicator, Reading)


@transaction.atomic
def add_objective(*, by: Any, characteristics: Iterable[Characteristic], **fields: Any) -> Objective:
    """A new objective, being written: it comes into force through `governance.services.move`."""
    objective = Objective(**fields)
    objective.full_clean(exclude={"state"})  # a state changes through `governance.services.move` alone
    objective.save()
    objective.characteristics.set(characteristics)
    return objective


@transaction.atomic
def change_objective(
    *, objective: Objective, version: int, by: Any, characteristics: Iterable[Characteristic], **fields: Any
) -> Objective:
    """Raises ChangedMeanwhile where `version` is not the one that is saved."""
    objective = _save(objective, version, fields)
    objective.characteristics.set(characteristics)
    return objective


@transaction.atomic
def add_indicator(*, objective: Objective, by: Any, **fields: Any) -> Indicator:
    indicator = Indicator(objective=objective, **fields)
    indicator.full_clean()
    indicator.save()
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, version: int, by: Any, **fields: Any) -> Indicator:
    """Raises ChangedMeanwhile where `version` is not the one that is saved."""
    return _save(indicator, version, fields)


@transaction.atomic
def add_reading(
    *,
    indicator: Indicator,
    by: Any,
    taken_on: datetime.date,
    value: Decimal | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    **fields: Any,
) -> Reading:
    """A new dated value. Without a value it is worked out from the two counts."""
    reading = Reading(
        indicator=indicator,
        recorded_by=by,
        taken_on=taken_on,
        value=_value(indicator, value, numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        **fields,
    )
    reading.full_clean()
    reading.save()
    return reading


@transaction.atomic
def correct_reading(*, reading: Reading, version: int, by: Any, **fields: Any) -> Reading:
    """Put a wrong reading right; its history keeps what it said before. Raises ChangedMeanwhile."""
    fields["value"] = _value(reading.indicator, fields.get("value"), fields.get("numerator"), fields.get("denominator"))
    return _save(reading, version, fields)


def _value(indicator: Indicator, value: Decimal | None, numerator: int | None, denominator: int | None) -> Decimal:
    if indicator.unit in QUOTIENTS and numerator is not None and denominator:
        worked_out = value_of(indicator.unit, numerator, denominator)
        if value is None:
            return worked_out
        if not is_what_the_counts_give(indicator.unit, value, numerator, denominator):
            raise ValidationError({"value": f"{numerator} out of {denominator} is {worked_out.normalize():f}"})
    if value is None:
        raise ValidationError({"value": "A reading needs a value, or the two counts that give it"})
    return value


def _save(record: Record, version: int, fields: dict[str, Any]) -> Record:
    locked = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if locked.version != version:
        raise ChangedMeanwhile(history_of(locked, limit=max(1, locked.version - version)))
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.full_clean(exclude={"state"} if isinstance(locked, Objective) else None)
    locked.save()
    return locked
