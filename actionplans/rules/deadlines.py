"""A deadline as people write it, read into one that can be counted with. The words are never thrown away.

The reading follows one order, the first rule that fits:

1.  Times that no longer hold ("was December 2026") are left out. Nothing that tells a time: not a deadline, unless it
    says "to be confirmed", goes on without end, comes round again, points to another document or counts from an event.
2.  "Ongoing": no due date, but a next review must be agreed. "Commenced April 2006 - ongoing" and "From April 2006"
    began on a day; "Ongoing until March 2008" is a period.
3.  "Each", "every", "quarterly": it comes round again, at a body's meetings if one is named.
4.  "From … to …", "between … and …": a period. Several other times: milestones, each with its own words.
5.  One time, and something is reported to a body then: a report to that body.
6.  One time that is to be confirmed: to be confirmed, with the time as a hint.
7.  "During" or "throughout" a month or longer: a period. Any other single time: a date, as exact as it was written.
    "After" a time says when work may begin, and asks by when it must be done.

A due date is always the last day that the words can mean. Whatever a person must settle is a question; nothing is
guessed. How single times are read stands in `moments`. No Django, no clock.
"""

import calendar
import datetime
import re
from dataclasses import replace
from functools import lru_cache

from actionplans.rules import wordings
from actionplans.rules.moments import DAY, Moment, find_moments
from actionplans.rules.readings import Milestone, Reading

# What a person calls a deadline fits into this. What is longer is a text in the wrong place, and kept all the same.
LONGEST = 2000


def read_deadline(text: str, written_on: datetime.date | None = None) -> Reading:
    """Read one deadline. `written_on` is when the plan was written: it settles 07 and "end of March"."""
    reading = _read_words(text[:LONGEST], written_on)
    return reading if reading.text == text else replace(reading, text=text)


@lru_cache(maxsize=4096)
def _read_words(text: str, written_on: datetime.date | None) -> Reading:
    reading = _read(text, _that_hold(text, find_moments(text, written_on)), written_on)
    if reading.starts_on and reading.due_on and reading.starts_on > reading.due_on:
        return Reading(text, reading.kind, reading.precision, body=reading.body, question=wordings.ASK_ORDER)
    return reading


def _read(text: str, moments: list[Moment], written_on: datetime.date | None) -> Reading:
    if len(moments) == 1 and len(moments[0].words) == len(text.strip(" .")):
        return _bare(text, moments[0])
    ongoing, recurring = wordings.ONGOING.search(text), wordings.RECURRING.search(text)
    if ongoing and not (recurring and moments):
        return _ongoing(text, moments)
    if (recurring and not _all_dated(moments)) or _is_of_meetings(text, moments):
        return _recurring(text, moments, written_on)
    if _points_to_a_document(text, moments):
        return _reference(text)
    if not moments:
        return _without_a_time(text)
    if len(moments) == 1:
        return _single(text, moments[0])
    return _period(text, moments) or _milestones(text, moments)


def _that_hold(text: str, moments: list[Moment]) -> list[Moment]:
    """Without the times that no longer hold, "(was December 2026)", and those that a bracket says more exactly."""
    held: list[Moment] = []
    for moment in moments:
        before = text[: moment.start]
        if held and wordings.SUPERSEDED.search(before):
            continue
        if held and wordings.REPLACES.search(before):
            held = []
        last = held[-1] if held else None
        if last and text[last.end : moment.start].strip(" )") in ("(", "(i.e.", "(by", "(by the end of", "(that is"):
            if _lies_within(moment, last) and (last.question or not _lies_within(last, moment)):
                held[-1] = moment._replace(start=last.start)
                continue
            if _lies_within(last, moment):
                continue
        held.append(moment)
    return held


def _lies_within(inner: Moment, outer: Moment) -> bool:
    if not (inner.first and inner.last and outer.first and outer.last):
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _all_dated(moments: list[Moment]) -> bool:
    """Whether the times, all with their years, make the deadline even where "each" or "annually" stands beside them."""
    return len(moments) > 1 and not any(moment.months for moment in moments)


def _is_of_meetings(text: str, moments: list[Moment]) -> bool:
    """Whether it names meetings, and at most the months in which they are held: then it comes round with them."""
    return bool(wordings.MEETINGS.search(text)) and all(moment.months for moment in moments) and len(moments) != 1


