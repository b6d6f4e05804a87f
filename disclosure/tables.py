"""The shapes: a table of people, and the same table made safe to show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from disclosure.policy import THRESHOLD

TOTAL = "total"
HIDDEN = "[c]"
ROUNDS_TO_ZERO = "[low]"

Cell = tuple[str, str]  # (row, column)


@dataclass(frozen=True)
class Table:
    """Counts of people by row and column, with every total that follows from them.

    `counts` holds the innermost cells, whole numbers of people. `rows` is empty for a one-way table, whose cells stand
    in the row TOTAL. `groups` maps a column, or a group of columns, to the group it is part of; those it does not name
    stand directly under TOTAL. Counts from 1 to `threshold` - 1 are sensitive; a true zero is not.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Cell, int]
    groups: Mapping[str, str] = field(default_factory=dict)
    threshold: int = THRESHOLD

    def __post_init__(self) -> None:
        if TOTAL in self.rows or TOTAL in self.columns or TOTAL in self.groups:
            raise ValueError(f"A row or column may not be called “{TOTAL}”: totals are worked out, not given.")
        if len(set(self.rows)) < len(self.rows) or len(set(self.columns)) < len(self.columns):
            raise ValueError("Each row and each column needs a name of its own.")
        if self.threshold < 1:
            raise ValueError("The threshold must be at least 1.")
        for cell in self.inner_cells:
            count = self.counts.get(cell, 0)
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise ValueError(f"The count of {cell} must be a whole number of people, 0 or more.")
        if set(self.counts) - set(self.inner_cells):
            raise ValueError("There are counts for cells that are neither in the rows nor in the columns.")
        if set(self.groups.values()) & set(self.columns):
            raise ValueError("A column that holds counts cannot also be a group of columns.")
        for column in self.groups:
            self.ancestors(column)

    @classmethod
    def one_way(
        cls, counts: Mapping[str, int], *, groups: Mapping[str, str] | None = None, threshold: int = THRESHOLD
    ) -> "Table":
        cells = {(TOTAL, column): count for column, count in counts.items()}
        return cls((), tuple(counts), cells, groups or {}, threshold)

    @classmethod
    def two_way(
        cls,
        counts: Mapping[str, Mapping[str, int]],
        *,
        groups: Mapping[str, str] | None = None,
        threshold: int = THRESHOLD,
    ) -> "Table":
        columns = tuple(dict.fromkeys(column for row in counts.values() for column in row))
        cells = {(row, column): count for row, values in counts.items() for column, count in values.items()}
        return cls(tuple(counts), columns, cells, groups or {}, threshold)

    @property
    def inner_rows(self) -> tuple[str, ...]:
        return self.rows or (TOTAL,)

    @property
    def all_rows(self) -> tuple[str, ...]:
        return (*self.rows, TOTAL)

    @property
    def all_groups(self) -> tuple[str, ...]:
        """The groups of columns, each before the groups within it."""
        names = dict.fromkeys(group for column in self.columns for group in reversed(self.ancestors(column)))
        return tuple(name for name in names if name != TOTAL)

    @property
    def all_columns(self) -> tuple[str, ...]:
        return (*self.columns, *self.all_groups, TOTAL)

    @property
    def inner_cells(self) -> list[Cell]:
        return [(row, column) for row in self.inner_rows for column in self.columns]

    @property
    def all_cells(self) -> list[Cell]:
        return [(row, column) for row in self.all_rows for column in self.all_columns]

    def parent(self, column: str) -> str:
        return self.groups.get(column, TOTAL)

    def ancestors(self, column: str) -> list[str]:
        """The groups a column is part of, the nearest first, TOTAL last."""
        found: list[str] = []
        while column != TOTAL:
            column = self.parent(column)
            if column in found:
                raise ValueError(f"The group “{column}” is part of itself.")
            found.append(column)
        return found

    def values(self) -> dict[Cell, int]:
        """Every cell with its true value, totals and groups included."""
        values = dict.fromkeys(self.all_cells, 0)
        for row, column in self.inner_cells:
            count = self.counts.get((row, column), 0)
            for summed_row in {row, TOTAL}:
                for summed_column in (column, *self.ancestors(column)):
                    values[summed_row, summed_column] += count
        return values

    def is_sensitive(self, count: int) -> bool:
        return 0 < count < self.threshold


@dataclass(frozen=True)
class ProtectedTable:
    """A table of which some cells are hidden. Primary and secondary suppression look alike: one symbol for both.

    `printed` are the cells that were meant to be shown, `hidden` those of them that must not be. A cell that is not
    printed is as unknown to the reader as a hidden one.
    """

    table: Table
    printed: frozenset[Cell]
    hidden: frozenset[Cell]
    _values: Mapping[Cell, int]

    def count(self, row: str, column: str) -> int | None:
        """The count of people, or None where it must not be shown."""
        cell = (row, column)
        return self._values[cell] if cell in self.printed and cell not in self.hidden else None

    def text(self, row: str, column: str) -> str:
        return shown(self.count(row, column), threshold=1)

    def percent(self, row: str, column: str, of: str = TOTAL) -> str:
        """The share of a column in another column of the same row, such as a group or the row's total."""
        return shown_percent(self.count(row, column), self.count(row, of))

    @property
    def known(self) -> Iterable[Cell]:
        return self.printed - self.hidden


def shown(count: int | None, *, threshold: int = THRESHOLD) -> str:
    """A count as it may be printed: `1,234`, or the symbol for a hidden one.

    On its own this hides 1 to `threshold` - 1 only. Where a total stands beside the count, the total gives a single
    hidden count back: use `protect`.
    """
    return HIDDEN if count is None or 0 < count < threshold else f"{count:,}"


def shown_percent(part: int | None, whole: int | None, *, smallest_base: int = 20) -> str:
    """A share to one decimal, or the symbol where a count behind it is hidden.

    Shares of fewer than `smallest_base` people are not shown: they say too little, and they give the count back.
    """
    if part is None or whole is None or whole < smallest_base:
        return HIDDEN
    share = 100 * part / whole
    return ROUNDS_TO_ZERO if 0 < share < 0.05 else f"{share:.1f}%"
