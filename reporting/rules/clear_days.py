"""When the papers of a meeting must be open to the public.

Local Government Act 1972, section 100B(3): the agenda and reports of a council's meeting are open to inspection at
least a number of clear days before it. In England the number is five (SI 2002/715; SI 2012/2089, regulation 7, for an
executive); in Wales it is three. Clear days are working days that lie wholly between: neither the day of publication nor
the day of the meeting counts, and weekends and bank holidays do not count.
"""

import datetime

from toolkit.working_days import working_day_before

CLEAR_DAYS = {"england": 5, "wales": 3}


def publish_by(meeting_on: datetime.date, jurisdiction: str) -> datetime.date | None:
    """The last day on which the papers may be published in time; None where the product holds no rule.

    A meeting on Wednesday 9 December 2026 in England: the clear days are 2, 3, 4, 7 and 8 December, so publish by
    Tuesday 1 December.
    """
    if jurisdiction not in CLEAR_DAYS:
        return None
    day = meeting_on
    for _clear_day in range(CLEAR_DAYS[jurisdiction] + 1):
        day = working_day_before(day, jurisdiction)
    return day