def _ongoing(text: str, moments: list[Moment]) -> Reading:
    starts_on, precision, review_on, question = None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if wordings.STARTING.search(before) or wordings.ONWARDS.search(text[moment.end :]):
            starts_on, precision = moment.first, moment.precision
        elif wordings.REVIEWING.search(before):
            review_on = moment.last
        elif wordings.UNTIL.search(before) and moment.last:
            return Reading(text, "period", moment.precision, starts_on, moment.last, question=moment.question)
        else:
            question = f"Does it end {'on' if moment.precision == 'day' else 'in'} {moment.words}, or is that a date on the way?"
        question = question or moment.question
    return Reading(
        text,
        "ongoing",
        precision,
        starts_on,
        body=_body_in(text, moments),
        question=question or (None if review_on else wordings.ASK_REVIEW),
        review_on=review_on,
    )


def _recurring(text: str, moments: list[Moment], written_on: datetime.date | None) -> Reading:
    starts_on, due_on, precision, question = None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if moment.months:
            continue
        precision = moment.precision
        if wordings.UNTIL.search(before):
            due_on = moment.last
        else:
            starts_on = moment.first
        question = question or moment.question
    body = _body_in(text, moments) or _body_told(text)
    months = tuple(month for moment in moments for month in moment.months)
    review_on = None
    if body is None and re.search(r"\bmeetings?\b", text, re.I):
        question = question or "Whose meetings are meant?"
    elif body is None and months and written_on and not any(moment.last is None for moment in moments):
        # The calendar itself says when it is next.
        review_on = min(moment.last for moment in moments if moment.months and moment.last)
    if review_on is None:
        question = question or wordings.ASK_RETURN
    return Reading(text, "recurring", precision, starts_on, due_on, (), body, question, review_on, months)


def _body_told(text: str) -> str | None:
    """The body to which something comes round: "quarterly to Cabinet"."""
    told = wordings.TO_BODY.search(text)
    return _name(text, told.end()) if told else None


def _points_to_a_document(text: str, moments: list[Moment]) -> bool:
    """Whether the words only point elsewhere; a year within the document's name is no time."""
    if wordings.ELSEWHERE.search(text):
        return not moments
    reference = wordings.REFERENCE.search(text)
    if reference is None or not wordings.DOCUMENT.search(reference["what"]):
        return False
    return all(
        moment.start >= reference.start("what") and moment.precision in ("year", "financial_year") for moment in moments
    )


def _reference(text: str) -> Reading:
    if elsewhere := wordings.ELSEWHERE.search(text):
        what = _tidy(elsewhere["what"] or "the line above")
    else:
        reference = wordings.REFERENCE.search(text)
        what = _tidy(reference["what"]) if reference else _tidy(text)
    return Reading(text, "reference", question=f"Which date does “{what[:200]}” give?")


def _without_a_time(text: str) -> Reading:
    if wordings.TO_BE_CONFIRMED.search(text) or text.strip() in ("?", "??", "???"):
        return Reading(text, "to_be_confirmed", body=_body_in(text, []), question="Which day has been agreed?")
    if wordings.ANNUAL.search(text):
        return Reading(text, "recurring", question=wordings.ASK_RETURN)
    if meeting := wordings.NEXT_MEETING.search(text):
        body = _tidy(meeting["of"] or meeting["body"])
        return Reading(text, "report_to_body", body=body, question=f"On which day does {body} next meet?")
    if relative := _relative(text):
        return Reading(text, "relative", question=relative)
    if wordings.STATUS.search(text):
        question = "This reads like a status. On which day was it, or will it be, done?"
    elif wordings.AT_ONCE.search(text):
        question = "This gives no day. By which day must it be done?"
    elif weekday := wordings.ONLY_A_WEEKDAY.search(text):
        return Reading(text, "date", "day", question=f"Which month and year are meant by “{weekday['words']}”?")
    elif len(text.split()) > 4:
        question = f"{wordings.ASK_WHEN} It may be a measure of success in the wrong column."
    else:
        question = wordings.ASK_WHEN
    return Reading(text, "not_a_deadline", question=question)


def _relative(text: str) -> str | None:
    """What must be asked of a deadline that counts from an event; None if it does not."""
    if counted := wordings.COUNTED.search(text) or wordings.DURATION.search(text):
        return f"From which day is “{_tidy(counted['words'])}” counted?"
    if numbered := wordings.NUMBERED.search(text):
        return f"On which day does “{_tidy(numbered['words'])}” end?"
    relative = wordings.RELATIVE.search(text)
    if relative and wordings.WITHIN.search(text):
        event = _tidy(relative["event"] or "")[:200]
        length = f"{relative['number']} {relative['unit']}"
        return f"On which day is “{event}”?" if event else f"From which day is “{length}” counted?"
    if event_only := wordings.AFTER_EVENT.search(text):
        return f"On which day is “{_tidy(event_only['event'] or event_only['other'])[:200]}”?"
    if life := wordings.LIFE.search(text):
        return f"On which day does “{_tidy(life['what'])}” end?"
    return None


