import datetime

import pytest

from workforce.rules import age_on, last_snapshot_day, may_leave_hr, parts, rates


def test_rates_are_those_of_a_published_example() -> None:
    """7,422 staff, 7,297 of whom declared: a disclosure rate of 98.3%."""
    found = rates({11: 990, 41: 6307, 91: 100, 92: 25})
    assert (found.headcount, found.declared) == (7422, 7297)
    assert found.declaration_rate == pytest.approx(0.983, abs=0.0005)
    assert found.response_rate == pytest.approx(7397 / 7422)
    assert rates({}).declaration_rate is None


@pytest.mark.parametrize(
    ("headcounts", "alone", "together"),
    [
        ({1: 100, 2: 200}, {1, 2}, set()),
        ({1: 3, 2: 200, 3: 100}, {2}, {1, 3}),
        ({1: 12, 2: 15, 3: 100}, {3}, {1, 2}),
        ({1: 5, 2: 6, 3: 100, 4: 90}, {3}, {1, 2, 4}),
        ({1: 5}, set(), {1}),
    ],
)
def test_small_directorates_are_counted_together(
    headcounts: dict[int, int], alone: set[int], together: set[int]
) -> None:
    found = parts(headcounts)
    assert (set(found[0]), set(found[1])) == (alone, together)


def test_figures_leave_hr_once_a_year() -> None:
    shown = [datetime.date(2025, 3, 31)]
    assert may_leave_hr(datetime.date(2026, 3, 31), shown)
    assert not may_leave_hr(datetime.date(2025, 6, 30), shown)
    assert not may_leave_hr(datetime.date(2024, 9, 30), shown)


def test_the_snapshot_day_is_the_last_31_march() -> None:
    assert last_snapshot_day(datetime.date(2026, 11, 22)) == datetime.date(2026, 3, 31)
    assert last_snapshot_day(datetime.date(2026, 3, 30)) == datetime.date(2025, 3, 31)
    assert last_snapshot_day(datetime.date(2026, 3, 31)) == datetime.date(2026, 3, 31)


def test_an_age_turns_on_the_birthday() -> None:
    assert age_on(datetime.date(2026, 3, 31), datetime.date(2001, 4, 1)) == 24
    assert age_on(datetime.date(2026, 4, 1), datetime.date(2001, 4, 1)) == 25
