"""Times as British people write them, found in any text: `21 June 2007`, `April 07`, `Q3 2026/27`, `by Easter`.

How they are read:

- Day before month: 3/4/08 is 3 April 2008. A weekday that does not fit its date is asked about.
- Two figures for a year mean the year nearest to the date of writing; without that date, 1970 to 2069.
- Quarters, halves and split years (2026/27) are financial, April to March, unless the text says "calendar". A bare year
  (2027) is a calendar year, an academic year runs from September to August.
- Seasons are the meteorological ones: spring is March to May, winter December to February.
- Early, mid and late are the thirds of a time; the start of a month is its first week, of a longer time its first month;
  the end is its last day.
- A week that commences on a day runs to its Sunday.
- A month and two figures (Sept 27) are a month and its year where that year is near to the date of writing; else it asks.
- Welsh months, seasons and quarters are read as the English ones are.
- Times that stand together share the year that stands once: "June and December 2027".
- A time without a year is the next one that is not over when it was written; it asks only where the last one is nearer.

What cannot be read with certainty carries a question. No Django, no clock: the same text reads the same for ever.
"""

import calendar
import re

from actionplans.rules.moments import readers
from actionplans.rules.moments.forms import forms_at
from actionplans.rules.moments.spans import DAY, MONTHS, Moment, Reader, Span, Written, in_words

__all__ = ["DAY", "Moment", "find_moments", "in_words"]