def _bare(text: str, moment: Moment) -> Reading:
    """A time and not a word more: a period if it is longer than a year or names its first and last month."""
    if moment.first and moment.last:
        is_longer_than_a_year = (moment.last - moment.first).days > 366
        if is_longer_than_a_year or _RANGE_OF_MONTHS.search(moment.words):
            return Reading(text, "period", moment.precision, moment.first, moment.last, question=moment.question)
    return Reading(text, "date", moment.precision, None, moment.last, question=moment.question)


def _single(text: str, moment: Moment) -> Reading:
    before, after, precision = text[: moment.start], text[moment.end :], moment.precision
    question = moment.question
    if wordings.TO_BE_CONFIRMED.search(text):
        question = question or f"Confirm the date: {moment.words} is given as a hint."
        return Reading(text, "to_be_confirmed", precision, None, moment.last, (), _body_in(text, [moment]), question)
    relative = wordings.RELATIVE.search(before)
    if relative and wordings.COUNTING_FROM.search(before):
        return _counted_from(text, relative, moment)
    if wordings.NOT_BEFORE.search(before) and moment.last and moment.first:
        is_after = not re.search(r"(?:before|than)\s+(?:the\s+)?$", before, re.I)
        starts_on = moment.last + DAY if is_after else moment.first
        ask = (
            f"This says when it may begin ({moment.words}), not by when it must be done. By which day will it be done?"
        )
        return Reading(text, "date", precision, starts_on, question=ask)
    is_a_week = precision == "day" and moment.last != moment.first
    if not is_a_week and (wordings.STARTING.search(before) or wordings.ONWARDS.search(after)):
        return Reading(text, "ongoing", precision, moment.first, question=question or wordings.ASK_REVIEW)
    alone = wordings.BODY_ALONE.match(before) if not after.strip(" .)") else None
    if body := _body_in(text, [moment]) or (alone["body"] if alone else None):
        if question is None and wordings.PAST.search(text):
            question = "Has this report been made?"
        milestone = Milestone(_tidy(text), moment.last, precision, body, is_report=True)
        return Reading(text, "report_to_body", precision, None, moment.last, (milestone,), body, question)
    if moment.first and moment.last:
        if is_a_week or (precision != "day" and wordings.DURING.search(before)):
            return Reading(text, "period", precision, moment.first, moment.last, question=question)
        if (first_day := wordings.FROM_DAY.search(before)) and precision == "day":
            opening = _same_month(moment.last, int(first_day["day"]))
            if opening and opening < moment.last:
                if first_day["sign"] in ("and", "&") and not re.search(r"\bbetween\b", before, re.I):
                    return _two_days(text, opening, moment)
                return Reading(text, "period", precision, opening, moment.last, question=question)
    bare = _bare(text, moment)
    if bare.kind == "period":
        return bare
    due_on = moment.last
    if due_on and moment.first and wordings.BEFORE.search(before):
        due_on = moment.first - DAY
    if question is None and (wordings.DONE.search(before) or wordings.DONE.search(after)):
        question = f"Was it done {'on' if precision == 'day' else 'in'} {moment.words}?"
    return Reading(text, "date", precision, None, due_on, question=question)


def _two_days(text: str, first: datetime.date, moment: Moment) -> Reading:
    """ "1 and 15 March 2027": the month stands once for both."""
    words = (f"{first.day} {first:%B %Y}", _tidy(moment.words))
    days = (first, moment.last)
    milestones = tuple(Milestone(said, day, "day") for said, day in zip(words, days, strict=True))
    return Reading(text, "milestones", "day", None, moment.last, milestones, question=moment.question)


# "April–June 2027" lasts; "June/July 2027" leaves open which of the two.
_RANGE_OF_MONTHS = re.compile(r"^(?!mid|early|late|end|start)[A-Za-z]+\.?\s*[–—-]\s*[A-Za-z]+")


def _same_month(day: datetime.date, number: int) -> datetime.date | None:
    return day.replace(day=number) if 1 <= number <= day.day else None


