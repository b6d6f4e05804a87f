"""One table of rows by a tree of columns, made safe to show by itself; the engine behind it is `disclosure.suppression`."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from disclosure import attack
from disclosure.publication import Number, Publication, Status, Sum
from disclosure.standards import demands
from disclosure.suppression import suppress
from disclosure.tables import TOTAL, Cell, ProtectedTable, Table


@dataclass(frozen=True)
class Interval:
    """The least and the most a count of people can be, given all that is shown; `high` is None without limit."""

    low: int
    high: int | None


def protect(
    table: Table, *, printed: Collection[Cell] | None = None, kept: Collection[Cell] = frozenset()
) -> ProtectedTable:
    """Hide every sensitive count, and other cells until a reader can take each for 0 and for the threshold.

    `printed` are the cells meant to be shown (all of them if not given); `kept` those that are shown elsewhere and
    cannot be hidden here, such as the headcount of a directorate. Raises ValueError if a kept cell is itself sensitive,
    or if what is kept gives a count away whatever else is hidden.
    """
    values = table.values()
    shown = frozenset(values if printed is None else printed)
    if too_small := [cell for cell in kept if table.is_sensitive(values[cell])]:
        raise ValueError(f"These counts are too small to be kept in sight: {sorted(too_small)}")
    publication = _publication(table, values, shown | set(kept))
    losses = {_name(cell): _loss(table, cell, value) for cell, value in values.items()}
    chosen = suppress(
        publication, cost=lambda number: losses[number.id], kept={_name(cell) for cell in kept}, seconds=0
    )
    hidden = {number.id for number in publication.unknown} | chosen.secondary
    return ProtectedTable(table, shown, frozenset(cell for cell in shown if _name(cell) in hidden), values)


def intervals(protected: ProtectedTable) -> dict[Cell, Interval]:
    """The exact interval of every cell that is not shown. Both ends are reached by a table of whole people."""
    found = attack.intervals(_as_shown(protected))
    return {
        cell: Interval(int(low), None if math.isinf(high) else int(high))
        for cell in protected.table.all_cells
        if (each := found.get(_name(cell)))
        for low, high in [each.integer]
    }


def under_protected(protected: ProtectedTable) -> list[Cell]:
    """The sensitive cells, shown or not, of which a reader can tell that they are not 0 or that they are below the threshold."""
    shown = _as_shown(protected)
    values = protected.table.values()
    exposed = {exposure.id for exposure in attack.exposed(shown, demands(shown))}
    known = set(protected.known)
    return [
        cell
        for cell, value in values.items()
        if protected.table.is_sensitive(value) and (cell in known or _name(cell) in exposed)
    ]


def _as_shown(protected: ProtectedTable) -> Publication:
    return _publication(protected.table, protected.table.values(), set(protected.known), is_final=True)


def _publication(
    table: Table, values: dict[Cell, int], shown: Collection[Cell], *, is_final: bool = False
) -> Publication:
    """The table as numbers and sums. Sensitive cells are hidden, unless `is_final`: then just `shown` is published."""
    numbers = []
    for cell, value in values.items():
        is_sensitive = table.is_sensitive(value)
        if is_sensitive and not (is_final and cell in shown):
            status = Status.PRIMARY
        else:
            status = Status.PUBLISHED if cell in shown else Status.HIDDEN
        numbers.append(Number(_name(cell), value, status))
    return Publication(tuple(numbers), tuple(_sums(table)), table.threshold)


def _sums(table: Table) -> Iterator[Sum]:
    for row in table.all_rows:
        for group in (TOTAL, *table.all_groups):
            parts = [column for column in (*table.columns, *table.all_groups) if table.parent(column) == group]
            if parts:
                yield Sum(_name((row, group)), tuple(_name((row, column)) for column in parts))
    if table.rows:
        for column in table.all_columns:
            yield Sum(_name((TOTAL, column)), tuple(_name((row, column)) for row in table.rows))


def _name(cell: Cell) -> str:
    return "\x1f".join(cell)


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
