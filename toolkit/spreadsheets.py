"""Tables out of the files that people really have: XLSX workbooks and CSV of any encoding and separator.

`read_tables` gives small files whole, cell by cell as text, with a note wherever a cell was not simply its text.
`open_csv` streams a CSV of any length. Both look at the content, not only at the name, and answer a file they cannot
read with `Unreadable`: one sentence that says what the file is and what to do.
"""

import codecs
import csv
import datetime
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree import ElementTree

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED_BYTES = 300 * MEGABYTE
MOST_CELL_CHARACTERS = 100_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ERROR_VALUES = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class Unreadable(Exception):
    """A file that cannot be read as tables; the sentence says what it is and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Note:
    """Something a reader should know about a cell: it came out of a formula, a merged cell, an error."""

    row: int
    column: int | None
    sentence: str


@dataclass(frozen=True)
class Row:
    """A row with its number as a spreadsheet program shows it (the first is 1)."""

    number: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass
class Table:
    """A sheet, or a whole CSV (whose name is empty). Every cell is text, stripped at its ends."""

    name: str
    rows: list[Row]
    notes: list[Note] = field(default_factory=list)
    is_hidden: bool = False

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


def read_tables(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> list[Table]:
    """Every table of an XLSX or CSV file, at most `most_bytes` long. Raises Unreadable."""
    if kind_of(file, name, most_bytes=most_bytes) == "csv":
        reading = open_csv(file, name, most_bytes=most_bytes)
        tables = [Table("", [row for row in reading.rows if not row.is_blank])]
    else:
        tables = _sheets(file)
    if all(table.is_blank for table in tables):
        raise Unreadable(_("The file is empty. Choose a file with a row of headings and a row for each entry."))
    return tables


def open_csv(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> CsvReading:
    """A CSV in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons, tabs or bars. Raises Unreadable.

    The file is read twice, in pieces: once to be sure of its encoding, then row by row.
    """
    if kind_of(file, name, most_bytes=most_bytes) != "csv":
        raise Unreadable(_("This is a workbook. Save the sheet as CSV (UTF-8) and choose that file."))
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(file)), encoding=encoding, errors="replace", newline="")
    delimiter = _delimiter(text.read(64 * 1024))
    file.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(file)), encoding=encoding, newline="")
    return CsvReading(encoding, delimiter, _csv_rows(text, delimiter))


def kind_of(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> str:
    """`xlsx` or `csv`, from the content; anything else, and a name that says otherwise, is Unreadable."""
    _refuse_the_wrong_size(file, most_bytes)
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if start.startswith(b"PK\x03\x04"):
        _refuse_other_archives(file)
        kind = "xlsx"
    elif start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable(_old_or_locked(file))
    elif start.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF. Save the table as a workbook (.xlsx) or as CSV and choose that file."))
    elif start.lstrip()[:512].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf")):
        raise Unreadable(
            _(
                "This is a web page or a document under another name. Open it, save it as .xlsx or CSV and choose that file."
            )
        )
    elif b"\x00" in start and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(_("This is not a table that we can read. Choose a workbook (.xlsx) or a CSV file."))
    else:
        kind = "csv"
    if kind == "csv" and ending in ("xlsx", "xlsm", "xls"):
        raise Unreadable(
            _("The name ends in .%(ending)s but the file holds plain text. If it is CSV, let its name end in .csv.")
            % {"ending": ending}
        )
    if kind == "xlsx" and ending in ("csv", "tsv", "txt", "xls"):
        raise Unreadable(
            _("The name ends in .%(ending)s but the file is a workbook. Let its name end in .xlsx.")
            % {"ending": ending}
        )
    return kind


def column_letter(index: int) -> str:
    """The letter of a column as a spreadsheet program shows it; the first (0) is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# The file as it came


