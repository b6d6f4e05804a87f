"""What is printed instead of a count, and what a reader knows from it: rounded counts, percentages, means.

Each form says what is printed for a true value and, the other way, which values could have been printed so, by whole-number
and rational arithmetic: no interval is off by a solver's or a float's rounding. `as_number` puts a value shown in a form
into a publication; numbers that are only implied, such as the staff who are not among the leavers, come from `without`.
Percentages of a base that is hidden too are bound to it by `share`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from disclosure.publication import Inconsistent, Number, Publication, Share, Status, Sum

MOST_DECIMALS = 9


class Ties(StrEnum):
    """Where a value lies exactly between two that could be printed: up (as at school), or to the even one (as IEEE 754)."""

    UP = "half up"
    EVEN = "half even"


class Direction(StrEnum):
    """To which multiple of a base a count is rounded. `random`: down or up by chance, multiples unchanged."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Span:
    """Values from `low` to `high`; an end that is not `closed` is itself left out."""

    low: Fraction
    high: Fraction
    is_low_closed: bool = True
    is_high_closed: bool = True

    def whole(self, times: int | Fraction = 1) -> tuple[int, int]:
        """The least and the greatest whole number within the span enlarged so many times; the least is never below 0."""
        low, high = self.low * times, self.high * times
        least = math.ceil(low) if self.is_low_closed else math.floor(low) + 1
        most = math.floor(high) if self.is_high_closed else math.ceil(high) - 1
        return max(0, least), most


