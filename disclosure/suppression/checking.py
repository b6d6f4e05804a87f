"""Whether a choice of numbers to hide lets every sensitive one move as far as it must."""

import time
from collections.abc import Sequence

import numpy as np

from disclosure.linear import EXACT, Programme, Unfinished
from disclosure.suppression.problem import Problem, Target

# How many deviations are remembered; each may answer for targets under later choices, too.
MEMORY = 300


class Checker:
    """Asks how far each target can move under a choice; one warm linear programme serves all questions.

    A deviation found once is remembered, and answers again under every choice that hides all it moves.
    """

    def __init__(self, problem: Problem, *, seconds: float = 600.0) -> None:
        self.problem = problem
        self.until = time.monotonic() + seconds
        self.programme: Programme = problem.deviations()
        self.falls, self.rises = problem.falls, problem.rises
        self.lows, self.highs = -self.falls, self.rises
        self.closed: tuple[int, ...] = ()
        self.found = np.zeros((0, len(self.falls)))

    def open(self, weights: np.ndarray, *, most: float | None = None) -> None:
        """Let each number deviate by its weight (1: hidden, 0: in sight; between: a relaxed choice) of its reach.

        `most` is the furthest that any may deviate, if given.
        """
        falls = self.falls if most is None else np.minimum(self.falls, most)
        rises = self.rises if most is None else np.minimum(self.rises, most)
        self.lows, self.highs, self.closed = -falls * weights, rises * weights, ()
        self.programme.set_bounds(self.lows, self.highs)

    def reach(self, target: Target) -> np.ndarray:
        """The deviations that move the target furthest in its direction. Raises Unfinished."""
        self._close(target.known)
        self.programme.aim(target.column, target.direction)
        if (left := self.until - time.monotonic()) <= 0:
            raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
        values = self.programme.solve(left)
        if values is None:
            raise Unfinished("The solver found no deviation, where none at all is one.")
        return values

    def unmet(
        self, chosen: np.ndarray, targets: Sequence[Target] | None = None, *, first: bool = False
    ) -> list[Target]:
        """The targets that cannot move far enough if exactly `chosen` is hidden; at most one if `first`."""
        self.open(chosen.astype(float))
        wanted = sorted(self.problem.targets if targets is None else targets, key=lambda each: each.known)
        answers = _Answers(wanted)
        answers.take(self.found[np.all(np.abs(self.found[:, ~chosen]) <= EXACT, axis=1)])
        failed: list[Target] = []
        for place, target in enumerate(wanted):
            if answers.has(place):
                continue
            if self.falls[target.column] + EXACT < target.need and target.direction < 0:
                failed.append(target)
            else:
                values = self.reach(target)
                self._remember(values)
                if values[target.column] * target.direction + EXACT < target.need:
                    failed.append(target)
                # One deviation answers for every target that it moves far enough.
                answers.take(values[np.newaxis, :])
            if failed and first:
                break
        return failed

    def _close(self, known: tuple[int, ...]) -> None:
        """Keep what an insider knows where it is, and open again what the last one knew."""
        if known == self.closed:
            return
        for column in self.closed:
            self.programme.solver.changeColBounds(column, float(self.lows[column]), float(self.highs[column]))
        for column in known:
            self.programme.solver.changeColBounds(column, 0.0, 0.0)
        self.closed = known

    def _remember(self, values: np.ndarray) -> None:
        self.found = np.vstack([self.found[-MEMORY + 1 :], values])


class _Answers:
    """Which targets some deviation answers for.

    For an insider who knows one number, two deviations together do: one in which it rises and one in which it falls,
    since some mixture of them leaves it where it is.
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        self.columns = np.array([target.column for target in targets], dtype=int)
        self.directions = np.array([target.direction for target in targets], dtype=float)
        self.needs = np.array([target.need for target in targets], dtype=float)
        self.single = np.array([target.known[0] if len(target.known) == 1 else -1 for target in targets], dtype=int)
        self.several = [(place, list(target.known)) for place, target in enumerate(targets) if len(target.known) > 1]
        self.below, self.above = np.zeros(len(targets), dtype=bool), np.zeros(len(targets), dtype=bool)

    def take(self, deviations: np.ndarray) -> None:
        """Deviations as rows."""
        if not len(deviations) or not len(self.columns):
            return
        far = deviations[:, self.columns] * self.directions + EXACT >= self.needs
        known = np.where(self.single >= 0, deviations[:, self.single], 0.0)
        for place, columns in self.several:
            known[:, place] = np.where(np.all(np.abs(deviations[:, columns]) <= EXACT, axis=1), 0.0, np.nan)
        self.below |= np.any(far & (known <= EXACT), axis=0)
        self.above |= np.any(far & (known >= -EXACT), axis=0)

    def has(self, place: int) -> bool:
        return bool(self.below[place] and self.above[place])
