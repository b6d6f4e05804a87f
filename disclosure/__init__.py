"""Tables that do not give people away: pure statistics, no Django.

    table = Table.two_way({"Place": {"Women": 12, "Men": 3}, "Adults": {"Women": 40, "Men": 9}})
    protected = protect(table)
    protected.text("Place", "Men")          # "[c]"
    protected.text(TOTAL, "Women")          # "52"

What is proved and what is not: docs/decisions/0010-hiding-small-counts.md.
"""

from disclosure.audit import Interval, intervals, under_protected
from disclosure.protection import protect
from disclosure.tables import (
    HIDDEN,
    ROUNDS_TO_ZERO,
    SENSITIVE_THRESHOLD,
    THRESHOLD,
    TOTAL,
    Cell,
    ProtectedTable,
    Table,
    shown,
    shown_percent,
)

__all__ = [
    "HIDDEN",
    "ROUNDS_TO_ZERO",
    "SENSITIVE_THRESHOLD",
    "THRESHOLD",
    "TOTAL",
    "Cell",
    "Interval",
    "ProtectedTable",
    "Table",
    "intervals",
    "protect",
    "shown",
    "shown_percent",
    "under_protected",
]
