"""Deadlines that count from something else: "within 12 months of adoption", "Year 2", "2 weeks before 1 April 2027"."""

import calendar
import datetime
import re

from actionplans.rules import wordings
from actionplans.rules.moments import DAY, Moment
from actionplans.rules.readings import Reading
from actionplans.rules.wordings import tidy


def asked_of_relative(text: str) -> str | None:
    """What must be asked of a deadline that counts from an event; None if it does not."""
    if counted := wordings.COUNTED.search(text) or wordings.DURATION.search(text):
        return f"From which day is “{tidy(counted['words'])}” counted?"
    if numbered := wordings.NUMBERED.search(text):
        return f"On which day does “{tidy(numbered['words'])}” end?"
    relative = wordings.RELATIVE.search(text)
    if relative and wordings.WITHIN.search(text):
        event = tidy(relative["event"] or "")[:200]
        length = f"{relative['number']} {relative['unit']}"
        return f"On which day is “{event}”?" if event else f"From which day is “{length}” counted?"
    if event_only := wordings.AFTER_EVENT.search(text):
        return f"On which day is “{tidy(event_only['event'] or event_only['other'])[:200]}”?"
    if life := wordings.LIFE.search(text):
        return f"On which day does “{tidy(life['what'])}” end?"
    return None


def counted_from(text: str, relative: re.Match[str], moment: Moment) -> Reading:
    """A length of time from a known day: whole days, weeks, months and years can be counted, working days not.

    The bank holidays between depend on the nation.
    """
    unit, number = relative["unit"].lower(), _NUMBERS.get(relative["number"].lower()) or relative["number"]
    question = moment.question
    if moment.last is None or unit.startswith(("working", "hour")) or not str(number).isdigit() or int(number) > 1000:
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


_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def _counted(day: datetime.date, number: int, unit: str) -> datetime.date:
    if unit.rstrip("s") in _DAYS:
        return day + number * _DAYS.get(unit.rstrip("s"), 1) * DAY
    month = day.year * 12 + day.month - 1 + number * (12 if unit.startswith("year") else 1)
    year, month = month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
