"""Reading each form of a time once it has been recognised: from its match to the span it means."""

import calendar
import datetime
import re

from actionplans.rules.moments.feasts import ASKED, BEGUN, bank_holiday, falls
from actionplans.rules.moments.spans import (
    DAY,
    MONTHS,
    ORDINALS,
    SEASONS,
    Span,
    Written,
    a_day,
    in_words,
    months,
    next_after,
    part_of,
    split_year,
    week_of,
    whole_year,
)

LONGEST = {month: 29 if month == 2 else calendar.monthrange(2000, month)[1] for month in range(1, 13)}
_CALENDAR = re.compile(r"\bcalendar\b", re.IGNORECASE)


def read_iso(match: re.Match[str], written_on: Written) -> Span:
    return a_day(int(match["year"]), int(match["month"]), int(match["day"]))


def read_figures(match: re.Match[str], written_on: Written) -> Span:
    day, month, year = int(match["day"]), int(match["month"]), whole_year(match["year"], written_on)
    if month > 12 >= day > 0:
        month_first = f"{month} {calendar.month_name[day]} {year}"
        return Span(None, None, "day", f"There is no month {month}. Is {month_first} meant, written month first?")
    return a_day(year, month, day)


def read_day_month(match: re.Match[str], written_on: Written) -> Span:
    day, month = int(match["day"]), MONTHS[match["month"].lower()]
    if match["year"]:
        return a_day(whole_year(match["year"], written_on), month, day)
    return _yearless_day(month, day, written_on, match[0])


def _yearless_day(month: int, day: int, written_on: Written, words: str) -> Span:
    if day > 31:
        return Span(None, None, "month", f"Which day or year is meant by “{words}”?")
    if not 1 <= day <= LONGEST[month]:
        name = calendar.month_name[month]
        return Span(None, None, "day", f"{name} has {LONGEST[month]} days. Which day is meant instead of {day}?")
    return next_after(lambda year: a_day(year, month, day), written_on, words)


def read_month_day(match: re.Match[str], written_on: Written) -> Span:
    day, month = int(match["day"]), MONTHS[match["month"].lower()]
    if match["year"]:
        return a_day(whole_year(match["year"], written_on), month, day)
    return _yearless_day(month, day, written_on, match[0])


def read_two_months(match: re.Match[str], written_on: Written) -> Span:
    first, last = MONTHS[match["month"].lower()], MONTHS[match["until"].lower()]
    count = (last - first) % 12 + 1
    if match["split"]:
        return months(_year_within(match, first), first, count, "month")
    if not match["year"]:
        return next_after(lambda year: months(year, first, count, "month"), written_on, match[0])
    year = whole_year(match["year"], written_on)
    return months(year - (last < first), first, count, "month")


def _year_within(match: re.Match[str], month: int) -> int:
    """The calendar year of a month of a financial year: March 2026/27 is in 2027."""
    return int(match["split"]) + (month < 4)


# Two figures after a month are its year where that lies so near to the date of writing: "Sept 27", written in 2026.
_YEARS_NEAR = range(-3, 8)


def read_month(match: re.Match[str], written_on: Written) -> Span:
    month, year, part = MONTHS[match["month"].lower()], match["year"], (match["part"] or "").lower()
    if match["split"]:
        return part_of(months(_year_within(match, month), month, 1, "month"), part)
    if match["month"].lower() == "hydref" and not re.search(r"\bmis\s+$", match.string[: match.start("month")], re.I):
        return _october_or_autumn(match, written_on)
    if year and len(year) == 2 and 10 <= int(year) <= 31 and match["between"].isspace():
        short = whole_year(year, written_on)
        if written_on is None or short - written_on.year not in _YEARS_NEAR:
            name = calendar.month_name[month]
            return Span(None, None, "month", f"Is {name} {short} or {int(year)} {name} meant?")
    if year:
        return part_of(months(whole_year(year, written_on), month, 1, "month"), part)
    return next_after(lambda y: part_of(months(y, month, 1, "month"), part), written_on, match[0])