def _refuse_the_wrong_size(file: IO[bytes], most_bytes: int) -> None:
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise Unreadable(_("The file is empty. Choose a file with a row of headings and a row for each entry."))
    if size > most_bytes:
        raise Unreadable(
            _("The file is %(size)s MB. The most we read is %(most)s MB: take out what is not the table, or split it.")
            % {"size": -(-size // MEGABYTE), "most": most_bytes // MEGABYTE}
        )


def _refuse_other_archives(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {entry.filename for entry in archive.infolist()}
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
                raise Unreadable(_("This is an OpenDocument file. Save it as .xlsx or CSV and choose that file."))
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable(_damaged()) from None
    if any(entry.startswith("word/") for entry in names):
        raise Unreadable(
            _("This is a Word document. Copy its table into a workbook, save it as .xlsx and choose that.")
        )
    if "xl/vbaProject.bin" in names or b"macroEnabled" in types:
        raise Unreadable(
            _("This workbook holds macros, which we do not open. Save it as a workbook without macros (.xlsx).")
        )
    if "xl/workbook.bin" in names:
        raise Unreadable(_("This is a binary workbook (.xlsb). Save it as .xlsx and choose that file."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is not a table that we can read. Choose a workbook (.xlsx) or a CSV file."))
    if unpacked > MOST_UNPACKED_BYTES:
        raise Unreadable(
            _("The workbook is too large once unpacked. Save only the sheet with the table and choose that.")
        )


def _old_or_locked(file: IO[bytes]) -> str:
    if "EncryptedPackage".encode("utf-16-le") in file.read():
        return _("The workbook is protected by a password. Save a copy without a password and choose that file.")
    return _("This is an old Office file (.xls or .doc). Open it, save it as .xlsx and choose that file.")


def _damaged() -> str:
    return _(
        "The workbook is damaged and cannot be opened. Open it in your spreadsheet program, save it again and try once more."
    )


# CSV


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
            yield Row(number, [clean(cell) for cell in cells])
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without meaning; UTF-16 may break off.
        raise Unreadable(_("The file holds signs that cannot be read. Save it again as CSV (UTF-8).")) from None
    except csv.Error:
        raise Unreadable(
            _("A cell never ends: look for a quotation mark that opens and does not close. Save the file again as CSV.")
        ) from None


# XLSX


def _sheets(file: IO[bytes]) -> list[Table]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drawings and extensions that it leaves out; no cell is among them.
            warnings.simplefilter("ignore")
            file.seek(0)
            workbook = load_workbook(file, read_only=True, data_only=True)
            tables = []
            for sheet in workbook.worksheets:
                with workbook._archive.open(sheet._worksheet_path) as source:
                    formulas, merged = _formulas_and_merged_cells(source)
                table = _sheet(sheet, formulas)
                _fill_merged_cells(table, merged)
                table.rows = [row for row in table.rows if not row.is_blank]
                tables.append(table)
            workbook.close()
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile):
        raise Unreadable(_damaged()) from None
    except ElementTree.ParseError:
        raise Unreadable(_damaged()) from None
    return tables


def _sheet(sheet: Any, formulas: set[tuple[int, int]]) -> Table:
    rows, notes = [], []
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = []
        for column, cell in enumerate(cells):
            value = cell.value
            text = "" if value is None else value_as_text(value, getattr(cell, "number_format", "") or "")
            texts.append(text)
            if (number, column) in formulas:
                notes.append(
                    Note(number, column, _("The cell holds a formula; its value when last saved was used."))
                    if text
                    else Note(
                        number, column, _("The cell holds a formula without a saved value; it was read as empty.")
                    )
                )
            if text in ERROR_VALUES:
                notes.append(Note(number, column, _("The cell shows the error %s instead of a value.") % text))
        while texts and not texts[-1]:
            texts.pop()
        rows.append(Row(number, texts))
    return Table(sheet.title, rows, notes, is_hidden=sheet.sheet_state != "visible")


def _formulas_and_merged_cells(source: IO[bytes]) -> tuple[set[tuple[int, int]], list[tuple[int, int, int, int]]]:
    """Where formulas stand, as (row from 1, column from 0), and merged ranges as (column, row, column, row) from 1.

    openpyxl gives neither together with the saved values, and its reading of whole sheets at once is several times
    slower; the two are rare, so most sheets cost only a search for their names.
    """
    content = source.read()
    formulas: set[tuple[int, int]] = set()
    merged: list[tuple[int, int, int, int]] = []
    if re.search(rb"<(?:\w+:)?(?:f|mergeCell)[\s/>]", content) is None:
        return formulas, merged
    for _event, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314  openpyxl has parsed it already
        tag = element.tag.rsplit("}", 1)[-1]
        if tag == "c":
            if any(child.tag.rsplit("}", 1)[-1] == "f" for child in element) and (place := element.get("r")):
                column, row, _column, _row = range_boundaries(place)
                formulas.add((int(row or 0), int(column or 1) - 1))
            element.clear()
        elif tag == "mergeCell":
            merged.append(tuple(int(edge or 1) for edge in range_boundaries(element.get("ref"))))  # type: ignore[arg-type]
    return formulas, merged


def _fill_merged_cells(table: Table, merged: Iterable[tuple[int, int, int, int]]) -> None:
    """A cell merged over several rows holds for each of them; one merged over columns stays in its first column."""
    by_number = {row.number: row for row in table.rows}
    for first_column, first_row, _last_column, last_row in merged:
        top = by_number.get(first_row)
        column = first_column - 1
        if last_row == first_row or top is None or column >= len(top.cells) or not top.cells[column]:
            continue
        for number in range(first_row + 1, last_row + 1):
            row = by_number.get(number)
            # A merged cell that reaches below the table says nothing about empty rows.
            if row is None or row.is_blank:
                continue
            row.cells.extend([""] * (column + 1 - len(row.cells)))
            if not row.cells[column]:
                row.cells[column] = top.cells[column]
                table.notes.append(
                    Note(number, column, _("The cell is merged with row %s; what stands there was used.") % first_row)
                )


def value_as_text(value: Any, number_format: str) -> str:
    """What a person saw in the cell, as near as it can be said: `21 June 2007`, `April 2007`, `5%`, `1`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_as_text(value, number_format)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{_number(value * 100)}%"
        return _number(value)
    return clean(str(value))


def _number(value: float) -> str:
    return f"{value:.12g}" if isinstance(value, float) and not value.is_integer() else str(int(value))


def _date_as_text(value: datetime.date, number_format: str) -> str:
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format).lower()
    if "y" in shown and "m" in shown and "d" not in shown:
        return date_format(value, "F Y")
    if "y" in shown and "m" not in shown:
        return str(value.year)
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return date_format(value, "j F Y H:i")
    return date_format(value, "j F Y")


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
