"""Tables of a web page, and what Word and spreadsheets put on the clipboard as one."""

import re
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as markup

from toolkit.tables.grids import Grid
from toolkit.tables.shapes import Table, Unreadable, clean, damaged

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNREAD = ("script", "style", "template", "noscript", "del", "s", "strike", "head")
BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")


def page_tables(file: IO[bytes]) -> list[Table]:
    """A table for each `<table>` that stands in no other, by the headings above it. Raises Unreadable."""
    file.seek(0)
    content = file.read()
    try:
        content.decode("utf-8")
        parser = markup.HTMLParser(encoding="utf-8", no_network=True)
    except UnicodeDecodeError:
        parser = markup.HTMLParser(no_network=True)
    try:
        root = markup.fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise damaged() from None
    tables: list[Table] = []
    above: list[str] = []
    for element in root.iter("table", *HEADINGS):
        inside = any(parent.tag in ("table", *HEADINGS) for parent in element.iterancestors())
        if inside:
            continue
        if element.tag == "table":
            tables.append(_table(element, len(tables) + 1, tuple(heading for heading in above if heading)))
        else:
            level = int(element.tag[1])
            above = [*above[: level - 1], *[""] * (level - 1 - len(above)), _text(element)]
    if not tables:
        raise Unreadable(_("The web page has no table. Copy the table itself, with its headings."))
    return tables


def _table(element: Any, number: int, above: tuple[str, ...]) -> Table:
    grid = Grid(f"Table {number}", above)
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        grid.begin_row()
        for cell in row:
            if cell.tag in ("td", "th"):
                grid.add_cell(_text(cell), columns=_span(cell, "colspan"), rows=_span(cell, "rowspan"))
    return grid.table()


def _span(cell: Any, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return max(1, int(found[1])) if found else 1


def _text(element: Any) -> str:
    """What a person sees: lines where a browser breaks them, blanks as one."""
    pieces: list[str] = []
    _gather(element, pieces)
    lines = ["".join(part) for part in _lines(pieces)]
    return clean("\n".join(line for line in (" ".join(line.split()) for line in lines) if line))


def _gather(element: Any, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    if element.tag in BLOCKS:
        pieces.append("\n")
    pieces.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        _gather(child, pieces)
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    if element.tag in BLOCKS:
        pieces.append("\n")
    if element.tag in ("td", "th"):
        pieces.append(" ")


def _lines(pieces: list[str]) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if piece == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines
