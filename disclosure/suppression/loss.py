"""What a reader loses with a number that is hidden to protect another."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from disclosure.publication import Number

Cost = Callable[[Number], float]

COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        # Larger counts say more, but not in proportion: the information in a count grows with its logarithm.
        "log2": lambda number: 1 + math.log2(1 + abs(number.value)),
        "value": lambda number: abs(number.value),
        "unit": lambda _number: 1.0,
    }
)
