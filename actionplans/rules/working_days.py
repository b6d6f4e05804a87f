"""Working days: nobody is asked about an action on a weekend or a bank holiday, and silence is counted without them.

Banking and Financial Dealings Act 1971, schedule 1, and proclamations, as the library `holidays` keeps them for each
part of the United Kingdom.
"""

import datetime
from functools import cache

import holidays

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


def is_working_day(day: datetime.date, jurisdiction: str = "england") -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(jurisdiction)


def working_day_after(day: datetime.date, count: int, jurisdiction: str = "england") -> datetime.date:
    """The working day that lies `count` working days after a day; for 0 the day itself, or the next that is one."""
    while count or not is_working_day(day, jurisdiction):
        day += datetime.timedelta(days=1)
        if is_working_day(day, jurisdiction):
            count = max(count - 1, 0)
    return day


@cache
def _bank_holidays(jurisdiction: str) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS.get(jurisdiction, "ENG"))
