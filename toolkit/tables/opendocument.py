"""ODS, the workbooks of LibreOffice: the saved values of each sheet, as a person saw them (OASIS OpenDocument 1.3).

Rows and cells that are alike stand once, with how often they are repeated: a sheet of three rows ends with a million
empty ones in a line. So what is empty is counted and not made.
"""

import datetime
import zipfile
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from toolkit.tables.archives import BROKEN
from toolkit.tables.shapes import MOST_CELLS, Note, Row, Table, clean, damaged, too_many_cells
from toolkit.tables.values import value_as_text
from toolkit.tables.workbooks import ERROR_VALUES, MOST_COLUMNS, Sheet, about_formula, fill_merged_cells

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
ALSO_ERRORS = ("Err:",)
# What stands in the shape of a date for each part that its style shows.
PARTS = {f"{NUMBER}day": "d", f"{NUMBER}month": "m", f"{NUMBER}year": "y"}
READ = [f"{STYLE}style", f"{NUMBER}date-style", f"{TABLE}table-column", f"{TABLE}table-row", f"{TABLE}table"]


def opendocument_tables(file: IO[bytes]) -> list[Table]:
    """A table for each sheet, without its blank rows. Raises Unreadable."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            return Book().tables(archive)
    except (*BROKEN, etree.XMLSyntaxError, TypeError, AttributeError, IndexError, OverflowError):
        raise damaged() from None


class Book:
    """A workbook while it is being read: what its styles show, and the sheet at hand."""

    def __init__(self) -> None:
        self.dates: dict[str, str] = {}
        self.date_of_style: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.column_styles: list[str] = []
        self.cells = 0

    def tables(self, archive: zipfile.ZipFile) -> list[Table]:
        with archive.open("styles.xml") as source:
            self._read(source)
        with archive.open("content.xml") as source:
            return self._read(source)

    def _read(self, source: IO[bytes]) -> list[Table]:
        tables: list[Table] = []
        sheet, depth = Sheet(), 0
        found = etree.iterparse(source, events=("start", "end"), tag=READ, resolve_entities=False, no_network=True)
        for event, element in found:
            if element.tag == f"{TABLE}table":
                # A table within a cell is part of that cell.
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    sheet, self.column_styles = Sheet(), []
                elif event == "end" and depth == 0:
                    tables.append(self._table(sheet, element))
            elif event == "end":
                if depth == 0:
                    self._keep_style(element)
                elif depth == 1 and element.tag == f"{TABLE}table-column":
                    self._keep_column(element)
                elif depth == 1 and element.tag == f"{TABLE}table-row":
                    self._read_row(sheet, element)
            if event == "end" and depth <= 1 and element.tag in (f"{TABLE}table-row", f"{TABLE}table"):
                element.clear()
        return tables

    def _keep_style(self, element: Any) -> None:
        name = element.get(f"{STYLE}name", "")
        if element.tag == f"{NUMBER}date-style":
            self.dates[name] = "".join(PARTS.get(part.tag, "") for part in element)
        elif element.tag == f"{STYLE}style":
            if shape := element.get(f"{STYLE}data-style-name"):
                self.date_of_style[name] = shape
            properties = element.find(f"{STYLE}table-properties")
            if properties is not None and properties.get(f"{TABLE}display") == "false":
                self.hidden.add(name)

    def _keep_column(self, element: Any) -> None:
        repeated = min(int(element.get(f"{TABLE}number-columns-repeated", 1)), MOST_COLUMNS)
        self.column_styles += [element.get(f"{TABLE}default-cell-style-name", "")] * repeated
        del self.column_styles[MOST_COLUMNS:]

    def _table(self, sheet: Sheet, element: Any) -> Table:
        is_hidden = element.get(f"{TABLE}style-name") in self.hidden
        table = Table(element.get(f"{TABLE}name", ""), sheet.rows, sheet.notes, is_hidden=is_hidden)
        fill_merged_cells(table, sheet.merged)
        return table

    def _read_row(self, sheet: Sheet, element: Any) -> None:
        number = sheet.last + 1
        repeated = int(element.get(f"{TABLE}number-rows-repeated", 1))
        sheet.last += repeated
        cells: list[str] = []
        column = 0
        for cell in element:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
            text = "" if cell.tag.endswith("}covered-table-cell") else self._read_cell(sheet, cell, number, column)
            if text:
                if column + times > MOST_COLUMNS:
                    raise damaged()
                cells += [""] * (column - len(cells)) + [text] * times
            column += times
        if not cells:
            return
        self.cells += len(cells) * repeated
        if self.cells > MOST_CELLS:
            raise too_many_cells()
        sheet.rows += [Row(number + each, list(cells)) for each in range(repeated)]

    def _read_cell(self, sheet: Sheet, cell: Any, row: int, column: int) -> str:
        """What the cell shows; formulas, errors and merged cells are noted."""
        rows = int(cell.get(f"{TABLE}number-rows-spanned", 1))
        columns = int(cell.get(f"{TABLE}number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            sheet.merged.append((column + 1, row, column + columns, row + rows - 1))
        text = self._value(cell, column)
        if cell.get(f"{TABLE}formula"):
            sheet.notes.append(Note(row, column, about_formula(text)))
        if text in ERROR_VALUES or text.startswith(ALSO_ERRORS):
            sheet.notes.append(Note(row, column, _("The cell shows the error %s instead of a value.") % text))
        return text

    def _value(self, cell: Any, column: int) -> str:
        kind = cell.get(f"{OFFICE}value-type", "")
        if kind == "date" and (written := cell.get(f"{OFFICE}date-value")):
            return value_as_text(datetime.datetime.fromisoformat(written), self._shape(cell, column))
        if kind in ("float", "percentage") and (written := cell.get(f"{OFFICE}value")):
            return value_as_text(float(written), "%" if kind == "percentage" else "")
        if kind == "boolean":
            return value_as_text(cell.get(f"{OFFICE}boolean-value") == "true", "")
        return clean("\n".join(_words(paragraph) for paragraph in cell.iterchildren(f"{TEXT}p", f"{TEXT}h")))

    def _shape(self, cell: Any, column: int) -> str:
        """Which parts of a date the cell shows: "my" for April 2007."""
        inherited = self.column_styles[column] if column < len(self.column_styles) else ""
        style = cell.get(f"{TABLE}style-name") or inherited
        return self.dates.get(self.date_of_style.get(style, ""), "")


def _words(element: Any) -> str:
    """The text of a paragraph: several blanks, tabs and line breaks are elements of their own; remarks are left out."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            pieces.append(" " * min(int(child.get(f"{TEXT}c", 1)), 100))
        elif child.tag == f"{TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif isinstance(child.tag, str) and child.tag.startswith(TEXT):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
