"""How a reading's value hangs together with the counts behind it. Pure: no Django, no database."""

from decimal import ROUND_HALF_UP, Decimal

PERCENT = "percent"
PER_THOUSAND = "rate_per_1000"
RATIO = "ratio"
COUNT = "count"
# The units whose values are one count divided by another.
QUOTIENTS = frozenset({PERCENT, PER_THOUSAND, RATIO})


def value_of(unit: str, numerator: int, denominator: int) -> Decimal:
    """The value that two counts give, half up: per cent to one decimal, per 1,000 and the plain quotient to two."""
    exact = Decimal(numerator) * _times(unit) / denominator
    return exact.quantize(Decimal("0.1") if unit == PERCENT else Decimal("0.01"), ROUND_HALF_UP)


def is_what_the_counts_give(unit: str, value: Decimal, numerator: int, denominator: int) -> bool:
    """Whether a stated value is the quotient of its counts, rounded to as many decimals as it is stated with."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    places = Decimal(1).scaleb(min(0, exponent))
    return abs(Decimal(numerator) * _times(unit) / denominator - value) <= places / 2


def _times(unit: str) -> int:
    return {PERCENT: 100, PER_THOUSAND: 1000}.get(unit, 1)