def _counted_from(text: str, relative: re.Match[str], moment: Moment) -> Reading:
    """A length of time from a known day: whole days, weeks, months and years can be counted, working days not.

    The bank holidays between depend on the nation.
    """
    unit, number = relative["unit"].lower(), _NUMBERS.get(relative["number"].lower()) or relative["number"]
    question = moment.question
    if moment.last is None or unit.startswith("working") or not str(number).isdigit() or int(number) > 1000:
        question = question or f"Which day is {relative['number']} {relative['unit']} from {moment.words}?"
        return Reading(text, "relative", moment.precision, question=question)
    counting = wordings.COUNTING_FROM.search(text[: moment.start])
    is_before = bool(counting) and counting["way"].lower().startswith(("before", "prior"))  # type: ignore[index]
    anchor = moment.first if is_before and moment.first else moment.last
    due_on = _counted(anchor, -int(number) if is_before else int(number), unit)
    return Reading(text, "relative", moment.precision, None, due_on, question=question)


_NUMBERS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_NUMBERS |= {"eighteen": 18, "twenty-four": 24}


def _counted(day: datetime.date, number: int, unit: str) -> datetime.date:
    if unit.startswith(("day", "week")):
        return day + number * (7 if unit.startswith("week") else 1) * DAY
    month = day.year * 12 + day.month - 1 + number * (12 if unit.startswith("year") else 1)
    year, month = month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _period(text: str, moments: list[Moment]) -> Reading | None:
    """Two times with "to" between them, or "between" before and "and" after the first."""
    if len(moments) != 2:
        return None
    first, last = moments
    between = text[first.end : last.start]
    is_between = wordings.BETWEEN.search(text[: first.start]) and between.strip().lower() == "and"
    if not is_between and not wordings.RANGE.match(between):
        return None
    starts_on, question = first.first, last.question or first.question
    if first.months and not last.months and last.last:
        # "April to June 2027": the year stands once, for both.
        starts_on, question = _before(first.months[0], last.last), last.question
    return Reading(text, "period", last.precision, starts_on, last.last, question=question)


def _before(month: int, day: datetime.date) -> datetime.date:
    return datetime.date(day.year - (month > day.month), month, 1)


def _milestones(text: str, moments: list[Moment]) -> Reading:
    milestones = []
    question = None
    for index, moment in enumerate(moments):
        words = _words_around(text, moments, index)
        is_to_be_confirmed = bool(wordings.TO_BE_CONFIRMED.search(words))
        before = text[moments[index - 1].end if index else 0 : moment.start]
        body = _body_in(before, [])
        milestones.append(Milestone(words, moment.last, moment.precision, body, body is not None, is_to_be_confirmed))
        if question is None:
            question = moment.question or (f"Confirm the date {moment.words}." if is_to_be_confirmed else None)
    dated = [milestone for milestone in milestones if milestone.due_on]
    last = max(dated, key=lambda milestone: milestone.due_on or datetime.date.min, default=None)
    return Reading(
        text,
        "milestones",
        last.precision if last else None,
        None,
        last.due_on if last else None,
        tuple(milestones),
        next((milestone.body for milestone in milestones if milestone.body), None),
        question,
    )


def _words_around(text: str, moments: list[Moment], index: int) -> str:
    """The words that belong to one of several times: those before it, and a remark in brackets after it."""
    start = moments[index - 1].end if index else 0
    end = moments[index].end
    if bracket := re.match(r"\s*\([^)]*\)", text[end:]):
        end += bracket.end()
    if index and (skipped := re.match(r"\s*\([^)]*\)", text[start:])):
        start += skipped.end()
    if index + 1 == len(moments):
        end = len(text)
    return _tidy(text[start:end])


def _body_in(text: str, moments: list[Moment]) -> str | None:
    """The body to which something is reported, or at whose meetings it happens; times are not part of its name."""
    for moment in reversed(moments):
        text = text[: moment.start] + "\n" + text[moment.end :]
    if report := wordings.REPORTING.search(text):
        return _name(text, report.end())
    if meeting := wordings.MEETING_OF.search(text):
        return _name(text, meeting.end())
    if meeting := wordings.MEETING.search(text):
        return wordings.NOT_OF_ITS_NAME.sub("", meeting["body"]) or None
    return None


def _name(text: str, place: int) -> str | None:
    name = wordings.BODY.match(text, place)
    return re.sub(r"\s+[Mm]eetings?$", "", name[0]).strip() if name else None


def _tidy(text: str) -> str:
    return wordings.BLANKS.sub(" ", text).strip(" .,;:/•–-")
