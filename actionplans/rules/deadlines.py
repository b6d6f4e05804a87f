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

import datetime
import re
from dataclasses import replace
from functools import lru_cache

from actionplans.rules import wordings
from actionplans.rules.counted import asked_of_relative, counted_from
from actionplans.rules.moments import DAY, Moment, find_moments
from actionplans.rules.readings import Milestone, Reading
from actionplans.rules.wordings import tidy

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
    comes_round = recurring and (not _all_dated(moments) or _comes_round_within(text, moments))
    if comes_round or _is_of_meetings(text, moments):
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
    for index, moment in enumerate(moments):
        before = text[: moment.start]
        if wordings.MOVED_FROM.search(before) and index + 1 < len(moments):
            continue
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


def _comes_round_within(text: str, moments: list[Moment]) -> bool:
    """ "Every quarter from April 2027 until March 2029": the two times bound what comes round."""
    if len(moments) != 2 or not wordings.INTERVAL.search(text):
        return False
    first, last = moments
    return bool(wordings.RANGE.match(text[first.end : last.start]) and wordings.STARTING.search(text[: first.start]))


def _is_of_meetings(text: str, moments: list[Moment]) -> bool:
    """Whether it names meetings, or something annual, and at most the months in which they fall: it comes round then."""
    if wordings.YEARLY.search(text) and moments and all(moment.months for moment in moments):
        return True
    return bool(wordings.MEETINGS.search(text)) and all(moment.months for moment in moments) and len(moments) != 1


def _ongoing(text: str, moments: list[Moment]) -> Reading:
    starts_on, precision, review_on, question = None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if wordings.STARTING.search(before) or wordings.ONWARDS.search(text[moment.end :]):
            starts_on, precision = moment.first, moment.precision
        elif wordings.REVIEWING.search(before):
            review_on = moment.last
        elif wordings.DURING.search(before) and moment.precision != "day" and moment.last:
            return Reading(text, "period", moment.precision, moment.first, moment.last, question=moment.question)
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
    starts_on, due_on, review_on, precision, question = None, None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if moment.months:
            continue
        precision = moment.precision
        if wordings.NEXT.search(before):
            review_on = moment.last
        elif wordings.THEREAFTER.search(text[moment.end :]):
            starts_on, review_on = moment.first, moment.last
        elif wordings.UNTIL.search(before):
            due_on = moment.last
        else:
            starts_on = moment.first
        question = question or moment.question
    body = _body_in(text, moments) or _body_told(text)
    months = tuple(month for moment in moments for month in moment.months)
    if body is None and re.search(r"\bmeetings?\b", text, re.I):
        question = question or "Whose meetings are meant?"
    elif (
        body is None
        and review_on is None
        and months
        and written_on
        and not any(moment.last is None for moment in moments)
    ):
        # The calendar itself says when it is next.
        review_on = min(moment.last for moment in moments if moment.months and moment.last)
    if review_on is None:
        question = question or wordings.ASK_RETURN
    return Reading(text, "recurring", precision, starts_on, due_on, (), body, question, review_on, months)


def _body_told(text: str) -> str | None:
    """The body to which something comes round: "quarterly to Cabinet", "at each Equality Board"."""
    if told := wordings.TO_BODY.search(text):
        return _name(text, told.end())
    held = wordings.AT_BODY.search(text)
    return held["body"] if held else None


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
        what = tidy(elsewhere["what"] or "the line above")
    else:
        reference = wordings.REFERENCE.search(text)
        what = tidy(reference["what"]) if reference else tidy(text)
    return Reading(text, "reference", question=f"Which date does “{what[:200]}” give?")


def _without_a_time(text: str) -> Reading:
    if wordings.TO_BE_CONFIRMED.search(text) or text.strip() in ("?", "??", "???"):
        return Reading(text, "to_be_confirmed", body=_body_in(text, []), question="Which day has been agreed?")
    if wordings.STATUS.search(text):
        question = "This reads like a status. On which day was it, or will it be, done?"
        return Reading(text, "not_a_deadline", question=question)
    if wordings.ANNUAL.search(text):
        return Reading(text, "recurring", question=wordings.ASK_RETURN)
    if meeting := wordings.NEXT_MEETING.search(text):
        body = tidy(meeting["of"] or meeting["body"])
        return Reading(text, "report_to_body", body=body, question=f"On which day does {body} next meet?")
    if relative := asked_of_relative(text):
        return Reading(text, "relative", question=relative)
    if wordings.AT_ONCE.search(text):
        question = "This gives no day. By which day must it be done?"
    elif weekday := wordings.ONLY_A_WEEKDAY.search(text):
        return Reading(text, "date", "day", question=f"Which month and year are meant by “{weekday['words']}”?")
    elif len(text.split()) > 4:
        question = f"{wordings.ASK_WHEN} It may be a measure of success in the wrong column."
    else:
        question = wordings.ASK_WHEN
    return Reading(text, "not_a_deadline", question=question)


