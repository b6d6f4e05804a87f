"""Thousands of small worlds, each compared with every table of whole people that fits what is published."""

import itertools
import math
from collections.abc import Iterator

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from disclosure.attack import exposures, intervals
from disclosure.cubes import Category, Cube, Dimension
from disclosure.publication import Publication
from disclosure.standards import demands
from disclosure.suppression import COSTS, CannotProtect, suppress, suppress_optimally
from disclosure.witnesses import flaws, witnesses

THRESHOLD = 3
LOSS = COSTS["log2"]


def flat(name: str, size: int) -> Dimension:
    parts = [Category(f"{name}{place}", frozenset([place]), "Total") for place in range(size)]
    return Dimension(name, (Category("Total", frozenset(range(size))), *parts))


def nested(name: str) -> Dimension:
    """Three categories, two of them a group."""
    return Dimension(
        name,
        (
            Category("Total", frozenset({0, 1, 2})),
            Category(f"{name}01", frozenset({0, 1}), "Total"),
            Category(f"{name}0", frozenset({0}), f"{name}01"),
            Category(f"{name}1", frozenset({1}), f"{name}01"),
            Category(f"{name}2", frozenset({2}), "Total"),
        ),
    )


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    shape = draw(st.sampled_from(["flat", "nested", "three"]))
    count = st.integers(0, 4)
    if shape == "three":
        inner = [[[draw(count) for _ in range(2)] for _ in range(2)] for _ in range(2)]
        return Cube("w", (flat("A", 2), flat("B", 2), flat("C", 2)), inner, THRESHOLD).publication()
    columns = nested("B") if shape == "nested" else flat("B", 3)
    inner = [[draw(count) for _ in range(3)] for _ in range(2)]
    return Cube("w", (flat("A", 2), columns), inner, THRESHOLD).publication()


def all_worlds(publication: Publication) -> Iterator[dict[str, int]]:
    """Every assignment of whole people to the finest cells that fits what is published, the grand total among it."""
    totals = {each.total for each in publication.sums}
    finest = [number.id for number in publication.numbers if number.id not in totals]
    most = {name: int(publication.by_id["|".join(["Total"] * (name.count("|") + 1))].value) for name in finest}
    for each in publication.sums:
        if not publication.by_id[each.total].is_unknown:
            for part in set(each.parts) & set(finest):
                most[part] = min(most[part], int(publication.by_id[each.total].value))
    choices = [
        range(most[name] + 1) if publication.by_id[name].is_unknown else [int(publication.by_id[name].value)]
        for name in finest
    ]
    assume(math.prod(len(choice) for choice in choices) < 60_000)
    for values in itertools.product(*choices):
        world: dict[str, int] = dict(zip(finest, values, strict=True))
        if _fits(publication, world, list(publication.sums)):
            yield world


def _fits(publication: Publication, world: dict[str, int], sums: list) -> bool:
    waiting = list(sums)
    while waiting:
        ready = [each for each in waiting if all(part in world for part in each.parts)]
        for each in ready:
            total = sum(world[part] for part in each.parts)
            if world.setdefault(each.total, total) != total:
                return False
            number = publication.by_id[each.total]
            if not number.is_unknown and number.value != total:
                return False
        waiting = [each for each in waiting if each not in ready]
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(publications())
def test_no_sensitive_count_is_narrower_than_promised_and_witnesses_prove_it(publication: Publication) -> None:
    try:
        secondary = suppress(publication).secondary
    except CannotProtect:
        return
    protected = publication.hiding(secondary)
    found = intervals(protected)
    assert exposures(protected, found) == []
    proof = witnesses(protected)
    assert flaws(protected, proof) == []
    for number in protected.numbers:
        assert number.is_unknown or number.value == publication.by_id[number.id].value
    for witness in proof:
        for each in protected.unknown:
            low, high = found[each.id].integer
            assert low <= witness.changed.get(each.id, each.value) <= high


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(publications(), st.data())
def test_intervals_are_those_of_all_tables_of_whole_people(publication: Publication, data: st.DataObject) -> None:
    """Whatever is hidden, rightly or wrongly; the grand total stays in sight, so that the worlds can be counted."""
    names = [number.id for number in publication.numbers if set(number.id.split("|")) != {"Total"}]
    protected = publication.hiding(data.draw(st.sets(st.sampled_from(names), max_size=5)))
    assume(all(number.is_unknown is False for number in publication.numbers if number.id not in names))
    found = intervals(protected)
    least = {number.id: math.inf for number in protected.unknown}
    greatest = {number.id: -math.inf for number in protected.unknown}
    for world in all_worlds(protected):
        for name in least:
            least[name], greatest[name] = min(least[name], world[name]), max(greatest[name], world[name])
    assert {name: each.integer for name, each in found.items()} == {
        name: (least[name], greatest[name]) for name in least
    }


@settings(max_examples=12, deadline=None)
@given(publications())
def test_what_is_called_optimal_cannot_be_bettered_by_any_choice(publication: Publication) -> None:
    """Against every smaller set of numbers to hide, judged by the attack over tables of broken people, as it is chosen."""
    try:
        best = suppress_optimally(publication)
    except CannotProtect:
        return
    assert best.is_proven
    open_ones = [number for number in publication.numbers if not number.is_unknown]
    needs = demands(publication)
    prices = {number.id: LOSS(number) for number in open_ones}
    for size in range(min(3, len(best.secondary)) + 1):
        for chosen in itertools.combinations(prices, size):
            if math.fsum(prices[name] for name in chosen) < best.cost - 1e-6:
                found = intervals(publication.hiding(chosen))
                assert not all(need.is_met_by(*found[name].lp) for name, need in needs.items())
