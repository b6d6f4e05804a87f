"""The layouts of a population as one publication, every sensitive cell primary."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from disclosure.cubes import Dimension
from disclosure.policy import Policy, Reason
from disclosure.population.layouts import Cell, Table, cells, layout_of
from disclosure.population.people import Population, attributes_of, items_of, name_of
from disclosure.population.sensitivity import alike, reasons_for
from disclosure.publication import Number, Publication, Status, Sum


def published(population: Population, tables: Iterable[Table], policy: Policy | None = None) -> Publication:
    """All cells and totals of the layouts as one publication: printed and sensitive ones are primary, others published.

    Cells that no layout prints, such as single ethnic groups by directorate where only the broad ones are printed, are in
    it as hidden, since readers can work with them; so are the counts of those who differ in a row of people alike.
    """
    policy = policy or Policy()
    layouts = [layout_of(each) for each in tables]
    found = cells(population, layouts)
    rows = alike(population, found, policy)
    reasons = reasons_for(population, found, rows, policy)
    numbers = [_number(cell, reasons.get(name), policy) for name, cell in found.items()]
    numbers += [Number(row.rest, row.others, Status.HIDDEN, threshold=1 + row.others) for row in rows]
    sums = {(row.whole, frozenset((row.cell, row.rest))): Sum(row.whole, (row.cell, row.rest)) for row in rows}
    for layout in layouts:
        for each in _sums([population.attribute(name) for name in population.order(layout.attributes)]):
            sums.setdefault((each.total, frozenset(each.parts)), each)
    return Publication(tuple(numbers), tuple(sums.values()), policy.threshold)


def _number(cell: Cell, reason: Reason | None, policy: Policy) -> Number:
    if cell.is_impossible:
        return Number(cell.id, 0, high=0.0, is_count=cell.amount is None)
    status = Status.PUBLISHED if cell.is_printed else Status.HIDDEN
    if reason and cell.is_printed:
        status = Status.PRIMARY
    if cell.amount is not None:
        return Number(cell.id, cell.amount, status, is_count=False)
    return Number(cell.id, cell.value, status, threshold=policy.threshold_for(cell.attributes))


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
