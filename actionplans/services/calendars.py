"""What the calendars say about a deadline: the meetings of the body it names, and whether anybody works that day."""

import datetime

from actionplans.models import Action
from actionplans.rules.deadlines import read_deadline
from actionplans.rules.leads import same_name
from actionplans.rules.overdue import REVIEWED
from governance.models import Body, Meeting
from organisation.models import Organisation
from toolkit.working_days import NATIONS, is_working_day, last_working_day, why_not_a_working_day

# How many months a deadline of each exactness may reach back from its last day.
_LENGTH = {"month": 1, "quarter": 3, "season": 3, "half_year": 6, "year": 12, "financial_year": 12}
MOST_OFFERED = 6


def body_named(name: str) -> Body | None:
    """The body of that name, or of whose name these are the first letters; None where none or several fit."""
    if not name.strip():
        return None
    bodies = list(Body.objects.all())
    wanted = same_name(name)
    found = [body for body in bodies if same_name(body.name) == wanted]
    if not found and name.isupper():
        found = [body for body in bodies if _initials(body.name) == name]
    return found[0] if len(found) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def meetings_meant(action: Action, on: datetime.date) -> list[Meeting]:
    """The meetings at which a deadline may fall, the next one first: none where it names no body that we know.

    Something that comes round: the next ones, in the months that it names. A report: those within the time it names,
    past ones too; where that holds none, or it names no time, the next ones.
    """
    body = body_named(action.deadline_body)
    if body is None:
        return []
    upcoming = body.meetings.upcoming(on).select_related("body")
    if action.deadline_kind in REVIEWED:
        months = read_deadline(action.deadline_text).months
        return list((upcoming.filter(held_on__month__in=months) if months else upcoming)[:MOST_OFFERED])
    if action.due_on is None:
        return list(upcoming[:MOST_OFFERED])
    first = _first_day(action.due_on, action.deadline_precision)
    within = body.meetings.filter(held_on__range=(first, action.due_on)).select_related("body").order_by("held_on")
    return list(within[:MOST_OFFERED])


def _first_day(last: datetime.date, precision: str) -> datetime.date:
    months = _LENGTH.get(precision)
    if months is None:
        return last
    month = last.year * 12 + last.month - months
    return datetime.date(month // 12, month % 12 + 1, 1)


def working_day_note(day: datetime.date) -> tuple[str, datetime.date] | None:
    """Why nobody works that day and the last working day before it; None for a working day. The day is not moved."""
    if all(is_working_day(day, nation) for nation in NATIONS):
        return None
    nation = Organisation.the().jurisdiction
    why = why_not_a_working_day(day, nation)
    return (why, last_working_day(day, nation)) if why else None
