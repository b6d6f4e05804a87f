"""Tables of Word documents, as a reader of the printed document would see them.

Merged cells, content controls, tables within cells and text boxes are followed; text that tracked changes have deleted
is left out, with a note; numbers that Word counts by itself are counted here too.
"""

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from toolkit.tables.archives import BROKEN
from toolkit.tables.document_numbers import Numbering
from toolkit.tables.document_text import DELETED, WRAPPERS, W, Words, attribute, name_of
from toolkit.tables.grids import Grid
from toolkit.tables.shapes import Note, Table, Unreadable, clean, damaged

MOST_NESTED = 12
LONGEST_CAPTION = 150
LONGEST_QUOTE = 120


def document_tables(file: IO[bytes]) -> list[Table]:
    """Every table, called "Table 1" and so on in the order of the document. Raises Unreadable."""
    try:
        file.seek(0)
        reader = DocumentReader(Document(file))
        reader.read()
    except (
        *BROKEN,
        PackageNotFoundError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        TypeError,
        AttributeError,
        IndexError,
    ):
        raise damaged() from None
    if not reader.tables:
        raise Unreadable(
            _("The document has no table. Put the actions into a table with a row of headings, or choose another file.")
        )
    return reader.tables


class DocumentReader:
    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.levels = heading_levels(document)
        self.numbering = Numbering.of(document)
        self.tables: list[Table] = []
        self.above: list[str] = []
        self.caption = ""
        self.without_table: str | None = None
        self.left_over: list[str] = []

    def read(self) -> None:
        self._read_blocks(self.body, depth=0)
        self._end_heading()
        if self.tables:
            self.tables[0].notes.extend(Note(0, None, sentence) for sentence in self.left_over)

    def _read_blocks(self, parent: Any, depth: int) -> None:
        if depth > MOST_NESTED:
            raise damaged()
        for block in blocks(parent):
            if block.tag == W + "tbl":
                self._read_table(block, depth)
            else:
                self._read_paragraph(block, depth)

    def _read_paragraph(self, paragraph: Any, depth: int) -> None:
        words = Words(self.numbering)
        text = " ".join(words.paragraph(paragraph).split())
        level = self._level(paragraph)
        if text and level is not None:
            self._end_heading()
            self._begin_heading(text, level)
        elif text and not self.levels.has_headings and len(text) <= LONGEST_CAPTION and is_marked(paragraph):
            self.caption = text
        for box in words.boxes:
            before = len(self.tables)
            self._read_blocks(box, depth + 1)
            if len(self.tables) == before and (inside := " ".join(Words(self.numbering).block(box).split())):
                self.left_over.append(_("A text box outside the tables was not read: “%s”") % short(inside))

    def _level(self, paragraph: Any) -> int | None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None
        style = attribute(properties.find(W + "pStyle"), "val")
        return self.levels.by_style.get(style or "")

    def _begin_heading(self, text: str, level: int) -> None:
        """The title of the whole document (level 0) stands above every table and tells none of them apart."""
        above = self.above[: max(level - 1, 0)]
        if level:
            self.above = [*above, *[""] * (level - 1 - len(above)), text]
            self.without_table = text
        else:
            self.above = []
        self.caption = ""

    def _end_heading(self) -> None:
        """A heading under which no table stands is said: it may be a plan that is not written yet."""
        if self.without_table:
            self.left_over.append(_("Under the heading “%s” stands no table.") % short(self.without_table))
        self.without_table = None

    def _read_table(self, element: Any, depth: int) -> None:
        rows = list(rows_of(element))
        inner = [table for table in element.iter(W + "tbl") if table is not element]
        # A table of one column around others only places them on the page.
        if inner and all(len(list(cells_of(row))) <= 1 for row in rows):
            for row in rows:
                for cell in cells_of(row):
                    self._read_blocks(cell, depth + 1)
            return
        self.without_table = None
        above = tuple(part for part in (*self.above, self.caption) if part)
        grid = Grid(_("Table %s") % (len(self.tables) + 1), above)
        for row in rows:
            self._read_row(grid, row)
        self.tables.append(grid.table())

    def _read_row(self, grid: Grid, row: Any) -> None:
        grid.begin_row()
        properties = row.find(W + "trPr")
        if properties is not None:
            if properties.find(W + "del") is not None:
                grid.note(_("The row was deleted in tracked changes and was left out."))
                return
            grid.skip(min(int(attribute(properties.find(W + "gridBefore"), "val") or 0), 100))
        for cell in cells_of(row):
            properties = cell.find(W + "tcPr")
            columns, merge = 1, None
            if properties is not None:
                columns = max(1, min(int(attribute(properties.find(W + "gridSpan"), "val") or 1), 1000))
                merge = properties.find(W + "vMerge")
            if merge is not None and (attribute(merge, "val") or "continue") == "continue":
                grid.go_on(columns=columns)
                continue
            words = Words(self.numbering)
            text = clean(words.cell(cell))
            grid.add_cell(text, columns=columns, notes=tuple(notes_on(words)))


class Levels:
    """How deep each style of heading stands; the title is above all of them."""

    def __init__(self, by_style: dict[str, int], *, has_headings: bool) -> None:
        self.by_style, self.has_headings = by_style, has_headings


def heading_levels(document: Any) -> Levels:
    by_style: dict[str, int] = {}
    for style in document.styles.element.iterfind(W + "style"):
        name = (attribute(style.find(W + "name"), "val") or "").casefold()
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if name == "title":
            by_style[style.get(W + "styleId")] = 0
        elif name.startswith("heading ") and name[8:].isdigit():
            by_style[style.get(W + "styleId")] = int(name[8:])
        elif outline is not None and (level := int(attribute(outline, "val") or 9)) < 9:
            by_style[style.get(W + "styleId")] = level + 1
    used = {each.get(W + "val") for each in document.element.body.iter(W + "pStyle")}
    return Levels(by_style, has_headings=bool(used & set(by_style)))


def blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also those in content controls and of tracked insertions."""
    for child in parent:
        tag = name_of(child)
        if tag in ("p", "tbl"):
            yield child
        elif tag in WRAPPERS:
            yield from blocks(child)


def rows_of(table: Any) -> Iterator[Any]:
    return _inside(table, "tr")


def cells_of(row: Any) -> Iterator[Any]:
    return _inside(row, "tc")


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    for child in parent:
        tag = name_of(child)
        if tag == wanted:
            yield child
        elif tag in WRAPPERS and tag not in DELETED:
            yield from _inside(child, wanted)


def is_marked(paragraph: Any) -> bool:
    """Whether a paragraph looks like a heading without being one: all of it bold, or in capitals, or centred."""
    alignment = attribute(paragraph.find(f"{W}pPr/{W}jc"), "val")
    runs = [
        run for run in paragraph.iter(W + "r") if any(text.text and text.text.strip() for text in run.iter(W + "t"))
    ]
    text = "".join(text.text or "" for run in runs for text in run.iter(W + "t"))
    return bool(runs) and (
        alignment == "center"
        or text.isupper()
        or all(
            (bold := run.find(f"{W}rPr/{W}b")) is not None and bold.get(W + "val") not in ("0", "false") for run in runs
        )
    )


def notes_on(words: Words) -> Iterator[str]:
    if deleted := " ".join("".join(words.deleted).split()):
        yield _("Tracked changes delete words here; they were left out: “%s”") % short(deleted)
    if words.has_table:
        yield _("A table stands within this cell; its cells were read as text.")
    if words.boxes:
        yield _("A text box stands in this cell; its words were added at the end.")


def short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
