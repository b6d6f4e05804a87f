"""The tables that an organisation prints of its people, and the cells behind them."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.cubes import Dimension
from disclosure.population.people import EVERYBODY, Items, Population, items_of, name_of
from disclosure.publication import MOST_NUMBERS, Inconsistent


@dataclass(frozen=True)
class Layout:
    """One published table: the attributes that it crosses and, for each, the categories that it prints.

    An attribute that `prints` does not name is printed in full. The whole of an attribute is always printed: the table
    of directorates by ethnic group prints the headcounts of directorates and the groups of the whole body, too.
    """

    attributes: tuple[str, ...]
    prints: Mapping[str, Collection[str]] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        if strays := set(self.prints) - set(self.attributes):
            raise Inconsistent(f"The table does not cross “{min(strays)}”, of which it is to print a part.")

    @property
    def title(self) -> str:
        return self.name or " by ".join(self.attributes) or EVERYBODY

    def is_printed(self, items: Items) -> bool:
        return all(name not in self.prints or code in self.prints[name] for name, code in items)


Table = Layout | Sequence[str]  # a bare sequence of attributes is a layout that prints everything


def layout_of(table: Table) -> Layout:
    return table if isinstance(table, Layout) else Layout(tuple(table))


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a layout: what it counts, how many people, and whether a layout prints it.

    `amount` is what is published of them instead, where that is a sum.
    """

    items: Items
    value: int
    is_printed: bool
    is_impossible: bool = False
    amount: float | None = None

    @property
    def id(self) -> str:
        return name_of(self.items)

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(name for name, _code in self.items)


def cells(population: Population, layouts: Iterable[Table]) -> dict[str, Cell]:
    """Every cell of the layouts by its name, those that no layout prints among them. Raises Inconsistent if too many."""
    found: dict[str, Cell] = {}
    for layout in map(layout_of, layouts):
        _refuse_unknown_categories(population, layout)
        dimensions = [population.attribute(name) for name in population.order(layout.attributes)]
        _refuse_too_many(math.prod(len(dimension.categories) for dimension in dimensions))
        for items, value, amount in _cells(population, dimensions):
            name, is_printed = name_of(items), layout.is_printed(items)
            if name not in found:
                found[name] = Cell(items, value, is_printed, population.is_impossible(items), amount)
            elif is_printed and not found[name].is_printed:
                found[name] = replace(found[name], is_printed=True)
        _refuse_too_many(len(found))
    return found


def _refuse_too_many(size: int) -> None:
    if size > MOST_NUMBERS:
        raise Inconsistent(f"The tables have more than {MOST_NUMBERS:,} cells. Publish fewer, or use coarser lists.")


def _refuse_unknown_categories(population: Population, layout: Layout) -> None:
    for name, codes in layout.prints.items():
        for code in codes:
            population.attribute(name).category(code)


def _cells(population: Population, dimensions: Sequence[Dimension]) -> Iterator[tuple[Items, int, float | None]]:
    names = [dimension.name for dimension in dimensions]
    counts = _with_totals(population.counts(names), dimensions)
    amounts = None if population.amounts is None else _with_totals(population.values(names), dimensions)
    for places in np.ndindex(*counts.shape):
        entries = [dimension.categories[place] for dimension, place in zip(dimensions, places, strict=True)]
        amount = None if amounts is None else float(amounts[places])
        yield items_of(dimensions, entries), int(counts[places]), amount


def _with_totals(values: np.ndarray, dimensions: Sequence[Dimension]) -> np.ndarray:
    """From the finest categories to every one: an axis each, in the order of the dimension’s list."""
    for axis, dimension in enumerate(dimensions):
        member = np.zeros((len(dimension.categories), dimension.width), dtype=int)
        for row, category in enumerate(dimension.categories):
            member[row, sorted(category.places)] = 1
        values = np.moveaxis(np.tensordot(member, values, axes=(1, axis)), 0, axis)
    return values