def _bare(text: str, moment: Moment) -> Reading:
    """A time and not a word more: a period if it is longer than a year or names its first and last month."""
    if moment.first and moment.last:
        is_longer_than_a_year = (moment.last - moment.first).days > 400
        is_an_end = wordings.AN_END.match(moment.words)
        is_a_week = moment.precision == "day" and moment.first != moment.last and not is_an_end
        if is_longer_than_a_year or is_a_week or _RANGE.search(moment.words):
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
        return counted_from(text, relative, moment)
    if planning := wordings.PLANNING.match(after):
        named = f"{moment.words} {tidy(planning['what'])}"
        return Reading(text, "relative", question=f"On which day does the {named} end?")
    if wordings.NOT_BEFORE.search(before) and moment.last and moment.first:
        is_after = not re.search(r"(?:before|than)\s+(?:the\s+)?$", before, re.I)
        starts_on = moment.last + DAY if is_after else moment.first
        ask = (
            f"This says when it may begin ({moment.words}), not by when it must be done. By which day will it be done?"
        )
        return Reading(text, "date", precision, starts_on, question=ask)
    is_an_end, is_before = wordings.AN_END.match(moment.words), wordings.BEFORE.search(before)
    is_a_week = precision == "day" and moment.last != moment.first and not is_an_end
    if is_a_week and is_before and moment.first:
        return Reading(text, "date", precision, None, moment.first - DAY, question=question)
    if not is_a_week and (wordings.STARTING.search(before) or wordings.ONWARDS.search(after)):
        return Reading(text, "ongoing", precision, moment.first, question=question or wordings.ASK_REVIEW)
    alone = wordings.BODY_ALONE.match(before) if not after.strip(" .)") else None
    if body := _body_in(text, [moment]) or (alone["body"] if alone else None):
        if question is None and wordings.PAST.search(text):
            question = "Has this report been made?"
        milestone = Milestone(tidy(text), moment.last, precision, body, is_report=True)
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
    if due_on and moment.first and is_before and not is_an_end:
        due_on = moment.first - DAY
    if question is None and _is_done(before, after):
        question = f"Was it done {'on' if precision == 'day' else 'in'} {moment.words}?"
    return Reading(text, "date", precision, None, due_on, question=question)


def _is_done(before: str, after: str) -> bool:
    """ "Completed March 2026", but not "Complete by March 2027"."""
    is_to_be_done = re.search(r"\bby\W*(?:the\s+)?$", before, re.I)
    return bool((wordings.DONE.search(before) and not is_to_be_done) or wordings.DONE.search(after))


def _two_days(text: str, first: datetime.date, moment: Moment) -> Reading:
    """ "1 and 15 March 2027": the month stands once for both."""
    words = (f"{first.day} {first:%B %Y}", tidy(moment.words))
    days = (first, moment.last)
    milestones = tuple(Milestone(said, day, "day") for said, day in zip(words, days, strict=True))
    return Reading(text, "milestones", "day", None, moment.last, milestones, question=moment.question)


# "April–June 2027" lasts; "June/July 2027" leaves open which of the two.
_RANGE = re.compile(
    r"^(?!mid|early|late|end|start|half)[A-Za-z]+\.?\s*[–—-]\s*[A-Za-z]+"
    r"|^q(?:tr|uarter)?s?\s*\d\s*(?:[–—-]|to|and|&)\s*(?:q(?:tr|uarter)?\s*)?\d\b",
    re.I,
)


def _same_month(day: datetime.date, number: int) -> datetime.date | None:
    return day.replace(day=number) if 1 <= number <= day.day else None


def _period(text: str, moments: list[Moment]) -> Reading | None:
    """Two times with "to" between them, or "between" before and "and" after the first; or a start and an end."""
    if len(moments) != 2:
        return None
    first, last = moments
    between = text[first.end : last.start]
    if wordings.EITHER.match(between) and _are_neighbours(first, last):
        return Reading(text, "date", last.precision, None, last.last, question=last.question)
    opening = re.match(r"start\s+", first.words, re.I)
    before = text[: first.start + (opening.end() if opening else 0)]
    if wordings.BEGINNING.match(before) and wordings.FINISHING.match(between) and first.first:
        question = last.question or first.question
        return Reading(text, "period", last.precision, first.first, last.last, question=question)
    is_between = wordings.BETWEEN.search(text[: first.start]) and between.strip().lower() == "and"
    if not is_between and not wordings.RANGE.match(between):
        return None
    starts_on, question = first.first, last.question or first.question
    if first.months and not last.months and last.last:
        # "April to June 2027": the year stands once, for both.
        starts_on, question = _before(first.months[0], last.last), last.question
    return Reading(text, "period", last.precision, starts_on, last.last, question=question)


def _are_neighbours(first: Moment, last: Moment) -> bool:
    """Whether the one follows the other at once: "late September/early October"."""
    return bool(first.last and last.first and last.first - first.last == DAY)


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
    if bracket := re.match(r"\s*\((?!(?:[a-z]|\d+|[ivx]+)\))[^)]*\)", text[end:]):
        end += bracket.end()
    if index and (skipped := re.match(r"\s*\((?!(?:[a-z]|\d+|[ivx]+)\))[^)]*\)", text[start:])):
        start += skipped.end()
    if index + 1 == len(moments):
        end = len(text)
    return tidy(text[start:end])


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
