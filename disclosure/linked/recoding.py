"""Coarser lists: where too much of a table would be hidden, fewer categories tell more than holes do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from disclosure.cubes import Category, Dimension
from disclosure.policy import Policy
from disclosure.population import Layout, Population, attributes_of, items_from, margins, name_of, needs, published
from disclosure.publication import Publication, Status
from disclosure.suppression import CannotProtect, suppress

HIDDEN = (Status.PRIMARY, Status.SECONDARY)
TOGETHER = "small ones together"


class Kind(StrEnum):
    COARSER = "coarser list"
    TOGETHER = "small parts together"


@dataclass(frozen=True)
class Holes:
    """How many of a table's own cells, its totals left out, are hidden."""

    hidden: int
    cells: int

    @property
    def share(self) -> float:
        return self.hidden / self.cells if self.cells else 0.0

    def __str__(self) -> str:
        return f"{self.hidden:,} of {self.cells:,} cells ({self.share:.0%})"


@dataclass(frozen=True)
class Offer:
    """A coarser way to print one attribute of a table, and how much would be hidden now and then.

    `categories`: with a coarser list those that would be printed; with small parts together those that would be one.
    What would be hidden then is found from the tables' own cells; the joint attack and insiders may ask for a little more.
    """

    layout: Layout
    attribute: str
    kind: Kind
    categories: tuple[str, ...]
    now: Holes
    then: Holes

    @property
    def sentence(self) -> str:
        now = f"{self.now} of “{self.layout.title}” would be hidden."
        if self.kind is Kind.COARSER:
            return f"{now} With {len(self.categories)} broader categories of {self.attribute}: {self.then}."
        return f"{now} With the {len(self.categories)} small ones of {self.attribute} put together: {self.then}."


def holes(publication: Publication, layout: Layout) -> Holes:
    wanted = frozenset(layout.attributes)
    own = [
        number.status in HIDDEN
        for number in publication.numbers
        if number.status is not Status.HIDDEN
        and attributes_of(number.id) == wanted
        and layout.is_printed(items_from(number.id))
    ]
    return Holes(sum(own), len(own))


def offers(
    population: Population, layouts: Sequence[Layout], publication: Publication, policy: Policy
) -> tuple[Offer, ...]:
    """For each table of which too much is hidden the coarser ways that would hide less, the best for each table first."""
    found = []
    for place, layout in enumerate(layouts):
        now = holes(publication, layout)
        if now.share <= policy.most_hidden:
            continue
        better = []
        for attribute, kind, categories in _ways(population, layout, publication):
            offer = Offer(layout, attribute, kind, categories, now, now)
            people, drawn = recoded(population, layouts, offer)
            if then := _tried(people, drawn, drawn[place], policy):
                better.append(replace(offer, then=then))
        found += sorted((each for each in better if each.then.share < now.share), key=lambda each: each.then.share)
    return tuple(found)


def recoded(population: Population, layouts: Iterable[Layout], offer: Offer) -> tuple[Population, list[Layout]]:
    """The people and the tables as an offer would have them: the table printed more coarsely, the others as they were."""
    dimension = population.attribute(offer.attribute)
    printed = offer.layout.prints.get(offer.attribute, [each.code for each in dimension.categories])
    if offer.kind is Kind.COARSER:
        keeps: list[str] = list(offer.categories)
    else:
        keeps = [TOGETHER, *(code for code in printed if code not in offer.categories)]
        if all(each.code != TOGETHER for each in dimension.categories):
            merged = _with_small_ones_together(dimension, offer.categories)
            attributes = tuple(merged if each is dimension else each for each in population.attributes)
            everything = [each.code for each in dimension.categories]
            population = replace(population, attributes=attributes)
            # The other tables go on printing what they printed, and not the new category.
            layouts = [
                replace(each, prints={offer.attribute: everything, **each.prints})
                if offer.attribute in each.attributes
                else each
                for each in layouts
            ]
    return population, [
        replace(each, prints={**each.prints, offer.attribute: keeps}) if _is_same(each, offer.layout) else each
        for each in layouts
    ]


def _is_same(one: Layout, other: Layout) -> bool:
    return one.attributes == other.attributes and one.name == other.name


def _with_small_ones_together(dimension: Dimension, small: Sequence[str]) -> Dimension:
    parent = dimension.category(small[0]).parent
    places = frozenset().union(*(dimension.category(code).places for code in small))
    return Dimension(
        dimension.name,
        (
            *(replace(each, parent=TOGETHER) if each.code in small else each for each in dimension.categories),
            Category(TOGETHER, places, parent),
        ),
    )


def _ways(
    population: Population, layout: Layout, publication: Publication
) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    for name in layout.attributes:
        dimension = population.attribute(name)
        printed = [
            each
            for each in dimension.categories
            if each.parent is not None and (name not in layout.prints or each.code in layout.prints[name])
        ]
        depth = {each.code: len(dimension.ancestors(each.code)) for each in printed}
        for level in range(max(depth.values(), default=0) - 1, 0, -1):
            if len(coarse := [each.code for each in printed if depth[each.code] <= level]) > 1:
                yield name, Kind.COARSER, tuple(coarse)
        flat = [each for each in printed if not dimension.children(each.code) and depth[each.code] == 1]
        flat.sort(key=lambda each: publication.by_id[name_of(((name, each.code),))].value)
        for many in dict.fromkeys((len(flat) // 3, len(flat) // 2)):
            if many > 1:
                yield name, Kind.TOGETHER, tuple(each.code for each in flat[:many])


def _tried(population: Population, layouts: Sequence[Layout], layout: Layout, policy: Policy) -> Holes | None:
    """How much of a table would be hidden, by the tables' own cells; None where it cannot be protected at all."""
    open_ = published(population, layouts, policy)
    kept = margins(open_)
    wanted = needs(population, layouts, policy, kept=kept)
    try:
        chosen = suppress(open_, kept=kept, needs=wanted, seconds=0)
    except CannotProtect:
        return None
    return holes(open_.hiding(chosen.secondary), layout)
