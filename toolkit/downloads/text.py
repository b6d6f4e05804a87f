"""A table as CSV, which every spreadsheet program opens."""

import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from toolkit.downloads.sheet import attached

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


def defused(cell: Any) -> Any:
    """Numbers as they are; words that a spreadsheet would take for a formula behind an apostrophe.

    Source: https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if cell is None or isinstance(cell, int | float):
        return "" if cell is None else cell
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA) else words


def undefused(words: str) -> str:
    """The words of a cell of a CSV without the apostrophe that `defused` put before them."""
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA) else words


def csv_download(name: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """The rows as `name` (without ending), streamed, in UTF-8 with the mark by which spreadsheets know it."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff"
        for row in itertools.chain([headings], rows):
            yield writer.writerow([defused(cell) for cell in row])

    return attached(lines(), name=name, ending="csv", kind="text/csv; charset=utf-8")
