"""Counts of people that somebody types are shown to others only if they are not few."""

import pytest

from disclosure import HIDDEN
from organisation.few_people import SENSITIVE, is_few, kind_words, people_shown, threshold_for
from organisation.rules import PROTECTED_CHARACTERISTICS


def test_the_characteristics_that_ask_for_more_care_are_statutory_ones() -> None:
    assert set(PROTECTED_CHARACTERISTICS) >= SENSITIVE


@pytest.mark.parametrize("key", sorted(SENSITIVE))
def test_their_threshold_is_ten_and_that_of_others_five(key: str) -> None:
    assert threshold_for([key, "age"]) == 10
    assert threshold_for(["age"]) == threshold_for([]) == 5


@pytest.mark.parametrize(
    ("count", "keys", "shown"),
    [
        (None, [], None),
        (0, [], 0),
        (1, [], HIDDEN),
        (4, ["age"], HIDDEN),
        (5, ["age"], 5),
        (9, ["religion_belief"], HIDDEN),
    ],
)
def test_one_to_below_the_threshold_is_hidden_and_a_true_nought_is_not(
    count: int | None, keys: list[str], shown: int | str | None
) -> None:
    assert people_shown(count, keys) == shown
    assert is_few(count, keys) == (shown == HIDDEN)


def test_who_enters_few_people_is_told_what_others_will_see() -> None:
    assert kind_words(1).startswith("1 person is few: fewer than 5 are shown as [c]")
    assert kind_words(7, ["religion_belief"]).startswith("7 people are few: fewer than 10")
