"""The proven optimum: the least loss with which every sensitive number is protected, and how near the answer is to it.

A master problem chooses what to hide; attacks on its choice that succeed come back as cuts that no good choice violates,
until no attack succeeds (Benders decomposition as in Fischetti and Salazar, Management Science 47, 2001). The cuts are
drawn first from relaxed choices, which are cheap, and then from whole ones.
"""

import math
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from disclosure.linear import EXACT, Unfinished
from disclosure.publication import Publication
from disclosure.standards import Demand, Insider
from disclosure.suppression.checking import Checker
from disclosure.suppression.heuristic import choose, tidied
from disclosure.suppression.loss import COSTS, Cost
from disclosure.suppression.problem import Problem, Target, problems

VIOLATED = 1e-4
PATIENCE = 25
MOST_IN_ROWS = 4_000_000
# The first choices need only be good to 2 %: each brings cuts that the next one must heed.
COARSE = 0.02
MOST_WIDENED = 100


@dataclass(frozen=True)
class Suppression:
    """The numbers to hide besides the sensitive ones, what that loses, and the least that any choice could lose.

    It is proven optimal when the two are equal to six decimals.
    """

    secondary: frozenset[str]
    cost: float
    lower_bound: float

    @property
    def is_proven(self) -> bool:
        return self.cost - self.lower_bound <= 1e-6 * max(1.0, self.cost)

    @property
    def gap(self) -> float:
        """By what share of its cost the choice could at most be improved."""
        return 0.0 if self.cost <= 0 else (self.cost - self.lower_bound) / self.cost


def suppress_optimally(
    publication: Publication,
    *,
    cost: Cost = COSTS["log2"],
    kept: Collection[str] = (),
    needs: Mapping[str, Demand] | None = None,
    insiders: Collection[Insider] = (),
    below: float | None = None,
    above: float | None = None,
    seconds: float = 60.0,
    at_most: float = math.inf,
) -> Suppression:
    """The best choice found in `seconds`, with the bound that says how good it is.

    Raises CannotProtect, and Unfinished where not even a first choice was found in `at_most` seconds.
    """
    until, end = time.monotonic() + seconds, time.monotonic() + at_most
    secondary: set[str] = set()
    total, bound = 0.0, 0.0
    for problem in problems(publication, cost, kept=kept, needs=needs, insiders=insiders, below=below, above=above):
        chosen, least = Master(problem).solve(until, end)
        secondary |= {problem.part.ids[column] for column in np.flatnonzero(chosen & ~problem.hidden)}
        total += problem.total_cost(chosen)
        bound += min(least, problem.total_cost(chosen))
    return Suppression(frozenset(secondary), total, bound)


def suppress(
    publication: Publication,
    *,
    cost: Cost = COSTS["log2"],
    kept: Collection[str] = (),
    needs: Mapping[str, Demand] | None = None,
    insiders: Collection[Insider] = (),
    below: float | None = None,
    above: float | None = None,
    seconds: float = 5.0,
    at_most: float = math.inf,
) -> Suppression:
    """A good choice at once, with a bound from relaxed choices, drawn in at most `seconds` (0: no bound).

    Raises CannotProtect, and Unfinished where no choice was found in `at_most` seconds.
    """
    until, end = time.monotonic() + seconds, time.monotonic() + at_most
    secondary: set[str] = set()
    total, bound = 0.0, 0.0
    for problem in problems(publication, cost, kept=kept, needs=needs, insiders=insiders, below=below, above=above):
        chosen = choose(problem, end)
        secondary |= {problem.part.ids[column] for column in np.flatnonzero(chosen & ~problem.hidden)}
        total += problem.total_cost(chosen)
        if time.monotonic() < until:
            bound += min(Master(problem).relaxed(until, problem.total_cost(chosen)), problem.total_cost(chosen))
    return Suppression(frozenset(secondary), total, bound)


