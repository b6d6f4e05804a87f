"""Which words of a text were removed and which added. Pure; fast on long text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
WORDS = re.compile(r"\w+|\s+|[^\w\s]")
SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
# Beyond so many words the texts are first matched sentence by sentence, or it would take seconds.
MANY = 1500


@dataclass(frozen=True)
class Piece:
    """A run of text that is the same in both, only in the first (removed) or only in the second (added)."""

    kind: str
    text: str


def diff_words(before: str, after: str) -> list[Piece]:
    """The pieces from which both texts can be read: without the added ones the first, without the removed ones the second.

    Whole words are marked, never parts of one; a space between two changed words counts as changed with them.
    """
    return list(_joined(_tidied(list(_pieces(before, after)))))


def before_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != ADDED)


def after_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != REMOVED)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield Piece(SAME, before)
        return
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) <= MANY:
        yield from _matched(old, new)
        return
    for piece_old, piece_new in _blocks(SENTENCES.findall(before), SENTENCES.findall(after)):
        old, new = WORDS.findall(piece_old), WORDS.findall(piece_new)
        if piece_old == piece_new:
            yield Piece(SAME, piece_old)
        elif max(len(old), len(new)) <= MANY:
            yield from _matched(old, new)
        else:
            yield Piece(REMOVED, piece_old)
            yield Piece(ADDED, piece_new)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for _kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _matched(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(old[i1:i2]))
        else:
            yield Piece(REMOVED, "".join(old[i1:i2]))
            yield Piece(ADDED, "".join(new[j1:j2]))


def _tidied(pieces: list[Piece]) -> Iterator[Piece]:
    """A space that is the same on both sides of two changes belongs to them: they then read as one."""
    pieces = [piece for piece in pieces if piece.text]
    for index, piece in enumerate(pieces):
        is_between = 0 < index < len(pieces) - 1
        if piece.kind == SAME and is_between and piece.text.isspace() and "\n" not in piece.text:
            yield Piece(REMOVED, piece.text)
            yield Piece(ADDED, piece.text)
        else:
            yield piece


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; within a change what was removed comes first."""
    removed, added = "", ""
    for piece in pieces:
        if piece.kind == REMOVED:
            removed += piece.text
        elif piece.kind == ADDED:
            added += piece.text
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(REMOVED, removed)
    if added:
        yield Piece(ADDED, added)