_WORD = re.compile(r"\d+|[A-Za-z]+")
_STANDS_FREE = re.compile(r"(?<![\w.])(?:(?<![A-Za-z]-)|(?<=(?:st|nd|rd|th)-))(?:(?<!/)|(?=[A-Za-z]))")
# `may` and `march` are also verbs, and a month or season alone may be part of a name.
_VERB_AFTER = re.compile(r"\s+(?:be|have|need|not|include|also|require)\b", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    r"(?:^|\b(?:by|in|of|before|until|till|during|each|every|from|next|this|since|after|and|or|annually|yearly)\s+|[-–/&,(]\s*)"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(
    r"(?:act|scheme|plan|strategy|order|regulations|policy|framework|bill|census|charter)\s+\(?$", re.IGNORECASE
)
# "Phase 1 June 2027": the figure belongs to the phase.
_COUNTED_BEFORE = re.compile(
    r"\b(?:phase|stage|tranche|wave|cohort|milestone|part|step|year|action|objective|priority|level)\s+$", re.IGNORECASE
)
# "Spring Budget", "Summer Reading Challenge".
_NAME_AFTER = re.compile(r"\s+(?!(?:Q\d|FY|Phase|Term|Stage)\b)[A-Z][a-z]+")
_WEEKDAY_BEFORE = re.compile(
    r"\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?$", re.IGNORECASE
)
_WEEK_BEFORE = re.compile(
    r"(?:\bw[/.]?\s?[cb]\.?|\bweek\s+(?:commencing|beginning|starting|of|from))\s*:?\s*(?:the\s+)?$", re.IGNORECASE
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_JOINED = re.compile(r"\s*(?:,|/|&|;|–|-|\band\b|\bor\b|\bto\b|,\s*and\b)\s*(?:the\s+)?", re.IGNORECASE)


def find_moments(text: str, written_on: Written = None) -> list[Moment]:
    """Every time in the text, in order, none overlapping another."""
    found: list[Moment] = []
    place = 0
    while word := _WORD.search(text, place):
        place = word.start()
        forms = forms_at(word[0])
        for pattern, reader in forms if forms and _STANDS_FREE.match(text, place) else ():
            if (match := pattern.match(text, place)) and _is_a_time(match, reader, text):
                span = _beside(text, place, reader(match, written_on))
                words = match[0].strip(" ,.-()")
                found.append(Moment(words, place, match.end(), *span, _yearless_months(match), _year_of(match)))
                place = match.end()
                break
        else:
            place = word.end()
    return _share_years(found, text, written_on)


def _beside(text: str, place: int, span: Span) -> Span:
    """What the words before a day add: that a week commences on it, or its weekday, which may not fit."""
    if span.precision != "day" or span.last is None:
        return span
    before = text[max(place - 24, 0) : place]
    if weekday := _WEEKDAY_BEFORE.search(before):
        written = _DAYS.index(weekday["name"][:3].lower())
        if written != span.last.weekday():
            said = f"{span.last.day} {span.last:%B %Y} is a {span.last:%A}, not a {calendar.day_name[written]}"
            return Span(None, None, "day", f"{said}. Which day is meant?")
        before = before[: weekday.start()]
    return readers.week_from(span, bool(_WEEK_BEFORE.search(before)))


def _share_years(found: list[Moment], text: str, written_on: Written) -> list[Moment]:
    """Give the year that stands once to those before it: "March, June and September 2027"."""
    for index in range(len(found) - 2, -1, -1):
        moment, after = found[index], found[index + 1]
        if moment.year or not after.year or not _JOINED.fullmatch(text[moment.end : after.start]):
            continue
        words = text[moment.start : moment.end].rstrip(" ,")
        again = _read_alone(f"{words} {after.year}", written_on)
        if again and again.last and after.last and again.last > after.last and again.first and len(after.year) == 4:
            again = _read_alone(f"{words} {int(after.year) - 1}", written_on)
        if again:
            found[index] = moment._replace(
                first=again.first,
                last=again.last,
                precision=again.precision,
                question=again.question,
                months=(),
                year=after.year,
            )
    return found


def _read_alone(words: str, written_on: Written) -> Span | None:
    for pattern, reader in forms_at(first[0]) if (first := _WORD.match(words)) else ():
        if match := pattern.fullmatch(words):
            return reader(match, written_on)
    return None


def _yearless_months(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    if groups.get("year") or "month" not in groups or not groups["month"] or groups["month"].isdigit():
        return ()
    return tuple(MONTHS[month.lower()] for name in ("month", "until") if (month := groups.get(name)))


def _year_of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    year, following = groups.get("year") or "", groups.get("next") or ""
    return f"{year}/{following}" if following else year


def _is_a_time(match: re.Match[str], reader: Reader, text: str) -> bool:
    if reader is readers.read_year:
        return _NAME_BEFORE.search(text, 0, match.start()) is None
    if reader is readers.read_month and not match["year"]:
        is_written_as_one = match["month"][0].isupper() or _TIME_BEFORE.search(text, 0, match.start("month"))
        return bool(is_written_as_one) and _VERB_AFTER.match(text, match.end()) is None
    if reader is readers.read_day_month:
        return _COUNTED_BEFORE.search(text, 0, match.start()) is None
    if reader is readers.read_season and not match["year"]:
        is_alone = match["season"][0].isupper() or (
            not text[: match.start()].strip() and not text[match.end() :].strip(" .")
        )
        if _NAME_AFTER.match(text, match.end()) and not match["term"]:
            return False
        return bool(match["term"] or match["part"] or is_alone or _BY.search(text, 0, match.start()))
    if reader is readers.read_two_figures:
        first, second = int(match["first"]), int(match["second"])
        if match["sign"] == "-":
            return second == (first + 1) % 100 and first > 12
        return second <= 12 or second == (first + 1) % 100 or (1 <= first <= 12 and second > 12)
    if reader is readers.read_this_or_next:
        return (
            (match["which"] or "").lower() not in ("the", "coming")
            or match["what"].lower() == "year"
            or bool(match["part"])
        )
    if reader is readers.read_school_or_council:
        return match["what"].lower() != "term" or text[match.start() : match.start() + 3].lower() == "end"
    if reader is readers.read_new_year:
        # Alone it may be part of a name, "New Year honours".
        return bool(match["part"] or match["within"] or match["year"] or not text[match.end() :].strip(" .)"))
    return True


_BY = re.compile(
    r"\b(?:by|in|during|over|throughout|before|until|end\s+of|each|every|next|this)\s+(?:the\s+)?$|\b(?:erbyn|yn|cyn|y|yr|diwedd)\s+$",
    re.IGNORECASE,
)
