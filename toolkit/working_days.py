"""Working days of the United Kingdom: neither Saturday nor Sunday, nor a bank holiday where the body is.

Bank holidays come from the `holidays` library, by nation: England, Wales, Scotland and Northern Ireland have their own.
No Django, no clock.
"""

import datetime
from functools import cache

import holidays

DAY = datetime.timedelta(days=1)
# The library's names of the nations, by ours.
NATIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


@cache
def bank_holidays(year: int, nation: str = "england") -> dict[datetime.date, str]:
    """The bank and public holidays of a year with their names; those of England where the nation is not known."""
    return dict(holidays.country_holidays("GB", subdiv=NATIONS.get(nation, "ENG"), years=year).items())


def easter_sunday(year: int) -> datetime.date:
    """Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones, Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return datetime.date(year, month, day + 1)


def is_working_day(day: datetime.date, nation: str = "england") -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year, nation)


def working_day_before(day: datetime.date, nation: str = "england") -> datetime.date:
    """The last working day before this one."""
    day -= DAY
    while not is_working_day(day, nation):
        day -= DAY
    return day


def last_working_day(day: datetime.date, nation: str = "england") -> datetime.date:
    """This day if it is a working day, else the last one before it."""
    return day if is_working_day(day, nation) else working_day_before(day, nation)


def working_days_after(day: datetime.date, count: int, nation: str = "england") -> datetime.date:
    """The day that so many working days after this one falls on."""
    while count > 0:
        day += DAY
        count -= is_working_day(day, nation)
    return day


def working_days_between(first: datetime.date, last: datetime.date, nation: str = "england") -> int:
    """How many clear working days lie between two days, neither of which counts."""
    return sum(is_working_day(first + number * DAY, nation) for number in range(1, (last - first).days))


def why_not_a_working_day(day: datetime.date, nation: str = "england") -> str:
    """What the day is instead, "Sunday" or "Boxing Day"; empty for a working day."""
    if day.weekday() >= 5:
        return f"{day:%A}"
    return bank_holidays(day.year, nation).get(day, "")
