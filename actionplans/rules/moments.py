"""Times as British people write them, found in any text: `21 June 2007`, `April 07`, `Q3 2026/27`, `by Easter`.

How they are read:

- Day before month: 3/4/08 is 3 April 2008.
- Two figures for a year mean the year nearest to the date of writing; without that date, 1970 to 2069.
- Quarters, halves and split years (2026/27) are financial, April to March. A bare year (2027) is a calendar year, an
  academic year runs from September to August.
- Seasons are the meteorological ones: spring is March to May, winter December to February.
- Early, mid and late are the thirds of a month or year; the end is its last day.
- A time without a year is the next one that is not over when it was written, and asks whether that is meant.

What cannot be read with certainty carries a question. No Django, no clock: the same text reads the same for ever.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
DAY = datetime.timedelta(days=1)


class Span(NamedTuple):
    """From the first to the last day that a time can mean; neither if that must be asked."""

    first: datetime.date | None
    last: datetime.date | None
    precision: str
    question: str | None = None


class Moment(NamedTuple):
    """A time found in a text: its words, where they stand, what they mean, and its months if no year is written."""

    words: str
    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    precision: str
    question: str | None
    months: tuple[int, ...]


Written = datetime.date | None
Reader = Callable[[re.Match[str], Written], Span]


# Building spans


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


def part_of(span: Span, part: str) -> Span:
    """The early, middle or late third of a month or a year, or its end."""
    if not part or span.first is None or span.last is None:
        return span
    if part in ("end", "close", "last day", "end-"):
        return Span(span.last if span.precision == "day" else span.first, span.last, span.precision, span.question)
    third = {"early": 0, "start": 0, "beginning": 0, "first week": 0, "mid": 1, "middle": 1}.get(part, 2)
    if span.precision == "month":
        first = span.first + third * 10 * DAY
        return Span(first, span.last if third == 2 else first + 9 * DAY, "month", span.question)
    length = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    if length % 3:
        return span
    return months(span.first.year, span.first.month + third * length // 3, length // 3, span.precision)


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
    """A time without a year: the next one that is not over on the date of writing, and whether that is meant."""
    if written_on is None:
        span = make(2000)
        return Span(None, None, span.precision, span.question or f"Which year is meant by “{words}”?")
    for year in range(written_on.year - 1, written_on.year + 9):
        span = make(year)
        if span.last is not None and span.last >= written_on:
            return span._replace(question=f"No year is written. Is {in_words(span)} meant?")
    return make(written_on.year)


def in_words(span: Span) -> str:
    if span.first is None or span.last is None:
        return "this"
    if span.precision == "month" and span.first.month == span.last.month:
        return f"{span.last:%B %Y}"
    if span.precision == "day":
        return f"{span.last.day} {span.last:%B %Y}"
    return f"{span.first:%B %Y} to {span.last:%B %Y}"


def easter_sunday(year: int) -> datetime.date:
    """Gregorian Easter by the rule of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


# Reading each form


def read_iso(match: re.Match[str], written_on: Written) -> Span:
    return a_day(int(match["year"]), int(match["month"]), int(match["day"]))


def read_figures(match: re.Match[str], written_on: Written) -> Span:
    day, month, year = int(match["day"]), int(match["month"]), whole_year(match["year"], written_on)
    if month > 12 >= day:
        month_first = f"{month} {calendar.month_name[day]} {year}"
        return Span(None, None, "day", f"There is no month {month}. Is {month_first} meant, written month first?")
    return a_day(year, month, day)


def read_day_month(match: re.Match[str], written_on: Written) -> Span:
    day, month = int(match["day"]), MONTHS[match["month"].lower()]
    if match["year"]:
        return a_day(whole_year(match["year"], written_on), month, day)
    if day > 31:
        return Span(None, None, "month", f"Which day or year is meant by “{match[0]}”?")
    return next_after(lambda year: a_day(year, month, day), written_on, match[0])


def read_month_day(match: re.Match[str], written_on: Written) -> Span:
    return a_day(whole_year(match["year"], written_on), MONTHS[match["month"].lower()], int(match["day"]))


