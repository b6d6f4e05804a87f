"""Building the time that words mean: from its first to the last day, or a question where neither can be told."""

import calendar
import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from actionplans.rules.moments import welsh

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
MONTHS |= welsh.MONTHS
SEASONS |= welsh.SEASONS
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
DAY = datetime.timedelta(days=1)


class Span(NamedTuple):
    """From the first to the last day that a time can mean; neither if that must be asked."""

    first: datetime.date | None
    last: datetime.date | None
    precision: str
    question: str | None = None


class Moment(NamedTuple):
    """A time found in a text: its words, where they stand, what they mean, and its months if no year is written.

    `year` is the year as it was written, for times before it that share it: "June and December 2027".
    """

    words: str
    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    precision: str
    question: str | None
    months: tuple[int, ...] = ()
    year: str = ""


Written = datetime.date | None
Reader = Callable[[re.Match[str], Written], Span]
# So recently over that a time without a year may still mean the one that is gone.
RECENTLY = datetime.timedelta(days=92)


def a_day(year: int, month: int, day: int) -> Span:
    if not 1 <= month <= 12:
        return Span(None, None, "day", f"There is no month {month}. Which date is meant?")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        name = calendar.month_name[month]
        return Span(None, None, "day", f"{name} {year} has {longest} days. Which day is meant instead of {day}?")
    date = datetime.date(year, month, day)
    return Span(date, date, "day")


def months(year: int, month: int, count: int, precision: str) -> Span:
    """So many whole months, the first of which may lie beyond December."""
    first_month = year * 12 + month - 1
    first = datetime.date(first_month // 12, first_month % 12 + 1, 1)
    after = first_month + count
    return Span(first, datetime.date(after // 12, after % 12 + 1, 1) - DAY, precision)


# The end of a time is its last day, and so is the time itself where nothing else is said.
ENDS = ("end", "close", "last day")


def part_of(span: Span, part: str) -> Span:
    """The early, middle or late third of a time, its first month or week, or its end."""
    part = welsh.PARTS.get(part, part)
    if not part or span.first is None or span.last is None or part.startswith(ENDS):
        return span
    is_start = part.startswith(("start", "beginning"))
    if span.precision == "month":
        if part.endswith("week") or is_start:
            return span._replace(last=span.first + 6 * DAY)
        third = _third(part)
        first = span.first + third * 10 * DAY
        return span._replace(first=first, last=span.last if third == 2 else first + 9 * DAY)
    if is_start:
        return months(span.first.year, span.first.month, 1, span.precision)._replace(question=span.question)
    length = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    if length % 3:
        return span
    start = span.first.month + _third(part) * length // 3
    return months(span.first.year, start, length // 3, span.precision)._replace(question=span.question)


def _third(part: str) -> int:
    return {"early": 0, "mid": 1, "middle": 1}.get(part, 2)


def week_of(span: Span, number: int) -> Span:
    """The first, second … week of a month; the last one for 5."""
    if span.first is None or span.last is None:
        return span
    if number >= 5:
        return span._replace(first=span.last - 6 * DAY)
    first = span.first + (number - 1) * 7 * DAY
    return span._replace(first=first, last=first + 6 * DAY)


def whole_year(text: str, written_on: Written) -> int:
    """A year of four figures, or the one of two figures that is nearest to the date of writing."""
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    if written_on is None:
        return 2000 + short if short < 70 else 1900 + short
    century = written_on.year // 100 * 100
    return min((century + step + short for step in (-100, 0, 100)), key=lambda year: abs(year - written_on.year))


def split_year(first: str, second: str, written_on: Written) -> tuple[int, int]:
    """The calendar years in which a split year such as 2026/27 or 2007-10 begins and ends."""
    start = whole_year(first, written_on)
    end = int(second) if len(second) == 4 else start // 100 * 100 + int(second)
    return start, end if end > start else end + 100


def next_after(make: Callable[[int], Span], written_on: Written, words: str) -> Span:
    """A time without a year: the next one that is not over on the date of writing.

    It asks whether that is meant where the last one is both nearer and only just over: "October", written in November.
    """
    if written_on is None:
        span = make(2000)
        return Span(None, None, span.precision, span.question or f"Which year is meant by “{words}”?")
    for year in range(written_on.year - 1, written_on.year + 9):
        span = make(year)
        if span.last is not None and span.last >= written_on:
            gone = make(year - 1).last
            if gone and written_on - gone < min(RECENTLY, span.last - written_on):
                return span._replace(question=f"No year is written. Is {in_words(span)} meant?")
            return span
    return make(written_on.year)


def in_words(span: Span) -> str:
    if span.first is None or span.last is None:
        return "this"
    if span.precision == "month" and span.first.month == span.last.month:
        return f"{span.last:%B %Y}"
    if span.precision == "day":
        return f"{span.last.day} {span.last:%B %Y}"
    return f"{span.first:%B %Y} to {span.last:%B %Y}"
