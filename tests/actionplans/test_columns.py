"""One list of columns, for the screen and for files."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from actionplans.columns import COLUMNS, headings, listed, printed, values, words
from actionplans.models import Action
from actionplans.presenters import rows_of
from actionplans.services.actions import add_action
from actionplans.services.updates import record_update
from organisation.models import Characteristic, Person, Unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def told(plan: Any, places: Unit, cast: dict[str, Person]) -> Action:
    action = add_action(
        plan=plan,
        by=None,
        description="Open late on Thursdays",
        outcome="Fair services",
        deadline="31 March 2020",
        leads="Library manager / Access group, supported by Finance",
        unit=places,
        characteristics=[Characteristic.objects.get(key="race"), Characteristic.objects.get(key="age")],
    )
    record_update(action=action, by=cast["equality_lead"], status="in_progress", what_happened="Staff asked", on=TODAY)
    return action


def test_a_row_says_the_same_whether_it_was_read_for_a_page_or_for_a_file(told: Action) -> None:
    for_a_page, for_a_file = rows_of(Action.objects.with_parts(), TODAY), rows_of(Action.objects.with_words(), TODAY)
    on_a_page = {column.key for column in listed()}
    for key, page, file in zip(
        [column.key for column in COLUMNS], values(for_a_page[0]), values(for_a_file[0]), strict=True
    ):
        assert page == file or key not in on_a_page, key


def test_a_file_has_everything_that_an_action_says(told: Action) -> None:
    row = dict(zip(headings(), values(rows_of(Action.objects.with_words(), TODAY)[0]), strict=True))
    assert row["Plan"] == "Equality action plan"
    assert row["Priority outcome"] == "Fair services"
    assert row["Who leads"] == "Library manager, Access group"
    assert row["Lead as written"] == "Library manager / Access group, supported by Finance"
    assert row["Deadline"] == "31 March 2020"
    assert row["Falls due on"] == datetime.date(2020, 3, 31)
    assert row["Overdue"] == "Overdue"
    assert row["Last update"] == "Staff asked"
    assert row["Updated on"] == TODAY
    assert set(str(row["Characteristics"]).split(", ")) == {"Age", "Race"}


def test_days_are_words_in_documents(told: Action) -> None:
    assert "31 March 2020" in list(words(rows_of(Action.objects.with_words(), TODAY)[0], printed()))


def test_no_two_columns_have_the_same_key_or_heading() -> None:
    assert len({column.key for column in COLUMNS}) == len(COLUMNS) == len(set(headings()))


@pytest.mark.parametrize("count", [1, 40])
def test_reading_for_a_file_is_one_query(
    count: int, make_action: Any, places: Unit, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        make_action(places, deadline="March 2027")
    with django_assert_num_queries(1):
        assert len([values(row) for row in rows_of(Action.objects.with_words(), TODAY)]) == count
