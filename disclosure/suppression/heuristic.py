"""A cheap choice, quickly: each sensitive number gets its cheapest way out, and what turns out needless is shown again."""

import math
import time

import numpy as np

from disclosure.linear import EXACT, Programme, Unfinished
from disclosure.suppression.checking import Checker
from disclosure.suppression.problem import CannotProtect, Problem, Target


def choose(problem: Problem, until: float = math.inf) -> np.ndarray:
    """Which numbers of one part to hide (True), those hidden from the start among them.

    Raises CannotProtect, and Unfinished where it took longer than `until` (of `time.monotonic`).
    """
    checker = Checker(problem, seconds=until - time.monotonic())
    everything = np.ones(len(problem.part.ids), dtype=bool)
    if hopeless := checker.unmet(everything):
        raise CannotProtect(sorted({problem.part.ids[target.column] for target in hopeless}))
    chosen = problem.hidden.copy()
    ways = _CheapestWay(problem, until)
    # The numbers hardest to move come first, insiders last: what is hidden for the first helps the others.
    for target in sorted(checker.unmet(chosen), key=lambda target: (bool(target.known), -target.need)):
        if checker.unmet(chosen, [target]):
            chosen |= ways.towards(target, chosen)
    return tidied(problem, checker, chosen)


def tidied(problem: Problem, checker: Checker, chosen: np.ndarray) -> np.ndarray:
    """The choice without what it does not need, the dearest given back first."""
    chosen = chosen.copy()
    spare = np.flatnonzero(chosen & ~problem.hidden)
    for column in sorted(spare, key=lambda column: -problem.costs[column]):
        chosen[column] = False
        if checker.unmet(chosen, first=True):
            chosen[column] = True
    return chosen


class _CheapestWay:
    """The cheapest deviation that moves a target far enough, paying for each number by how much of it is used.

    Each number has two columns, one that rises and one that falls, so that both cost.
    """

    def __init__(self, problem: Problem, until: float) -> None:
        self.problem, self.until = problem, until
        width = self.width = len(problem.part.ids)
        self.falls, self.rises = problem.falls, problem.rises
        rows = [
            ((*columns, *(column + width for column in columns)), (*signs, *(-sign for sign in signs)), 0.0)
            for columns, signs, _right in problem.part.rows
        ]
        ranges = [
            ((*columns, *(column + width for column in columns)), (*signs, *(-sign for sign in signs)), low, high)
            for columns, signs, low, high in problem.part.ranges_of_deviations()
        ]
        self.programme = Programme([0.0] * 2 * width, [0.0] * 2 * width, rows, strategy=1, ranges=ranges)

    def towards(self, target: Target, chosen: np.ndarray) -> np.ndarray:
        """What to hide: every number that the cheapest deviation uses."""
        width, need = self.width, target.need
        price = np.where(chosen, 0.0, self.problem.costs)
        rooms = np.concatenate([np.minimum(self.rises, need * 4), np.minimum(self.falls, need * 4)])
        # A number with little room will need a second one beside it, so its room costs more.
        per_person = np.concatenate([price, price]) / np.maximum(np.minimum(rooms, need), EXACT)
        lows = np.zeros(2 * width)
        up, down = target.column, target.column + width
        ahead, back = (up, down) if target.direction > 0 else (down, up)
        lows[ahead], rooms[ahead], rooms[back] = need, need, 0.0
        for column in target.known:
            rooms[[column, column + width]] = 0.0
        self.programme.set_bounds(lows, rooms)
        self.programme.set_costs(per_person)
        if (left := self.until - time.monotonic()) <= 0:
            raise Unfinished("What to hide was not found in its time, so nothing is known to be safe.")
        values = self.programme.solve(min(left, 600.0))
        if values is None:
            return np.ones(width, dtype=bool)
        return (values[:width] + values[width:]) > EXACT