def _october_or_autumn(match: re.Match[str], written_on: Written) -> Span:
    """Welsh has one word for October and for autumn: "yr hydref" is the season, and without "yr" it must be asked."""
    part, year = (match["part"] or "").lower(), match["year"]
    is_autumn = re.search(r"\byr\s+$", match.string[: match.start("month")], re.I)
    count, precision = (3, "season") if is_autumn else (1, "month")
    month = 9 if is_autumn else 10
    if not year:
        return next_after(lambda y: part_of(months(y, month, count, precision), part), written_on, match[0])
    span = part_of(months(whole_year(year, written_on), month, count, precision), part)
    asks = f"“{match['month']}” is both October and autumn. Is October {span.last:%Y} or autumn {span.last:%Y} meant?"
    return span if is_autumn else span._replace(question=asks)


def read_month_in_figures(match: re.Match[str], written_on: Written) -> Span:
    """03/2027 is a month; 03/27 may be meant for one, and asks."""
    month, year = int(match["month"]), whole_year(match["year"], written_on)
    if not 1 <= month <= 12:
        return Span(None, None, "month", f"There is no month {month}. Which month is meant?")
    span = months(year, month, 1, "month")
    return span if len(match["year"]) == 4 else span._replace(question=f"Is {in_words(span)} meant?")


def read_week(match: re.Match[str], written_on: Written) -> Span:
    number, month = {"last": 5, "final": 5}.get(match["number"].lower()), MONTHS[match["month"].lower()]
    number = number or _number(match["number"])
    if match["year"]:
        return week_of(months(whole_year(match["year"], written_on), month, 1, "month"), number)
    return next_after(lambda year: week_of(months(year, month, 1, "month"), number), written_on, match[0])


def read_weekday_of_month(match: re.Match[str], written_on: Written) -> Span:
    """The first Monday in March, or the last Friday of May."""
    weekday = [name.lower() for name in calendar.day_name].index(match["weekday"].lower())
    month, is_last = MONTHS[match["month"].lower()], match["number"].lower() == "last"

    def falls_in(year: int) -> Span:
        days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
        return a_day(year, month, days[-1 if is_last else _number(match["number"]) - 1])

    if match["year"]:
        return falls_in(whole_year(match["year"], written_on))
    return next_after(falls_in, written_on, match[0])


def read_quarter(match: re.Match[str], written_on: Written) -> Span:
    number = _number(match["number"])
    if not 1 <= number <= 4:
        return Span(None, None, "quarter", f"A year has four quarters. Which is meant instead of {number}?")
    span = _part_of_year(match, written_on, (number - 1) * 3, 3, "quarter")
    return part_of(span, (match.groupdict().get("part") or "").lower())


def read_two_quarters(match: re.Match[str], written_on: Written) -> Span:
    """Q2-3 2026/27: from the first day of the one to the last of the other."""
    first, last = int(match["number"]), int(match["until"])
    if last <= first:
        return Span(None, None, "quarter", f"Which quarters are meant by “{match[0].strip()}”?")
    return _part_of_year(match, written_on, (first - 1) * 3, (last - first + 1) * 3, "quarter")


def read_half(match: re.Match[str], written_on: Written) -> Span:
    """H1 is of a financial year; the first half of a bare year is of that calendar year."""
    half = _number(match["number"])
    if match["year"] and not match["next"] and match["number"] not in "12" and not match["of"]:
        return months(whole_year(match["year"], written_on), (half - 1) * 6 + 1, 6, "half_year")
    span = _part_of_year(match, written_on, (half - 1) * 6, 6, "half_year")
    return part_of(span, (match.groupdict().get("part") or "").lower())


def _number(word: str) -> int:
    return ORDINALS.get(word.lower()) or int(word)


