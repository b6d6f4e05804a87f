"""How a reading's value hangs together with the counts behind it. Pure: no Django, no database."""

from decimal import ROUND_HALF_UP, Decimal

PERCENT = "percent"
PER_THOUSAND = "rate_per_1000"
RATIO = "ratio"
COUNT = "count"
# The units whose values are one count divided by another.
QUOTIENTS = frozenset({PERCENT, PER_THOUSAND, RATIO})


def value_of(unit: str, numerator: int, denominator: int) -> Decimal:
    """The value that two counts give: per cent, per 1,000, or the plain quotient, to four decimals, half up."""
    times = {PERCENT: 100, PER_THOUSAND: 1000}.get(unit, 1)
    return (Decimal(numerator) * times / denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def is_what_the_counts_give(unit: str, value: Decimal, numerator: int, denominator: int) -> bool:
    """Whether a stated value is the quotient of its counts, rounded to as many decimals as it is stated with."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    places = Decimal(1).scaleb(min(0, exponent))
    times = {PERCENT: 100, PER_THOUSAND: 1000}.get(unit, 1)
    return abs(Decimal(numerator) * times / denominator - value) <= places / 2
