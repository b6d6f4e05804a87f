"""The words of a Word paragraph or cell, as they stand on paper when all tracked changes are accepted."""

from typing import Any

from toolkit.tables.document_numbers import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DELETED = ("del", "moveFrom")
# Elements that hold what they surround and say something about it.
WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def name_of(element: Any) -> str:
    """The local name of an element of Word's own; empty for comments and other vocabularies."""
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def attribute(element: Any, name: str) -> str | None:
    return None if element is None else element.get(W + name)


class Words:
    """Gathers the words of one place, and what was found there that is no plain text."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.deleted: list[str] = []
        self.boxes: list[Any] = []
        self.has_table = False

    def cell(self, cell: Any) -> str:
        """The paragraphs of a cell as lines, then those of its text boxes."""
        text = self.block(cell)
        inside = [self.block(box) for box in list(self.boxes)]
        return "\n".join(part for part in (text, *inside) if part.strip())

    def block(self, parent: Any) -> str:
        lines: list[str] = []
        for child in parent:
            tag = name_of(child)
            if tag == "p":
                lines.append(self.paragraph(child).strip())
            elif tag == "tbl":
                self.has_table = True
                lines.extend(self._rows(child))
            elif tag in WRAPPERS:
                lines.append(self.block(child))
            elif tag in DELETED:
                self._note_deleted(child)
        return "\n".join(line for line in lines if line)

    def paragraph(self, paragraph: Any) -> str:
        """One paragraph with the number or bullet that Word puts before it."""
        pieces: list[str] = []
        self._gather(paragraph, pieces)
        number = self.numbering.next_for(paragraph)
        text = "".join(pieces)
        return f"{number} {text}".strip() if number else text

    def _rows(self, table: Any) -> list[str]:
        """A table within a cell: a line for each row, bars between its cells."""
        lines = []
        for row in table.iter(W + "tr"):
            cells = [" ".join(self.block(cell).split()) for cell in row.iter(W + "tc")]
            if any(cells):
                lines.append(" | ".join(cells))
        return lines

    def _gather(self, element: Any, pieces: list[str]) -> None:
        for child in element:
            tag = name_of(child)
            if tag == "t":
                pieces.append(child.text or "")
            elif tag in SIGNS:
                pieces.append(SIGNS[tag])
            elif tag in DELETED:
                self._note_deleted(child)
            elif tag == "r" or tag in WRAPPERS:
                self._gather(child, pieces)
            elif tag in ("drawing", "pict", "object") or not tag:
                self._find_boxes(child)

    def _note_deleted(self, element: Any) -> None:
        for part in element.iter(W + "delText", W + "t"):
            self.deleted.append(part.text or "")
        self.deleted.append(" ")

    def _find_boxes(self, element: Any) -> None:
        """Text boxes are written twice, for newer and older programs: the copy for older ones is left."""
        if element.tag == FALLBACK:
            return
        if name_of(element) == "txbxContent":
            self.boxes.append(element)
            return
        for child in element:
            self._find_boxes(child)
