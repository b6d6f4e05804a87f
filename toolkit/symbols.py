"""The symbols of government statistics that stand in place of a number, and what each of them means.

On a page a hidden number is written with the filter `figure`; the layouts explain it once, with the way to the method.
In a chart it is drawn as “hidden”, in an alternative text it is said in words, in a file it stands as its symbol.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosure import HIDDEN, ROUNDS_TO_ZERO

__all__ = [
    "HIDDEN",
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "ROUNDS_TO_ZERO",
    "SYMBOLS",
    "UNRELIABLE",
    "spoken",
    "symbols_in",
]

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
UNRELIABLE = "[u]"

SYMBOLS: dict[str, str | Promise] = {
    HIDDEN: _("hidden to protect people"),
    NOT_AVAILABLE: _("not available"),
    NOT_APPLICABLE: _("does not apply"),
    ROUNDS_TO_ZERO: _("rounds to zero"),
    UNRELIABLE: _("unreliable: few people stand behind it"),
}


def symbols_in(rows: Sequence[Sequence[object]]) -> list[tuple[str, str]]:
    """The symbols in a table's cells, with what they mean."""
    cells = [str(cell) for row in rows for cell in row]
    return [(symbol, str(meaning)) for symbol, meaning in SYMBOLS.items() if any(symbol in cell for cell in cells)]


def spoken(text: str) -> str:
    """A text to be heard, such as a picture's alternative: each symbol is said in words."""
    for symbol, meaning in SYMBOLS.items():
        if symbol in text:
            text = text.replace(symbol, str(meaning))
    return text
