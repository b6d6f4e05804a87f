"""People as rows, and what a number counts among them: its items, its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from disclosure.cubes import Category, Dimension
from disclosure.proofs.seen import EVERYBODY
from disclosure.publication import Inconsistent

Items = tuple[tuple[str, str], ...]  # ((attribute, category), …) in the order of the attributes, totals left out


@dataclass(frozen=True)
class Population:
    """People as rows of places: `codes[person, attribute]` is the place of the person's finest category (from 0).

    A population inside another, such as the starters among the staff, is an attribute of its own with two categories.
    `impossible`: combinations that everybody knows nobody can be in (structural zeros), such as apprentices among the
    directors.
    `amounts`: what is published instead of how many people there are, one for each person and 0 or more, such as pay in
    pounds; a cell is then the sum over its people, a magnitude.
    """

    attributes: tuple[Dimension, ...]
    codes: np.ndarray
    impossible: tuple[Items, ...] = ()
    amounts: np.ndarray | None = None

    def __post_init__(self) -> None:
        if self.codes.ndim != 2 or self.codes.shape[1] != len(self.attributes):
            raise Inconsistent(f"There must be a place for each of the {len(self.attributes)} attributes of a person.")
        for column, attribute in enumerate(self.attributes):
            if (
                len(self.codes)
                and not 0 <= self.codes[:, column].min() <= self.codes[:, column].max() < attribute.width
            ):
                raise Inconsistent(f"Somebody’s {attribute.name} is not in its list of categories.")
        if self.amounts is not None and (self.amounts.shape != (len(self.codes),) or (self.amounts < 0).any()):
            raise Inconsistent("There must be an amount of 0 or more for each person.")
        for items in self.impossible:
            self._refuse_people_in(items)

    def _refuse_people_in(self, items: Items) -> None:
        if people := int(self.are_in(items).sum()):
            raise Inconsistent(f"Nobody can be in “{name_of(items)}”, it is said, but {people} are.")

    def are_in(self, items: Items) -> np.ndarray:
        """Which of the people are in a cell: one truth value each."""
        inside = np.ones(len(self.codes), dtype=bool)
        for name, places in self.places_of(items).items():
            inside &= np.isin(self.codes[:, self.column(name)], sorted(places))
        return inside

    def column(self, name: str) -> int:
        """Where an attribute stands in `codes`."""
        return [attribute.name for attribute in self.attributes].index(name)

    def places_of(self, items: Items) -> dict[str, frozenset[int]]:
        """The places that each item covers in its attribute."""
        return {name: self.attribute(name).category(code).places for name, code in items}

    def is_impossible(self, items: Items) -> bool:
        """Whether everybody knows that nobody can be there."""
        if not self.impossible:
            return False
        here = self.places_of(items)
        return any(
            all(name in here and here[name] <= places for name, places in self.places_of(each).items())
            for each in self.impossible
        )

    def attribute(self, name: str) -> Dimension:
        found = next((attribute for attribute in self.attributes if attribute.name == name), None)
        if found is None:
            raise Inconsistent(f"There is no attribute “{name}”.")
        return found

    def order(self, names: Iterable[str]) -> tuple[str, ...]:
        wanted = set(names)
        return tuple(attribute.name for attribute in self.attributes if attribute.name in wanted)

    def values(self, names: Sequence[str]) -> np.ndarray:
        """What is published by the finest categories of these attributes, people or amounts: an array with one axis each."""
        return self.counts(names) if self.amounts is None else self.counts(names, self.amounts)

    def counts(self, names: Sequence[str], amounts: np.ndarray | None = None) -> np.ndarray:
        """People by the finest categories of these attributes, or the amounts given for each of them."""
        places = [self.column(name) for name in names]
        widths = [self.attributes[place].width for place in places]
        if not places:
            return np.array(len(self.codes) if amounts is None else amounts.sum())
        flat = np.ravel_multi_index([self.codes[:, place] for place in places], widths)
        return np.bincount(flat, amounts, minlength=int(np.prod(widths))).reshape(widths)


@lru_cache(maxsize=100_000)
def items_from(name: str) -> Items:
    """What a number counts, read from its name."""
    if name == EVERYBODY:
        return ()
    pairs = (item.partition("=") for item in name.split(" & "))
    return tuple((attribute, code) for attribute, _equals, code in pairs)


@lru_cache(maxsize=100_000)
def attributes_of(name: str) -> frozenset[str]:
    """The attributes that a number is counted by, read from its name."""
    return frozenset(attribute for attribute, _code in items_from(name))


def name_of(items: Items) -> str:
    return " & ".join(f"{name}={code}" for name, code in items) or EVERYBODY


def items_of(dimensions: Sequence[Dimension], entries: Sequence[Category]) -> Items:
    return tuple(
        (dimension.name, entry.code)
        for dimension, entry in zip(dimensions, entries, strict=True)
        if entry.parent is not None
    )
