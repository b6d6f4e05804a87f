"""Notice of key decisions in the forward plan.

England: a key decision is announced at least 28 clear days before it is taken. Where that is impracticable it may be
taken under general exception (five clear days after the chair of scrutiny was told) or special urgency (with that
chair's agreement). Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
Regulations 2012, SI 2012/2089, regulations 9, 10 and 11.
"""

import datetime
import enum

NOTICE_DAYS = 28
GENERAL_EXCEPTION = "general_exception"
SPECIAL_URGENCY = "special_urgency"


class Notice(enum.StrEnum):
    """How a decision stands to the notice it needs."""

    NOT_NEEDED = "not_needed"
    GIVEN = "given"
    DUE = "due"
    EXCEPTION = "exception"
    LATE = "late"


def clear_days_between(notice_on: datetime.date, decided_on: datetime.date) -> int:
    """Whole days between the two, neither counted; never less than none."""
    return max(0, (decided_on - notice_on).days - 1)


def last_day_for_notice(decided_on: datetime.date) -> datetime.date:
    """The last day on which notice leaves 28 clear days before the decision."""
    return decided_on - datetime.timedelta(days=NOTICE_DAYS + 1)


def notice_given(
    *,
    is_key: bool,
    notice_on: datetime.date | None,
    decided_on: datetime.date,
    urgency: str,
    today: datetime.date,
) -> Notice:
    """`urgency` is empty, "general_exception" or "special_urgency". Without notice it is due as long as there is time."""
    if not is_key:
        return Notice.NOT_NEEDED
    if notice_on is not None and clear_days_between(notice_on, decided_on) >= NOTICE_DAYS:
        return Notice.GIVEN
    if urgency in (GENERAL_EXCEPTION, SPECIAL_URGENCY):
        return Notice.EXCEPTION
    if notice_on is None and today <= last_day_for_notice(decided_on):
        return Notice.DUE
    return Notice.LATE
