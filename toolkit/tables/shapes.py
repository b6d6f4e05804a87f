"""What a table is once it has been read, whatever file it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_CELLS = 2_000_000
MOST_CELL_CHARACTERS = 100_000


class Unreadable(Exception):
    """A file that cannot be read as tables; the sentence says what it is and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Note:
    """Something a reader should know about a cell: it came out of a formula, a merged cell, an error.

    Row 0 is the table as a whole.
    """

    row: int
    column: int | None
    sentence: str


@dataclass(frozen=True)
class Row:
    """A row with its number as the program that made the file shows it (the first is 1).

    `merged` names the columns (from 0) that are merged with the row above and repeat what stands there.
    """

    number: int
    cells: list[str]
    merged: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass
class Table:
    """A sheet, a table of a document, or a whole CSV (whose name is empty). Every cell is text, stripped at its ends.

    `above` holds the headings under which a document's table stands, the outermost first; None for a sheet or a CSV.
    """

    name: str
    rows: list[Row]
    notes: list[Note] = field(default_factory=list)
    is_hidden: bool = False
    above: tuple[str, ...] | None = None

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def is_blank(self) -> bool:
        return all(row.is_blank for row in self.rows)


@dataclass
class CsvReading:
    """A CSV being read: how it was read, and its rows as they come."""

    encoding: str
    delimiter: str
    rows: Iterator[Row]


def column_letter(index: int) -> str:
    """The letter of a column as a spreadsheet program shows it; the first (0) is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def clean(text: str) -> str:
    """Text without the signs a database cannot keep and without blanks around it; line breaks stay, as newlines."""
    if len(text) > MOST_CELL_CHARACTERS:
        raise Unreadable(
            _("A cell holds more than %s characters. Look for a quotation mark that opens and does not close.")
            % f"{MOST_CELL_CHARACTERS:,}"
        )
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").replace("\u00a0", " ")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", text).strip(" \t\n\ufeff")


def too_many_cells() -> Unreadable:
    return Unreadable(
        _("The table has more than %s cells. Save only the part with the entries and choose that file.")
        % f"{MOST_CELLS:,}"
    )


def nothing_in_it() -> Unreadable:
    return Unreadable(_("The file is empty. Choose a file with a row of headings and a row for each entry."))


def damaged() -> Unreadable:
    return Unreadable(
        _(
            "The file is damaged and cannot be opened. Open it in the program that made it, save it again and try once more."
        )
    )