class Form(Protocol):
    """A way of printing a number, and what a reader knows of it from that."""

    def interval(self, value: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the greatest value that would have been printed like this true one. Raises Inconsistent."""
        ...


@dataclass(frozen=True, slots=True)
class Rounded:
    """A count rounded to a multiple of `base` people, such as the nearest 5 of higher education statistics (HESA).

    `printed`: the multiple itself, needed where chance chose it, checked against the count elsewhere.
    """

    base: int
    direction: Direction = Direction.NEAREST
    ties: Ties = Ties.UP
    printed: int | None = None

    def __post_init__(self) -> None:
        if self.base < 1:
            raise Inconsistent(f"Counts cannot be rounded to multiples of {self.base}. The base must be 1 or more.")
        if self.printed is not None and self.printed % self.base:
            raise Inconsistent(f"{self.printed} is not a multiple of {self.base}, to which the count is rounded.")

    def of(self, value: int) -> int:
        """What is printed for this count. Raises Inconsistent where chance decides and does not say."""
        if self.direction is Direction.DOWN:
            return value // self.base * self.base
        if self.direction is Direction.UP:
            return -(-value // self.base) * self.base
        if self.direction is Direction.RANDOM:
            if self.printed is None:
                raise Inconsistent("A count that is rounded at random needs “printed”: the multiple that chance chose.")
            return self.printed
        return _nearest(Fraction(value, self.base), self.ties) * self.base

    def interval(self, value: Fraction) -> tuple[Fraction, Fraction]:
        printed = self.of(int(value))
        low, high = self._span(printed).whole()
        _check_printed(printed, self.printed, low <= value <= high, value)
        return Fraction(low), Fraction(high)

    def _span(self, printed: int) -> Span:
        one, base = Fraction(printed), self.base
        if self.direction is Direction.DOWN:
            return Span(one, one + base, is_high_closed=False)
        if self.direction is Direction.UP:
            return Span(one - base, one, is_low_closed=False)
        if self.direction is Direction.RANDOM:
            return Span(one - base, one + base, is_low_closed=False, is_high_closed=False)
        return _rounds_to(printed // base, Fraction(base), self.ties)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage or rate: a count for every `per` of `base` people, printed with so many decimals.

    `base` is a number of people that everybody knows. Below 1,000 people a percentage with one decimal gives the count
    back; this type finds out by how much any other does.
    """

    base: int
    decimals: int = 0
    per: int = 100
    ties: Ties = Ties.UP
    printed: Decimal | None = None

    def __post_init__(self) -> None:
        _check_decimals(self.decimals)
        if self.per < 1:
            raise Inconsistent(f"A rate cannot be for every {self.per} people. It must be for 1 or more.")
        if self.base < 1:
            raise Inconsistent(f"A percentage of {self.base} people cannot be printed. Its base must be 1 or more.")

    def of(self, value: Fraction) -> Decimal:
        return _printed(value * self.per / self.base, self.decimals, self.ties)

    def span(self, value: Fraction) -> Span:
        """The shares of the base that are printed like this one, as fractions of 1."""
        return rate_span(self.of(value), self.decimals, self.per, self.ties)

    def interval(self, value: Fraction) -> tuple[Fraction, Fraction]:
        if value > self.base:
            raise Inconsistent(f"{value} people are more than the {self.base} of whom they are a percentage.")
        low, high = self.span(value).whole(self.base)
        _check_printed(self.of(value), self.printed, low <= value <= high, value)
        return Fraction(low), Fraction(min(high, self.base))


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of a magnitude over `people`, printed with so many decimals: the sum is known to within their rounding.

    The value in question is the sum, in the unit of the mean (pounds an hour, hours a week).
    """

    people: int
    decimals: int = 2
    ties: Ties = Ties.UP
    printed: Decimal | None = None

    def __post_init__(self) -> None:
        _check_decimals(self.decimals)
        if self.people < 1:
            raise Inconsistent(f"There is no mean of {self.people} people. It must be of 1 or more.")

    def of(self, value: Fraction) -> Decimal:
        return _printed(value / self.people, self.decimals, self.ties)

    def interval(self, value: Fraction) -> tuple[Fraction, Fraction]:
        printed = self.of(value)
        step = Fraction(1, 10**self.decimals)
        # A sum may lie as near to an open end as it likes, so the ends count as possible.
        span = _rounds_to(int(Fraction(printed) / step), step, self.ties)
        _check_printed(printed, self.printed, True, value)
        return span.low * self.people, span.high * self.people


def as_number(id_: str, value: float, form: Form, *, is_count: bool = True) -> Number:
    """A number that is printed in this form: readers know the interval, and nothing more without sums."""
    if isinstance(form, Rounded | Rate) and (not is_count or not float(value).is_integer()):
        raise Inconsistent(f"“{id_}” is {value:g}. Only whole numbers of people are rounded or shown as a percentage.")
    try:
        low, high = form.interval(exactly(value))
    except Inconsistent as error:
        raise Inconsistent(f"“{id_}”: {error}") from None
    return Number(id_, value, Status.ROUNDED, float(low), float(high), is_count and not isinstance(form, Mean))


def exactly(value: float) -> Fraction:
    """The number as it is written: 23.9 is 239/10, not the float nearest to it."""
    return Fraction(int(value)) if float(value).is_integer() else Fraction(Decimal(str(value)))


def structural_zero(id_: str) -> Number:
    """A count that everybody knows to be 0, such as maternity leave in a table of men: hiding it would hide nothing."""
    return Number(id_, 0, high=0.0)


def share(part: str, whole: str, printed: Decimal, decimals: int, *, per: int = 100, ties: Ties = Ties.UP) -> Share:
    """A percentage or rate whose base is a number of the publication itself, hidden or not."""
    _check_decimals(decimals)
    span = rate_span(printed, decimals, per, ties)
    scale = math.lcm(span.low.denominator, span.high.denominator)
    return Share(
        part, whole, scale, int(span.low * scale), int(span.high * scale), span.is_low_closed, span.is_high_closed
    )


def rate_span(printed: Decimal, decimals: int, per: int, ties: Ties) -> Span:
    """The shares, as fractions of 1, that are printed like this, such as 6.95 % up to but not with 7.05 % for 7.0 %."""
    step = Fraction(1, 10**decimals)
    span = _rounds_to(int(Fraction(printed) / step), step, ties)
    return Span(span.low / per, span.high / per, span.is_low_closed, span.is_high_closed)


def without(publication: Publication, insides: Iterable[tuple[str, str]]) -> Publication:
    """The same with the rest of each population inside another: `insides` are pairs of an inner and an outer number.

    Part-timers of a grade and the whole grade imply the full-timers, printed or not: a difference of 1 to the threshold
    less one is as sensitive as if it were printed. Raises Inconsistent where the inner number is the larger one.
    """
    numbers, sums = [], []
    for inner, outer in dict.fromkeys(insides):
        for name in (inner, outer):
            if name not in publication.by_id:
                raise Inconsistent(f"“{inner}” inside “{outer}” names “{name}”, which is not among the numbers.")
        part, whole = publication.by_id[inner], publication.by_id[outer]
        if part.value > whole.value:
            raise Inconsistent(f"“{inner}” is {part.value:g}, more than “{outer}”, of which it is a part.")
        threshold = max(each.threshold or publication.threshold or 5 for each in (part, whole))
        rest = Number(difference_of(outer, inner), whole.value - part.value, Status.HIDDEN, threshold=threshold)
        is_sensitive = 0 < rest.value < threshold
        numbers.append(replace(rest, status=Status.PRIMARY) if is_sensitive else rest)
        sums.append(Sum(outer, (inner, rest.id)))
    return replace(publication, numbers=(*publication.numbers, *numbers), sums=(*publication.sums, *sums))


def difference_of(outer: str, inner: str) -> str:
    """The name of the people of one number who are not among those of another."""
    return f"{outer} without {inner}"


def _nearest(value: Fraction, ties: Ties) -> int:
    return math.floor(value + Fraction(1, 2)) if ties is Ties.UP else round(value)


def _printed(value: Fraction, decimals: int, ties: Ties) -> Decimal:
    return Decimal(_nearest(value * 10**decimals, ties)).scaleb(-decimals)


def _rounds_to(multiple: int, step: Fraction, ties: Ties) -> Span:
    """What is rounded to this multiple of a step."""
    to_even = ties is Ties.EVEN and multiple % 2 == 0
    return Span(
        (multiple - Fraction(1, 2)) * step,
        (multiple + Fraction(1, 2)) * step,
        is_low_closed=ties is Ties.UP or to_even,
        is_high_closed=to_even,
    )


def _check_decimals(decimals: int) -> None:
    if not 0 <= decimals <= MOST_DECIMALS:
        raise Inconsistent(f"{decimals} decimals cannot be printed. It must be 0 to {MOST_DECIMALS}.")


def _check_printed(found: Decimal | int, printed: Decimal | int | None, fits: bool, value: Fraction) -> None:
    if not fits or (printed is not None and printed != found):
        raise Inconsistent(f"{float(value):g} is not printed as {printed}.")