def read_two_months(match: re.Match[str], written_on: Written) -> Span:
    first, last = MONTHS[match["month"].lower()], MONTHS[match["until"].lower()]
    count = (last - first) % 12 + 1
    if not match["year"]:
        return next_after(lambda year: months(year, first, count, "month"), written_on, match[0])
    year = whole_year(match["year"], written_on)
    return months(year - (last < first), first, count, "month")


def read_month(match: re.Match[str], written_on: Written) -> Span:
    month, year, part = MONTHS[match["month"].lower()], match["year"], (match["part"] or "").lower()
    if year and len(year) == 2 and 10 <= int(year) <= 31:
        name, short = calendar.month_name[month], whole_year(year, written_on)
        return Span(None, None, "month", f"Is {name} {short} or {int(year)} {name} meant?")
    if year:
        return part_of(months(whole_year(year, written_on), month, 1, "month"), part)
    return next_after(lambda y: part_of(months(y, month, 1, "month"), part), written_on, match[0])


def read_quarter(match: re.Match[str], written_on: Written) -> Span:
    return _part_of_financial_year(match, written_on, (_number(match["number"]) - 1) * 3, 3, "quarter")


def read_half(match: re.Match[str], written_on: Written) -> Span:
    """H1 is of a financial year; the first half of a bare year is of that calendar year."""
    half = _number(match["number"])
    if match["year"] and not match["next"] and match["number"] not in "12":
        return months(whole_year(match["year"], written_on), (half - 1) * 6 + 1, 6, "half_year")
    return _part_of_financial_year(match, written_on, (half - 1) * 6, 6, "half_year")


def _number(word: str) -> int:
    return ORDINALS.get(word.lower()) or int(word)


def _part_of_financial_year(match: re.Match[str], written_on: Written, skip: int, count: int, precision: str) -> Span:
    if not match["year"]:
        return next_after(lambda year: months(year, 4 + skip, count, precision), written_on, match[0])
    year = whole_year(match["year"], written_on)
    span = months(year, 4 + skip, count, precision)
    if match["next"] is None and span.first is not None and span.first.year > year:
        question = f"Is {in_words(span)} meant, in the financial year {year}/{(year + 1) % 100:02}?"
        return span._replace(question=question)
    return span


def read_season(match: re.Match[str], written_on: Written) -> Span:
    name, year = match["season"].lower(), match["year"]
    if match["term"]:
        return Span(None, None, "season", f"On which day does the {name} term end?")
    start = SEASONS[name]
    if not year:
        return next_after(lambda y: months(y, start, 3, "season"), written_on, match[0])
    span = months(whole_year(year, written_on), start, 3, "season")
    if name == "winter" and not match["next"]:
        return span._replace(question=f"Is the winter of {in_words(span)} meant?")
    return span


def read_split_year(match: re.Match[str], written_on: Written) -> Span:
    first, last = split_year(match["year"], match["next"], written_on)
    span = months(first, 4, (last - first) * 12, "financial_year")
    if (match["name"] or "").lower().startswith(("academic", "school")):
        return months(first, 9, (last - first) * 12, "year")
    if last - first > 1 and "-" in match[0] and len(match["next"]) == 2 and 1 <= int(match["next"]) <= 12:
        month = months(first, int(match["next"]), 1, "month")
        if last - first > 20:  # 2026-10 can hardly be a plan of 84 years
            return month
        return span._replace(question=f"Is {in_words(month)} or {in_words(span)} meant?")
    return part_of(span, (match["part"] or "").lower())


def read_named_year(match: re.Match[str], written_on: Written) -> Span:
    """FY27 and `financial year 2027`: by habit the year in which it ends, but not every body keeps to it."""
    year = whole_year(match["year"], written_on)
    if match["name"].lower().startswith("calendar"):
        return months(year, 1, 12, "year")
    is_academic = match["name"].lower().startswith(("academic", "school"))
    span = months(year - 1, 9 if is_academic else 4, 12, "year" if is_academic else "financial_year")
    return span._replace(question=f"Is {in_words(span)} meant?")


