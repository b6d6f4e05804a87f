import datetime

import pytest
from django.core.exceptions import ValidationError

from toolkit.fields import DayField


@pytest.mark.parametrize("typed", [["9", "12", "2026"], ["09", "December", "2026"], [" 9 ", "dec", "2026"]])
def test_a_date_is_understood_in_figures_and_words(typed: list[str]) -> None:
    assert DayField().clean(typed) == datetime.date(2026, 12, 9)


def test_an_empty_date_is_none_unless_it_is_required() -> None:
    assert DayField().clean(["", "", ""]) is None
    with pytest.raises(ValidationError, match="Enter the deadline"):
        DayField(name="the deadline", required=True).clean(["", "", ""])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["31", "2", "2026"], "Enter the deadline as a real date, such as 9 12 2026"),
        (["1", "", "2026"], "Enter the day, month and year of the deadline"),
        (["1", "2", "26"], "Enter the year of the deadline with four figures, such as 2026"),
        (["x", "y", "z"], "Enter the deadline as a real date, such as 9 12 2026"),
    ],
)
def test_a_date_that_cannot_be_says_how_to_put_it_right(typed: list[str], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField(name="the deadline").clean(typed)
    assert refused.value.messages == [sentence]
