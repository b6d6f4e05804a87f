"""Whether a choice of numbers to hide lets every sensitive one move as far as it must."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from disclosure.linear import EXACT, Programme, Unfinished
from disclosure.suppression.problem import Problem, Target

# How many deviations are remembered, and how many bytes that may take; each may answer for targets under later choices.
MEMORY, MOST_REMEMBERED = 400, 100_000_000


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
        self.is_open = False
        self.closed: tuple[int, ...] = ()
        self.memory = _Memory(problem.targets, len(self.falls))

    def open(self, weights: np.ndarray, *, most: float | None = None) -> None:
        """Let each number deviate by its weight (1: hidden, 0: in sight; between: a relaxed choice) of its reach.

        `most` is the furthest that any may deviate, if given.
        """
        falls = self.falls if most is None else np.minimum(self.falls, most)
        rises = self.rises if most is None else np.minimum(self.rises, most)
        self.lows, self.highs, self.is_open = -falls * weights, rises * weights, False
        self.asked: set[tuple[int, int]] = set()

    def reach(self, target: Target) -> np.ndarray:
        """The deviations that move the target furthest in its direction. Raises Unfinished."""
        self._close(target.known)
        self.programme.aim(target.column, target.direction)
        if (left := self.until - time.monotonic()) <= 0:
            raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
        values = self.programme.solve(min(left, 600.0))
        if values is None:
            raise Unfinished("The solver found no deviation, where none at all is one.")
        return values

    def unmet(
        self, chosen: np.ndarray, targets: Sequence[Target] | None = None, *, first: bool = False
    ) -> list[Target]:
        """The targets that cannot move far enough if exactly `chosen` is hidden; at most one if `first`."""
        self.open(chosen.astype(float))
        places = (
            self.memory.all if targets is None else np.array([self.memory.places[each] for each in targets], dtype=int)
        )
        below, above = np.zeros((2, len(self.problem.targets)), dtype=bool)
        below[places], above[places] = self.memory.answers(chosen, places)
        failed: list[Target] = []
        # Targets of one insider stand together, so that what is closed for them need not be opened in between.
        for place in sorted(places[~(below & above)[places]], key=lambda place: self.problem.targets[place].known):
            if below[place] and above[place]:
                continue
            target = self.problem.targets[place]
            if target.known and not first:
                # A deviation that leaves alone what any insider knows answers for all of them.
                more_below, more_above = self._against_all(target)
                below |= more_below
                above |= more_above
                if below[place] and above[place]:
                    continue
            if self.falls[target.column] + EXACT < target.need and target.direction < 0:
                failed.append(target)
            else:
                values = self.reach(target)
                # One deviation answers for every target that it moves far enough.
                more_below, more_above = self.memory.keep(values)
                below |= more_below
                above |= more_above
                if values[target.column] * target.direction + EXACT < target.need:
                    failed.append(target)
            if failed and first:
                break
        return failed

    def _against_all(self, target: Target) -> tuple[np.ndarray, np.ndarray]:
        """What is answered by moving a target furthest while everything stays that some insider of it knows; asked once."""
        asked = (target.column, target.direction)
        if asked in self.asked:
            return self.memory.nothing, self.memory.nothing
        self.asked.add(asked)
        known = {column for each in self.memory.groups for column in each if column != target.column}
        return self.memory.keep(self.reach(replace(target, known=tuple(sorted(known)))))

    def _close(self, known: tuple[int, ...]) -> None:
        """Keep what an insider knows where it is, and open again what the last one knew."""
        if not self.is_open:
            self.programme.set_bounds(self.lows, self.highs)
            self.is_open, self.closed = True, ()
        if known == self.closed:
            return
        for column in self.closed:
            self.programme.solver.changeColBounds(column, float(self.lows[column]), float(self.highs[column]))
        for column in known:
            self.programme.solver.changeColBounds(column, 0.0, 0.0)
        self.closed = known


class _Memory:
    """Deviations found so far, and which targets each moves far enough.

    For an insider who knows one number, two deviations together are an answer: one in which it does not rise and one in
    which it does not fall, since some mixture of them leaves it where it is. For one who knows several a deviation must
    leave all of them alone. For readers, who know none, every deviation is both.
    """

    def __init__(self, targets: Sequence[Target], width: int) -> None:
        self.places = {target: place for place, target in enumerate(targets)}
        self.all = np.arange(len(targets))
        self.nothing = np.zeros(len(targets), dtype=bool)
        self.columns = np.array([target.column for target in targets], dtype=int)
        self.directions = np.array([target.direction for target in targets], dtype=float)
        self.needs = np.array([target.need for target in targets], dtype=float)
        groups = {known: place for place, known in enumerate(dict.fromkeys(target.known for target in targets))}
        self.groups = [list(known) for known in groups]
        self.group = np.array([groups[target.known] for target in targets], dtype=int)
        self.kept = 0
        self.rows = max(1, min(MEMORY, MOST_REMEMBERED // (width + 2 * len(targets))))
        self.moved = np.ones((self.rows, width), dtype=bool)
        self.below = np.zeros((self.rows, len(targets)), dtype=bool)
        self.above = np.zeros((self.rows, len(targets)), dtype=bool)

    def answers(self, chosen: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For these targets whether some deviation that moves nothing but `chosen` answers from below and from above."""
        size = min(self.kept, self.rows)
        fits = np.flatnonzero(~np.any(self.moved[:size, ~chosen], axis=1))
        rows, columns = fits[:, np.newaxis], places[np.newaxis, :]
        return np.any(self.below[rows, columns], axis=0), np.any(self.above[rows, columns], axis=0)

    def keep(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Remember a deviation; returns for which targets it answers."""
        far = values[self.columns] * self.directions + EXACT >= self.needs
        down, up = np.ones(len(self.groups), dtype=bool), np.ones(len(self.groups), dtype=bool)
        for place, known in enumerate(self.groups):
            if len(known) == 1:
                down[place], up[place] = values[known[0]] <= EXACT, values[known[0]] >= -EXACT
            elif known:
                down[place] = up[place] = bool(np.all(np.abs(values[known]) <= EXACT))
        below, above = far & down[self.group], far & up[self.group]
        row = self.kept % self.rows
        self.moved[row], self.below[row], self.above[row] = np.abs(values) > EXACT, below, above
        self.kept += 1
        return below, above
