"""What a proof is made of: models, and worlds that agree with everything published in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.publication import Publication
from disclosure.standards import Demand, Insider


@dataclass(frozen=True)
class Model:
    """One publication to attack, what its sensitive numbers must stand, and what they must stand against insiders."""

    publication: Publication
    needs: Mapping[str, Demand] = field(default_factory=dict)
    insiders: tuple[Insider, ...] = ()


@dataclass(frozen=True)
class Witness:
    """Another world: the numbers that differ from the true ones, with their other values.

    `shows` is the sensitive number that it stands for, and `value` what that number is in it.
    """

    shows: str
    value: int
    changed: Mapping[str, int]

    def serves(self, insider: Insider, name: str, goal: float, direction: int) -> bool:
        """Whether it shows an insider a number as low (-1) or as high (1) as the goal, with what they know as it is."""
        value = self.changed.get(name)
        return (
            value is not None
            and (value - goal) * direction >= 0
            and not any(each in self.changed for each in insider.known)
        )


@dataclass(frozen=True)
class Shown:
    """A model with the worlds that prove it.

    `against`: for each insider of the model, which world (its place in `witnesses`) shows each number low enough and
    which high enough; None where the truth does so itself.
    """

    model: Model
    witnesses: tuple[Witness, ...]
    against: tuple[Mapping[str, tuple[int | None, int | None]], ...] = ()
