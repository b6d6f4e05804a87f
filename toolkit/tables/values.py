"""What a person saw in a spreadsheet's cell."""

import datetime
import re
from typing import Any

from django.utils.formats import date_format

from toolkit.tables.shapes import clean


def value_as_text(value: Any, number_format: str) -> str:
    """What a person saw in the cell, as near as it can be said: `21 June 2007`, `April 2007`, `5%`, `1`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_as_text(value, number_format)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{_number(value * 100)}%"
        return _number(value)
    return clean(str(value))


def _number(value: float) -> str:
    return f"{value:.12g}" if isinstance(value, float) and not value.is_integer() else str(int(value))


def _date_as_text(value: datetime.date, number_format: str) -> str:
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format).lower()
    if "y" in shown and "m" in shown and "d" not in shown:
        return date_format(value, "F Y")
    if "y" in shown and "m" not in shown:
        return str(value.year)
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return date_format(value, "j F Y H:i")
    return date_format(value, "j F Y")
