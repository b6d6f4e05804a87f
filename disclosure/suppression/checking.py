"""Whether a choice of numbers to hide lets every sensitive one move as far as it must."""

from collections.abc import Iterable

import numpy as np

from disclosure.linear import EXACT, Programme, Unfinished
from disclosure.suppression.problem import Problem, Target


class Checker:
    """Asks how far each target can move under a choice; one warm linear programme serves all questions."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.programme: Programme = problem.deviations()
        self.falls, self.rises = problem.falls, problem.rises

    def open(self, weights: np.ndarray) -> None:
        """Let each number deviate by its weight (1: hidden, 0: in sight; between: a relaxed choice) of its reach."""
        self.programme.set_bounds(-self.falls * weights, self.rises * weights)

    def reach(self, target: Target) -> np.ndarray:
        """The deviations that move the target furthest in its direction."""
        self.programme.aim(target.column, target.direction)
        values = self.programme.solve()
        if values is None:
            raise Unfinished("The solver found no deviation, where none at all is one.")
        return values

    def unmet(
        self, chosen: np.ndarray, targets: Iterable[Target] | None = None, *, first: bool = False
    ) -> list[Target]:
        """The targets that cannot move far enough if exactly `chosen` is hidden; at most one if `first`."""
        self.open(chosen.astype(float))
        waiting = list(self.problem.targets if targets is None else targets)
        failed: list[Target] = []
        while waiting:
            target = waiting.pop()
            if self.falls[target.column] + EXACT < target.need and target.direction < 0:
                failed.append(target)
            else:
                values = self.reach(target)
                if values[target.column] * target.direction + EXACT < target.need:
                    failed.append(target)
                # One deviation answers for every target that it moves far enough.
                waiting = [each for each in waiting if values[each.column] * each.direction + EXACT < each.need]
            if failed and first:
                break
        return failed
