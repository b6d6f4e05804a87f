"""An objective and its indicators as they stand on a day: tables by date and by group, what is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.choices import Counts, UnitOfMeasure
from objectives.models import Indicator, Objective, Reading
from objectives.presenters.words import (
    PROGRESS_WORDS,
    Tag,
    day,
    finding,
    in_unit,
    number,
    places_of,
    plain,
    progress_tag,
    share,
)
from objectives.rules.clock import next_reading_due_on
from objectives.rules.progress import WORST_FIRST, Point, Progress, overall, share_of_the_way
from objectives.rules.protection import Counted, hidden_groups, may_show
from organisation.few_people import SENSITIVE, threshold_for
from organisation.models import Characteristic
from toolkit.symbols import HIDDEN, NOT_AVAILABLE, symbols_in


@dataclass(frozen=True)
class ReadingRow:
    """A reading for everybody together, as a row of the indicator's table."""

    reading: Reading
    on: datetime.date
    value: str
    counts: str
    way: str
    note: str


@dataclass(frozen=True)
class SplitRow:
    group: str
    cells: list["SplitCell"]


@dataclass(frozen=True)
class SplitCell:
    """A group's value on a day as it may be shown: a number, `[c]` or `[x]`; the reading behind it, if there is one."""

    text: str
    reading: Reading | None = None

    @property
    def plain(self) -> str:
        """The same for machines: plain digits, `[c]` or `[x]`."""
        return self.text.replace(",", "").replace("−", "-")


@dataclass(frozen=True)
class Split:
    """An indicator's readings by the groups of one characteristic: a row for each group, a column for each day."""

    characteristic: Characteristic
    days: list[datetime.date]
    rows: list[SplitRow]
    finding: str

    @property
    def symbols(self) -> list[tuple[str, str]]:
        """The symbols in its cells, with what they mean."""
        return symbols_in([[cell.text for cell in row.cells] for row in self.rows])


