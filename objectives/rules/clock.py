"""When the next reading and the next publication are due. Pure: no Django, no database."""

import datetime
from collections.abc import Sequence


def next_reading_due_on(last_on: datetime.date | None, start: datetime.date, every: int) -> datetime.date:
    """The day by which the next reading is due: one interval of `every` months after the last, or after the start."""
    return add_months(last_on or start, every)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (following - datetime.timedelta(days=1)).day))


def publication_due_by(published_on: Sequence[datetime.date]) -> datetime.date | None:
    """The day by which new objectives must be published: four years after the last were; None if none ever was.

    The Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017, regulation 5(2): "at intervals of not
    more than four years beginning with the date of last publication".
    """
    return add_months(max(published_on), 48) - datetime.timedelta(days=1) if published_on else None
