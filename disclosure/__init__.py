"""Tables that do not give people away: pure statistics, no Django.

For one table of rows by columns:

    table = Table.two_way({"Place": {"Women": 12, "Men": 3}, "Adults": {"Women": 40, "Men": 9}})
    protected = protect(table)
    protected.text("Place", "Men")          # "[c]"
    protected.text(TOTAL, "Women")          # "52"

For all tables of an organisation at once `disclosure.linked` protects, attacks and proves. Behind it `policy` says what is
sensitive, `publication`, `population` and `joint` hold the model, `attack` what an intruder can work out, `suppression` what to
hide, `witnesses` the proof; `python -m disclosure` does it for files.
What is proved and what is not: docs/decisions/0010-hiding-small-counts.md, 0012-attacked-in-one-model.md and
0014-what-is-sensitive-and-what-is-hidden-with-it.md.
"""

from typing import TYPE_CHECKING, Any

from disclosure.policy import SENSITIVE_THRESHOLD, THRESHOLD
from disclosure.tables import (
    HIDDEN,
    ROUNDS_TO_ZERO,
    TOTAL,
    Cell,
    ProtectedTable,
    Table,
    shown,
    shown_percent,
)

if TYPE_CHECKING:
    from disclosure.protection import Interval, intervals, protect, under_protected

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


def __getattr__(name: str) -> Any:
    """What needs a solver is fetched when it is asked for: a proof is checked without one (`disclosure.proofs`)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from disclosure import protection

    return getattr(protection, name)
