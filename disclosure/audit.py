"""What a reader can work out about every count that is not shown."""

from dataclasses import dataclass

from disclosure.network import ENDLESS, Network
from disclosure.tables import Cell, ProtectedTable


@dataclass(frozen=True)
class Interval:
    """The least and the most a count of people can be, given all that is shown; `high` is None without limit."""

    low: int
    high: int | None


def intervals(protected: ProtectedTable) -> dict[Cell, Interval]:
    """The exact interval of every cell that is not shown. Both ends are reached by a table of whole people."""
    network = Network(protected.table)
    values = protected.table.values()
    unknown = set(values) - set(protected.known)
    found = {}
    for cell in unknown:
        rise = network.slack(cell, 1, values, unknown, ENDLESS)
        fall = network.slack(cell, -1, values, unknown, ENDLESS)
        found[cell] = Interval(values[cell] - fall, None if rise >= ENDLESS else values[cell] + rise)
    return found


def under_protected(protected: ProtectedTable) -> list[Cell]:
    """The sensitive cells, shown or not, of which a reader can tell that they are not 0 or that they are below the threshold."""
    network = Network(protected.table)
    values = protected.table.values()
    return exposed(network, values, set(values) - set(protected.known))


def exposed(network: Network, values: dict[Cell, int], unknown: set[Cell]) -> list[Cell]:
    table = network.table
    return [
        cell
        for cell, value in values.items()
        if table.is_sensitive(value)
        and (
            cell not in unknown
            or network.slack(cell, -1, values, unknown, value) < value
            or network.slack(cell, 1, values, unknown, table.threshold - value) < table.threshold - value
        )
    ]