def read_year_end(match: re.Match[str], written_on: Written) -> Span:
    if match["name"]:
        return next_after(lambda year: months(year - 1, 4, 12, "financial_year"), written_on, match[0])
    return Span(None, None, "year", "Which year’s end is meant: 31 March or 31 December, and of which year?")


def read_feast(match: re.Match[str], written_on: Written) -> Span:
    def falls(year: int) -> Span:
        date = easter_sunday(year) if match["feast"].lower() == "easter" else datetime.date(year, 12, 25)
        return Span(date, date, "day")

    if match["year"]:
        return falls(whole_year(match["year"], written_on))
    return next_after(falls, written_on, match[0])


def read_year(match: re.Match[str], written_on: Written) -> Span:
    return part_of(months(int(match["year"]), 1, 12, "year"), (match["part"] or "").lower())


def read_two_figures(match: re.Match[str], written_on: Written) -> Span:
    """31/3 is a day; 26/27 is a financial year; 7/8 may be either."""
    first, second = int(match["first"]), int(match["second"])
    year = whole_year(match["first"].zfill(2), written_on)
    if second == first + 1 and len(match["first"]) == 2:
        if second > 12:
            return months(year, 4, 12, "financial_year")
        name = calendar.month_name[second]
        return Span(None, None, "day", f"Is {first} {name} or the financial year {year}/{second:02} meant?")
    return next_after(lambda year: a_day(year, second, first), written_on, match[0])


# The forms, in the order in which they are tried at each place of a text. `year` is the year where one is written.

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?!\d|[/.:]\d|(?:st|nd|rd|th)\b)"
_NEXT = r"(?P<next>(?:19|20)\d\d|\d\d)(?!\d)"
_SPLIT = rf"(?P<year>(?:19|20)\d\d|\d\d)(?:\s*[/–-]\s*{_NEXT})?(?![\d/])"
_PART = (
    r"(?:(?P<part>end|close|last day|start|beginning|early|mid(?:dle)?|late|first week)(?:\s+of)?(?:\s+the)?[\s-]+)?"
)
_OF = r"[\s,]*(?:of\s+)?(?:the\s+)?(?:fy|financial\s+year|year)?\s*"
_NAMED = r"(?P<name>fy|(?:financial|fiscal|academic|school)\s+year)"
_ORDINAL = "|".join(ORDINALS)

_FIGURES, _OF_MONTH, _OF_PART = "0123456789", "jfmasond", "ecslbmf"

