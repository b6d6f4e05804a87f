"""Tables that leave as CSV: UTF-8 as spreadsheet programs expect it, with formulas defused."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# A cell that begins with one of these would be run as a formula by a spreadsheet program.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table as a file to keep; `name` without its ending."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (headings, *rows):
        writer.writerow([defused(cell) for cell in row])
    return HttpResponse(
        "\ufeff" + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def defused(cell: Any) -> Any:
    """Numbers as they are; words that look like a formula behind an apostrophe."""
    if cell is None or isinstance(cell, int | float):
        return "" if cell is None else cell
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words