def _part_of_year(match: re.Match[str], written_on: Written, skip: int, count: int, precision: str) -> Span:
    """A quarter or half of a financial year, or of a calendar year where the words beside it say so."""
    is_calendar = bool(_CALENDAR.search(match.string, max(match.start() - 14, 0), match.end() + 16))
    start = 1 if is_calendar else 4
    if not match["year"]:
        return next_after(lambda year: months(year, start + skip, count, precision), written_on, match[0])
    year = whole_year(match["year"], written_on)
    if is_calendar:
        return months(year, 1 + skip, count, precision)
    if match["next"] is not None:
        first, last = split_year(match["year"], match["next"], written_on)
        if last != first + 1:
            return Span(None, None, precision, f"Which year is meant by “{match[0].strip()}”?")
        return months(first, start + skip, count, precision)
    if (match.groupdict().get("of") or "").lower().startswith(("fy", "financial")):
        # FY27 is by habit the year in which it ends, but not every body keeps to it.
        span = months(year - 1, start + skip, count, precision)
        return span._replace(question=f"Is {in_words(span)} meant?")
    span = months(year, start + skip, count, precision)
    if span.first is not None and span.first.year > year:
        question = f"Is {in_words(span)} meant, in the financial year {year}/{(year + 1) % 100:02}?"
        return span._replace(question=question)
    return span


def read_season(match: re.Match[str], written_on: Written) -> Span:
    name, year, part = match["season"].lower(), match["year"], (match["part"] or "").lower()
    if term := match["term"]:
        return Span(None, None, "season", _ask_bounds(f"{name} {term.strip().lower()}"))
    start = SEASONS[name]
    if not year:
        return next_after(lambda y: part_of(months(y, start, 3, "season"), part), written_on, match[0])
    span = part_of(months(whole_year(year, written_on), start, 3, "season"), part)
    if start == 12 and not match["next"]:
        return span._replace(question=f"Is the winter of {in_words(span)} meant?")
    return span


def _ask_bounds(words: str) -> str:
    """What must be asked of a term, a break or a recess: every school and council sets its own."""
    do = "do" if words.endswith("holidays") else "does"
    return f"On which day {do} the {words} {'begin' if words.endswith(('recess', 'break')) else 'end'}?"


def read_two_seasons(match: re.Match[str], written_on: Written) -> Span:
    first, last = SEASONS[match["season"].lower()], SEASONS[match["until"].lower()]
    count = (last - first) % 12 + 3
    if not match["year"]:
        return next_after(lambda year: months(year, first, count, "season"), written_on, match[0])
    year = whole_year(match["year"], written_on)
    return months(year - (last < first), first, count, "season")


def read_split_year(match: re.Match[str], written_on: Written) -> Span:
    first, last = split_year(match["year"], match["next"], written_on)
    groups = match.groupdict()
    name, part = (groups.get("name") or groups.get("after") or "").lower(), (groups.get("part") or "").lower()
    if len(match["next"]) == 1 and last != first + 1:
        return Span(None, None, "financial_year", f"Which years are meant by “{match[0].strip()}”?")
    if name.startswith(_ACADEMIC):
        return part_of(months(first, 9, (last - first) * 12, "year"), part)
    if name.startswith(_OF_THE_COUNCIL):
        return _municipal(first, last, part)
    is_month = len(match["next"]) == 2 and 1 <= int(match["next"]) <= 12 and last != first + 1
    if is_month and last - first > 20:  # 2026-10 can hardly be a plan of 84 years
        return months(first, int(match["next"]), 1, "month")
    if last - first > 20:
        return Span(None, None, "financial_year", f"Which years are meant by “{match[0].strip()}”?")
    span = months(first, 4, (last - first) * 12, "financial_year")
    if is_month and "-" in match[0]:
        month = months(first, int(match["next"]), 1, "month")
        return span._replace(question=f"Is {in_words(month)} or {in_words(span)} meant?")
    return part_of(span, part)


