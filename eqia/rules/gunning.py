"""The four tests that make a consultation fair.

They were put to the court by Stephen Sedley QC and adopted in R v Brent London Borough Council, ex parte Gunning (1985)
84 LGR 168; the Supreme Court approved them in R (Moseley) v Haringey LBC [2014] UKSC 56, paragraph 25.
"""

import datetime
from dataclasses import dataclass

# The name of each test, in the order of the judgment.
TESTS = ("formative", "informed", "timely", "weighed")


@dataclass(frozen=True)
class Dates:
    """The days that bear on a consultation. Any may be unknown."""

    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    fed_back_on: datetime.date | None = None
    options_formed_on: datetime.date | None = None
    decided_on: datetime.date | None = None

    @property
    def last_day(self) -> datetime.date | None:
        """Its last day; one without an end was one day."""
        return self.ends_on or self.starts_on


@dataclass(frozen=True)
class Fact:
    """What the dates say about one test. `key` names the fact; `number` counts days where it does.

    `speaks_against` says that it may weigh against the test; it never decides the test by itself.
    """

    test: str
    key: str
    number: int = 0
    speaks_against: bool = False


def facts_of(dates: Dates) -> list[Fact]:
    """What can be worked out about the four tests, in their order; nothing where a date is missing.

    Days are counted with both ends, as a person counts them.
    """
    return [*_formative(dates), *_timely(dates), *_weighed(dates)]


def _formative(dates: Dates) -> list[Fact]:
    """First: "consultation must be at a time when proposals are still at a formative stage".

    Options on paper do not make it unlawful: there must be something to consult on, and a preferred option may be put
    forward (Moseley, paragraphs 27 to 29 and 40). So this is told, and only the decision speaks against it.
    """
    if dates.starts_on is None:
        return []
    facts = []
    if dates.options_formed_on is not None:
        days = (dates.starts_on - dates.options_formed_on).days
        if days >= 0:
            facts.append(Fact("formative", "after_options", days))
        else:
            facts.append(Fact("formative", "before_options", -days))
    if dates.decided_on is not None and dates.starts_on >= dates.decided_on:
        facts.append(Fact("formative", "not_before_decision", speaks_against=True))
    return facts


def _timely(dates: Dates) -> list[Fact]:
    """Third: "adequate time must be given for consideration and response".

    No law sets a number of weeks for most consultations, so the days are told and not judged.
    """
    if dates.starts_on is None or dates.last_day is None or dates.last_day < dates.starts_on:
        return []
    return [Fact("timely", "days_it_ran", (dates.last_day - dates.starts_on).days + 1)]


def _weighed(dates: Dates) -> list[Fact]:
    """Fourth: "the product of consultation must be conscientiously taken into account in finalising any proposals".

    That needs time between the last answer and the decision.
    """
    facts = []
    if dates.decided_on is not None and dates.last_day is not None:
        days = (dates.decided_on - dates.last_day).days
        if days > 0:
            facts.append(Fact("weighed", "days_before_decision", days))
        else:
            facts.append(Fact("weighed", "no_day_before_decision", speaks_against=True))
    if dates.fed_back_on is not None and dates.last_day is not None:
        facts.append(Fact("weighed", "days_until_told", max(0, (dates.fed_back_on - dates.last_day).days)))
    return facts
