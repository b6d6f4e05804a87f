"""Matching the sections, answers and items of two contents, so that words are compared with what became of them."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from eqia.comparison.reading import Answer, Chapter, Item, chapters_of
from eqia.comparison.words import ADDED, REMOVED, SAME, Piece, diff_words

CHANGED = "changed"
# How alike two names must be to count as the same item under a new name.
ALIKE = 0.5


@dataclass(frozen=True)
class Passage:
    """One answer in both contents: its label and the words, marked where they changed."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def state(self) -> str:
        kinds = {piece.kind for piece in self.pieces}
        return kinds.pop() if len(kinds) == 1 else CHANGED

    @property
    def is_changed(self) -> bool:
        return self.state != SAME


@dataclass(frozen=True)
class Entry:
    """One item in both contents: added, removed, changed or the same; `has_moved` if it stands elsewhere in the order."""

    title: tuple[Piece, ...]
    passages: tuple[Passage, ...]
    state: str
    has_moved: bool = False

    @property
    def is_changed(self) -> bool:
        return self.state != SAME or self.has_moved

    @property
    def changed(self) -> list[Passage]:
        return [passage for passage in self.passages if passage.is_changed]


@dataclass(frozen=True)
class Part:
    """One section in both contents."""

    key: str
    heading: str
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]

    @property
    def is_changed(self) -> bool:
        return bool(self.changed or self.changed_entries)

    @property
    def changed(self) -> list[Passage]:
        return [passage for passage in self.passages if passage.is_changed]

    @property
    def unchanged(self) -> list[Passage]:
        return [passage for passage in self.passages if not passage.is_changed]

    @property
    def changed_entries(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_changed]

    @property
    def unchanged_entries(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_changed]


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Part]:
    """Every section of either content, in the order of the second; those only in the first where they stood."""
    old, new = chapters_of(before), chapters_of(after)
    keys = _woven(list(old), list(new))
    parts = [_part(key, old.get(key), new.get(key)) for key in keys]
    return [part for part in parts if part.passages or part.entries]


def _part(key: str, old: Chapter | None, new: Chapter | None) -> Part:
    heading = (new or old or Chapter(key, key)).heading
    return Part(
        key,
        heading,
        _passages(old.answers if old else [], new.answers if new else []),
        _entries(old.items if old else [], new.items if new else []),
    )


def _passages(old: list[Answer] | tuple[Answer, ...], new: list[Answer] | tuple[Answer, ...]) -> tuple[Passage, ...]:
    """Answers are matched by key; a question that was worded anew is still the same question."""
    before, after = ({answer.key: answer for answer in answers} for answers in (old, new))
    found = []
    for key in _woven(list(before), list(after)):
        was, now = before.get(key), after.get(key)
        pieces = diff_words(was.text if was else "", now.text if now else "")
        if pieces and any(piece.text for piece in pieces):
            found.append(Passage((now or was).label, tuple(pieces)))  # type: ignore[union-attr]
    return tuple(found)


def _entries(old: list[Item], new: list[Item]) -> tuple[Entry, ...]:
    pairs = _pairs(old, new)
    moved = _out_of_order([pairs[index] for index in range(len(new)) if index in pairs])
    entries = [
        _entry(old[pairs[index]] if index in pairs else None, item, pairs.get(index) in moved)
        for index, item in enumerate(new)
    ]
    gone = [index for index in range(len(old)) if index not in pairs.values()]
    return (*entries, *(_entry(old[index], None, has_moved=False) for index in gone))


def _entry(was: Item | None, now: Item | None, has_moved: bool) -> Entry:
    title = tuple(diff_words(was.title if was else "", now.title if now else ""))
    passages = _passages(was.answers if was else (), now.answers if now else ())
    if was is None:
        state = ADDED
    elif now is None:
        state = REMOVED
    else:
        is_same = all(piece.kind == SAME for piece in title) and not any(each.is_changed for each in passages)
        state = SAME if is_same else CHANGED
    return Entry(title, passages, state, has_moved)


def _pairs(old: list[Item], new: list[Item]) -> dict[int, int]:
    """Which new item (by index) was which old one: by its key, else by its very name, else by the name most like it."""
    pairs: dict[int, int] = {}
    free = set(range(len(old)))
    for name_of in (lambda item: item.key, lambda item: item.title.casefold()):
        for index, item in enumerate(new):
            if index not in pairs and name_of(item):
                match = next((each for each in sorted(free) if name_of(old[each]) == name_of(item)), None)
                if match is not None:
                    pairs[index] = match
                    free.discard(match)
    likeness = sorted(
        (
            (_alike(old[each].title, item.title), -index, -each)
            for index, item in enumerate(new)
            if index not in pairs and not item.key
            for each in free
            if not old[each].key
        ),
        reverse=True,
    )
    for ratio, index, each in likeness:
        if ratio >= ALIKE and -index not in pairs and -each in free:
            pairs[-index] = -each
            free.discard(-each)
    return pairs


def _alike(one: str, other: str) -> float:
    first, second = re.findall(r"\w+", one.casefold()), re.findall(r"\w+", other.casefold())
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def _out_of_order(positions: list[int]) -> set[int]:
    """The old positions of what moved: all that do not lie on a longest run that kept its order."""
    tails: list[int] = []
    places: list[int] = []
    for position in positions:
        place = bisect_left(tails, position)
        tails[place : place + 1] = [position]
        places.append(place)
    kept, wanted = set(), len(tails) - 1
    for position, place in reversed(list(zip(positions, places, strict=True))):
        if place == wanted:
            kept.add(position)
            wanted -= 1
    return set(positions) - kept


def _woven(old: list[str], new: list[str]) -> list[str]:
    """The keys in the new order; what is only in the old stands after the neighbour it had."""
    keys = list(new)
    for index, key in enumerate(old):
        if key not in keys:
            before = next((each for each in reversed(old[:index]) if each in keys), None)
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    return keys
