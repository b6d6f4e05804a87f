"""The attack: what a reader who knows every published number can work out of every other one.

An LP gives the interval of each number over all tables of whole or broken people; the integer interval holds whole
people only and is the narrower one. Both are exact for the joint model. An attack that does not finish is a failure and
is raised as Unfinished, never passed.
"""

import itertools
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from disclosure.linear import EXACT, Endless, Part, Programme, Unfinished, independent_parts
from disclosure.publication import Publication
from disclosure.standards import Demand, demands

# Fewer numbers than this are attacked one by one at once.
MANY = 5


@dataclass(frozen=True, slots=True)
class Feasible:
    """The least and the most a number can be: over the LP, and over whole people. Without limit: inf."""

    lp: tuple[float, float]
    integer: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Exposure:
    """A number that a reader knows more of than was promised."""

    id: str
    value: float
    low: float
    high: float
    demand: Demand

    @property
    def is_exact(self) -> bool:
        return self.high - self.low <= EXACT


def intervals(
    publication: Publication, *, only: Collection[str] | None = None, seconds: float = 600.0
) -> dict[str, Feasible]:
    """The feasible interval of every number that is not published, or of `only` these. Raises Unfinished after `seconds`."""
    until = time.monotonic() + seconds
    found: dict[str, Feasible] = {}
    for part in independent_parts(publication):
        wanted = {column for column, name in enumerate(part.ids) if only is None or name in only}
        if wanted:
            found.update(_of_part(part, wanted, until))
    return {number.id: found[number.id] for number in publication.unknown if number.id in found}


def exposures(
    publication: Publication, found: dict[str, Feasible], needs: dict[str, Demand] | None = None
) -> list[Exposure]:
    """The numbers that are under-protected, judged by whole people, in the publication's order."""
    needs = demands(publication) if needs is None else needs
    return [
        Exposure(name, publication.by_id[name].value, *found[name].integer, demand)
        for name, demand in needs.items()
        if not demand.is_met_by(*found[name].integer)
    ]


def exposed(publication: Publication, needs: Mapping[str, Demand], *, seconds: float = 600.0) -> list[Exposure]:
    """The numbers that fall short of their demands over tables of broken people: quick, for it stops at the demand.

    The end of an interval that meets its demand is one that is known to be possible, and may not be the last.
    Passing this is not yet a proof for whole people; `disclosure.witnesses` is. Raises Unfinished after `seconds`.
    """
    until = time.monotonic() + seconds
    found: list[Exposure] = []
    for part in independent_parts(publication):
        wanted = [column for column, name in enumerate(part.ids) if name in needs]
        if not wanted:
            continue
        bounds = _Bounds(part)
        programme = Programme(part.lows, part.highs, part.rows, ranges=part.ranges)
        _push_together(programme, bounds, {column: needs[part.ids[column]] for column in wanted}, until)
        for column in wanted:
            need = needs[part.ids[column]]
            for direction in (-1, 1):
                if not need.is_met_by(bounds.at(column, -1), bounds.at(column, 1)) and not bounds.is_known_to_reach(
                    need, column, direction
                ):
                    bounds.take_furthest(programme, column, direction, until)
            if not need.is_met_by(bounds.at(column, -1), bounds.at(column, 1)):
                found.append(
                    Exposure(part.ids[column], part.values[column], bounds.at(column, -1), bounds.at(column, 1), need)
                )
    return found


def _push_together(programme: Programme, bounds: "_Bounds", wanted: Mapping[int, Demand], until: float) -> None:
    """Move many numbers at once, for as long as that settles several of them: one solution in the place of hundreds.

    One in the middle of all that fits shows that numbers are not known exactly; then those that must be able to go far
    are pushed together.
    """
    waiting = bounds.unmet(wanted)
    if len(waiting) > MANY:
        bounds.take(_found(programme.middle(_left(until))))
        waiting = [column for column in bounds.unmet(wanted) if not wanted[column].is_any_width]
    pushed = {column: wanted[column] for column in waiting}
    for direction in itertools.cycle((-1, 1)):
        if len(waiting) <= MANY:
            break
        costs = np.zeros(programme.width)
        costs[waiting] = -direction
        programme.set_costs(costs)
        try:
            bounds.take(_found(programme.afresh(_left(until))))
        except Endless:
            break
        before, waiting = len(waiting), bounds.unmet(pushed)
        if direction > 0 and before - len(waiting) < MANY:
            break
    programme.set_costs(np.zeros(programme.width))


