"""Rows of cells that reach over several columns or rows, laid out as a table where every column has its place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from toolkit.tables.shapes import MOST_CELLS, Note, Row, Table, too_many_cells


@dataclass
class _Top:
    """A cell that reaches down: its text, the row it stands in, and how many rows it still covers."""

    text: str
    row: int
    rows: int


class Grid:
    """A table being filled, cell by cell and row by row.

    A cell that reaches over rows holds for each of them and is said to be merged; one that reaches over columns stays
    in its first.
    """

    def __init__(self, name: str, above: tuple[str, ...] = ()) -> None:
        self.name, self.above = name, above
        self.rows: list[Row] = []
        self.notes: list[Note] = []
        self.number = self.size = 0
        self._cells: list[str] = []
        self._merged: list[int] = []
        self._tops: dict[int, _Top] = {}

    def begin_row(self) -> None:
        self._end_row()
        self.number += 1

    def skip(self, columns: int) -> None:
        """Columns that this row leaves out."""
        self._cells.extend([""] * columns)

    def add_cell(self, text: str, *, columns: int = 1, rows: int = 1, notes: tuple[str, ...] = ()) -> None:
        self._fill_from_above()
        column = len(self._cells)
        self._count(columns)
        self._cells.extend([text, *[""] * (columns - 1)])
        for place in range(column, column + columns):
            self._tops[place] = _Top(text if place == column else "", self.number, rows - 1)
        self.notes.extend(Note(self.number, column, sentence) for sentence in notes)

    def go_on(self, *, columns: int = 1) -> None:
        """A cell that is merged with the one above it."""
        column = len(self._cells)
        self._count(columns)
        self._take(column)
        self._cells.extend([""] * (columns - 1))

    def note(self, sentence: str) -> None:
        """Something about the row as a whole, or, before the first, about the table."""
        self.notes.append(Note(self.number, None, sentence))

    def table(self) -> Table:
        self._end_row()
        return Table(self.name, [row for row in self.rows if not row.is_blank], self.notes, above=self.above)

    def _count(self, columns: int) -> None:
        self.size += columns
        if self.size > MOST_CELLS:
            raise too_many_cells()

    def _fill_from_above(self) -> None:
        while (top := self._tops.get(len(self._cells))) is not None and top.rows > 0:
            top.rows -= 1
            self._take(len(self._cells))

    def _take(self, column: int) -> None:
        top = self._tops.get(column)
        self._cells.append(top.text if top else "")
        if top and top.text:
            self._merged.append(column)

    def _end_row(self) -> None:
        self._fill_from_above()
        own = [cell for place, cell in enumerate(self._cells) if place not in self._merged]
        # A merged cell that reaches below the table says nothing about empty rows.
        if any(own):
            self.rows.append(Row(self.number, self._cells, tuple(self._merged)))
            self.notes.extend(
                Note(
                    self.number,
                    column,
                    _("The cell is merged with row %s; what stands there was used.") % self._tops[column].row,
                )
                for column in self._merged
            )
        self._cells, self._merged = [], []
