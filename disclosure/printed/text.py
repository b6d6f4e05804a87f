"""Rows and cells out of plain text: what spreadsheets and Word put on the clipboard, CSV, bars, or columns set with blanks."""

import csv
import io
import re
from collections import Counter

from disclosure.printed.troubles import CannotRead, Trouble

MOST_CELLS = 250_000
GAP = re.compile(r" {2,}|\t")
RULE = re.compile(r"[\s|:+=_–—-]*")

Grid = list[list[str]]


def grids_of(text: str) -> list[Grid]:
    """The tables of a text, one after another with a blank line between; blanks before a label are kept.

    Raises CannotRead.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip("\n")
    if not text.strip():
        raise CannotRead(Trouble.NOTHING)
    rows = _rows(text)
    if sum(map(len, rows)) > MOST_CELLS:
        raise CannotRead(Trouble.TOO_MANY_CELLS, number=f"{sum(map(len, rows)):,}", most=f"{MOST_CELLS:,}")
    return _parted(rows)


def _rows(text: str) -> Grid:
    if "\t" in text:
        return _separated(text, "\t")
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(line.count("|") >= 1 for line in lines) > len(lines) / 2:
        kept = [line for line in text.split("\n") if not line.strip() or not RULE.fullmatch(line)]
        return [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in kept]
    for mark in (",", ";"):
        if _fits(text, mark):
            return _separated(text, mark)
    return [_set_with_blanks(line) for line in text.split("\n")]


def _fits(text: str, mark: str) -> bool:
    """Whether most rows come out equally wide, and wider than one cell, with this mark between the cells."""
    widths = Counter(len(row) for row in _separated(text, mark) if any(cell.strip() for cell in row))
    width, times = widths.most_common(1)[0]
    return width > 1 and times > sum(widths.values()) / 2


def _separated(text: str, mark: str) -> Grid:
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        return [line.split(mark) for line in text.split("\n")]


def _set_with_blanks(line: str) -> list[str]:
    """Cells with two blanks or more between them; those before the first cell stay with it."""
    inner = line.lstrip(" ")
    first, *others = GAP.split(inner.rstrip())
    return [" " * (len(line) - len(inner)) + first, *others]


def _parted(rows: Grid) -> list[Grid]:
    """A blank line parts two tables where what follows it begins like one, with a row of headings."""
    blocks: list[Grid] = [[]]
    for row in rows:
        if any(cell.strip() for cell in row):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    tables: list[Grid] = []
    for block in blocks:
        is_table = len(block) > 1 and max(sum(1 for cell in row if cell.strip()) for row in block) > 1
        has_headings = sum(1 for cell in block[0] if cell.strip()) == 1 or not any(
            cell.strip().replace(",", "").isdigit() for cell in block[0][1:]
        )
        if tables and not (is_table and has_headings):
            tables[-1].extend(block)
        else:
            tables.append(list(block))
    return tables
