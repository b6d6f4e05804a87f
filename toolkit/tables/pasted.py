"""A table that a person has copied and pasted: as text with tabs, as spreadsheets and Word give it, or as a web page."""

import csv
import io

from toolkit.tables.pages import page_tables
from toolkit.tables.separated import text_table
from toolkit.tables.shapes import Row, Table, clean, nothing_in_it

MARKS = ("<table", "<tr", "<html")


def read_pasted(text: str) -> tuple[list[Table], str]:
    """The tables, and the ending of a file that holds the text: `html`, `txt` or `csv`. Raises Unreadable."""
    if not text.strip():
        raise nothing_in_it()
    if any(mark in text[:20_000].lower() for mark in MARKS):
        return page_tables(io.BytesIO(text.encode())), "html"
    if "\t" in text:
        return [_tabbed(text)], "txt"
    return [text_table(io.BytesIO(text.encode()), "")], "csv"


def _tabbed(text: str) -> Table:
    """Cells parted by tabs. A spreadsheet quotes cells of several lines; Word does not, and breaks the row instead.

    A line with some tabs but too few for a row is therefore read on with the next, while that makes a whole row.
    """
    lines = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    width = max(len(cells) for cells in lines)
    rows: list[Row] = []
    place = 0
    while place < len(lines):
        number, cells = place + 1, list(lines[place])
        place += 1
        while 1 < len(cells) < width and place < len(lines) and 0 < len(lines[place]) <= width - len(cells) + 1:
            first, *others = lines[place]
            cells = [*cells[:-1], f"{cells[-1]}\n{first}", *others]
            place += 1
        row = Row(number, [clean(cell) for cell in cells])
        if not row.is_blank:
            rows.append(row)
    return Table("", rows)
