"""The protection problem: which numbers to hide, at what loss, so that every sensitive one can move as far as it must.

Hiding a set of numbers lets them deviate from the truth as long as every sum still holds; a count can fall to its lower
bound and rise without limit. A sensitive number is protected when some deviation lowers it by what its demand says, and
some deviation raises it by what its demand says (Fischetti and Salazar, Management Science 47, 2001).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from disclosure.linear import Part, Programme, independent_parts
from disclosure.publication import Publication, Status
from disclosure.standards import Demand, Insider, demands
from disclosure.suppression.loss import Cost


class CannotProtect(ValueError):
    """Whatever is hidden, what must stay in sight gives these numbers away."""

    def __init__(self, ids: Collection[str]) -> None:
        super().__init__(
            f"What must stay in sight gives these numbers away, whatever else is hidden: {', '.join(ids)}."
        )
        self.ids = tuple(ids)


@dataclass(frozen=True, slots=True)
class Target:
    """A sensitive number (its column) that must be able to move by `need` in one direction (-1 or +1).

    `known` are the columns that stay where they are meanwhile: what an insider knows.
    """

    column: int
    direction: int
    need: float
    known: tuple[int, ...] = ()


@dataclass
class Problem:
    """One independent part: its numbers, those hidden from the start, what hiding each other one costs."""

    part: Part
    hidden: np.ndarray
    costs: np.ndarray
    targets: list[Target]

    @property
    def falls(self) -> np.ndarray:
        """How far each number can fall if it is hidden."""
        return np.array(self.part.values) - np.array(self.part.lows)

    @property
    def rises(self) -> np.ndarray:
        """How far each can rise: as far as everything together, where nothing else bounds it."""
        reach = float(sum(abs(value) for value in self.part.values)) + max(target.need for target in self.targets)
        if self.part.ranges:
            # The base of a small percentage must move by many people for one of its part.
            reach *= max(abs(sign) for _columns, signs, _low, _high in self.part.ranges for sign in signs)
        highs = np.array(self.part.highs)
        return np.where(np.isinf(highs), reach, highs - np.array(self.part.values))

    def deviations(self) -> Programme:
        """The linear programme over deviations from the truth; all bounds are still closed."""
        rows = [(columns, signs, 0.0) for columns, signs, _right in self.part.rows]
        nothing = [0.0] * len(self.part.ids)
        return Programme(nothing, nothing, rows, ranges=self.part.ranges_of_deviations())

    def total_cost(self, chosen: np.ndarray) -> float:
        return float(self.costs[chosen & ~self.hidden].sum())


def problems(
    publication: Publication,
    cost: Cost,
    *,
    kept: Collection[str] = (),
    needs: Mapping[str, Demand] | None = None,
    insiders: Collection[Insider] = (),
    below: float | None = None,
    above: float | None = None,
) -> list[Problem]:
    """The independent parts of the publication that hold a sensitive number. `kept` numbers are never hidden.

    `needs`: what each sensitive number must stand; what `standards.demands` says if not given. `insiders`: readers who know
    some of them, with what the others must stand against them.
    """
    kept = set(kept)
    by_id = publication.by_id
    needs = demands(publication, below=below, above=above) if needs is None else needs
    if exposed := [name for name in needs if name in kept]:
        raise CannotProtect(exposed)
    free = [number.id for number in publication.numbers if number.is_unknown or number.id not in kept]
    found = []
    for part in independent_parts(publication, free):
        column = {name: place for place, name in enumerate(part.ids)}
        targets = _targets(part, needs, column)
        for insider in insiders:
            # What an insider knows elsewhere says nothing here.
            if known := tuple(column[name] for name in insider.known if name in column):
                targets += _targets(part, insider.needs, column, known)
        if not targets:
            continue
        hidden = np.array([by_id[name].status is not Status.PUBLISHED for name in part.ids])
        costs = np.array([cost(by_id[name]) for name in part.ids])
        found.append(Problem(part, hidden, costs, targets))
    return found


def _targets(
    part: Part, needs: Mapping[str, Demand], column: Mapping[str, int], known: tuple[int, ...] = ()
) -> list[Target]:
    found = []
    for name, need in needs.items():
        if (place := column.get(name)) is None:
            continue
        value = part.values[place]
        low, high = (value - 1.0, value + 1.0) if need.is_any_width else (need.low, need.high)
        found += [Target(place, -1, value - low, known)] if value > low else []
        found += [Target(place, 1, high - value, known)] if high > value else []
    return found
