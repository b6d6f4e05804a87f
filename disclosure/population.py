"""People by their attributes, and the tables that an organisation publishes of them, as one publication.

A number is named by what it counts, leaving out every attribute that stands at its total, so the tables share their
margins by themselves: “directorate=Place” is the same number in every table that shows it.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from disclosure.cubes import Category, Dimension
from disclosure.publication import MOST_NUMBERS, Inconsistent, Number, Publication, Status, Sum

EVERYBODY = "everybody"

Items = tuple[tuple[str, str], ...]  # ((attribute, category), …) in the order of the attributes, totals left out


@dataclass(frozen=True)
class Population:
    """People as rows of places: `codes[person, attribute]` is the place of the person's finest category (from 0).

    A population inside another, such as the starters among the staff, is an attribute of its own with two categories.
    `thresholds` gives attributes whose small counts are sensitive below another number than `threshold`.
    """

    attributes: tuple[Dimension, ...]
    codes: np.ndarray
    threshold: int = 5
    thresholds: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.codes.ndim != 2 or self.codes.shape[1] != len(self.attributes):
            raise Inconsistent(f"There must be a place for each of the {len(self.attributes)} attributes of a person.")
        for column, attribute in enumerate(self.attributes):
            if (
                len(self.codes)
                and not 0 <= self.codes[:, column].min() <= self.codes[:, column].max() < attribute.width
            ):
                raise Inconsistent(f"Somebody’s {attribute.name} is not in its list of categories.")

    def attribute(self, name: str) -> Dimension:
        found = next((attribute for attribute in self.attributes if attribute.name == name), None)
        if found is None:
            raise Inconsistent(f"There is no attribute “{name}”.")
        return found

    def order(self, names: Iterable[str]) -> tuple[str, ...]:
        wanted = set(names)
        return tuple(attribute.name for attribute in self.attributes if attribute.name in wanted)

    def counts(self, names: Sequence[str]) -> np.ndarray:
        """People by the finest categories of these attributes: an array with one axis each."""
        places = [next(at for at, each in enumerate(self.attributes) if each.name == name) for name in names]
        widths = [self.attributes[place].width for place in places]
        if not places:
            return np.array(len(self.codes))
        flat = np.ravel_multi_index([self.codes[:, place] for place in places], widths)
        return np.bincount(flat, minlength=int(np.prod(widths))).reshape(widths)

    def threshold_of(self, items: Items) -> int:
        return max([self.threshold, *(self.thresholds.get(name, 0) for name, _code in items)])


def published(population: Population, tables: Iterable[Sequence[str]]) -> Publication:
    """All cells and totals of the tables, each given by the names of its attributes; small counts are primary."""
    numbers: dict[str, Number] = {}
    sums: dict[tuple[str, frozenset[str]], Sum] = {}
    for names in tables:
        dimensions = [population.attribute(name) for name in population.order(names)]
        for items, value in _cells(population, dimensions):
            threshold = population.threshold_of(items)
            status = Status.PRIMARY if 0 < value < threshold else Status.PUBLISHED
            numbers.setdefault(name_of(items), Number(name_of(items), value, status, threshold=threshold))
        if len(numbers) > MOST_NUMBERS:
            raise Inconsistent(
                f"The tables have more than {MOST_NUMBERS:,} cells. Publish fewer, or use coarser lists."
            )
        for each in _sums(dimensions):
            sums.setdefault((each.total, frozenset(each.parts)), each)
    return Publication(tuple(numbers.values()), tuple(sums.values()), population.threshold)


def margins(publication: Publication, *, most_attributes: int = 1) -> set[str]:
    """The totals that a report cannot do without: numbers of everybody and by one attribute, if they are not sensitive."""
    return {
        number.id
        for number in publication.numbers
        if number.status is Status.PUBLISHED and (number.id == EVERYBODY or number.id.count(" & ") < most_attributes)
    }


def name_of(items: Items) -> str:
    return " & ".join(f"{name}={code}" for name, code in items) or EVERYBODY


def _cells(population: Population, dimensions: Sequence[Dimension]) -> Iterator[tuple[Items, int]]:
    counts = population.counts([dimension.name for dimension in dimensions])
    for axis, dimension in enumerate(dimensions):
        member = np.zeros((len(dimension.categories), dimension.width), dtype=int)
        for row, category in enumerate(dimension.categories):
            member[row, sorted(category.places)] = 1
        counts = np.moveaxis(np.tensordot(member, counts, axes=(1, axis)), 0, axis)
    for places in np.ndindex(*counts.shape):
        entries = [dimension.categories[place] for dimension, place in zip(dimensions, places, strict=True)]
        yield items_of(dimensions, entries), int(counts[places])


def items_of(dimensions: Sequence[Dimension], entries: Sequence[Category]) -> Items:
    return tuple(
        (dimension.name, entry.code)
        for dimension, entry in zip(dimensions, entries, strict=True)
        if entry.parent is not None
    )


def _sums(dimensions: Sequence[Dimension]) -> Iterator[Sum]:
    for axis, dimension in enumerate(dimensions):
        others = [each.categories for place, each in enumerate(dimensions) if place != axis]
        for category in dimension.categories:
            if not (children := dimension.children(category.code)):
                continue
            for rest in itertools.product(*others):
                name = [
                    name_of(items_of(dimensions, [*rest[:axis], entry, *rest[axis:]]))
                    for entry in (category, *children)
                ]
                yield Sum(name[0], tuple(name[1:]))
