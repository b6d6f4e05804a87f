"""When evidence is too old to rest on without a second look."""

import datetime

DEFAULT_YEARS = 5


def stale_from(
    *,
    describes_until: datetime.date | None,
    published_on: datetime.date | None,
    review_by: datetime.date | None,
    years: int = DEFAULT_YEARS,
) -> datetime.date | None:
    """The day from which it is stale; None where nothing tells its age.

    It ages from the last day it describes, not from the day it was printed: a report of 2026 on figures of 2019 tells
    about 2019. Only where it describes no dates does its publication count. A day by which somebody promised to look at
    it again counts too, whichever comes first. A decision maker must have relevant material and acquire what is missing
    (R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraph 26); five years is our default, to be set for each
    piece: the census is taken every ten years, a survey of bus users is old after two.
    """
    speaks_of = describes_until or published_on
    days = [review_by] if review_by else []
    if speaks_of:
        days.append(_later(speaks_of, years))
    return min(days, default=None)


def is_stale(stale_on: datetime.date | None, on: datetime.date) -> bool:
    """Whether it is stale on that day. Undated evidence is never called fresh or stale: its age is not known."""
    return stale_on is not None and stale_on <= on


def age_in_years(describes_until: datetime.date, on: datetime.date) -> int:
    """Whole years from the last day it describes to that day; 0 for what is younger or lies ahead."""
    years = on.year - describes_until.year - ((on.month, on.day) < (describes_until.month, describes_until.day))
    return max(0, years)


def _later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; the last of February where the 29th does not exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
