"""Two texts compared word by word, for pages that mark what was taken out and what was put in."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "removed" or "added"."""

    kind: str
    words: str


def marked(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; without the added ones they make the first, without the removed the second."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("removed", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("added", "".join(new[k:m])))
    return pieces
