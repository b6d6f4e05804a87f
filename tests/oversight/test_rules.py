"""The rules of this room, over plain values."""

import datetime
from typing import Any

import pytest

from oversight.rules.cumulative import Sum, is_hit_repeatedly, percent, shade
from oversight.rules.programme import late_stage, standing_of
from oversight.rules.promises import Carrying, Promise, broken
from oversight.rules.years import days_of_quarter, days_of_year, financial_year, quarter_of, words_of_year

TODAY = datetime.date(2026, 11, 22)
PAST, FUTURE = datetime.date(2026, 10, 1), datetime.date(2027, 1, 15)


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({}, "planned"),
        ({"started_on": PAST}, "started"),
        ({"started_on": PAST, "screened_on": PAST}, "screened"),
        ({"assessed_on": PAST}, "assessed"),
        ({"screened_by": PAST}, "late"),
        ({"screened_by": TODAY}, "planned"),
        ({"screened_by": PAST, "screened_on": PAST}, "screened"),
        ({"assessed_by": PAST, "screened_on": PAST}, "late"),
        ({"assessed_by": PAST, "assessed_on": TODAY}, "assessed"),
        ({"screened_by": PAST, "dropped_on": PAST}, "dropped"),
    ],
)
def test_where_an_entry_stands_follows_from_its_dates(given: dict[str, Any], stands: str) -> None:
    plain: dict[str, Any] = {
        "screened_by": FUTURE,
        "assessed_by": FUTURE,
        "started_on": None,
        "screened_on": None,
        "assessed_on": None,
        "dropped_on": None,
    }
    assert standing_of(on=TODAY, **(plain | given)) == stands


def test_the_first_deadline_missed_is_named() -> None:
    assert late_stage(on=TODAY, screened_by=PAST, screened_on=None) == "screening"
    assert late_stage(on=TODAY, screened_by=PAST, screened_on=PAST) == "assessment"


def promise(*actions: Carrying, due_on: datetime.date | None = FUTURE) -> Promise:
    return Promise(key=1, due_on=due_on, approved_on=PAST, actions=actions)


def carrying(**more: Any) -> Carrying:
    return Carrying(**({"key": 7, "is_completed": False, "is_stopped": False} | more))


def breaches(*actions: Carrying, **more: Any) -> list[str]:
    return [each.breach for each in broken(promise(*actions, **more), TODAY)]


def test_a_promise_in_time_or_kept_is_not_broken() -> None:
    assert breaches() == []
    assert breaches(due_on=None) == []
    assert breaches(carrying(is_completed=True), due_on=PAST) == []


def test_a_promise_past_its_day_is_late_whether_or_not_an_action_carries_it() -> None:
    assert breaches(due_on=PAST) == ["late"]
    assert breaches(carrying(), due_on=PAST) == ["late"]


def test_a_promise_is_cancelled_when_all_that_carried_it_is_stopped() -> None:
    assert breaches(carrying(is_stopped=True)) == ["cancelled"]
    assert breaches(carrying(is_stopped=True), carrying(key=8)) == []


def test_a_promise_is_changed_by_a_later_deadline_after_approval_only() -> None:
    later = FUTURE + datetime.timedelta(days=60)
    after, before = PAST + datetime.timedelta(days=9), PAST - datetime.timedelta(days=9)
    assert breaches(carrying(moved=((after, FUTURE, later),))) == ["changed"]
    assert breaches(carrying(moved=((before, FUTURE, later),))) == []
    assert breaches(carrying(moved=((after, later, FUTURE),))) == []


def test_the_same_event_has_the_same_cause_on_every_day() -> None:
    late = promise(due_on=PAST)
    assert broken(late, TODAY) == broken(late, TODAY + datetime.timedelta(days=30))


def test_shares_are_never_rounded_to_all_or_nothing() -> None:
    assert [percent(*each) for each in ((199, 200), (1, 1000), (0, 7), (7, 7))] == [99, 1, 0, 100]
    assert percent(0, 0) is None


def test_only_nought_has_no_shade_and_the_highest_is_darkest() -> None:
    values = [0, 1, 5, 20]
    assert [shade(each, values) for each in values] == [0, 1, 1, 4]
    assert shade(0, []) == 0


def test_two_proposals_are_repeated_harm_and_unknown_is_not_settled() -> None:
    assert is_hit_repeatedly(Sum(harmed=2))
    assert not is_hit_repeatedly(Sum(harmed=1, unknown=9))
    assert Sum(unknown=2, unanswered=3).not_settled == 5


def test_years_and_quarters_are_those_of_an_english_council() -> None:
    assert financial_year(datetime.date(2026, 3, 31)) == 2025
    assert financial_year(datetime.date(2026, 4, 1)) == 2026
    assert words_of_year(2099) == "2099/00"
    assert days_of_year(2026)[1] == datetime.date(2027, 3, 31)
    assert (quarter_of(TODAY), quarter_of(None)) == ("2026-4", "-")
    assert days_of_quarter("2026-4") == (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
