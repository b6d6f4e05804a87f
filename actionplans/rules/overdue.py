"""When an action falls due, by the kind of its deadline."""

import datetime

DATED = ("date", "period", "milestones", "report_to_body", "relative")
REVIEWED = ("ongoing", "recurring")


def falls_due_on(kind: str, due_on: datetime.date | None, next_review_on: datetime.date | None) -> datetime.date | None:
    """The last day on which an open action is not yet overdue; None where nothing can be overdue.

    - A date, a period, several dates, a report to a body or a deadline counted from an event fall due on the last
      day they can mean.
    - Work that goes on or comes round again has no end: it falls due when its next review does.
    - Words that give no day (to be confirmed, set in another document, not a deadline) are never overdue: they are
      a question that somebody must settle.
    """
    if kind in DATED:
        return due_on
    if kind in REVIEWED:
        return next_review_on
    return None
