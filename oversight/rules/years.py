"""Financial years and quarters of the calendar, as English councils use them."""

import datetime

APRIL = 4
MONTHS = (("January", "March"), ("April", "June"), ("July", "September"), ("October", "December"))
NOT_SET = "-"


def financial_year(day: datetime.date) -> int:
    """The year in which the financial year of that day begins: it runs from 1 April to 31 March (Local Government Act
    2003, section 23, read with the Accounts and Audit Regulations 2015)."""
    return day.year if day.month >= APRIL else day.year - 1


def words_of_year(year: int) -> str:
    """2026 is written 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"


def days_of_year(year: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a financial year."""
    return datetime.date(year, APRIL, 1), datetime.date(year + 1, APRIL - 1, 31)


def quarter_of(day: datetime.date | None) -> str:
    """The quarter in which a day lies, as "2026-4"; "-" for no day."""
    return f"{day.year}-{(day.month + 2) // 3}" if day else NOT_SET


def days_of_quarter(quarter: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of "2026-4". Raises ValueError for anything that is not a quarter."""
    year, number = (int(part) for part in quarter.split("-"))
    first = datetime.date(year, 3 * number - 2, 1)
    after = datetime.date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, after - datetime.timedelta(days=1)
