"""When an action falls due, and when somebody is next asked about it, by the kind of its deadline."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

DATED = ("date", "period", "milestones", "report_to_body", "relative")
REVIEWED = ("ongoing", "recurring")
ASKED = ("to_be_confirmed", "reference", "not_a_deadline")


def falls_due_on(
    kind: str, due_on: datetime.date | None, next_review_on: datetime.date | None, *, is_settled: bool = False
) -> datetime.date | None:
    """The last day on which an open action is not yet overdue; None where nothing can be overdue.

    - A date, a period, several dates, a report to a body or a deadline counted from an event fall due on the last
      day they can mean.
    - Work that goes on or comes round again falls due when its next review does, or where it has an end, at the
      earlier of the two.
    - Words that give no day (to be confirmed, set in another document, not a deadline) are never overdue: they are
      a question. Once a person has settled it, they fall due on the day that person gave.
    """
    if kind in DATED or (kind in ASKED and is_settled):
        return due_on
    if kind in REVIEWED:
        return min((day for day in (due_on, next_review_on) if day), default=None)
    return None


# Days after which somebody is asked whether a deadline that is to be confirmed has been.
ASK_AGAIN_AFTER = datetime.timedelta(days=30)


class Reason(StrEnum):
    """Why somebody is asked about an action on a day."""

    DUE = "due"
    REPORT = "report"
    MILESTONE = "milestone"
    REVIEW = "review"
    START = "start"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Chase:
    """The next day on which something is expected of an open action, and what."""

    on: datetime.date
    reason: Reason

    @property
    def words(self) -> str:
        """What is expected: for a reminder, "on 31 March 2027" follows."""
        return {
            Reason.DUE: _("It is to be done"),
            Reason.REPORT: _("A report is to be made"),
            Reason.MILESTONE: _("A milestone is to be reached"),
            Reason.REVIEW: _("It is to be reviewed"),
            Reason.START: _("It is to start"),
            Reason.CONFIRM: _("Its deadline is to be confirmed"),
        }[self.reason]


def next_chase_on(
    *,
    kind: str,
    due_on: datetime.date | None,
    next_review_on: datetime.date | None = None,
    starts_on: datetime.date | None = None,
    next_milestone_on: datetime.date | None = None,
    has_started: bool = True,
    is_settled: bool = False,
    asked_on: datetime.date | None = None,
) -> Chase | None:
    """When somebody must next hear from those who lead an open action; None where no day follows from its deadline.

    - Several dates: each on its own day, the earliest that is not ticked off first, then the last day of all.
    - A report to a body: when it is to be made. Once it is settled to be a meeting, that is the day of the meeting.
    - Work that goes on or comes round again: at its next review, or where it has an end, at the earlier of the two.
    - A period: when it is to start, as long as it has not; then at its end.
    - To be confirmed: thirty days after it was last asked or reported on (`asked_on`).
    - Set in another document, or not a deadline at all: never. It is a question that waits for an answer.
    """
    days = [(falls_due_on(kind, due_on, next_review_on, is_settled=is_settled), Reason.DUE)]
    if kind in REVIEWED:
        days = [(next_review_on, Reason.REVIEW), (due_on, Reason.DUE)]
    elif kind == "report_to_body":
        days = [(due_on, Reason.REPORT)]
    elif kind == "milestones":
        days.insert(0, (next_milestone_on, Reason.MILESTONE))
    elif kind == "period" and not has_started:
        days.insert(0, (starts_on, Reason.START))
    elif kind == "to_be_confirmed" and not is_settled and asked_on:
        days = [(asked_on + ASK_AGAIN_AFTER, Reason.CONFIRM)]
    known = [Chase(day, reason) for day, reason in days if day is not None]
    return min(known, key=lambda chase: chase.on, default=None)