class Master:
    """Chooses what to hide under all cuts known so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.checker = Checker(problem)
        self.width = len(problem.part.ids)
        self.prices = np.where(problem.hidden, 0.0, problem.costs)
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.solver.setOptionValue("mip_abs_gap", 1e-7)
        for column in range(self.width):
            self.solver.addVar(1.0 if problem.hidden[column] else 0.0, 1.0)
            self.solver.changeColCost(column, float(self.prices[column]))
        self._add_rows()
        self.known: set[tuple[tuple[int, float], ...]] = set()
        # Insiders are many and ask for little that readers do not: their cuts are drawn from whole choices only.
        self.relaxed_targets = [target for target in problem.targets if not target.known]

    def _add_rows(self) -> None:
        """In a sum nothing moves alone: a number that is the only hidden one of a sum is hidden in vain.

        So some best choice hides another beside each (Fischetti and Salazar call its violation a bridge).
        """
        part, hidden = self.problem.part, self.problem.hidden
        must_move = ~hidden
        must_move[[target.column for target in self.problem.targets]] = True
        if sum(len(columns) ** 2 for columns, _signs, _right in part.rows) > MOST_IN_ROWS:
            return
        for columns, _signs, _right in part.rows:
            for place, column in enumerate(columns):
                others = np.array([*columns[:place], *columns[place + 1 :]], dtype=np.int32)
                if must_move[column] and not hidden[others].any():
                    beside = np.append(others, column).astype(np.int32)
                    self.solver.addRow(
                        0.0, highspy.kHighsInf, len(beside), beside, np.append(np.ones(len(others)), -1.0)
                    )

    def solve(self, until: float, end: float = math.inf) -> tuple[np.ndarray, float]:
        """The best choice found until then and the proven lower bound of its cost. Raises Unfinished after `end`."""
        best = choose(self.problem, end)
        best_cost = self.problem.total_cost(best)
        self.checker.until = until
        least = self.relaxed(until, best_cost)
        whole = np.full(self.width, highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(self.width, np.arange(self.width, dtype=np.int32), whole)
        gap = COARSE
        while least < best_cost - 1e-7 and time.monotonic() < until:
            self.solver.setOptionValue("mip_rel_gap", gap)
            self._limit(until)
            self.solver.run()
            info = self.solver.getInfo()
            if math.isfinite(info.mip_dual_bound):
                least = max(least, info.mip_dual_bound)
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            chosen = np.array(self.solver.getSolution().col_value) > 0.5
            try:
                failed = self.checker.unmet(chosen)
                mended = self._mended(chosen, until) if failed else chosen
                if self.problem.total_cost(mended) < best_cost - 1e-9:
                    best, best_cost = mended, self.problem.total_cost(mended)
                if failed and not self._cut(chosen.astype(float), failed, is_whole=True) + self._widen(chosen, failed):
                    break
            except Unfinished:
                # The best choice before holds, and so does the bound.
                break
            if not failed:
                if gap == 0.0:
                    break
                gap = 0.0
        return best, least

    def _limit(self, until: float) -> None:
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.1, until - time.monotonic()))

    def relaxed(self, until: float, ceiling: float) -> float:
        """Cuts from relaxed choices, while they still raise the bound."""
        least, idle = 0.0, 0
        while time.monotonic() < until:
            self._limit(until)
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            found = self.solver.getInfo().objective_function_value
            idle = idle + 1 if found < least + 1e-4 * max(1.0, least) else 0
            least = max(least, found)
            weights = np.clip(np.array(self.solver.getSolution().col_value), 0.0, 1.0)
            try:
                if (
                    least >= ceiling - 1e-7
                    or idle > PATIENCE
                    or not self._cut(weights, self.relaxed_targets, is_whole=False)
                ):
                    break
            except Unfinished:
                break
        return least

    def _mended(self, chosen: np.ndarray, until: float) -> np.ndarray:
        """A choice that falls short, filled up until it holds and tidied."""
        repaired = Problem(self.problem.part, chosen | self.problem.hidden, self.problem.costs, self.problem.targets)
        return tidied(self.problem, self.checker, choose(repaired, until))

    def _cut(self, weights: np.ndarray, targets: Collection[Target], *, is_whole: bool) -> int:
        """Add the cuts that these attacks give; returns how many were new and violated."""
        checker = self.checker
        added = 0
        for target in targets:
            if is_whole:
                checker.open(weights)
            else:
                # Where a number may rise without limit, a narrow limit guides relaxed choices better; the cut itself
                # is drawn with the true one.
                checker.open(weights, most=target.need)
            values = checker.reach(target)
            if values[target.column] * target.direction >= target.need - VIOLATED:
                continue
            added += self._add(target, checker.programme.reduced_costs(), weights)
        return added

    def _widen(self, chosen: np.ndarray, failed: Sequence[Target]) -> int:
        """Stronger cuts from a whole choice: hide as much more as still leaves a target short, and cut that off.

        The cheapest is hidden first, since a choice would like that best. Returns how many cuts were new and violated.
        """
        return sum(self._add_widest(chosen.copy(), target) for target in failed[:MOST_WIDENED])

    def _add_widest(self, chosen: np.ndarray, target: Target) -> int:
        checker = self.checker
        checker.open(chosen.astype(float))
        checker.reach(target)
        duals = checker.programme.reduced_costs()
        for column in np.argsort(self.prices, kind="stable"):
            if chosen[column] or column in target.known:
                continue
            chosen[column] = True
            low, high = -checker.falls[column], checker.rises[column]
            checker.programme.solver.changeColBounds(int(column), float(low), float(high))
            if (duals[column] < -EXACT and high > 0) or (duals[column] > EXACT and low < 0):
                values = checker.reach(target)
                if values[target.column] * target.direction >= target.need - VIOLATED:
                    chosen[column] = False
                    checker.programme.solver.changeColBounds(int(column), 0.0, 0.0)
                    checker.reach(target)
                duals = checker.programme.reduced_costs()
        return self._add(target, duals, chosen.astype(float))

    def _add(self, target: Target, duals: np.ndarray, weights: np.ndarray) -> int:
        # The objective is minimised, so a reduced cost below zero belongs to a number that would rise.
        using = np.where(
            duals < -EXACT, -duals * self.checker.rises, np.where(duals > EXACT, duals * self.checker.falls, 0.0)
        )
        using[[target.column, *target.known]] = 0.0
        right = target.need - float(using[self.problem.hidden].sum()) + self.checker.programme.held_by_ranges()
        using[self.problem.hidden] = 0.0
        if right <= EXACT:
            return 0
        using = np.minimum(using / right, 1.0)
        if float((using * weights).sum()) >= 1.0 - VIOLATED:
            return 0
        columns = np.flatnonzero(using > EXACT).astype(np.int32)
        key = tuple((int(column), round(float(using[column]), 6)) for column in columns)
        if key in self.known:
            return 0
        self.known.add(key)
        self.solver.addRow(1.0, highspy.kHighsInf, len(columns), columns, using[columns])
        return 1
