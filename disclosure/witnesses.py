"""Witnesses: other workforces that agree with everything published, as proof that a sensitive count stays open.

For each sensitive count there is one with at most the low end of its demand and one with at least the high end, each
moving as few people as possible. Whoever holds them can check the proof by adding whole numbers; no solver is needed.
"""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from disclosure.linear import EXACT, Part, Programme, Unfinished, independent_parts
from disclosure.proofs.checking import flaws
from disclosure.proofs.models import Witness
from disclosure.publication import Publication
from disclosure.standards import Demand, demands

__all__ = ["Search", "Witness", "flaws", "witnesses"]


def witnesses(
    publication: Publication,
    *,
    needs: Mapping[str, Demand] | None = None,
    seconds: float = 600.0,
    report: Callable[[], None] | None = None,
) -> list[Witness]:
    """Two witnesses for every sensitive count that is not published, fewer where the truth is one itself.

    `needs`: which counts, and how far each must be able to go; all that are sensitive if not given. `report` is called
    after each count.

    Raises Unfinished after `seconds`, or where there is no such world: then the count is under-protected.
    """
    needs = demands(publication) if needs is None else needs
    counts = {number.id for number in publication.numbers if number.is_count}
    needs = {name: need for name, need in needs.items() if not need.is_any_width and name in counts}
    until = time.monotonic() + seconds
    found: list[Witness] = []
    for part in independent_parts(publication):
        if any(name in needs for name in part.ids):
            found += _Search(part, max(need.high for need in needs.values())).all(needs, until, report)
    order = {number.id: place for place, number in enumerate(publication.numbers)}
    return sorted(found, key=lambda witness: (order[witness.shows], witness.value))


class Search:
    """Finds single worlds of a publication; the programme of each independent part is made once."""

    def __init__(self, publication: Publication, furthest: float) -> None:
        self.publication, self.furthest = publication, furthest
        self.parts: dict[str, _Search] = {}

    def one(self, name: str, goal: int, known: Sequence[str] = (), *, seconds: float = 600.0) -> Witness:
        """The world nearest to the truth in which a number is `goal` and those `known` are as they are. Raises Unfinished."""
        if not self.parts:
            for part in independent_parts(self.publication):
                self.parts.update(dict.fromkeys(part.ids, _Search(part, self.furthest)))
        search = self.parts[name]
        column = {each: place for place, each in enumerate(search.part.ids)}
        fixed = [column[each] for each in known if each in column]
        return search.one(column[name], goal, time.monotonic() + seconds, fixed)


class _Search:
    """Finds the worlds of one part that move the fewest people: each number may rise or fall, and both count."""

    def __init__(self, part: Part, furthest: float) -> None:
        self.part = part
        width = self.width = len(part.ids)
        self.values = np.array(part.values)
        # No number need rise further than everything there is and the furthest that any must go.
        reach = self.values.sum() + furthest
        if part.ranges:
            reach *= max(abs(sign) for _columns, signs, _low, _high in part.ranges for sign in signs)
        rises = np.where(np.isinf(part.highs), reach, np.array(part.highs) - self.values)
        self.rooms = np.concatenate([np.floor(rises + EXACT), np.floor(self.values - np.array(part.lows) + EXACT)])
        self.rows = [
            ((*columns, *(column + width for column in columns)), (*signs, *(-sign for sign in signs)), 0.0)
            for columns, signs, _right in part.rows
        ]
        self.ranges = [
            ((*columns, *(column + width for column in columns)), (*signs, *(-sign for sign in signs)), low, high)
            for columns, signs, low, high in part.ranges_of_deviations()
        ]
        self.costs = np.ones(2 * width)
        self.programme = Programme(
            [0.0] * 2 * width, self.rooms, self.rows, costs=self.costs, strategy=1, ranges=self.ranges
        )
        self.exact: Programme | None = None

    def all(self, needs: Mapping[str, Demand], until: float, report: Callable[[], None] | None = None) -> list[Witness]:
        found = []
        for column, name in enumerate(self.part.ids):
            need, true = needs.get(name), self.part.values[column]
            if need is None:
                continue
            for goal in (need.low, need.high):
                if (goal < true and goal == need.low) or (goal > true and goal == need.high):
                    found.append(self.one(column, int(goal), until))
            if report:
                report()
        return found

    def one(self, column: int, goal: int, until: float, fixed: Sequence[int] = ()) -> Witness:
        """The world nearest to the truth in which this number is exactly `goal` and the `fixed` ones are as they are."""
        moved = self._move(self.programme, column, goal, until, fixed)
        if moved is None or np.any(np.abs(moved - np.round(moved)) > EXACT):
            if self.exact is None:
                whole = [True] * 2 * self.width
                zeros = [0.0] * 2 * self.width
                self.exact = Programme(zeros, self.rooms, self.rows, costs=self.costs, whole=whole, ranges=self.ranges)
            moved = self._move(self.exact, column, goal, until, fixed)
        if moved is None:
            raise Unfinished(f"There is no world of whole people in which “{self.part.ids[column]}” is {goal}.")
        change = np.round(moved[: self.width] - moved[self.width :]).astype(int)
        changed = {
            self.part.ids[place]: int(self.values[place]) + int(change[place]) for place in np.flatnonzero(change)
        }
        return Witness(self.part.ids[column], goal, changed)

    def _move(
        self, programme: Programme, column: int, goal: int, until: float, fixed: Sequence[int]
    ) -> np.ndarray | None:
        left = until - time.monotonic()
        if left <= 0:
            raise Unfinished("The search for witnesses did not finish in its time.")
        lows, highs = np.zeros(2 * self.width), self.rooms.copy()
        step = goal - self.values[column]
        ahead, back = (column, column + self.width) if step > 0 else (column + self.width, column)
        if highs[ahead] < abs(step):
            return None
        lows[ahead] = highs[ahead] = abs(step)
        highs[back] = 0.0
        for each in fixed:
            highs[[each, each + self.width]] = 0.0
        programme.set_bounds(lows, highs)
        return programme.solve(left)
