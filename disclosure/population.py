"""People by their attributes, and the tables that an organisation publishes of them, as one publication.

A number is named by what it counts, leaving out every attribute that stands at its total, so the tables share their
margins by themselves: “directorate=Place” is the same number in every table that shows it.
"""

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.cubes import Category, Dimension
from disclosure.policy import Policy, Reason
from disclosure.publication import MOST_NUMBERS, Inconsistent, Number, Publication, Status, Sum
from disclosure.standards import Demand

EVERYBODY = "everybody"

Items = tuple[tuple[str, str], ...]  # ((attribute, category), …) in the order of the attributes, totals left out


@dataclass(frozen=True)
class Population:
    """People as rows of places: `codes[person, attribute]` is the place of the person's finest category (from 0).

    A population inside another, such as the starters among the staff, is an attribute of its own with two categories.
    `impossible`: combinations that everybody knows nobody can be in (structural zeros), such as apprentices among the
    directors.
    """

    attributes: tuple[Dimension, ...]
    codes: np.ndarray
    impossible: tuple[Items, ...] = ()

    def __post_init__(self) -> None:
        if self.codes.ndim != 2 or self.codes.shape[1] != len(self.attributes):
            raise Inconsistent(f"There must be a place for each of the {len(self.attributes)} attributes of a person.")
        for column, attribute in enumerate(self.attributes):
            if (
                len(self.codes)
                and not 0 <= self.codes[:, column].min() <= self.codes[:, column].max() < attribute.width
            ):
                raise Inconsistent(f"Somebody’s {attribute.name} is not in its list of categories.")
        for items in self.impossible:
            self._refuse_people_in(items)

    def _refuse_people_in(self, items: Items) -> None:
        inside = np.ones(len(self.codes), dtype=bool)
        for name, places in self.places_of(items).items():
            column = next(at for at, each in enumerate(self.attributes) if each.name == name)
            inside &= np.isin(self.codes[:, column], sorted(places))
        if inside.any():
            raise Inconsistent(f"Nobody can be in “{name_of(items)}”, it is said, but {int(inside.sum())} are.")

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

    def counts(self, names: Sequence[str]) -> np.ndarray:
        """People by the finest categories of these attributes: an array with one axis each."""
        places = [next(at for at, each in enumerate(self.attributes) if each.name == name) for name in names]
        widths = [self.attributes[place].width for place in places]
        if not places:
            return np.array(len(self.codes))
        flat = np.ravel_multi_index([self.codes[:, place] for place in places], widths)
        return np.bincount(flat, minlength=int(np.prod(widths))).reshape(widths)


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
    """One number of a layout: what it counts, how many people, and whether a layout prints it."""

    items: Items
    value: int
    is_printed: bool
    is_impossible: bool = False

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
        for items, value in _cells(population, dimensions):
            name, is_printed = name_of(items), layout.is_printed(items)
            if name not in found:
                found[name] = Cell(items, value, is_printed, population.is_impossible(items))
            elif is_printed and not found[name].is_printed:
                found[name] = replace(found[name], is_printed=True)
        if len(found) > MOST_NUMBERS:
            raise Inconsistent(
                f"The tables have more than {MOST_NUMBERS:,} cells. Publish fewer, or use coarser lists."
            )
    return found


@dataclass(frozen=True, slots=True)
class Alike:
    """An answer that all of a row gave but `others` (0 or 1): cells by name, and the name of the count of those others."""

    cell: str
    whole: str
    rest: str
    others: int


def alike(population: Population, found: Mapping[str, Cell], policy: Policy) -> list[Alike]:
    """Rows that would give everybody in them away (group disclosure), among cells that are not too few already.

    The whole of a row is every category above the answer that is not an answer itself: all, or those who declared.
    """
    rows = []
    for cell in found.values():
        if cell.value < policy.threshold_for(cell.attributes):
            continue
        for place, (name, code) in enumerate(cell.items):
            if not policy.is_answer(name, code):
                continue
            for above in population.attribute(name).ancestors(code):
                if above.parent is not None and policy.is_answer(name, above.code):
                    continue
                in_whole = () if above.parent is None else ((name, above.code),)
                whole = found[name_of((*cell.items[:place], *in_whole, *cell.items[place + 1 :]))]
                if policy.reason_for_alike(others := whole.value - cell.value):
                    others_items = ((name, f"{above.code} but not {code}"),)
                    rest = name_of((*cell.items[:place], *others_items, *cell.items[place + 1 :]))
                    rows.append(Alike(cell.id, whole.id, rest, others))
    return rows


def sensitive(population: Population, layouts: Iterable[Table], policy: Policy) -> dict[str, Reason]:
    """The cells that must be hidden for their own sake, and why; small counts that no layout prints among them."""
    found = cells(population, layouts)
    return _reasons(found, alike(population, found, policy), policy)


