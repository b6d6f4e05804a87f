"""What the dates of a consultation say about the four tests of fairness."""

import datetime

import pytest

from eqia.content.consultation import words_of
from eqia.rules.gunning import Dates, facts_of

D = datetime.date
RAN = {"starts_on": D(2026, 3, 2), "ends_on": D(2026, 5, 24)}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, []),
        ({"options_formed_on": D(2026, 1, 1), "decided_on": D(2026, 9, 1)}, []),
        (RAN, ["It ran for 84 days."]),
        ({"starts_on": D(2026, 3, 2)}, ["It ran for 1 day."]),
        (
            RAN | {"options_formed_on": D(2026, 2, 1)},
            ["It began 29 days after the options were first drawn up.", "It ran for 84 days."],
        ),
        (
            RAN | {"options_formed_on": D(2026, 3, 3)},
            ["It began 1 day before the options were first drawn up.", "It ran for 84 days."],
        ),
        (
            RAN | {"options_formed_on": D(2026, 3, 2)},
            ["It began on the day the options were first drawn up.", "It ran for 84 days."],
        ),
        (RAN | {"decided_on": D(2026, 5, 25)}, ["It ran for 84 days.", "It ended 1 day before the decision."]),
        (
            RAN | {"decided_on": D(2026, 5, 24)},
            ["It ran for 84 days.", "! It had not ended before the day of the decision."],
        ),
        (
            RAN | {"decided_on": D(2026, 3, 2)},
            [
                "! It began on or after the day of the decision.",
                "It ran for 84 days.",
                "! It had not ended before the day of the decision.",
            ],
        ),
        (
            RAN | {"fed_back_on": D(2026, 6, 3)},
            ["It ran for 84 days.", "People were told the outcome 10 days after it ended."],
        ),
        (
            RAN | {"fed_back_on": D(2026, 5, 20)},
            ["It ran for 84 days.", "People were told the outcome by the day it ended."],
        ),
        # Contradictory days say nothing rather than something wrong.
        ({"starts_on": D(2026, 3, 2), "ends_on": D(2026, 3, 1)}, []),
    ],
)
def test_the_dates_say_what_can_be_worked_out_and_no_more(dates: dict[str, datetime.date], expected: list[str]) -> None:
    facts = facts_of(Dates(**dates))
    assert [f"{'! ' if fact.speaks_against else ''}{words_of(fact)}" for fact in facts] == expected
