"""Tables of plain text: CSV of any encoding and separator, and what a spreadsheet puts on the clipboard."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from toolkit.downloads.text import undefused
from toolkit.tables.kinds import kind_of
from toolkit.tables.shapes import (
    MEGABYTE,
    MOST_BYTES,
    MOST_CELLS,
    CsvReading,
    Row,
    Table,
    Unreadable,
    clean,
    too_many_cells,
)

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def text_table(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> Table:
    """A whole CSV, without its blank rows."""
    rows, cells = [], 0
    for row in open_csv(file, name, most_bytes=most_bytes).rows:
        cells += len(row.cells)
        if cells > MOST_CELLS:
            raise too_many_cells()
        if not row.is_blank:
            rows.append(row)
    return Table("", rows)


def open_csv(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> CsvReading:
    """A CSV in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons, tabs or bars. Raises Unreadable.

    The file is read twice, in pieces: once to be sure of its encoding, then row by row.
    """
    if kind_of(file, name, most_bytes=most_bytes) != "csv":
        raise Unreadable(_("This is not CSV. Save the table as CSV (UTF-8) and choose that file."))
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(file)), encoding=encoding, errors="replace", newline="")
    delimiter = _delimiter(text.read(64 * 1024))
    file.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(file)), encoding=encoding, newline="")
    return CsvReading(encoding, delimiter, _csv_rows(text, delimiter))


class _Unclosed(io.RawIOBase):
    """Lets a text reader go without closing the file beneath it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _encoding(file: IO[bytes]) -> str:
    """UTF-16 by its mark; UTF-8 if the whole file is; otherwise Windows-1252, in which older Excel saves."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(MEGABYTE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8-sig"


def _delimiter(sample: str) -> str:
    """The separator that splits the sample's rows most evenly: the same number of cells, as many as possible."""
    best, most = ",", (0.0, 0)
    for candidate in DELIMITERS:
        widths = [len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=candidate) if any(row)][
            :200
        ]
        # The sample may end inside a row.
        if len(widths) > 2:
            widths.pop()
        usual, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        score = (times / len(widths) if usual > 1 else 0.0, usual)
        if score > most:
            best, most = candidate, score
    return best


def _csv_rows(text: IO[str], delimiter: str) -> Iterator[Row]:
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            yield Row(number, [undefused(clean(cell)) for cell in cells])
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without meaning; UTF-16 may break off.
        raise Unreadable(_("The file holds signs that cannot be read. Save it again as CSV (UTF-8).")) from None
    except csv.Error:
        raise Unreadable(
            _("A cell never ends: look for a quotation mark that opens and does not close. Save the file again as CSV.")
        ) from None
