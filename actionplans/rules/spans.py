"""The days that a deadline can mean: one for a day, a whole month for "March 2027"."""

import calendar
import datetime

# How many months end with the last day that a deadline of this exactness can mean.
MONTHS = {"month": 1, "quarter": 3, "season": 3, "half_year": 6, "year": 12, "financial_year": 12}


def first_day_meant(due_on: datetime.date, precision: str) -> datetime.date:
    """The first day that a deadline can mean whose last day is `due_on`.

    Quarters, seasons, half-years and years are counted back from their last day in whole months, whatever year they belong
    to; a deadline that is not the last day of a month means itself.
    """
    months = MONTHS.get(precision)
    if months is None or due_on.day != calendar.monthrange(due_on.year, due_on.month)[1]:
        return due_on
    number = due_on.year * 12 + due_on.month - months
    return datetime.date(number // 12, number % 12 + 1, 1)
