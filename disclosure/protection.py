"""Hiding what must be hidden, and enough beside it that the totals do not give it back."""

import math
from collections.abc import Collection

from disclosure.audit import exposed
from disclosure.network import Network
from disclosure.tables import TOTAL, Cell, ProtectedTable, Table


def protect(
    table: Table, *, printed: Collection[Cell] | None = None, kept: Collection[Cell] = frozenset()
) -> ProtectedTable:
    """Hide every sensitive count, and other cells until a reader can take each for 0 and for the threshold.

    `printed` are the cells meant to be shown (all of them if not given); `kept` those that are shown elsewhere and
    cannot be hidden here, such as the headcount of a directorate. Raises ValueError if a kept cell is itself sensitive.
    Where nothing less is enough, everything that is not kept is hidden, and ValueError says if even that is not enough.
    """
    network = Network(table)
    values = table.values()
    shown = frozenset(values if printed is None else printed)
    if too_small := [cell for cell in kept if table.is_sensitive(values[cell])]:
        raise ValueError(f"These counts are too small to be kept in sight: {sorted(too_small)}")
    primary = {cell for cell, value in values.items() if table.is_sensitive(value)}
    unknown = (set(values) - shown - set(kept)) | primary

    def price(cell: Cell) -> float | None:
        return None if cell in kept else _loss(table, cell, values[cell])

    for cell in sorted(primary, key=lambda cell: (values[cell], cell)):
        for direction, need in ((-1, values[cell]), (1, table.threshold - values[cell])):
            if network.slack(cell, direction, values, unknown, need) < need:
                more = network.cheapest_slack(cell, direction, need, values, unknown, price)
                unknown |= set(values) - set(kept) if more is None else more
    for cell in sorted(unknown & shown - primary, key=lambda cell: (-_loss(table, cell, values[cell]), cell)):
        if not exposed(network, values, unknown - {cell}):
            unknown.remove(cell)
    if left := exposed(network, values, unknown):
        raise ValueError(f"What is shown elsewhere gives these counts away whatever is hidden here: {sorted(left)}")
    return ProtectedTable(table, shown, frozenset(unknown & shown), values)


def _loss(table: Table, cell: Cell, value: int) -> float:
    """What a reader loses with a cell: more with larger counts, groups and totals."""
    row, column = cell
    loss = 1 + math.log2(1 + value)
    if row == TOTAL and table.rows:
        loss *= 4
    if column == TOTAL:
        return loss * 64
    if column in table.all_groups:
        loss *= 3
    return loss