def _found(values: np.ndarray | None) -> np.ndarray:
    if values is None:
        raise Unfinished("No table fits what is published: the numbers contradict each other.")
    return values


def _left(until: float) -> float:
    if (left := until - time.monotonic()) <= 0:
        raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
    return left


def _of_part(part: Part, wanted: Collection[int], until: float) -> dict[str, Feasible]:
    broken, whole = _Bounds(part), _Bounds(part)
    programme = Programme(part.lows, part.highs, part.rows, ranges=part.ranges)
    exact: Programme | None = None
    for column in wanted:
        for direction in (-1, 1):
            if not broken.is_settled(column, direction):
                values = broken.take_furthest(programme, column, direction, until)
                if values is None:
                    whole.has_no_end(column, direction)
                    continue
                if _is_whole(values, part):
                    whole.take(values)
            bound = broken.at(column, direction)
            if whole.at(column, direction) == _towards(bound, direction, part.counts[column]):
                continue
            # No table of whole people is known yet that reaches the bound.
            if exact is None:
                exact = Programme(part.lows, part.highs, part.rows, whole=part.counts, ranges=part.ranges)
            whole.take(_extreme(exact, column, direction, until))
    return {
        name: Feasible(
            (broken.at(column, -1), broken.at(column, 1)),
            (whole.at(column, -1), whole.at(column, 1)),
        )
        for column, name in enumerate(part.ids)
        if column in wanted
    }


class _Bounds:
    """The least and the most met so far in each column: every solution is a witness for all of them."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.least, self.most = np.array(part.values), np.array(part.values)
        self.settled: set[tuple[int, int]] = set()

    def take(self, values: np.ndarray) -> None:
        self.least, self.most = np.minimum(self.least, values), np.maximum(self.most, values)

    def take_furthest(self, programme: Programme, column: int, direction: int, until: float) -> np.ndarray | None:
        """Push one column as far as it goes and remember what that says of all; None where it has no end."""
        try:
            values = _extreme(programme, column, direction, until)
        except Endless:
            self.has_no_end(column, direction)
            return None
        self.take(values)
        self.settle(column, direction)
        return values

    def has_no_end(self, column: int, direction: int) -> None:
        (self.least if direction < 0 else self.most)[column] = direction * np.inf

    def settle(self, column: int, direction: int) -> None:
        self.settled.add((column, direction))

    def is_settled(self, column: int, direction: int) -> bool:
        edge = self.part.lows[column] if direction < 0 else self.part.highs[column]
        return (column, direction) in self.settled or abs(self.at(column, direction) - edge) <= EXACT

    def unmet(self, wanted: Mapping[int, Demand]) -> list[int]:
        """The columns that are not known to go as far as they must."""
        return [
            column for column, need in wanted.items() if not need.is_met_by(self.at(column, -1), self.at(column, 1))
        ]

    def is_known_to_reach(self, need: Demand, column: int, direction: int) -> bool:
        """Whether one end meets its half of a demand and is apart from the other, so that no more need be known of it."""
        if need.is_any_width or self.at(column, 1) - self.at(column, -1) <= EXACT:
            return False
        return self.at(column, -1) <= need.low if direction < 0 else self.at(column, 1) >= need.high

    def at(self, column: int, direction: int) -> float:
        return _tidy(float(self.least[column] if direction < 0 else self.most[column]))


def _extreme(programme: Programme, column: int, direction: int, until: float) -> np.ndarray:
    left = _left(until)
    programme.aim(column, direction)
    return _found(programme.solve(left))


def _is_whole(values: np.ndarray, part: Part) -> bool:
    counts = np.array(part.counts)
    return bool(np.all(np.abs(values[counts] - np.round(values[counts])) <= EXACT))


def _towards(bound: float, direction: int, is_count: bool) -> float:
    """The bound for whole people: the LP's, rounded inwards."""
    if not is_count or np.isinf(bound):
        return bound
    return float(np.ceil(bound - EXACT) if direction < 0 else np.floor(bound + EXACT))


def _tidy(value: float) -> float:
    """A solver's 2.9999999996 is 3; anything further from a short decimal is left as it is."""
    if np.isinf(value):
        return value
    return round(value, 9) if abs(value - round(value)) > EXACT else float(round(value))