# Each with the signs it can begin with: the others need not be tried.
FORMS: tuple[tuple[str, str, Reader], ...] = (
    (_FIGURES, r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", read_iso),
    (_FIGURES, r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d|\d\d)(?!\d)", read_figures),
    (
        _FIGURES,
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s*{_YEAR})?",
        read_day_month,
    ),
    (
        _OF_MONTH,
        rf"(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)[,\s]\s*|,\s*){_YEAR}",
        read_month_day,
    ),
    (
        _OF_MONTH,
        rf"(?P<month>{_MONTH})\b\.?\s*(?:/|–|-|or\b)\s*(?P<until>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read_two_months,
    ),
    (_OF_MONTH + _OF_PART, rf"{_PART}(?P<month>{_MONTH})\b\.?(?:[\s,/-]*(?:of\s+)?{_YEAR})?", read_month),
    ("q", rf"(?:q|quarter\s+)(?P<number>[1-4])\b(?:{_OF}{_SPLIT})?", read_quarter),
    (_FIGURES + "fstl", rf"(?P<number>{_ORDINAL})\s+quarter\b(?:{_OF}{_SPLIT})?", read_quarter),
    (
        _FIGURES + "f",
        rf"(?:fy\s*)?(?P<year>(?:19|20)\d\d|\d\d)\s*[/–-]\s*{_NEXT}[\s,]*q(?:uarter\s+)?(?P<number>[1-4])\b",
        read_quarter,
    ),
    ("h", rf"h(?P<number>[12])\b(?:{_OF}{_SPLIT})?", read_half),
    (_FIGURES + "fs", rf"(?P<number>first|second|1st|2nd)\s+half\b(?:{_OF}{_SPLIT})?", read_half),
    (
        "saw",
        rf"(?P<season>{'|'.join(SEASONS)})\b(?P<term>\s+term)?(?:[\s,]+(?:of\s+)?{_SPLIT})?",
        read_season,
    ),
    (
        _FIGURES + _OF_PART + "a",
        rf"{_PART}(?:{_NAMED}\s*)?(?P<year>(?:19|20)\d\d)\s*[/–-]\s*{_NEXT}",
        read_split_year,
    ),
    (_OF_PART + "a", rf"{_PART}{_NAMED}\s*(?P<year>\d\d)\s*[/–-]\s*{_NEXT}", read_split_year),
    (_FIGURES, r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/.])(?<!\b24/7)", read_two_figures),
    ("fasc", rf"(?P<name>fy|(?:financial|fiscal|academic|school|calendar)\s+year)\s*{_YEAR}", read_named_year),
    ("e", r"end\s+of\s+(?:(?:the|this)\s+)?(?P<name>financial\s+)?year\b", read_year_end),
    ("fy", r"(?P<name>financial\s+)?year[\s-]end\b", read_year_end),
    ("ec", rf"(?P<feast>easter|christmas)\b(?:[\s,]*{_YEAR})?", read_feast),
    (_FIGURES + _OF_PART, rf"{_PART}(?P<year>(?:19|20)\d\d)(?!\d|[/.:]\d)", read_year),
)

_FORMS_BY_SIGN: dict[str, list[tuple[re.Pattern[str], Reader]]] = {}
for _signs, _pattern, _reader in FORMS:
    _compiled = re.compile(_pattern, re.IGNORECASE)
    for _sign in set(_signs):
        _FORMS_BY_SIGN.setdefault(_sign, []).append((_compiled, _reader))
# Only here can a time begin; everything else is passed over at once.
_MAY_BEGIN = re.compile(
    rf"(?<![\w/.])(?<![a-z]-)(?:\d|{_MONTH}|{'|'.join(SEASONS)}|q|h|fy|quarter|financial|fiscal|academic|school|calendar|year|end"
    rf"|close|last|start|beginning|early|mid|late|{_ORDINAL}|easter|christmas)",
    re.IGNORECASE,
)
# `may` and `march` are also verbs, and a month or season alone may be part of a name.
_VERB_AFTER = re.compile(r"\s+(?:be|have|need|not|include|also|require)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    r"(?:act|scheme|plan|strategy|order|regulations|policy|framework|bill|census|charter)\s+$", re.I
)


def find_moments(text: str, written_on: Written = None) -> list[Moment]:
    """Every time in the text, in order, none overlapping another."""
    found: list[Moment] = []
    place = 0
    while begin := _MAY_BEGIN.search(text, place):
        place = begin.start()
        for pattern, reader in _FORMS_BY_SIGN.get(text[place].lower(), ()):
            if (match := pattern.match(text, place)) and _is_a_time(match, reader, text):
                span = reader(match, written_on)
                found.append(Moment(match[0].strip(" ,.-"), place, match.end(), *span, _yearless_months(match)))
                place = match.end()
                break
        else:
            place += 1
    return found


def _yearless_months(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    if groups.get("year") or "month" not in groups:
        return ()
    return tuple(MONTHS[month.lower()] for name in ("month", "until") if (month := groups.get(name)))


def _is_a_time(match: re.Match[str], reader: Reader, text: str) -> bool:
    if reader is read_year:
        return _NAME_BEFORE.search(text, 0, match.start()) is None
    if reader is read_month and not match["year"]:
        return match["month"][0].isupper() and _VERB_AFTER.match(text, match.end()) is None
    if reader is read_season and not match["year"]:
        return match["season"][0].isupper() or bool(match["term"])
    if reader is read_two_figures:
        return int(match["second"]) <= 12 or int(match["second"]) == int(match["first"]) + 1
    return True
