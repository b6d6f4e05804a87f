"""What a report may say about objectives: plain dataclasses of texts, numbers and lists, already protected.

Every value is a text of plain digits ("41.5"), so that nothing is lost on the way through JSON, or None; within `readings`
and within each characteristic's part of `split` all have the same number of decimals ("52.0"). A value that must be hidden is
"[c]", one that was not read "[x]". Dates are ISO texts ("2026-03-31"). `dataclasses.asdict` gives JSON-able dictionaries.
"""

import datetime
from dataclasses import dataclass

from objectives.choices import ObjectiveState
from objectives.models import Objective
from objectives.presenters import IndicatorCard, ObjectiveCard, day, plain
from objectives.rules.progress import Progress
from toolkit.symbols import HIDDEN


@dataclass(frozen=True)
class IndicatorProgress:
    """How an indicator stood at the end of the report's period.

    `status` is a value of `objectives.rules.progress.Progress`, `status_words` the same in words, `unit` and `direction` are
    words; `readings` are (date, value) for everybody together, the baseline first, `split` are (group, date, value), where
    the group is written with its characteristic: `Race: Asian`.
    """

    name: str
    unit: str
    direction: str
    baseline: str | None
    baseline_on: str | None
    target: str
    target_on: str
    latest: str | None
    latest_on: str | None
    status: Progress
    status_words: str
    sentence: str
    source: str
    readings: list[tuple[str, str]]
    split: list[tuple[str, str, str]]


@dataclass(frozen=True)
class ObjectiveProgress:
    """An objective that was in force at some time within the period, worst progress of its indicators first."""

    title: str
    why: str
    characteristics: list[str]
    owner: str
    directorate: str
    period: str
    status: Progress
    status_words: str
    indicators: list[IndicatorProgress]


def progress(starts_on: datetime.date, ends_on: datetime.date) -> list[ObjectiveProgress]:
    """Every objective in force within the period, as its readings told on the period's last day."""
    objectives = (
        Objective.objects.exclude(state=ObjectiveState.DRAFT)
        .filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
        .with_readings()
        .order_by("starts_on", "title", "pk")
    )
    return [_objective(ObjectiveCard(objective, ends_on)) for objective in objectives]


def _objective(card: ObjectiveCard) -> ObjectiveProgress:
    objective = card.objective
    return ObjectiveProgress(
        title=objective.title,
        why=objective.why,
        characteristics=[str(characteristic) for characteristic in objective.characteristics.all()],
        owner=str(objective.owner),
        directorate=card.directorate,
        period=f"{day(objective.starts_on)} to {day(objective.ends_on)}",
        status=card.progress,
        status_words=card.tag.words,
        indicators=[_indicator(indicator) for indicator in card.indicators],
    )


def _indicator(card: IndicatorCard) -> IndicatorProgress:
    indicator, standing = card.indicator, card.standing
    baseline, latest = standing.baseline, standing.latest
    return IndicatorProgress(
        name=indicator.name,
        unit=str(indicator.get_unit_display()),
        direction=str(indicator.get_direction_display()),
        baseline=card.shown(baseline),
        baseline_on=baseline.on.isoformat() if baseline else None,
        target=plain(indicator.target_value),
        target_on=indicator.target_on.isoformat(),
        latest=card.shown(latest),
        latest_on=latest.on.isoformat() if latest else None,
        status=standing.progress,
        status_words=card.tag.words,
        sentence=card.finding,
        source=indicator.source,
        readings=[
            (on.isoformat(), HIDDEN if value is None else f"{value:.{card.places}f}") for on, value in card.course()
        ],
        split=[
            (f"{split.characteristic.name}: {row.group}", on.isoformat(), cell.plain)
            for split in card.splits
            for row in split.rows
            for on, cell in zip(split.days, row.cells, strict=True)
        ],
    )
