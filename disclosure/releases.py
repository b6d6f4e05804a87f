"""What has been published of a body's people, edition by edition: the numbers as readers saw them, and who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.population import Population
from disclosure.proofs.seen import Seen, items_in, numbers_sha256
from disclosure.publication import Inconsistent

__all__ = ["Edition", "Seen", "Staff", "items_in", "numbers_sha256"]


@dataclass(frozen=True)
class Staff:
    """The people behind one edition: row by row the person's pseudonym, the same in every edition."""

    population: Population
    people: Sequence[str]

    def __post_init__(self) -> None:
        if len(self.people) != len(self.population.codes):
            raise Inconsistent("There must be one pseudonym for each person of the population.")
        if len(set(self.people)) < len(self.people):
            raise Inconsistent("Somebody is in the population twice.")


@dataclass(frozen=True)
class Edition:
    """One release: what it is called in a sentence (“October 2026”), its day, and every number of its tables.

    `numbers` are named as `disclosure.population.name_of` names them. A number that is hidden is there with None; one
    that is not there at all was in no table. A withdrawn edition is an edition like any other: readers keep it. `staff`
    is None where the rows are gone: then what can be learnt from it is judged by its numbers alone.
    """

    name: str
    day: date
    numbers: Mapping[str, Seen]
    staff: Staff | None = None

    @property
    def tables(self) -> list[tuple[str, ...]]:
        """The attributes of each table that the numbers make up; tables within others left out."""
        kinds = dict.fromkeys(tuple(name for name, _code in items_in(number)) for number in self.numbers)
        return [kind for kind in kinds if kind and not any(set(kind) < set(other) for other in kinds)]
