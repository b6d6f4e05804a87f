"""Report years run from 1 April to 31 March, as the accounts of a local authority do."""

import datetime
import re
from dataclasses import dataclass

LABEL = re.compile(r"^(\d{4})-(\d{2})$")


class WrongYear(ValueError):
    """A label that names no report year; the text says what to write instead."""


@dataclass(frozen=True)
class ReportYear:
    """The twelve months a report tells of: `2025-26` is 1 April 2025 to 31 March 2026."""

    label: str
    starts_on: datetime.date
    ends_on: datetime.date


def report_year(label: str) -> ReportYear:
    """The report year of a label such as `2025-26`. Raises WrongYear."""
    match = LABEL.match(label)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]) or not 2000 <= int(match[1]) <= 2100:
        raise WrongYear(f"“{label}” is not a report year: write it as 2025-26, two years that follow each other.")
    first = int(match[1])
    return ReportYear(label, datetime.date(first, 4, 1), datetime.date(first + 1, 3, 31))


def year_of(day: datetime.date) -> ReportYear:
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return report_year(f"{first}-{(first + 1) % 100:02d}")


def last_complete_year(on: datetime.date) -> ReportYear:
    """The latest report year that has ended by the day before."""
    first = year_of(on).starts_on.year - 1
    return report_year(f"{first}-{(first + 1) % 100:02d}")
