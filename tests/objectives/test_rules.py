import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.rules.clock import add_months, next_reading_due_on, publication_due_by
from objectives.rules.progress import WORST_FIRST, Course, Point, Progress, is_met, overall, standing
from objectives.rules.values import is_what_the_counts_give, value_of

START = datetime.date(2022, 3, 31)
END = datetime.date(2026, 3, 31)


def day(year: int, month: int = 3, of_month: int = 31) -> datetime.date:
    return datetime.date(year, month, of_month)


def course(direction: str, baseline: str, target: str) -> Course:
    return Course(direction, Decimal(target), END, Point(START, Decimal(baseline)), 12)


def progress(course: Course, *readings: tuple[int, str], on: datetime.date | None = None) -> Progress:
    points = [Point(day(year), Decimal(value)) for year, value in readings]
    return standing(course, points, on=on or points[-1].on).progress


UP = course("increase", "40", "60")
DOWN = course("decrease", "40", "20")
TO_ZERO = course("reach", "8", "0")
KEEP = course("decrease", "5", "5")


@pytest.mark.parametrize(
    ("course", "readings", "expected"),
    [
        (UP, [(2023, "45")], Progress.ON_TRACK),  # a quarter of the way in a quarter of the time
        (UP, [(2023, "43")], Progress.ON_TRACK),  # 15% of the way in 25% of the time: within the leeway
        (UP, [(2023, "42.9")], Progress.BEHIND),
        (UP, [(2024, "60")], Progress.REACHED),  # early
        (UP, [(2024, "60"), (2025, "59.9")], Progress.LOST),
        (UP, [(2024, "39.9")], Progress.WRONG_WAY),
        (UP, [(2024, "40")], Progress.BEHIND),
        (UP, [(2025, "55"), (2026, "59")], Progress.MISSED),
        (UP, [(2025, "55"), (2026, "60")], Progress.REACHED),
        (DOWN, [(2024, "30")], Progress.ON_TRACK),
        (DOWN, [(2024, "41")], Progress.WRONG_WAY),
        (DOWN, [(2024, "19")], Progress.REACHED),
        (TO_ZERO, [(2024, "4")], Progress.ON_TRACK),
        (TO_ZERO, [(2024, "9")], Progress.WRONG_WAY),
        (TO_ZERO, [(2024, "0")], Progress.REACHED),
        (TO_ZERO, [(2024, "-9")], Progress.WRONG_WAY),
        (KEEP, [(2024, "5")], Progress.REACHED),
        (KEEP, [(2024, "5.1")], Progress.WRONG_WAY),
    ],
)
def test_progress_follows_from_the_readings(
    course: Course, readings: list[tuple[int, str]], expected: Progress
) -> None:
    assert progress(course, *readings) == expected


def test_without_a_reading_after_the_baseline_there_is_no_progress_to_tell() -> None:
    assert standing(UP, [], on=day(2024)).progress == Progress.NO_READING
    assert standing(UP, [Point(START, Decimal(40))], on=day(2024)).progress == Progress.NO_READING


def test_the_first_reading_serves_as_baseline_where_there_is_none() -> None:
    unknown = replace(UP, baseline=None)
    first = Point(day(2023), Decimal(30))
    assert standing(unknown, [first], on=day(2024)).progress == Progress.NO_READING
    later = standing(unknown, [first, Point(day(2024), Decimal(40))], on=day(2024))
    assert (later.baseline, later.progress) == (first, Progress.ON_TRACK)


def test_a_reading_is_too_old_after_one_and_a_half_intervals() -> None:
    assert progress(UP, (2023, "45"), on=day(2024, 9, 30)) == Progress.ON_TRACK
    assert progress(UP, (2023, "45"), on=day(2024, 10, 1)) == Progress.TOO_OLD


def test_a_reading_taken_at_the_target_date_never_grows_too_old() -> None:
    assert progress(UP, (2026, "61"), on=day(2031)) == Progress.REACHED
    assert progress(UP, (2026, "59"), on=day(2031)) == Progress.MISSED


def test_past_its_date_a_target_that_no_reading_shows_reached_is_behind() -> None:
    assert progress(UP, (2025, "58"), on=day(2026, 4, 1)) == Progress.BEHIND


def test_an_objective_is_as_far_as_its_indicator_furthest_from_its_promise() -> None:
    assert overall([Progress.REACHED, Progress.WRONG_WAY, Progress.ON_TRACK]) == Progress.WRONG_WAY
    assert overall([]) == Progress.NO_READING


