"""A table as a workbook with one sheet."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.utils.text import slugify

Cell = str | int | float | datetime.date | None
# Signs that no XML document may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """The head of a column; `width` in characters."""

    words: str
    width: int = 20


@dataclass(frozen=True)
class Sheet:
    """What is written: a title, headings, and rows that are read once, one at a time."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Cell]]

    @property
    def name(self) -> str:
        """The title as spreadsheet programs let a sheet be called: 31 characters, without some signs."""
        name = re.sub(r"[\[\]:*?/\\'\t\n\r]", " ", FORBIDDEN.sub("", self.title))
        return " ".join(name.split())[:31].strip() or "Sheet1"


def escaped(text: str) -> str:
    """Text as it stands in XML, without the signs that XML may not hold."""
    text = FORBIDDEN.sub("", text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def attached(pieces: Iterable[bytes] | Iterable[str], *, name: str, ending: str, kind: str) -> StreamingHttpResponse:
    """A file that leaves as it is made, under a name that every system takes."""
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "table"}.{ending}"'
    # A proxy that gathered the whole file first would keep its reader waiting.
    answer["X-Accel-Buffering"] = "no"
    return answer
