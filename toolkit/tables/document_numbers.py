"""The numbers and bullets that Word puts before paragraphs by itself and that stand nowhere in the text."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
LETTERS = {"lowerLetter": str.lower, "upperLetter": str.upper}
ROMANS = {"lowerRoman": str.lower, "upperRoman": str.upper}
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass
class Level:
    """How a level of a list is numbered: its kind, its text such as "%1.%2.", and where it begins."""

    kind: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    # List → (what it counts together with, its levels); lists that share a definition go on counting together.
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, document: Any) -> "Numbering":
        try:
            root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            return cls()
        kinds = {each.get(W + "abstractNumId"): _levels(each) for each in root.iterfind(W + "abstractNum")}
        numbering = cls()
        for each in root.iterfind(W + "num"):
            kind = _value(each.find(W + "abstractNumId"))
            starts_anew = each.find(W + "lvlOverride") is not None
            key = f"list {each.get(W + 'numId')}" if starts_anew else f"kind {kind}"
            numbering.lists[each.get(W + "numId")] = (key, kinds.get(kind, {}))
        for style in document.styles.element.iterfind(W + "style"):
            if (properties := style.find(f"{W}pPr/{W}numPr")) is not None:
                numbering.styles[style.get(W + "styleId")] = _place(properties)
        return numbering

    def next_for(self, paragraph: Any) -> str:
        """The number or bullet before this paragraph, counting it; empty if it stands in no list."""
        list_id, depth = self._list_of(paragraph)
        if not list_id or list_id == "0" or list_id not in self.lists:
            return ""
        key, levels = self.lists[list_id]
        level = levels.get(depth)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return BULLET
        counted = self.counted[key]
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [place for place in counted if place > depth]:
            del counted[deeper]
        return re.sub(r"%(\d)", lambda found: _shown(levels, counted, int(found[1]) - 1), level.text).strip()

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return "", 0
        own = properties.find(W + "numPr")
        if own is not None and own.find(W + "numId") is not None:
            return _place(own)
        return self.styles.get(_value(properties.find(W + "pStyle")), ("", 0))


def _levels(kind: Any) -> dict[int, Level]:
    return {
        int(each.get(W + "ilvl") or 0): Level(
            _value(each.find(W + "numFmt")) or "decimal",
            _value(each.find(W + "lvlText")),
            int(_value(each.find(W + "start")) or 1),
        )
        for each in kind.iterfind(W + "lvl")
    }


def _place(properties: Any) -> tuple[str, int]:
    return _value(properties.find(W + "numId")), int(_value(properties.find(W + "ilvl")) or 0)


def _value(element: Any) -> str:
    return "" if element is None else element.get(W + "val") or ""


def _shown(levels: dict[int, Level], counted: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    number = counted.get(depth, level.start if level else 1)
    if level and level.kind in LETTERS:
        return LETTERS[level.kind](chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1))
    if level and level.kind in ROMANS:
        return ROMANS[level.kind](_roman(number))
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
