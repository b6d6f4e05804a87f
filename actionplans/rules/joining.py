"""Tables that a page break or a hand has parted, put together again, and the plan whose actions they hold.

- Tables under the same heading whose first rows say the same are one table; so is one that goes on without headings.
- The heading above a table names its plan; a heading such as "Priority outcome 2" names the outcome of its actions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

_OUTCOME = re.compile(
    r"(?:(?:equality|priority|strategic|corporate|key)\s+){0,2}(?:outcome|objective|theme|aim|goal|priority)\b", re.I
)
LONGEST_HEADING = 60


class TableRow(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> list[str]: ...
    @property
    def merged(self) -> tuple[int, ...]: ...


class TableNote(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int | None: ...
    @property
    def sentence(self) -> str: ...


class AnyTable(Protocol):
    name: str
    is_hidden: bool
    above: tuple[str, ...] | None

    @property
    def rows(self) -> Sequence[TableRow]: ...
    @property
    def notes(self) -> Sequence[TableNote]: ...


class JoinedRow(NamedTuple):
    """A row by its number in the joined table (the first is 1), and where it stands in the file."""

    number: int
    cells: list[str]
    merged: tuple[int, ...]
    table: str
    row: int
    opens_table: bool


class JoinedNote(NamedTuple):
    """A note by the row of the joined table that it is about."""

    number: int
    column: int | None
    sentence: str


@dataclass
class Joined:
    """One table of actions. `strand` is the plan that its headings name, `outcome` the outcome that they name."""

    name: str
    strand: str
    outcome: str
    rows: list[JoinedRow] = field(default_factory=list)
    notes: list[JoinedNote] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    is_hidden: bool = False
    is_document: bool = False


def names_outcome(text: str) -> bool:
    return bool(_OUTCOME.match(text))


def join_tables(tables: Sequence[AnyTable]) -> list[Joined]:
    """The tables of a file in their order, those that belong together joined; each has a name of its own."""
    joined: list[Joined] = []
    before: AnyTable | None = None
    for table in tables:
        if before is None or not _goes_on(before, table):
            joined.append(_begun(table, {each.name for each in joined}))
        _add(joined[-1], table)
        before = table if table.rows else before
    return joined


def _goes_on(before: AnyTable, table: AnyTable) -> bool:
    if table.above is None or table.above != before.above or not table.rows:
        return False
    first, own = _plain(before.rows[0]), _plain(table.rows[0])
    same_width = len(before.rows[0].cells) == len(table.rows[0].cells)
    looks_like_headings = sum(map(bool, own)) > 2 and all(len(cell) <= LONGEST_HEADING for cell in own)
    return first == own or (same_width and not looks_like_headings)


def _plain(row: TableRow) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in row.cells]


def _begun(table: AnyTable, names: set[str]) -> Joined:
    if table.above is None:
        return Joined(table.name, table.name, "", is_hidden=table.is_hidden)
    headings = [part for part in table.above if part]
    outcomes = [part for part in headings if names_outcome(part)]
    strand = next((part for part in reversed(headings) if not names_outcome(part)), "")
    name = " – ".join(part for part in (strand, *outcomes[-1:]) if part) or table.name
    if name in names:
        name = f"{name} ({table.name})"
    return Joined(name, strand, outcomes[-1] if outcomes else "", is_document=True)


def _add(joined: Joined, table: AnyTable) -> None:
    numbers: dict[int, int] = {}
    for place, row in enumerate(table.rows):
        number = len(joined.rows) + 1 if table.above is not None else row.number
        numbers[row.number] = number
        joined.rows.append(JoinedRow(number, row.cells, row.merged, table.name, row.number, place == 0))
    for note in table.notes:
        if note.row == 0 or note.row not in numbers:
            where = f"{table.name}: " if note.row else ""
            joined.about.append(f"{where}{note.sentence}")
        else:
            joined.notes.append(JoinedNote(numbers[note.row], note.column, note.sentence))