_ACADEMIC = ("academic", "school", "blwyddyn academaidd")
_OF_THE_COUNCIL = ("municipal", "civic", "council")


def _municipal(first: int, last: int, part: str = "") -> Span:
    """From one annual meeting of the council to the next, which fall in May on a day of its own."""
    if part.startswith(("start", "beginning")):
        span = months(first, 5, 1, "year")
        return span._replace(question=f"On which day in May {first} does the municipal year begin?")
    span = months(first, 5, (last - first) * 12 + 1, "year")
    return span._replace(question=f"On which day in May {last} does the municipal year end?")


def read_named_year(match: re.Match[str], written_on: Written) -> Span:
    """FY27 and `financial year 2027`: by habit the year in which it ends, but not every body keeps to it.

    Its start is in the year that is written, and so is its end.
    """
    year, part = whole_year(match["year"], written_on), (match["part"] or "").lower()
    if match["name"].lower().startswith("calendar"):
        return part_of(months(year, 1, 12, "year"), part)
    if match["name"].lower().startswith(_OF_THE_COUNCIL):
        return _municipal(year, year + 1, part) if part.startswith("start") else _municipal(year - 1, year, part)
    is_academic = match["name"].lower().startswith(_ACADEMIC)
    first_month, precision = (9, "year") if is_academic else (4, "financial_year")
    if is_academic and part.startswith(("start", "beginning")):
        return months(year, first_month, 1, precision)
    if part.startswith(("start", "beginning")):
        return months(year, first_month, 1, precision)._replace(question=f"Is April {year} meant?")
    span = months(year - 1, first_month, 12, precision)
    if is_academic and part.startswith("end"):
        return span
    if match["name"].lower().startswith("fye") or "ending" in match["name"].lower():
        return span
    return part_of(span, part)._replace(question=f"Is {in_words(span)} meant?")


