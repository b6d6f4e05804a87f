"""A deadline as people write it, read into one that can be counted with. The words are never thrown away.

The reading follows one order, the first rule that fits:

1.  Nothing that tells a time: not a deadline, unless it says "to be confirmed", goes on without end, comes round
    again, points to another document or counts from an event.
2.  "Ongoing": no due date, but a next review must be agreed. "Commenced April 2006 - ongoing" and "From April 2006"
    began on a day; "Ongoing until March 2008" is a period.
3.  "Each", "every", "quarterly": it comes round again, at a body's meetings if one is named.
4.  "From … to …", "between … and …": a period. Several other times: milestones, each with its own words.
5.  One time, and something is reported to a body then: a report to that body.
6.  One time that is to be confirmed: to be confirmed, with the time as a hint.
7.  "During" or "throughout" a month or longer: a period. Any other single time: a date, as exact as it was written.

A due date is always the last day that the words can mean. Whatever a person must settle is a question; nothing is
guessed. How single times are read stands in `moments`. No Django, no clock.
"""

import datetime
import re
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from actionplans.rules.moments import DAY, Moment, find_moments


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of several times in a deadline, with the words around it."""

    text: str
    due_on: datetime.date | None
    precision: str | None
    body: str | None = None
    is_report: bool = False
    is_to_be_confirmed: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"due_on": self.due_on.isoformat() if self.due_on else None}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deadline says.

    `due_on` is the last day it can mean, None where it has none. `review_on` is a review that the words themselves
    name. `months` are the months in which a recurring deadline falls. `question` is what a person must settle.
    """

    text: str
    kind: str
    precision: str | None = None
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    milestones: tuple[Milestone, ...] = field(default=())
    body: str | None = None
    question: str | None = None
    review_on: datetime.date | None = None
    months: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reading as other programs take it: dates in ISO 8601."""
        return {
            "text": self.text,
            "kind": self.kind,
            "precision": self.precision,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "milestones": [milestone.as_json() for milestone in self.milestones],
            "body": self.body,
            "question": self.question,
        }


ASK_WHEN = "This does not say when. By which day will it be done?"
ASK_REVIEW = "It has no end. When will it next be reviewed?"
ASK_ORDER = "It ends before it starts. Which days are meant?"
ASK_RETURN = "It comes round again. When is it next?"

_ONGOING = re.compile(
    r"\b(?:on[\s-]?going|continu(?:ing|ous(?:ly)?|ed)|rolling|open[\s-]ended|indefinite(?:ly)?|permanent(?:ly)?)\b",
    re.I,
)
_RECURRING = re.compile(
    r"\b(?:each|every|(?:fort|two[\s-])?(?:week|night|month|quarter|year|half[\s-]year|six[\s-]month)ly|annually|termly|\d+[\s-]monthly"
    r"|bi-?annual(?:ly)?|(?:twice|once|three\s+times|\d+\s+times)\s+(?:a|per|each)\s+\w+|per\s+(?:annum|year|quarter|month))\b",
    re.I,
)
_TO_BE_CONFIRMED = re.compile(
    r"\b(?:t\.?b\.?[cad]\b\.?|(?:to\s+be|not\s+yet|yet\s+to\s+be)\s+(?:confirmed|agreed|announced|decided|determined|advised|set))",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:refer(?:s|red)?\s+to|see|as\s+(?:per|in|set\s+out\s+in|stated\s+in|detailed\s+in)|in\s+(?:line|accordance)\s+with"
    r"|according\s+to|(?:targets?|dates?|timescales?|milestones|timetable)\s+(?:in|of|within|for))\s+(?P<what>.+)",
    re.I | re.S,
)
_DOCUMENT = re.compile(
    r"\b(?:plans?|strateg(?:y|ies)|schemes?|polic(?:y|ies)|programmes?|frameworks?|documents?|reports?|agreements?|charter"
    r"|timetables?|schedules?|acts?|guidance|specification|contract|appendix|annex|page|section)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:(?:with)?in\s+(?:the\s+(?:first|next)\s+)?)?(?P<number>\d+|an?|one|two|three|four|five|six|nine|twelve|eighteen)"
    r"[\s-]+(?P<unit>working\s+days?|days?|weeks?|months?|years?)\b"
    r"(?:\s+(?:of|from|after|following|before|prior\s+to)\s+(?P<event>[^.;,\n]+))?",
    re.I,
)
_WITHIN = re.compile(r"\b(?:with)?in\b|\b(?:after|following|from|of|before)\b", re.I)
_AFTER_EVENT = re.compile(
    r"^\s*(?:up)?on\s+(?P<event>(?:the\s+)?[a-z][^.;\n]*)$|^\s*(?:after|following|once)\s+(?P<other>.+)$", re.I
)
_STARTING = re.compile(
    r"\b(?:commenc\w+|start(?:ed|ing|s)?|beg[au]n|beginning|from|since|as\s+of|with\s+effect\s+from)\W*(?:in\s+|on\s+)?$",
    re.I,
)
_UNTIL = re.compile(r"\b(?:until|till?|to|ending|ends?|by)\W*$", re.I)
_REVIEWING = re.compile(r"\breview(?:ed|s)?\b[^.;]*$", re.I)
_RANGE = re.compile(r"^\s*(?:to|until|till?|through|[–—-])\s*(?:the\s+)?(?:end\s+of\s+)?$", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
_DURING = re.compile(
    r"\b(?:during|throughout|through|over|within|(?:in\s+the\s+)?course\s+of|across)\s+(?:the\s+)?$", re.I
)
_REPORTING = re.compile(
    r"(?i:\b(?:re)?(?:report|present|submi(?:t|ss)|paper|update)(?:ed|ted|ing|ion|ation|s)?\b[^.;]{0,80}?\bto\s+(?:the\s+)?)(?=[A-Z])"
)
_BODY = re.compile(r"[A-Z][\w&’'-]*(?:\s+(?:(?:of|and|for|the|&|on)\s+)*[A-Z][\w&’'-]*)*")
_MEETING = re.compile(r"(?P<body>[A-Z][\w&’'-]*(?:\s+(?:(?:of|and|for|&)\s+)?[A-Z][\w&’'-]*)*)\s+meetings?\b")
_MEETING_OF = re.compile(r"(?i:\bmeetings?\s+of\s+(?:the\s+)?)(?=[A-Z])")
_COUNTING_FROM = re.compile(r"\b(?:of|from|after|following|before)\s+(?:the\s+)?$", re.I)
_BEFORE = re.compile(r"\bbefore\s+$", re.I)
_DONE = re.compile(r"^\W*(?:completed?|done|achieved|delivered)\b", re.I)
_PAST = re.compile(r"^\W*(?:re)?(?:report|present)ed\b", re.I)
_STATUS = re.compile(r"^\W*(?:completed?|done|achieved|finished|closed|n/?a|not\s+applicable|none|nil|-+)\W*$", re.I)
_AT_ONCE = re.compile(r"\b(?:immediate(?:ly)?|asap|as\s+soon\s+as\s+possible|urgent(?:ly)?|now)\b", re.I)
_SEPARATOR = re.compile(r"[;\n•]|(?<=[.!?])\s+(?=[A-Z])")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def read_deadline(text: str, written_on: datetime.date | None = None) -> Reading:
    """Read one deadline. `written_on` is when the plan was written: it settles 07 and "end of March"."""
    reading = _read(text, find_moments(text, written_on))
    if reading.starts_on and reading.due_on and reading.starts_on > reading.due_on:
        return Reading(text, reading.kind, reading.precision, body=reading.body, question=ASK_ORDER)
    return reading


def _read(text: str, moments: list[Moment]) -> Reading:
    if len(moments) == 1 and len(moments[0].words) == len(text.strip(" .")):
        return _single(text, moments[0])
    ongoing, recurring = _ONGOING.search(text), _RECURRING.search(text)
    if ongoing and not (recurring and moments):
        return _ongoing(text, moments)
    if recurring and not _all_dated(moments):
        return _recurring(text, moments)
    if not moments:
        return _without_a_time(text)
    if len(moments) == 1:
        return _single(text, moments[0])
    return _period(text, moments) or _milestones(text, moments)


def _all_dated(moments: list[Moment]) -> bool:
    """Whether the times, all with their years, make the deadline even where "each" or "annually" stands beside them."""
    return len(moments) > 1 and not any(moment.months for moment in moments)


def _ongoing(text: str, moments: list[Moment]) -> Reading:
    starts_on, precision, review_on, question = None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if _STARTING.search(before):
            starts_on, precision = moment.first, moment.precision
        elif _REVIEWING.search(before):
            review_on = moment.last
        elif _UNTIL.search(before) and moment.last:
            return Reading(text, "period", moment.precision, starts_on, moment.last, question=moment.question)
        else:
            question = f"Does it end in {moment.words}, or is that a date on the way?"
        question = question or moment.question
    return Reading(
        text,
        "ongoing",
        precision,
        starts_on,
        body=_body_in(text, moments),
        question=question or (None if review_on else ASK_REVIEW),
        review_on=review_on,
    )


def _recurring(text: str, moments: list[Moment]) -> Reading:
    starts_on, due_on, precision, question = None, None, None, None
    for moment in moments:
        before = text[: moment.start]
        if moment.months:
            continue
        precision = moment.precision
        if _UNTIL.search(before):
            due_on = moment.last
        else:
            starts_on = moment.first
        question = question or moment.question
    body = _body_in(text, moments)
    if body is None and re.search(r"\bmeetings?\b", text, re.I):
        question = question or "Whose meetings are meant?"
    months = tuple(month for moment in moments for month in moment.months)
    return Reading(text, "recurring", precision, starts_on, due_on, (), body, question or ASK_RETURN, None, months)


def _without_a_time(text: str) -> Reading:
    if _TO_BE_CONFIRMED.search(text) or text.strip() in ("?", "??", "???"):
        return Reading(text, "to_be_confirmed", body=_body_in(text, []), question="Which day has been agreed?")
    relative = _RELATIVE.search(text)
    if relative and _WITHIN.search(text):
        event = _tidy(relative["event"] or "")
        length = f"{relative['number']} {relative['unit']}"
        question = f"On which day is “{event}”?" if event else f"From which day do the {length} count?"
        return Reading(text, "relative", question=question)
    if event_only := _AFTER_EVENT.search(text):
        event = _tidy(event_only["event"] or event_only["other"])
        return Reading(text, "relative", question=f"On which day is “{event}”?")
    reference = _REFERENCE.search(text)
    if reference and _DOCUMENT.search(reference["what"]):
        document = _tidy(reference["what"])
        return Reading(text, "reference", question=f"Which date does “{document}” give?")
    if _STATUS.search(text):
        return Reading(
            text, "not_a_deadline", question="This reads like a status. On which day was it, or will it be, done?"
        )
    if _AT_ONCE.search(text):
        return Reading(text, "not_a_deadline", question="This gives no day. By which day must it be done?")
    if len(text.split()) > 4:
        return Reading(
            text, "not_a_deadline", question=f"{ASK_WHEN} It may be a measure of success in the wrong column."
        )
    return Reading(text, "not_a_deadline", question=ASK_WHEN)


def _single(text: str, moment: Moment) -> Reading:
    before, precision = text[: moment.start], moment.precision
    question = moment.question
    if _TO_BE_CONFIRMED.search(text):
        question = question or f"Confirm the date: {moment.words} is given as a hint."
        return Reading(text, "to_be_confirmed", precision, None, moment.last, (), _body_in(text, [moment]), question)
    relative = _RELATIVE.search(before)
    if relative and _COUNTING_FROM.search(before):
        question = question or f"Which day is {relative['number']} {relative['unit']} from {moment.words}?"
        return Reading(text, "relative", precision, question=question)
    if _STARTING.search(before):
        return Reading(text, "ongoing", precision, moment.first, question=question or ASK_REVIEW)
    if body := _body_in(text, [moment]):
        if question is None and _PAST.search(text):
            question = "Has this report been made?"
        milestone = Milestone(_tidy(text), moment.last, precision, body, is_report=True)
        return Reading(text, "report_to_body", precision, None, moment.last, (milestone,), body, question)
    if moment.first and moment.last:
        is_longer_than_a_year = (moment.last - moment.first).days > 366
        if is_longer_than_a_year or (precision != "day" and _DURING.search(before)):
            return Reading(text, "period", precision, moment.first, moment.last, question=question)
    due_on = moment.last
    if precision == "day" and due_on and _BEFORE.search(before):
        due_on -= DAY
    if question is None and _DONE.search(before):
        question = f"Was it done in {moment.words}?"
    return Reading(text, "date", precision, None, due_on, question=question)


def _period(text: str, moments: list[Moment]) -> Reading | None:
    """Two times with "to" between them, or "between" before and "and" after the first."""
    if len(moments) != 2:
        return None
    first, last = moments
    between = text[first.end : last.start]
    is_between = _BETWEEN.search(text[: first.start]) and between.strip().lower() == "and"
    if not is_between and not _RANGE.match(between):
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
        is_to_be_confirmed = bool(_TO_BE_CONFIRMED.search(words))
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
    if report := _REPORTING.search(text):
        return _name(text, report.end())
    if meeting := _MEETING_OF.search(text):
        return _name(text, meeting.end())
    if meeting := _MEETING.search(text):
        return meeting["body"]
    return None


def _name(text: str, place: int) -> str | None:
    name = _BODY.match(text, place)
    return re.sub(r"\s+[Mm]eetings?$", "", name[0]).strip() if name else None


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" .,;:/•–-")
