"""Whether a choice of numbers to hide lets every sensitive one move as far as it must."""

import time
from collections.abc import Sequence

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

        def ask(target: Target) -> bool:
            """Whether the target moves far enough; one deviation answers for every target that it moves so."""
            if self.falls[target.column] + EXACT < target.need and target.direction < 0:
                return False
            values = self.reach(target)
            more_below, more_above = self.memory.keep(values)
            np.logical_or(below, more_below, out=below)
            np.logical_or(above, more_above, out=above)
            return bool(values[target.column] * target.direction + EXACT >= target.need)

        waiting = self._in_groups([place for place in places if not (below[place] and above[place])])
        while waiting:
            group = [target for place, target in waiting.pop() if not (below[place] and above[place])]
            if not group or ask(_jointly(group)):
                continue
            if len(group) == 1:
                failed += group
                if first:
                    break
            else:
                # What leaves alone all that these insiders know is too little: perhaps for some of them it is not.
                half = len(group) // 2
                waiting += [self._placed(group[half:]), self._placed(group[:half])]
        return failed

    def _in_groups(self, places: Sequence[int]) -> list[list[tuple[int, Target]]]:
        """Targets to be asked for together: readers alone, and first; insiders who want the same number to move the same way."""
        groups: dict[tuple[int, int, bool], list[tuple[int, Target]]] = {}
        for place in places:
            target = self.problem.targets[place]
            groups.setdefault((target.column, target.direction, bool(target.known)), []).append((place, target))
        return [groups[key] for key in sorted(groups, key=lambda key: key[2], reverse=True)]

    def _placed(self, targets: Sequence[Target]) -> list[tuple[int, Target]]:
        return [(self.memory.places[target], target) for target in targets]

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


def _jointly(group: Sequence[Target]) -> Target:
    """The target that answers for all of these: as far as any must move, while what any of them knows stays."""
    if len(group) == 1:
        return group[0]
    one = group[0]
    known = {column for target in group for column in target.known}
    return Target(one.column, one.direction, max(target.need for target in group), tuple(sorted(known)))


class _Memory:
    """Deviations found so far, and which targets each moves far enough.

    For an insider who knows one number, two deviations together are an answer: one in which it does not rise and one in
    which it does not fall, since some mixture of them leaves it where it is. For one who knows several a deviation must
    leave all of them alone. For readers, who know none, every deviation is both.
    """

    def __init__(self, targets: Sequence[Target], width: int) -> None:
        self.places = {target: place for place, target in enumerate(targets)}
        self.all = np.arange(len(targets))
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
