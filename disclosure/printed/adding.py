"""Which lines of a table are made of which others: read from the labels, and recognised by arithmetic.

A line is a row or a column; `spans[line][place]` says between which numbers each of its counts lies, so that hidden cells
fit whatever else is there. What is found is a proposal, for a person to confirm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from disclosure.printed.grid import TOTAL, Label

Span = tuple[float, float]
Spans = Sequence[Sequence[Span]]

WITH_TOTAL = re.compile(r"^totals?\b|\btotals?$", re.IGNORECASE)


class Part(StrEnum):
    """What a line is: the total of everything; a part of another line; the first of another way of splitting it; some of
    it, with the others not shown; or not a line of people at all."""

    TOTAL = "total"
    OF = "of"
    FIRST = "first"
    SOME = "some"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Role:
    """`of` is the place of the line that it is a part of; None is everybody, whether a line shows that or not."""

    part: Part
    of: int | None = None


def recognise(labels: Sequence[Label], spans: Spans) -> list[Role]:
    """A role for every line."""
    if len(labels) == 1:
        return [Role(Part.TOTAL)]
    roles = [Role(Part.OF)] * len(labels)
    total = _total(labels, spans)
    others = [place for place in range(len(labels)) if place != total]
    if total is not None:
        roles[total] = Role(Part.TOTAL)
    parents = _parents(labels, spans, others)
    if total is not None and _is_flat(labels, spans, others, total):
        parents = {}
    for place, parent in parents.items():
        roles[place] = Role(Part.SOME if labels[place].is_of_which else Part.OF, parent)
    tops = [place for place in others if place not in parents]
    for place, part in _lists(labels, spans, tops, total):
        roles[place] = Role(part)
    return roles


def _is_flat(labels: Sequence[Label], spans: Spans, others: Sequence[int], total: int) -> bool:
    """Whether the lines make up the total as they stand: then a sum among them is a coincidence."""
    if any(labels[place].indent or labels[place].is_of_which for place in others):
        return False
    parts = [spans[place] for place in others]
    return adds_up(spans[total], parts) and agreements(spans[total], parts) > 0


def is_total(label: Label) -> bool:
    return bool(TOTAL.fullmatch(label.text) or WITH_TOTAL.search(label.text))


def adds_up(total: Sequence[Span], parts: Sequence[Sequence[Span]]) -> bool:
    """Whether the parts can make up the total in every place."""
    return all(
        sum(part[at][0] for part in parts) <= high and sum(part[at][1] for part in parts) >= low
        for at, (low, high) in enumerate(total)
    )


def agreements(total: Sequence[Span], parts: Sequence[Sequence[Span]]) -> int:
    """In how many places the sum is known to hold, not counting those where it is nothing."""
    return sum(
        low == high > 0 and all(part[at][0] == part[at][1] for part in parts) for at, (low, high) in enumerate(total)
    )


def _total(labels: Sequence[Label], spans: Spans) -> int | None:
    """The line of everybody: by its words if no line is larger, or because all others make it up."""
    named = [place for place, label in enumerate(labels) if is_total(label)]
    named.sort(
        key=lambda place: (not TOTAL.fullmatch(labels[place].text), sum(low for low, _high in spans[place]) * -1)
    )
    for place in named:
        if all(_covers(spans[place], other) for other in spans):
            return place
    for place in {len(labels) - 1, 0} if len(labels) > 2 else ():
        rest = [spans[other] for other in range(len(labels)) if other != place]
        if adds_up(spans[place], rest) and agreements(spans[place], rest) >= min(2, len(spans[place])):
            return place
    return None


def _covers(whole: Sequence[Span], part: Sequence[Span]) -> bool:
    return all(high >= low for (_low, high), (low, _high) in zip(whole, part, strict=True))


def _parents(labels: Sequence[Label], spans: Spans, others: Sequence[int]) -> dict[int, int]:
    """The groups: by how far the labels are set in if they are; otherwise by what adds up, before or after its parts."""
    if len({labels[place].indent for place in others}) > 1:
        return dict(_set_in(labels, others))
    found = dict(_of_which(labels, spans, others))
    plain = [place for place in others if place not in found]
    forwards = _nested(spans, plain)
    backwards = _nested(spans, plain[::-1])
    return {**found, **(backwards if len(backwards) > len(forwards) else forwards)}


def _set_in(labels: Sequence[Label], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    above: list[int] = []
    for place in others:
        while above and labels[above[-1]].indent >= labels[place].indent:
            above.pop()
        if above:
            yield place, above[-1]
        above.append(place)


def _of_which(labels: Sequence[Label], spans: Spans, others: Sequence[int]) -> Iterator[tuple[int, int]]:
    """“Of which” speaks of the nearest line before it that does not say so itself, if that is large enough."""
    whole: int | None = None
    for place in others:
        if not labels[place].is_of_which:
            whole = place
        elif whole is not None and _covers(spans[whole], spans[place]):
            yield place, whole


def _nested(spans: Spans, order: Sequence[int]) -> dict[int, int]:
    """Each group with the run of lines behind it that makes it up, groups among them."""
    parents: dict[int, int] = {}
    ends: dict[int, int] = {}

    def end_of(at: int) -> int:
        """Where the lines that belong to this one end."""
        if at in ends:
            return ends[at]
        ends[at] = at + 1
        whole, children, ahead = spans[order[at]], [], at + 1
        while ahead < len(order):
            children.append(ahead)
            ahead = end_of(ahead)
            parts = [spans[order[child]] for child in children]
            if any(sum(part[place][0] for part in parts) > high for place, (_low, high) in enumerate(whole)):
                break
            if len(parts) > 1 and adds_up(whole, parts) and agreements(whole, parts) >= 2:
                parents.update((order[child], order[at]) for child in children)
                ends[at] = ahead
                break
        return ends[at]

    for at in range(len(order) - 1, -1, -1):
        end_of(at)
    return parents


def _lists(labels: Sequence[Label], spans: Spans, tops: Sequence[int], total: int | None) -> Iterator[tuple[int, Part]]:
    """Where a second way of splitting the total begins: behind a heading, or after parts that make up the total.

    One that never makes up the total, such as the disabled staff alone, shows only some of it.
    """
    if total is None:
        return
    whole = spans[total]
    lists: list[list[int]] = []
    for place in tops:
        current = lists[-1] if lists else []
        parts = [spans[at] for at in current]
        is_new = (
            not current
            or labels[place].is_of_which
            or labels[current[-1]].is_of_which
            or (labels[place].section != labels[current[-1]].section and adds_up(whole, parts))
            or (adds_up(whole, parts) and agreements(whole, parts) > 0 and any(high > 0 for _low, high in spans[place]))
        )
        if is_new:
            lists.append([place])
        else:
            current.append(place)
    has_full = any(adds_up(whole, [spans[at] for at in each]) for each in lists)
    for number, each in enumerate(lists):
        falls_short = has_full and not adds_up(whole, [spans[at] for at in each])
        if labels[each[0]].is_of_which or falls_short:
            yield each[0], Part.SOME
        elif number:
            yield each[0], Part.FIRST