class IndicatorCard:
    """An indicator as its page, its chart and a report show it on a day. Its readings must have been fetched with it."""

    def __init__(self, indicator: Indicator, on: datetime.date) -> None:
        self.indicator = indicator
        self.on = on
        self.standing = indicator.standing(on)

    @property
    def tag(self) -> Tag:
        return progress_tag(self.standing.progress)

    @property
    def finding(self) -> str:
        return finding(self.indicator, self.standing, self.hidden_on)

    @cached_property
    def hidden_on(self) -> frozenset[datetime.date]:
        """The days whose figure for everybody together must not be shown, because few people stand behind it."""
        indicator = self.indicator
        if indicator.counts != Counts.PEOPLE:
            return frozenset()
        keys = [characteristic.key for characteristic in indicator.objective.characteristics.all()]
        threshold = threshold_for(keys if keys and SENSITIVE.issuperset(keys) else [])
        read = [(reading.taken_on, _counted(reading)) for reading in self._overall]
        if indicator.baseline_value is not None and indicator.baseline_on is not None:
            read.append((indicator.baseline_on, Counted(indicator.baseline_value)))
        return frozenset(on for on, counted in read if not may_show(indicator.unit, counted, threshold=threshold))

    def shown(self, point: Point | None) -> str | None:
        """A value for everybody together as digits for machines, or the symbol of a hidden one."""
        if point is None:
            return None
        return HIDDEN if point.on in self.hidden_on else plain(point.value)

    @cached_property
    def _overall(self) -> list[Reading]:
        """The readings for everybody together, oldest first."""
        return [reading for reading in self._readings if reading.characteristic_id is None]

    @cached_property
    def places(self) -> int:
        """How many decimals the figures for everybody together are written with."""
        return places_of([self.indicator.target_value, *(value for _on, value in self.course() if value is not None)])

    def course(self) -> list[tuple[datetime.date, Decimal | None]]:
        """The values for everybody together by date, the baseline first; None where one is hidden."""
        values = {reading.taken_on: reading.value for reading in self._overall}
        if self.standing.baseline is not None:
            values.setdefault(self.standing.baseline.on, self.standing.baseline.value)
        return [(on, None if on in self.hidden_on else value) for on, value in sorted(values.items())]

    @property
    def next_due_on(self) -> datetime.date | None:
        """The day by which the next reading is due; None once the target's date has been read."""
        latest = self.standing.latest or self.standing.baseline
        if latest is not None and latest.on >= self.indicator.target_on:
            return None
        start = self.indicator.objective.starts_on
        return next_reading_due_on(latest.on if latest else None, start, self.indicator.reading_every)

    @property
    def is_due(self) -> bool:
        return self.next_due_on is not None and self.next_due_on < self.on

    @property
    def baseline_row(self) -> str:
        """The baseline as the table's first row; empty where the first reading serves as one."""
        value = self.indicator.baseline_value
        if value is None:
            return ""
        return HIDDEN if self.indicator.baseline_on in self.hidden_on else number(value, self.places)

    @property
    def target_row(self) -> str:
        return number(self.indicator.target_value, self.places)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Baseline, target and how it is measured, as label and words."""
        indicator, baseline = self.indicator, self.standing.baseline
        facts = [
            (
                _("Baseline"),
                _("%(value)s on %(day)s")
                % {
                    "value": HIDDEN if baseline.on in self.hidden_on else in_unit(baseline.value, indicator.unit),
                    "day": day(baseline.on),
                }
                if baseline
                else _("Not known yet: the first reading will serve as the baseline"),
            ),
            (
                _("Target"),
                _("%(value)s by %(day)s")
                % {"value": in_unit(indicator.target_value, indicator.unit), "day": day(indicator.target_on)},
            ),
            (_("Read"), str(indicator.get_reading_every_display())),
            (_("Source"), indicator.source),
        ]
        return [*facts, (_("How it is counted"), indicator.definition)] if indicator.definition else facts

    @property
    def rows(self) -> list[ReadingRow]:
        """The readings for everybody together, oldest first."""
        return [self._row(reading) for reading in self._overall]

    def _row(self, reading: Reading) -> ReadingRow:
        baseline = self.standing.baseline
        is_later = baseline is not None and reading.taken_on > baseline.on
        way = share_of_the_way(self.indicator.course, baseline, reading.value) if baseline and is_later else None
        is_hidden = reading.taken_on in self.hidden_on
        # How far it has come gives the hidden one of baseline and value back.
        hides_way = way is not None and (is_hidden or (baseline is not None and baseline.on in self.hidden_on))
        return ReadingRow(
            reading=reading,
            on=reading.taken_on,
            value=HIDDEN if is_hidden else number(reading.value, self.places),
            counts=HIDDEN if is_hidden and _counts(reading) else _counts(reading),
            way=HIDDEN if hides_way else share(way),
            note=reading.note,
        )

    @cached_property
    def splits(self) -> list[Split]:
        """The readings by group, a table for each characteristic, small numbers hidden."""
        characteristics = {
            reading.characteristic_id: reading.characteristic
            for reading in self._readings
            if reading.characteristic is not None
        }
        ordered = sorted(characteristics.values(), key=lambda one: (not one.is_statutory, one.position, one.name))
        return [self._split(characteristic) for characteristic in ordered]

    def hides(self, reading: Reading) -> bool:
        """Whether the reading is one of those that must not be shown."""
        if reading.pk is not None and reading.characteristic_id is None:
            return reading.taken_on in self.hidden_on
        return any(
            cell.text == HIDDEN and cell.reading is not None and cell.reading.pk == reading.pk
            for split in self.splits
            for row in split.rows
            for cell in row.cells
        )

    def _split(self, characteristic: Characteristic) -> Split:
        readings = [reading for reading in self._readings if reading.characteristic_id == characteristic.pk]
        days = sorted({reading.taken_on for reading in readings})
        everybody = {reading.taken_on: _counted(reading) for reading in self._overall}
        hidden = {
            on: hidden_groups(
                self.indicator.unit,
                {reading.group: _counted(reading) for reading in readings if reading.taken_on == on},
                characteristic=characteristic.key,
                everybody=everybody.get(on),
            )
            for on in days
        }
        by_place = {(reading.group, reading.taken_on): reading for reading in readings}
        shown = {place: reading for place, reading in by_place.items() if reading.group not in hidden[reading.taken_on]}
        # The decimals of a hidden value must not show in the others.
        places = places_of(reading.value for reading in shown.values())
        rows = [
            SplitRow(
                group,
                [
                    SplitCell(
                        number(shown[group, on].value, places)
                        if (group, on) in shown
                        else HIDDEN
                        if (group, on) in by_place
                        else NOT_AVAILABLE,
                        by_place.get((group, on)),
                    )
                    for on in days
                ],
            )
            for group in dict.fromkeys(reading.group for reading in sorted(readings, key=lambda one: one.pk))
        ]
        latest = [reading for (_group, on), reading in shown.items() if on == days[-1]]
        return Split(characteristic, days, rows, self._gap(latest, days[-1]))

    def _gap(self, readings: Sequence[Reading], on: datetime.date) -> str:
        if len(readings) < 2:
            return ""
        if self.indicator.unit == UnitOfMeasure.COUNT:
            # Counts of groups of different sizes are not to be ranked.
            counts = ", ".join(
                f"{one.group} {number(one.value)}" for one in sorted(readings, key=lambda one: -one.value)
            )
            return _("On %(day)s: %(counts)s.") % {"day": day(on), "counts": counts}
        lowest, highest = min(readings, key=lambda one: one.value), max(readings, key=lambda one: one.value)
        if lowest.value == highest.value:
            return ""
        unit = self.indicator.unit
        return _("On %(day)s: highest for %(high_group)s, %(high)s; lowest for %(low_group)s, %(low)s.") % {
            "day": day(on),
            "high_group": highest.group,
            "high": in_unit(highest.value, unit),
            "low_group": lowest.group,
            "low": in_unit(lowest.value, unit),
        }

    @cached_property
    def _readings(self) -> list[Reading]:
        return sorted(
            (reading for reading in self.indicator.readings.all() if reading.taken_on <= self.on),
            key=lambda reading: (reading.taken_on, reading.group),
        )


def _counted(reading: Reading) -> Counted:
    return Counted(reading.value, reading.numerator, reading.denominator)


def _counts(reading: Reading) -> str:
    if reading.numerator is not None and reading.denominator is not None:
        return _("%(part)s of %(whole)s") % {"part": f"{reading.numerator:,}", "whole": f"{reading.denominator:,}"}
    if reading.denominator is not None:
        return f"{reading.denominator:,}"
    return ""


class ObjectiveCard:
    """An objective with its indicators as they stand on a day. Fetch it with `with_readings`."""

    def __init__(self, objective: Objective, today: datetime.date) -> None:
        self.objective = objective
        on = objective.judged_on(today)
        self.indicators = []
        for indicator in objective.indicators.all():
            indicator.objective = objective
            self.indicators.append(IndicatorCard(indicator, on))

    @property
    def progress(self) -> Progress:
        return overall([card.standing.progress for card in self.indicators])

    @property
    def tag(self) -> Tag:
        return progress_tag(self.progress)

    @property
    def summary(self) -> str:
        """`3 indicators: 1 behind, 2 on track`, worst first; of a single one the tag says it all."""
        if not self.indicators:
            return _("No indicator yet")
        total = len(self.indicators)
        counts = dict.fromkeys(WORST_FIRST, 0)
        for card in self.indicators:
            counts[card.standing.progress] += 1
        parts = [f"{count} {str(PROGRESS_WORDS[progress][0]).lower()}" for progress, count in counts.items() if count]
        head = ngettext("%(total)s indicator", "%(total)s indicators", total) % {"total": total}
        return head if total == 1 else f"{head}: {', '.join(parts)}"

    @property
    def characteristics(self) -> str:
        return ", ".join(str(characteristic) for characteristic in self.objective.characteristics.all())

    @property
    def directorate(self) -> str:
        directorate = self.objective.directorate
        return directorate.name if directorate else _("The whole body")

    @property
    def last_read_on(self) -> datetime.date | None:
        return max((card.standing.latest.on for card in self.indicators if card.standing.latest), default=None)

    @property
    def reading_due_on(self) -> datetime.date | None:
        """The earliest day by which a reading of an indicator is due."""
        return min((card.next_due_on for card in self.indicators if card.next_due_on), default=None)