def read_this_or_next(match: re.Match[str], written_on: Written) -> Span:
    """ "This financial year", "next spring", "end of the month": counted from the date of writing."""
    what, is_next = match["what"].lower(), (match["which"] or "").lower() == "next"
    name = (match["name"] or "").lower()
    if what == "fy":
        what, name = "year", "financial"
    what = "year" if what == "yr" else what
    precision = {"year": "year", "month": "month", "quarter": "quarter", "week": "day"}.get(what, "season")
    if what == "year" and not name.startswith(("calendar", *_ACADEMIC, *_OF_THE_COUNCIL)):
        precision = "financial_year"
    if written_on is None:
        return Span(None, None, precision, f"Which {what} is meant by “{match[0].strip()}”?")
    year, month = written_on.year, written_on.month
    if what == "week":
        monday = written_on + (7 * is_next - written_on.weekday()) * DAY
        return Span(monday, monday + 6 * DAY, precision)
    if what == "month":
        return months(year, month + is_next, 1, "month")
    if what == "quarter":
        return months(year, (month - 1) // 3 * 3 + 1 + 3 * is_next, 3, "quarter")
    if what in SEASONS:
        return next_after(lambda y: months(y, SEASONS[what], 3, "season"), written_on, match[0])
    start = {"calendar": 1, "academic": 9, "school": 9}.get(name.split()[0] if name else "", 4)
    first = year - (month < start) + is_next
    if name.startswith(_OF_THE_COUNCIL):
        first = year - (month < 5) + is_next
        return _municipal(first, first + 1)
    span = months(first, start, 12, precision)
    if name:
        return span
    calendar_year = months(year + is_next, 1, 12, "year")
    return span._replace(question=f"Is {in_words(span)} meant, or {in_words(calendar_year)}?")


def read_feast(match: re.Match[str], written_on: Written) -> Span:
    name = match["feast"].lower().replace("’", "'")
    if name in ASKED:
        year = f" {match['year']}" if match["year"] else ""
        asks = f"does {match['feast']}{year} begin" if name in BEGUN else f"is {match['feast']}{year}"
        return Span(None, None, "day", f"On which day {asks}?")
    if term := match["term"]:
        return Span(None, None, "day", _ask_bounds(f"{match['feast']} {term.strip().lower()}"))
    if match["year"]:
        return falls(name, whole_year(match["year"], written_on))
    return next_after(lambda year: falls(name, year), written_on, match[0])


def read_bank_holiday(match: re.Match[str], written_on: Written) -> Span:
    name = " ".join(match["feast"].lower().split())
    if year := match["year"] or match["middle"]:
        return bank_holiday(name, whole_year(year, written_on))
    return next_after(lambda year: bank_holiday(name, year), written_on, match[0])


def read_new_year(match: re.Match[str], written_on: Written) -> Span:
    """ "By New Year" is its first day; "in the new year" is any day of it, and early is its first third."""
    words = match[0].strip()
    if written_on is None and not match["year"]:
        return Span(None, None, "year", f"Which year is meant by “{words}”?")
    year = int(match["year"]) if match["year"] else written_on.year + 1  # type: ignore[union-attr]
    if match["part"]:
        return part_of(months(year, 1, 12, "year"), "early")
    if match["within"]:
        return months(year, 1, 12, "year")._replace(question=f"Which month of {year} is meant?")
    return a_day(year, 1, 1)


def read_half_term(match: re.Match[str], written_on: Written) -> Span:
    month = calendar.month_name[MONTHS[(match["month"] or match["of"]).lower()]]
    year = match["year"] or match["middle"]
    of_year = f" of {whole_year(year, written_on)}" if year else ""
    return Span(None, None, "day", f"On which day does the {month} half-term{of_year} begin?")


def read_school_or_council(match: re.Match[str], written_on: Written) -> Span:
    """Terms, breaks and recesses: every council and school sets its own."""
    what = " ".join(match["what"].lower().replace("-", " ").split())
    year = f" of {match['year']}" if match["year"] else ""
    does = "end" if what == "term" else "begin"
    return Span(None, None, "day", f"On which day does the {what}{year} {does}?")


def read_year(match: re.Match[str], written_on: Written) -> Span:
    return part_of(months(whole_year(match["year"], written_on), 1, 12, "year"), (match["part"] or "").lower())


def read_year_end(match: re.Match[str], written_on: Written) -> Span:
    year = int(match["year"])
    return months(year, 12, 1, "month")._replace(question=f"Is the end of March {year} or of December {year} meant?")


def read_two_figures(match: re.Match[str], written_on: Written) -> Span:
    """31/3 is a day; 26/27 is a financial year; 7/8 may be either."""
    first, second = int(match["first"]), int(match["second"])
    year = whole_year(match["first"].zfill(2), written_on)
    if second == (first + 1) % 100 and len(match["first"]) == 2:
        if not 1 <= second <= 12:
            return months(year, 4, 12, "financial_year")
        name = calendar.month_name[second]
        return Span(None, None, "day", f"Is {first} {name} or the financial year {year}/{second:02} meant?")
    if second > 12:
        span = months(whole_year(match["second"], written_on), first, 1, "month")
        return span._replace(question=f"Is {in_words(span)} meant?")
    span = _yearless_day(second, first, written_on, match[0])
    if first > 12 or span.question or span.last is None:
        return span
    return span._replace(question=f"Is {span.last.day} {span.last:%B %Y} meant?")


def week_from(span: Span, is_start: bool) -> Span:
    """The week that a day commences, to its Sunday; asks where that is not a Monday."""
    if span.last is None or not is_start:
        return span
    monday = span.last - span.last.weekday() * DAY
    question = span.question
    if question is None and span.last != monday:
        question = (
            f"{span.last.day} {span.last:%B %Y} is a {span.last:%A}. "
            f"Is the week from Monday {monday.day} {monday:%B %Y} meant?"
        )
    return Span(span.last, span.last + datetime.timedelta(days=6), "day", question)