values = st.decimals(min_value=-1000, max_value=1000, places=2)
days = st.dates(min_value=datetime.date(2022, 4, 1), max_value=datetime.date(2027, 3, 31))
points = st.lists(st.builds(Point, days, values), min_size=1, max_size=6, unique_by=lambda point: point.on)


@st.composite
def courses(draw: Any) -> Course:
    baseline, target = draw(values), draw(values)
    direction = draw(st.sampled_from(["increase", "decrease", "reach"]))
    low, high = sorted((baseline, target))
    if direction == "increase":
        baseline, target = low, high
    elif direction == "decrease":
        baseline, target = high, low
    return Course(direction, target, END, Point(START, baseline), draw(st.sampled_from([3, 6, 12, 24])))


@given(courses(), points, days)
def test_up_and_down_are_mirror_images(course: Course, points: list[Point], on: datetime.date) -> None:
    assert course.baseline is not None
    mirrored = replace(
        course,
        direction={"increase": "decrease", "decrease": "increase", "reach": "reach"}[course.direction],
        target=-course.target,
        baseline=Point(START, -course.baseline.value),
    )
    reflected = [Point(point.on, -point.value) for point in points]
    assert standing(course, points, on=on).progress == standing(mirrored, reflected, on=on).progress


@given(courses(), points, days)
def test_the_scale_does_not_matter(course: Course, points: list[Point], on: datetime.date) -> None:
    assert course.baseline is not None
    scaled = replace(course, target=course.target * 10, baseline=Point(START, course.baseline.value * 10))
    larger = [Point(point.on, point.value * 10) for point in points]
    assert standing(course, points, on=on).progress == standing(scaled, larger, on=on).progress


@given(courses(), points, days)
def test_neither_the_order_of_readings_nor_the_future_matters(
    course: Course, points: list[Point], on: datetime.date
) -> None:
    known = [point for point in points if point.on <= on]
    assert standing(course, points, on=on) == standing(course, list(reversed(known)), on=on)


@given(courses(), points, days)
def test_reached_means_that_a_fresh_latest_reading_meets_the_target(
    course: Course, points: list[Point], on: datetime.date
) -> None:
    result = standing(course, points, on=on)
    met = result.latest is not None and is_met(course, result.latest.value)
    if result.progress == Progress.REACHED:
        assert met
    elif met:
        assert result.progress == Progress.TOO_OLD


@given(courses(), points, days, st.decimals(min_value=0, max_value=50, places=2))
def test_a_better_latest_reading_never_makes_progress_look_worse(
    course: Course, points: list[Point], on: datetime.date, better_by: Decimal
) -> None:
    before = standing(course, points, on=on)
    if before.latest is None or course.direction == "reach":
        return
    step = better_by if course.direction == "increase" else -better_by
    better = [
        Point(point.on, point.value + step) if point == before.latest else point for point in points if point.on <= on
    ]
    after = standing(course, better, on=on)
    assert WORST_FIRST.index(after.progress) >= WORST_FIRST.index(before.progress)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 120))
def test_months_are_added_by_the_calendar(start: datetime.date, months: int) -> None:
    later = add_months(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day <= start.day


def test_the_next_reading_is_due_one_interval_after_the_last() -> None:
    assert next_reading_due_on(day(2024), START, 12) == day(2025)
    assert next_reading_due_on(None, day(2024, 8, 31), 6) == day(2025, 2, 28)


def test_objectives_are_published_at_most_four_years_apart() -> None:
    assert publication_due_by([day(2018, 3, 30), day(2022, 3, 30)]) == day(2026, 3, 29)
    assert publication_due_by([]) is None


def test_a_value_agrees_with_the_counts_it_is_worked_out_from() -> None:
    assert value_of("percent", 52, 96) == Decimal("54.2")
    assert value_of("rate_per_1000", 3, 2000) == Decimal("1.5")
    assert value_of("ratio", 3, 2) == Decimal("1.5")
    assert is_what_the_counts_give("percent", Decimal("54.2"), 52, 96)
    assert is_what_the_counts_give("percent", Decimal("54"), 52, 96)
    assert is_what_the_counts_give("percent", Decimal("50"), 48, 96)
    assert not is_what_the_counts_give("percent", Decimal("62"), 52, 96)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["percent", "rate_per_1000", "ratio"]))
def test_a_value_worked_out_always_agrees(numerator: int, denominator: int, unit: str) -> None:
    assert is_what_the_counts_give(unit, value_of(unit, numerator, denominator), numerator, denominator)
