"""What a table would lose if it were made coarser, or rounded, instead of having cells hidden."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from disclosure.attack import intervals
from disclosure.forms import Rounded
from disclosure.linear import Unfinished
from disclosure.printed.adding import Part, Role
from disclosure.printed.cells import Entry, Kind
from disclosure.printed.grid import Label
from disclosure.printed.together import Brought, Together, together
from disclosure.printed.trial import Rule, Safe, attack, certain_behind, log2, protect
from disclosure.printed.troubles import CannotRead
from disclosure.publication import Status
from disclosure.suppression import CannotProtect

BASES = (5, 10)


class Way(StrEnum):
    """What is done: nothing but hiding; groups without what they are made of; small lines joined; every number rounded."""

    HIDE = "hide"
    GROUPS = "groups"
    JOIN = "join"
    ROUND = "round"


@dataclass(frozen=True)
class Alternative:
    """One way of publishing, and what is left of the table.

    `lines` are the groups that stay or the lines that are joined. `kept` is the share of the information of the table as
    it was that its readers still get. Of rounded tables, what readers can tell all the same: numbers of few people
    `exactly`, or that there is `somebody`.
    """

    way: Way
    lines: tuple[str, ...] = ()
    base: int = 0
    shown: int = 0
    hidden: int = 0
    kept: float | None = None
    exactly: int = 0
    somebody: int = 0


def information(world: Together, safe: Safe) -> float:
    """How much the cells in sight say, by the logarithm of each."""
    return sum(log2(world.publication.by_id[name]) for name in world.spans if name not in safe.hidden)


def whole_information(world: Together) -> float:
    return sum(log2(world.publication.by_id[name]) for name in world.spans)


def alternatives(
    tables: Sequence[Brought], world: Together, safe: Safe, rule: Rule, *, seconds: float = 6.0
) -> list[Alternative]:
    """Hiding, and what was found beside it in the time; only tables without hidden cells can be joined or rounded."""
    until = time.monotonic() + seconds
    whole = whole_information(world)
    found = [_judged(Way.HIDE, (), world, safe, whole)]
    for way, lines, coarser in _coarser(tables):
        if time.monotonic() > until:
            return found
        try:
            other = together(coarser, seconds=2.0)
            again = protect(other, rule, attack(other, rule, seconds=2.0), seconds=3.0, best=0.3)
        except (CannotRead, CannotProtect, Unfinished):
            continue
        found.append(_judged(way, lines, other, again, whole))
    if not world.hidden:
        for base in BASES:
            if time.monotonic() < until:
                found += _rounded(world, rule, base, until)
    return found


def _judged(way: Way, lines: tuple[str, ...], world: Together, safe: Safe, whole: float) -> Alternative:
    hidden = len(safe.hidden)
    return Alternative(
        way,
        lines,
        shown=len(world.spans) - hidden,
        hidden=hidden,
        kept=information(world, safe) / whole if whole else 1.0,
    )


def _coarser(tables: Sequence[Brought]) -> Iterator[tuple[Way, tuple[str, ...], list[Brought]]]:
    for at, table in enumerate(tables):
        for is_row in (True, False):
            labels = table.printed.rows if is_row else table.printed.columns
            roles = table.rows if is_row else table.columns

            def with_table(changed: Brought, at: int = at) -> list[Brought]:
                return [*tables[:at], changed, *tables[at + 1 :]]

            parents = {role.of for role in roles if role.of is not None}
            finest = [place for place, role in enumerate(roles) if role.of is not None and place not in parents]
            if finest:
                kept = tuple(Role(Part.OUT) if place in finest else role for place, role in enumerate(roles))
                groups = tuple(labels[place].text for place in sorted(parents))
                changed = replace(table, rows=kept) if is_row else replace(table, columns=kept)
                yield Way.GROUPS, groups, with_table(changed)
            if len(tables) == 1 and (joined := _joined(table, is_row, labels, roles)):
                yield Way.JOIN, joined[0], with_table(joined[1])


def _joined(
    table: Brought, is_row: bool, labels: Sequence[Label], roles: Sequence[Role]
) -> tuple[tuple[str, ...], Brought] | None:
    """The table with its smallest lines in one: of one list, those with few people in any cell, and at least two."""
    spans = _lines(table, is_row)
    if any(low < high for line in spans for low, high in line):
        return None
    parents = {role.of for role in roles if role.of is not None}
    ends = [
        place
        for place, role in enumerate(roles)
        if role.part in (Part.OF, Part.FIRST) and role.of is None and place not in parents
    ]
    if sum(role.part is Part.FIRST for role in roles) or any(role.part is Part.SOME for role in roles):
        return None
    small = [place for place in ends if any(0 < low < 5 for low, _high in spans[place])]
    small += [
        place for place in sorted(ends, key=lambda at: sum(low for low, _high in spans[at])) if place not in small
    ][: max(0, 2 - len(small))]
    if len(small) < 2 or len(ends) - len(small) < 1:
        return None
    first = min(small)
    words = tuple(labels[place].text for place in sorted(small))
    added = [sum(spans[place][across][0] for place in small) for across in range(len(spans[0]))]

    def entry(count: float) -> Entry:
        return Entry(f"{count:,.0f}", Kind.COUNT, count, count)

    order = [place for place in range(len(labels)) if place == first or place not in small]
    new_labels = tuple(Label((" or ".join(words),)) if place == first else labels[place] for place in order)
    new_roles = tuple(
        replace(roles[place], of=None if roles[place].of is None else order.index(roles[place].of or 0))
        for place in order
    )
    cells = table.printed.cells
    if is_row:
        new_cells = tuple(tuple(map(entry, added)) if place == first else cells[place] for place in order)
        printed = replace(table.printed, rows=new_labels, cells=new_cells)
        return words, replace(table, printed=printed, rows=new_roles)
    new_cells = tuple(
        tuple(entry(added[row]) if place == first else line[place] for place in order) for row, line in enumerate(cells)
    )
    printed = replace(table.printed, columns=new_labels, cells=new_cells)
    return words, replace(table, printed=printed, columns=new_roles)


def _lines(table: Brought, is_row: bool) -> list[list[tuple[float, float]]]:
    rows = range(len(table.printed.rows))
    columns = range(len(table.printed.columns))
    if is_row:
        return [[table.span(row, column) for column in columns] for row in rows]
    return [[table.span(row, column) for row in rows] for column in columns]


def _rounded(world: Together, rule: Rule, base: int, until: float) -> Iterator[Alternative]:
    form = Rounded(base)
    numbers = []
    for number in world.publication.numbers:
        if number.id in world.spans:
            low, high = form.interval(Fraction(int(number.value)))
            numbers.append(replace(number, status=Status.ROUNDED, low=float(low), high=float(high)))
        else:
            numbers.append(number)
    publication = replace(world.publication, numbers=tuple(numbers))
    small = [
        number.id
        for number in numbers
        if number.id in world.spans and rule.is_sensitive(number.value) and number.value > 0
    ]
    try:
        found = intervals(publication, only=set(small), seconds=max(0.1, until - time.monotonic()))
        behind = certain_behind(publication, rule, seconds=max(0.1, until - time.monotonic()))
    except Unfinished:
        return
    ends = [found[name].integer for name in small]
    ends += [(each.low, each.high) for each in behind]
    exactly = sum(low == high for low, high in ends)
    somebody = sum(low >= 1 for low, high in ends if low < high)
    yield Alternative(Way.ROUND, base=base, shown=len(world.spans), exactly=exactly, somebody=somebody)


__all__ = ["Alternative", "Way", "alternatives", "whole_information"]
