"""The proven optimum: the least loss with which every sensitive number is protected, and how near the answer is to it.

A master problem chooses what to hide; attacks on its choice that succeed come back as cuts that no good choice violates,
until no attack succeeds (Benders decomposition as in Fischetti and Salazar, Management Science 47, 2001). The cuts are
drawn first from relaxed choices, which are cheap, and then from whole ones.
"""

import math
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from disclosure.linear import EXACT
from disclosure.publication import Publication
from disclosure.standards import Demand, Insider
from disclosure.suppression.checking import Checker
from disclosure.suppression.heuristic import choose, tidied
from disclosure.suppression.loss import COSTS, Cost
from disclosure.suppression.problem import Problem, Target, problems

VIOLATED = 1e-4
PATIENCE = 25


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
        self.known: set[tuple[tuple[int, float], ...]] = set()
        # Insiders are many and ask for little that readers do not: their cuts are drawn from whole choices only.
        self.relaxed_targets = [target for target in problem.targets if not target.known]

    def solve(self, until: float, end: float = math.inf) -> tuple[np.ndarray, float]:
        """The best choice found until then and the proven lower bound of its cost. Raises Unfinished after `end`."""
        best = choose(self.problem, end)
        best_cost = self.problem.total_cost(best)
        least = self.relaxed(until, best_cost)
        whole = np.full(self.width, highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(self.width, np.arange(self.width, dtype=np.int32), whole)
        while least < best_cost - 1e-7 and time.monotonic() < until:
            self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.1, until - time.monotonic()))
            self.solver.run()
            info = self.solver.getInfo()
            if math.isfinite(info.mip_dual_bound):
                least = max(least, info.mip_dual_bound)
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            chosen = np.array(self.solver.getSolution().col_value) > 0.5
            failed = self.checker.unmet(chosen)
            if not failed:
                best, best_cost = chosen, self.problem.total_cost(chosen)
                break
            if not self._cut(chosen.astype(float), failed, is_whole=True):
                break
            mended = self._mended(chosen)
            if self.problem.total_cost(mended) < best_cost - 1e-9:
                best, best_cost = mended, self.problem.total_cost(mended)
        return best, least

    def relaxed(self, until: float, ceiling: float) -> float:
        """Cuts from relaxed choices, while they still raise the bound."""
        least, idle = 0.0, 0
        while time.monotonic() < until:
            self.solver.run()
            found = self.solver.getInfo().objective_function_value
            idle = idle + 1 if found < least + 1e-4 * max(1.0, least) else 0
            least = max(least, found)
            weights = np.clip(np.array(self.solver.getSolution().col_value), 0.0, 1.0)
            if (
                least >= ceiling - 1e-7
                or idle > PATIENCE
                or not self._cut(weights, self.relaxed_targets, is_whole=False)
            ):
                break
        return least

    def _mended(self, chosen: np.ndarray) -> np.ndarray:
        """A choice that falls short, filled up until it holds and tidied."""
        repaired = Problem(self.problem.part, chosen | self.problem.hidden, self.problem.costs, self.problem.targets)
        return tidied(self.problem, self.checker, choose(repaired))

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
