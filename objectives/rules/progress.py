"""How far an indicator has come: derived from its dated readings, never chosen by hand. Pure: no Django, no database."""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from objectives.rules.clock import add_months

# Progress may lag behind the calendar by this share of the way and still count as on track, because readings are few and
# come in steps: of four years it is about five months.
LEEWAY = Decimal("0.10")


class Progress(enum.StrEnum):
    """How far an indicator has come."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    WRONG_WAY = "wrong_way"
    LOST = "lost"
    MISSED = "missed"
    TOO_OLD = "too_old"
    NO_READING = "no_reading"


# An objective is as far as the indicator that is furthest from its promise.
WORST_FIRST = (
    Progress.WRONG_WAY,
    Progress.LOST,
    Progress.MISSED,
    Progress.BEHIND,
    Progress.TOO_OLD,
    Progress.NO_READING,
    Progress.ON_TRACK,
    Progress.REACHED,
)


@dataclass(frozen=True)
class Point:
    """A value on a day, for everybody together."""

    on: datetime.date
    value: Decimal


@dataclass(frozen=True)
class Course:
    """What an indicator promises: from a baseline to a target by a day, up ("increase"), down ("decrease") or to it ("reach").

    Without a baseline the first reading serves as one.
    """

    direction: str
    target: Decimal
    target_on: datetime.date
    baseline: Point | None = None
    reading_every: int = 12  # months


@dataclass(frozen=True)
class Standing:
    """Where an indicator stands: the derived progress and what it was derived from.

    `way` is the share of the way from baseline to target, 1 at the target, below 0 on the wrong side of the baseline, None
    where baseline and target are the same or there is no reading after the baseline. `time` is the share of the time from
    baseline to target date that had passed at the latest reading, from 0 to 1. `reached_on` is the day of the first reading
    that met the target.
    """

    progress: Progress
    baseline: Point | None = None
    latest: Point | None = None
    way: Decimal | None = None
    time: Decimal | None = None
    reached_on: datetime.date | None = None


def standing(course: Course, readings: Sequence[Point], *, on: datetime.date) -> Standing:
    """Derive an indicator's progress on a day from the readings taken by then.

    In this order:

    1. *No reading yet*: nothing has been read after the baseline.
    2. *Reading too old*: more than one and a half intervals have passed since the latest reading: whatever it said, we
       cannot say how things stand. A reading taken on the target's date or later is never too old: it settles the matter.
    3. *Reached*: the latest reading meets the target: at or above it for an increase, at or below it for a decrease,
       equal to it for a value to be reached. Reached early is reached.
    4. *Moving the wrong way*: the latest reading is worse than the baseline: on its far side from the target, or, for a
       value to be reached, further away from it. Where baseline and target are the same ("keep it there"), any reading
       that does not meet the target is worse than the baseline.
    5. *Reached, then lost*: an earlier reading met the target, the latest does not.
    6. The target's date has passed: *target missed* if the latest reading was taken on that date or later, otherwise
       *behind*, since no reading shows it reached.
    7. *On track*: the share of the way from baseline to target is at least the share of the time gone at the day of the
       reading, less a leeway of 10 percentage points.
    8. *Behind*: everything else.

    The way is compared with the time at the day of the reading, not today: a reading cannot fall behind merely because the
    next is not due yet. Source: the Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017, regulation
    5, asks for "measurable" objectives; the thresholds are this product's own and stand above as named numbers.
    """
    taken = sorted((point for point in readings if point.on <= on), key=lambda point: point.on)
    baseline = course.baseline
    if baseline is None and taken:
        baseline, taken = taken[0], taken[1:]
    elif baseline is not None:
        taken = [point for point in taken if point.on > baseline.on]
    if baseline is None or not taken:
        return Standing(Progress.NO_READING, baseline=baseline)
    latest = taken[-1]
    way = share_of_the_way(course, baseline, latest.value)
    time = share_of_the_time(baseline.on, course.target_on, latest.on)
    reached_on = next((point.on for point in taken if is_met(course, point.value)), None)
    progress = _progress(course, baseline, latest, way, time, reached_on, on)
    return Standing(progress, baseline, latest, way, time, reached_on)


def _progress(
    course: Course,
    baseline: Point,
    latest: Point,
    way: Decimal | None,
    time: Decimal,
    reached_on: datetime.date | None,
    on: datetime.date,
) -> Progress:
    if is_too_old(latest.on, course, on=on):
        return Progress.TOO_OLD
    if is_met(course, latest.value):
        return Progress.REACHED
    if way is None or way < 0:
        return Progress.WRONG_WAY
    if reached_on is not None:
        return Progress.LOST
    if on >= course.target_on:
        return Progress.MISSED if latest.on >= course.target_on else Progress.BEHIND
    return Progress.ON_TRACK if way >= time - LEEWAY else Progress.BEHIND


def is_met(course: Course, value: Decimal) -> bool:
    """Whether a value meets the target in the course's direction."""
    if course.direction == "increase":
        return value >= course.target
    if course.direction == "decrease":
        return value <= course.target
    return value == course.target


def share_of_the_way(course: Course, baseline: Point, value: Decimal) -> Decimal | None:
    """How much of the way from baseline to target lies behind: 0 at the baseline, 1 at the target, None if they are the same.

    Towards an exact target the distance counts, so a value beyond the target has not gone the whole way.
    """
    whole = course.target - baseline.value
    if whole == 0:
        return None
    if course.direction == "reach":
        return 1 - abs(course.target - value) / abs(whole)
    return (value - baseline.value) / whole


def share_of_the_time(start: datetime.date, end: datetime.date, on: datetime.date) -> Decimal:
    """How much of the time from start to end has passed, from 0 to 1."""
    days = (end - start).days
    if days <= 0:
        return Decimal(1)
    return min(Decimal(1), max(Decimal(0), Decimal((on - start).days) / days))


def is_too_old(latest_on: datetime.date, course: Course, *, on: datetime.date) -> bool:
    """Whether the latest reading says too little about the day: see rule 2 of `standing`."""
    if latest_on >= course.target_on:
        return False
    one_and_a_half_intervals = (3 * course.reading_every + 1) // 2  # in whole months, rounded up
    return on > add_months(latest_on, one_and_a_half_intervals)


def overall(progress: Sequence[Progress]) -> Progress:
    """An objective is as far as its indicator that is furthest from its promise; without indicators there is no reading."""
    return min(progress, key=WORST_FIRST.index, default=Progress.NO_READING)
