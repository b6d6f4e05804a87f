"""Rules of workforce figures: what a rate is a rate of, who is counted together, how often figures may leave HR."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from organisation.code_lists import Missing

# A directorate smaller than this is counted with others: its headcount is shown, so nobody in it may stand out.
SMALLEST_PART = 20
# Annual figures cannot be unpicked as quarterly ones can, in which half of all small joiner and leaver cells
# were found to be revealed: figures of days closer than this stay within HR.
DAYS_BETWEEN_EDITIONS = 330
YOUNGEST, OLDEST = 14, 95


@dataclass(frozen=True)
class Rates:
    """How complete the answers to one question are. All in people.

    Declaration rate = substantive answers / headcount. Response rate = (substantive answers + prefer not to say) /
    headcount. A share of a group is stated as a share of those who declared; nobody whose answer is missing is counted
    with any group.
    """

    headcount: int
    declared: int
    preferred_not_to_say: int

    @property
    def declaration_rate(self) -> float | None:
        return self.declared / self.headcount if self.headcount else None

    @property
    def response_rate(self) -> float | None:
        return (self.declared + self.preferred_not_to_say) / self.headcount if self.headcount else None


def rates(counts: Mapping[int, int]) -> Rates:
    """The rates of one question from the number of people by code."""
    headcount = sum(counts.values())
    missing = sum(counts.get(code, 0) for code in Missing)
    return Rates(headcount, headcount - missing, counts.get(Missing.PREFER_NOT_TO_SAY, 0))


def parts(headcounts: Mapping[int, int], *, smallest: int = SMALLEST_PART) -> tuple[list[int], list[int]]:
    """Which directorates are counted on their own and which together, given their headcounts.

    Those below `smallest` are counted together; if together they still are, the next larger joins them, so that their
    sum cannot be worked out from the total either.
    """
    by_size = sorted(headcounts, key=lambda unit: (headcounts[unit], unit))
    together = [unit for unit in by_size if headcounts[unit] < smallest]
    alone = by_size[len(together) :]
    while together and alone and sum(headcounts[unit] for unit in together) < smallest:
        together.append(alone.pop(0))
    if len(together) == 1 and alone:
        together.append(alone.pop(0))
    return alone, together


def may_leave_hr(as_at: datetime.date, already_shown: Iterable[datetime.date]) -> bool:
    """Whether figures of that day may be shown outside HR beside those shown already."""
    return all(abs((as_at - other).days) >= DAYS_BETWEEN_EDITIONS for other in already_shown)


def age_on(day: datetime.date, born_on: datetime.date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def last_snapshot_day(on: datetime.date) -> datetime.date:
    """The latest 31 March: the snapshot date of public authorities (SI 2017/353, Schedule 1, paragraph 1)."""
    this_year = datetime.date(on.year, 3, 31)
    return this_year if on >= this_year else datetime.date(on.year - 1, 3, 31)