def _reasons(found: Mapping[str, Cell], rows: Iterable[Alike], policy: Policy) -> dict[str, Reason]:
    reasons: dict[str, Reason] = {}
    for name, cell in found.items():
        reason = policy.reason_for(cell.value, cell.attributes, is_impossible=cell.is_impossible)
        if reason and (cell.is_printed or reason is Reason.FEW):
            reasons[name] = reason
    for row in rows:
        if (reason := policy.reason_for_alike(row.others)) and reasons.get(row.cell) is not Reason.EVERYBODY:
            reasons[row.cell] = reason
    return reasons


def published(population: Population, layouts: Iterable[Table], policy: Policy | None = None) -> Publication:
    """All cells and totals of the layouts as one publication: printed and sensitive ones are primary, others published.

    Cells that no layout prints, such as single ethnic groups by directorate where only the broad ones are printed, are in
    it as hidden, since readers can work with them; so are the counts of those who differ in a row of people alike.
    """
    policy = policy or Policy()
    layouts = [layout_of(each) for each in layouts]
    found = cells(population, layouts)
    rows = alike(population, found, policy)
    reasons = _reasons(found, rows, policy)
    numbers = [_number(cell, reasons.get(name), policy) for name, cell in found.items()]
    numbers += [Number(row.rest, row.others, Status.HIDDEN, threshold=1 + row.others) for row in rows]
    sums = {(row.whole, frozenset((row.cell, row.rest))): Sum(row.whole, (row.cell, row.rest)) for row in rows}
    for layout in layouts:
        for each in _sums([population.attribute(name) for name in population.order(layout.attributes)]):
            sums.setdefault((each.total, frozenset(each.parts)), each)
    return Publication(tuple(numbers), tuple(sums.values()), policy.threshold)


def _number(cell: Cell, reason: Reason | None, policy: Policy) -> Number:
    if cell.is_impossible:
        return Number(cell.id, 0, high=0.0)
    status = Status.PUBLISHED if cell.is_printed else Status.HIDDEN
    if reason and cell.is_printed:
        status = Status.PRIMARY
    return Number(cell.id, cell.value, status, threshold=policy.threshold_for(cell.attributes))


def needs(
    population: Population, layouts: Iterable[Table], policy: Policy, *, kept: Collection[str] = ()
) -> dict[str, Demand]:
    """What every sensitive number must stand, by the reason it is sensitive for.

    - Too few people, or nobody where that is not shown either: possible as 0 and as the threshold, or as the whole where
      a total that stays in sight (`kept`) is smaller than the threshold. A small count that no layout prints: as 0.
    - Everybody alike, or all but one: there may be one more who differs than any one reader knows of.
    """
    layouts = [layout_of(each) for each in layouts]
    found = cells(population, layouts)
    rows = alike(population, found, policy)
    wanted = {}
    for name, reason in _reasons(found, rows, policy).items():
        cell = found[name]
        if reason in (Reason.FEW, Reason.ZERO):
            high = float(cell.value)
            if cell.is_printed:
                whole = min((found[each].value for each in _wholes(population, cell) if each in kept), default=math.inf)
                high = max(high, min(float(policy.threshold_for(cell.attributes)), whole))
            wanted[name] = Demand(0.0, high)
    for row in rows:
        wanted[row.rest] = Demand(float(row.others), float(1 + policy.coalition))
    return wanted


def _wholes(population: Population, cell: Cell) -> list[str]:
    """The totals by one attribute that a cell is part of, and everybody."""
    names = [EVERYBODY]
    for name, code in cell.items:
        entry = population.attribute(name).category(code)
        names += [
            name_of(((name, above.code),))
            for above in (entry, *population.attribute(name).ancestors(code))
            if above.parent is not None
        ]
    return names


def _refuse_unknown_categories(population: Population, layout: Layout) -> None:
    for name, codes in layout.prints.items():
        for code in codes:
            population.attribute(name).category(code)


def margins(publication: Publication, *, most_attributes: int = 1) -> set[str]:
    """The totals that a report cannot do without: numbers of everybody and by one attribute, if they are not sensitive.

    Where a total by one attribute is sensitive, the others of its list are not kept: they would give it back.
    """
    kept, sensitive_lists = set(), set()
    for number in publication.numbers:
        attributes = attributes_of(number.id)
        if len(attributes) > most_attributes:
            continue
        if number.status is Status.PUBLISHED:
            kept.add(number.id)
        elif number.status is Status.PRIMARY:
            sensitive_lists.add(attributes)
    return {name for name in kept if not attributes_of(name) or attributes_of(name) not in sensitive_lists}


def attributes_of(name: str) -> frozenset[str]:
    """The attributes that a number is counted by, read from its name."""
    return frozenset(item.split("=", 1)[0] for item in name.split(" & ")) if "=" in name else frozenset()


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
