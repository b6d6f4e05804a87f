"""Wealdshire's six equality objectives, and one that came before, with readings over four years.

Years are counted from the last 31 March, so that the figures look the same whenever they are loaded. The two declaration rates
are read from the workforce snapshots, so that both rooms say the same; the other figures agree with the assessments.
"""

import datetime
from decimal import Decimal
from typing import Any

from governance.services import move
from objectives import services
from objectives.demo.promises import BEFORE, BUSES, PROMISES, Promise, Sample
from objectives.models import Indicator, Objective
from objectives.rules.clock import add_months
from organisation.demo import Council
from workforce.figures import profile
from workforce.models import Snapshot
from workforce.rules import last_snapshot_day


def load(council: Council) -> None:
    """The demonstration council's objectives: six in force for four years, and one closed before them."""
    last_march = last_snapshot_day(council.on)
    starts_on = datetime.date(last_march.year - 3, 4, 1)
    earlier = _make(council, BEFORE, add_months(starts_on, -48), last_march)
    ended = _moment(add_months(starts_on, 1))
    move(
        earlier,
        "close",
        by=council.people["lead"],
        reason="Its four years are over. Kerbs went up more slowly than promised; the next objective has the money for three hundred stops a year.",
        at=ended,
    )
    for key, promise in PROMISES.items():
        _make(council, promise, starts_on, last_march, supersedes=earlier if key == BUSES else None)


def objective(key: str) -> Objective:
    """The demonstration's objective of that key, for the rooms above to link to."""
    return Objective.objects.get(title=PROMISES[key].title)


def _make(
    council: Council, promise: Promise, starts_on: datetime.date, last_march: datetime.date, **fields: Any
) -> Objective:
    lead = council.people["lead"]
    published_on = starts_on - datetime.timedelta(days=4)
    made = services.add_objective(
        by=lead,
        title=promise.title,
        why=promise.why,
        characteristics=[council.characteristics[key] for key in promise.characteristics],
        owner=council.people[promise.owner],
        unit=council.units[promise.unit],
        starts_on=starts_on,
        ends_on=add_months(starts_on, 48) - datetime.timedelta(days=1),
        published_on=published_on,
        **fields,
    )
    for sample in promise.indicators:
        _measure(council, made, sample, last_march)
    return move(made, "put_in_force", by=lead, at=_moment(published_on))


def _measure(council: Council, made: Objective, sample: Sample, last_march: datetime.date) -> None:
    ends = datetime.date(made.ends_on.year, sample.month, 31)
    indicator = services.add_indicator(
        objective=made,
        by=council.people["lead"],
        name=sample.name,
        unit=sample.unit,
        counts=sample.counts,
        direction=sample.direction,
        baseline_value=Decimal(sample.baseline),
        baseline_on=add_months(ends, -60 if sample.month == 7 else -48),
        target_value=Decimal(sample.target),
        target_on=ends,
        reading_every=sample.every,
        source=sample.source,
        definition=sample.definition,
    )
    for years_before, figure, note in sample.values:
        _read(council, indicator, _date(sample, last_march, years_before), figure, note=note)
    for (characteristic, group), figures in sample.split.items():
        for years_before, figure in figures:
            _read(
                council,
                indicator,
                _date(sample, last_march, years_before),
                figure,
                characteristic=council.characteristics[characteristic],
                group=group,
            )


def _read(council: Council, indicator: Indicator, taken_on: datetime.date, figure: Any, **fields: Any) -> None:
    if taken_on > council.on:
        return
    services.add_reading(
        indicator=indicator,
        by=indicator.objective.owner,
        taken_on=taken_on,
        **_figures(figure, taken_on),
        **fields,
    )


def _figures(figure: Any, taken_on: datetime.date) -> dict[str, Any]:
    if isinstance(figure, str) and figure[0].isalpha():
        return _declared(figure, taken_on)
    if isinstance(figure, str):
        return {"value": Decimal(figure)}
    part, whole = figure
    if isinstance(part, str):
        return {"value": Decimal(part), "denominator": whole}
    return {"value": round(Decimal(100 * part) / whole, 1), "numerator": part, "denominator": whole}


def _declared(characteristic: str, taken_on: datetime.date) -> dict[str, Any]:
    """The declaration rate that the workforce profile of that day shows."""
    shown = profile(Snapshot.objects.get(as_at=taken_on))
    [rate] = [one.declared_rate for one in shown.characteristics if one.key == characteristic]
    return {"value": Decimal(rate.removesuffix("%"))}


def _date(sample: Sample, last_march: datetime.date, years_before: int) -> datetime.date:
    return datetime.date(last_march.year - years_before, sample.month, 31)


def _moment(on: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(on, datetime.time(10, 30), tzinfo=datetime.UTC)
