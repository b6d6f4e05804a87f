"""Numbers, shares, dates and lists as a report writes them."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from objectives.choices import UnitOfMeasure
from toolkit.symbols import HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE

SYMBOLS = (HIDDEN, NOT_AVAILABLE, NOT_APPLICABLE)


def whole(number: int) -> str:
    """`30,412`"""
    return f"{number:,}"


def share(part: int, base: int) -> str:
    """A part of a base as a whole percentage, `41%`; `[z]` where there is no base."""
    if base <= 0:
        return NOT_APPLICABLE
    return f"{(Decimal(100 * part) / base).quantize(Decimal(1), ROUND_HALF_UP)}%"


def day(value: datetime.date | str) -> str:
    """`9 December 2026`, from a date or its ISO text."""
    if isinstance(value, str):
        value = datetime.date.fromisoformat(value)
    return date_format(value, "j F Y")


def month(value: str) -> str:
    """`March 2026`, from an ISO text."""
    return date_format(datetime.date.fromisoformat(value), "F Y")


def places_of(values: Iterable[str | None]) -> int:
    """The decimals that show all of them in full, so that a column of figures has the same number in each row."""
    exponents = [Decimal(value).as_tuple().exponent for value in values if value is not None and value not in SYMBOLS]
    return max((-exponent for exponent in exponents if isinstance(exponent, int) and exponent < 0), default=0)


def in_unit(value: str | None, unit: str, places: int | None = None) -> str:
    """A value recorded as plain digits, with its unit in words: `41%`, `2.4 per 1,000`; with so many decimals."""
    if value is None:
        return NOT_AVAILABLE
    if value in SYMBOLS:
        return value
    text = f"{Decimal(value):,f}" if places is None else f"{Decimal(value):,.{places}f}"
    text = text.replace("-", "−")
    patterns: dict[str, str] = {
        str(UnitOfMeasure.PERCENT.label): "%s%%",
        str(UnitOfMeasure.PERCENTAGE_POINTS.label): _("%s percentage points"),
        str(UnitOfMeasure.RATE_PER_1000.label): _("%s per 1,000"),
        str(UnitOfMeasure.DAYS.label): _("%s days"),
    }
    return patterns.get(unit, "%s") % text


def short_month(value: str) -> str:
    """`Mar 2026`, from an ISO text, for the head of a column."""
    return date_format(datetime.date.fromisoformat(value), "M Y")


def listed(items: Iterable[str]) -> str:
    """`age, disability and race`"""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def lowered(name: str) -> str:
    """A name inside a sentence: `Religion or belief` becomes `religion or belief`."""
    return name[:1].lower() + name[1:]


def lines(text: str) -> Sequence[str]:
    """What was written one to a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
