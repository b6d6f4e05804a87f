"""The joint attack: every table together, through the cross-classification of people that lies behind them.

A model that links tables only by the cells they share lets the intruder imagine worlds in which the tables are not of the
same people. Here the attributes of the tables are put into clusters that form a tree (a junction tree of their graph, by
least fill), each table within one cluster, and each cluster is attacked on its full cross-classification. Where two
clusters meet, the counts by what they share are fixed at their true values. That gives the intruder more than was
published, and an alternative found inside a cluster fits the truth everywhere else: it is a real alternative workforce.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.cubes import Category, Dimension
from disclosure.population import Items, Population, Table, attributes_of, items_of, layout_of, name_of
from disclosure.publication import Inconsistent, Number, Publication, Share, Status, Sum

MOST_CELLS = 60_000


@dataclass(frozen=True)
class Cluster:
    """Attributes that are attacked together, and those among them by which it meets other clusters."""

    attributes: tuple[str, ...]
    separators: tuple[tuple[str, ...], ...]


def clusters(population: Population, tables: Iterable[Table]) -> list[Cluster]:
    """The clusters of a junction tree over the tables' attributes, each table within one of them."""
    near: dict[str, set[str]] = {}
    for names in (layout_of(table).attributes for table in tables):
        for name in names:
            near.setdefault(name, set()).update(other for other in names if other != name)
    cliques = _cliques({name: set(others) for name, others in near.items()})
    return [
        Cluster(population.order(clique), tuple(population.order(each) for each in _meets(place, cliques)))
        for place, clique in enumerate(cliques)
    ]


def _cliques(near: dict[str, set[str]]) -> list[set[str]]:
    """The maximal cliques of a triangulation: take away, again and again, the attribute that needs the least fill."""
    found: list[set[str]] = []
    while near:

        def fill(name: str) -> tuple[int, int, str]:
            pairs = itertools.combinations(sorted(near[name]), 2)
            return sum(other not in near[one] for one, other in pairs), len(near[name]), name

        name = min(near, key=fill)
        clique = {name, *near[name]}
        for one, other in itertools.combinations(sorted(near[name]), 2):
            near[one].add(other)
            near[other].add(one)
        for other in near.pop(name):
            near[other].discard(name)
        if not any(clique <= larger for larger in found):
            found.append(clique)
    return found


def _meets(place: int, cliques: list[set[str]]) -> list[set[str]]:
    """The separators at one clique: what it shares with its neighbours in a tree of the heaviest overlaps."""
    inside = {0}
    meets: list[set[str]] = []
    while len(inside) < len(cliques):
        one, other = max(
            ((one, other) for one in sorted(inside) for other in range(len(cliques)) if other not in inside),
            key=lambda pair: len(cliques[pair[0]] & cliques[pair[1]]),
        )
        inside.add(other)
        shared = cliques[one] & cliques[other]
        if shared and place in (one, other) and shared not in meets:
            meets.append(shared)
    return meets


def behind(population: Population, publication: Publication, cluster: Cluster) -> Publication:
    """What an intruder knows of one cluster: its published numbers, its separators, and the hidden counts behind both."""
    numbers, sums = _shown(publication, [cluster])
    for names in cluster.separators:
        for items, value in _finest(population, [population.attribute(name) for name in names]):
            numbers[name_of(items)] = Number(name_of(items), value, is_count=population.amounts is None)
    hidden, bound = _cross_classified(population, cluster, numbers)
    return replace(
        publication, numbers=(*numbers.values(), *hidden), sums=(*sums, *bound), shares=_shares(publication, numbers)
    )


def behind_all(population: Population, publication: Publication, together: Sequence[Cluster]) -> Publication:
    """All clusters in one model, bound by what they share: exact, and needed only for numbers of the separators.

    Tables that agree on the separators of a junction tree always come from one workforce, so nothing is left out.
    """
    numbers, sums = _shown(publication, together)
    for names in dict.fromkeys(names for cluster in together for names in cluster.separators):
        for items, value in _finest(population, [population.attribute(name) for name in names]):
            numbers.setdefault(name_of(items), _hidden(population, items, value))
    hidden: dict[str, Number] = {}
    for cluster in together:
        behind_it, bound = _cross_classified(population, cluster, numbers)
        hidden.update((number.id, number) for number in behind_it)
        sums += bound
    return replace(
        publication,
        numbers=(*numbers.values(), *hidden.values()),
        sums=tuple(sums),
        shares=_shares(publication, numbers),
    )


def _shown(publication: Publication, together: Sequence[Cluster]) -> tuple[dict[str, Number], list[Sum]]:
    """The numbers of a publication that lie within one of these clusters, and the sums among them."""
    insides = [set(cluster.attributes) for cluster in together]
    numbers = {
        number.id: number
        for number in publication.numbers
        if any(attributes_of(number.id) <= inside for inside in insides)
    }
    sums = [each for each in publication.sums if each.total in numbers and all(part in numbers for part in each.parts)]
    return numbers, sums


def _shares(publication: Publication, numbers: Mapping[str, Number]) -> tuple[Share, ...]:
    return tuple(each for each in publication.shares if each.part in numbers and each.whole in numbers)


def _cross_classified(
    population: Population, cluster: Cluster, numbers: Mapping[str, Number]
) -> tuple[list[Number], list[Sum]]:
    """A hidden number for every combination, and the sums that bind them to the finest cells of each table."""
    dimensions = [population.attribute(name) for name in cluster.attributes]
    size = math.prod(dimension.width for dimension in dimensions)
    if size > MOST_CELLS:
        raise Inconsistent(
            f"Together {', '.join(cluster.attributes)} have {size:,} combinations; at most {MOST_CELLS:,} can be attacked "
            "at once. Publish fewer of these tables together, or use coarser lists."
        )
    hidden: list[Number] = []
    parts: dict[str, list[str]] = {}
    for items, value in _finest(population, dimensions):
        name = name_of(items)
        if name not in numbers:
            hidden.append(_hidden(population, items, value))
        for size in range(len(items)):
            for some in itertools.combinations(items, size):
                if (total := name_of(some)) in numbers:
                    parts.setdefault(total, []).append(name)
    return hidden, [Sum(total, tuple(names)) for total, names in parts.items()]


def _hidden(population: Population, items: Items, value: float) -> Number:
    """A number printed nowhere; everybody knows where nobody can be."""
    high = 0.0 if population.is_impossible(items) else math.inf
    return Number(name_of(items), value, Status.HIDDEN, high=high, is_count=population.amounts is None)


def _finest(population: Population, dimensions: Sequence[Dimension]) -> Iterator[tuple[Items, float]]:
    values = population.values([dimension.name for dimension in dimensions])
    leaves = [_leaves(dimension) for dimension in dimensions]
    for chosen in itertools.product(*leaves):
        places = tuple(place for place, _category in chosen)
        yield items_of(dimensions, [category for _place, category in chosen]), values[places].item()


def _leaves(dimension: Dimension) -> list[tuple[int, Category]]:
    """The finest categories of an attribute, each with its place, in the order of places."""
    finest = [category for category in dimension.categories if not dimension.children(category.code)]
    return sorted(((min(category.places), category) for category in finest), key=lambda pair: pair[0])
