"""What a reader loses with a number that is hidden to protect another."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

Cost = Callable[[float], float]

COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        # Larger counts say more, but not in proportion: the information in a count grows with its logarithm.
        "log2": lambda value: 1 + math.log2(1 + value),
        "value": lambda value: value,
        "unit": lambda _value: 1.0,
    }
)
