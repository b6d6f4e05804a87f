"""What has been published of a body's people, edition by edition: the numbers as readers saw them, and who was there."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.population import EVERYBODY, Items, Population
from disclosure.publication import Inconsistent

# A count as it is, the least and the most it can be (a rounded one), or nothing: hidden from the reader.
Seen = int | tuple[int, int] | None
# A category may have “ & ” in its name; what follows the one between two items is an attribute.
_BETWEEN = re.compile(r" & (?=[^=&]+=)")


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


def numbers_sha256(numbers: Mapping[str, Seen]) -> str:
    """The fingerprint of what readers saw: the same for the same numbers in whatever order."""
    written = json.dumps(numbers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def items_in(name: str) -> Items:
    """The attributes and categories that a number counts, as `name_of` wrote them."""
    if name == EVERYBODY:
        return ()
    items = [item.split("=", 1) for item in _BETWEEN.split(name)]
    if any(len(item) < 2 for item in items):
        raise Inconsistent(f"“{name}” does not say what it counts, as in “directorate=Place & sex=Women”.")
    return tuple((attribute, code) for attribute, code in items)
