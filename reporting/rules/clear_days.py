"""When the papers of a meeting must be open to the public.

Local Government Act 1972, section 100B(3): the agenda and reports of a council's meeting are open to inspection at
least a number of clear days before it. In England the number is five (SI 2002/715; SI 2012/2089, regulation 7, for an
executive); in Wales it is three. Clear days are working days that lie wholly between: neither the day of publication nor
the day of the meeting counts, and weekends and bank holidays do not count.
"""

import datetime

CLEAR_DAYS = {"england": 5, "wales": 3}

# Bank holidays proclaimed for one occasion; those of every year are worked out below.
PROCLAIMED = frozenset({datetime.date(2022, 6, 3), datetime.date(2022, 9, 19), datetime.date(2023, 5, 8)})
MOVED = {2022: {"spring": datetime.date(2022, 6, 2)}}


def publish_by(meeting_on: datetime.date, jurisdiction: str) -> datetime.date | None:
    """The last day on which the papers may be published in time; None where the product holds no rule.

    A meeting on Wednesday 9 December 2026 in England: the clear days are 2, 3, 4, 7 and 8 December, so publish by
    Tuesday 1 December.
    """
    if jurisdiction not in CLEAR_DAYS:
        return None
    day = meeting_on
    for _clear_day in range(CLEAR_DAYS[jurisdiction] + 1):
        day = working_day_before(day)
    return day


def clear_days_between(published_on: datetime.date, meeting_on: datetime.date) -> int:
    """How many clear working days lie between publication and meeting."""
    days = (meeting_on - published_on).days
    between = (published_on + datetime.timedelta(days=number) for number in range(1, max(days, 1)))
    return sum(is_working_day(day) for day in between)


def working_day_before(day: datetime.date) -> datetime.date:
    day -= datetime.timedelta(days=1)
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def bank_holidays(year: int) -> frozenset[datetime.date]:
    """Bank and public holidays of England and Wales in a year.

    Banking and Financial Dealings Act 1971, schedule 1, with New Year's Day and the early May holiday by proclamation;
    a holiday that falls on a weekend moves to the next working day.
    """
    easter = easter_sunday(year)
    spring = MOVED.get(year, {}).get("spring", _last_monday(year, 5))
    holidays = {
        _next_weekday(datetime.date(year, 1, 1)),
        easter - datetime.timedelta(days=2),
        easter + datetime.timedelta(days=1),
        _first_monday(year, 5),
        spring,
        _last_monday(year, 8),
    }
    christmas, boxing = datetime.date(year, 12, 25), datetime.date(year, 12, 26)
    holidays |= {day for day in (christmas, boxing) if day.weekday() < 5}
    for day in (christmas, boxing):
        if day.weekday() >= 5:
            substitute = _next_weekday(day)
            while substitute in holidays:
                substitute += datetime.timedelta(days=1)
            holidays.add(substitute)
    return frozenset(holidays) | {day for day in PROCLAIMED if day.year == year}


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


def _next_weekday(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _first_monday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(7 - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> datetime.date:
    last = datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=last.weekday())
