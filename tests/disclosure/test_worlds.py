"""Thousands of small worlds, each compared with every table of whole people that there could be."""

import functools
import itertools
import math
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from disclosure.attack import exposures, intervals
from disclosure.cubes import Category, Cube, Dimension
from disclosure.forms import Direction, Rate, Rounded, Ties, as_number, share
from disclosure.publication import Number, Publication, Status
from disclosure.standards import demands
from disclosure.suppression import COSTS, CannotProtect, Cost, suppress, suppress_optimally
from disclosure.witnesses import flaws, witnesses

THRESHOLD = 3
MOST_PEOPLE = 11
quickly = settings(max_examples=450, deadline=None, suppress_health_check=list(HealthCheck))


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


SHAPES = {
    "single": (flat("A", 2), flat("B", 3)),
    "hierarchical": (flat("A", 2), nested("B")),
    "three": (flat("A", 2), flat("B", 2), flat("C", 2)),
    "linked": (flat("A", 2), flat("B", 2), flat("C", 2)),
    "line": (flat("A", 4),),
}


@dataclass(frozen=True)
class World:
    """A publication and, for each of its numbers, the finest cells that it counts (numbers by cells, 0 or 1)."""

    publication: Publication
    members: np.ndarray

    @property
    def everybody(self) -> Number:
        return self.publication.numbers[0]

    def tables(self, publication: Publication) -> np.ndarray:
        """All numbers of every table of whole people that fits what is published: tables by numbers."""
        low, high = self.everybody.value, self.everybody.value
        if publication.numbers[0].is_unknown:
            low, high = publication.numbers[0].low, publication.numbers[0].high
        every = np.concatenate([splits(total, self.members.shape[1]) for total in range(int(low), int(high) + 1)])
        numbers = every @ self.members.T
        fits = np.ones(len(numbers), dtype=bool)
        place = {}
        for column, number in enumerate(publication.numbers):
            found, place[number.id] = numbers[:, column], column
            fits &= (found >= number.low) & (found <= number.high) if number.is_unknown else found == number.value
        for each in publication.shares:
            part, whole = numbers[:, place[each.part]], numbers[:, place[each.whole]]
            above, below = each.scale * part - each.low * whole, each.high * whole - each.scale * part
            fits &= (whole >= 1) & (above >= (not each.is_low_closed)) & (below >= (not each.is_high_closed))
        return numbers[fits]


@functools.cache
def splits(total: int, parts: int) -> np.ndarray:
    """Every way of dividing so many people among so many cells."""
    bars = np.array(list(itertools.combinations(range(total + parts - 1), parts - 1)), dtype=np.int32)
    ends = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), total + parts - 1)])
    return np.diff(ends, axis=1) - 1


@st.composite
def worlds(draw: st.DrawFn, *shapes: str) -> World:
    """Few people in a table of one of these shapes; in linked ones the finest cells are printed nowhere."""
    shape = draw(st.sampled_from(shapes or list(SHAPES)))
    dimensions = SHAPES[shape]
    widths = [dimension.width for dimension in dimensions]
    most = MOST_PEOPLE - 2 if math.prod(widths) > 6 else MOST_PEOPLE
    people = draw(st.lists(st.integers(0, math.prod(widths) - 1), min_size=1, max_size=most))
    counts = np.bincount(people, minlength=math.prod(widths))
    publication = Cube(shape, dimensions, counts.reshape(widths).tolist(), THRESHOLD).publication()
    members = []
    for entries in itertools.product(*(dimension.categories for dimension in dimensions)):
        inside = np.zeros(widths, dtype=np.int32)
        inside[np.ix_(*(sorted(entry.places) for entry in entries))] = 1
        members.append(inside.ravel())
    if shape == "linked":
        numbers = tuple(
            replace(number, status=Status.HIDDEN) if row.sum() == 1 else number
            for number, row in zip(publication.numbers, members, strict=True)
        )
        publication = replace(publication, numbers=numbers)
    # The whole is first and stays in sight, so that the tables can be counted.
    whole = replace(publication.numbers[0], status=Status.PUBLISHED)
    return World(replace(publication, numbers=(whole, *publication.numbers[1:])), np.array(members))


@st.composite
def printed_worlds(draw: st.DrawFn) -> World:
    """Some numbers are rounded, some are printed as percentages of the whole or of a row that is hidden, some not at all."""
    world = draw(worlds("line", "single"))
    whole, *rest = world.publication.numbers
    ties = draw(st.sampled_from(list(Ties)))
    numbers, shares = [], []

    def rounded(number: Number) -> Number:
        base, direction = draw(st.integers(2, 5)), draw(st.sampled_from(list(Direction)))
        value = int(number.value)
        shown = (value // base + (value % base > 0 and draw(st.booleans()))) * base
        return as_number(number.id, value, Rounded(base, direction, ties, shown if direction == "random" else None))

    hidden, is_base = [], False
    for number in rest:
        form = draw(st.sampled_from(["as it is", "rounded", "percent", "share", "hidden", "hidden"]))
        decimals = draw(st.integers(0, 1))
        if form == "rounded":
            numbers.append(rounded(number))
        elif form == "percent":
            is_base = True
            numbers.append(as_number(number.id, number.value, Rate(int(whole.value), decimals, ties=ties)))
        elif form == "share" and hidden and hidden[0].value >= max(1, number.value):
            shown = Rate(int(hidden[0].value), decimals, ties=ties).of(Fraction(int(number.value)))
            shares.append(share(number.id, hidden[0].id, Decimal(shown), decimals, ties=ties))
            numbers.append(replace(number, status=Status.SECONDARY))
        elif form == "as it is":
            numbers.append(replace(number, status=Status.PUBLISHED))
        else:
            numbers.append(replace(number, status=Status.PRIMARY if number.value in (1, 2) else Status.SECONDARY))
            hidden.append(number)
    first = whole if is_base or draw(st.booleans()) else rounded(whole)
    return World(replace(world.publication, numbers=(first, *numbers), shares=tuple(shares)), world.members)


def ends_of(world: World, publication: Publication) -> dict[str, tuple[float, float]]:
    tables = world.tables(publication)
    return {
        number.id: (tables[:, column].min(), tables[:, column].max())
        for column, number in enumerate(publication.numbers)
        if number.is_unknown
    }


def check_the_attack(world: World, publication: Publication) -> bool:
    """The attack finds what all tables together allow, and calls safe only what they all keep. Whether it is."""
    ends = ends_of(world, publication)
    found = intervals(publication)
    assert {name: each.integer for name, each in found.items()} == ends
    for each in found.values():
        assert each.lp[0] - 1e-6 <= each.integer[0] <= each.integer[1] <= each.lp[1] + 1e-6
    exposed = {each.id for each in exposures(publication, found)}
    assert exposed == {name for name, need in demands(publication).items() if not need.is_met_by(*ends[name])}
    return not exposed


@quickly
@given(worlds(), st.data())
def test_intervals_are_those_of_all_tables_of_whole_people(world: World, data: st.DataObject) -> None:
    """Whatever is hidden, rightly or wrongly."""
    names = [number.id for number in world.publication.numbers[1:]]
    check_the_attack(world, world.publication.hiding(data.draw(st.sets(st.sampled_from(names), max_size=6))))


@quickly
@given(printed_worlds())
def test_rounded_counts_and_percentages_say_what_all_tables_printed_like_them_allow(world: World) -> None:
    check_the_attack(world, world.publication)


@quickly
@given(worlds())
def test_no_sensitive_count_is_narrower_than_promised_and_witnesses_prove_it(world: World) -> None:
    open_ = world.publication
    try:
        protected = open_.hiding(suppress(open_, kept=[world.everybody.id], seconds=0).secondary)
    except CannotProtect:
        event("nothing can hide it")
        return
    for before, after in zip(open_.numbers, protected.numbers, strict=True):
        assert after.value == before.value
        assert after.is_unknown >= before.is_unknown
    if not check_the_attack(world, protected):
        # What is safe for tables of broken people is not always so for whole ones; then it is not called safe.
        event("not safe for whole people")
        return
    proof = witnesses(protected)
    assert flaws(protected, proof) == []
    tables = {tuple(table) for table in world.tables(protected)}
    for witness in proof:
        assert tuple(witness.changed.get(number.id, number.value) for number in protected.numbers) in tables
        assert witness.changed.get(witness.shows, protected.by_id[witness.shows].value) == witness.value


@quickly
@given(printed_worlds())
def test_witnesses_of_printed_forms_are_tables_that_are_printed_alike(world: World) -> None:
    found = intervals(world.publication)
    if exposures(world.publication, found):
        event("exposed")
        assert flaws(world.publication, [])
        return
    needs = {name: need for name, need in demands(world.publication).items() if not need.is_any_width}
    proof = witnesses(world.publication, needs=needs)
    assert flaws(world.publication, proof, needs=needs) == []
    tables = {tuple(table) for table in world.tables(world.publication)}
    for witness in proof:
        assert tuple(witness.changed.get(each.id, each.value) for each in world.publication.numbers) in tables


@settings(quickly, max_examples=250)
@given(worlds("single", "hierarchical", "line"), st.sampled_from(sorted(COSTS)))
def test_what_is_called_optimal_cannot_be_bettered_by_any_choice(world: World, cost: str) -> None:
    check_the_optimum(world, COSTS[cost], [world.everybody.id])


@settings(quickly, max_examples=60)
@given(worlds("three"), st.sampled_from(sorted(COSTS)))
def test_nor_in_three_dimensions_where_one_way_totals_stay_in_sight(world: World, cost: str) -> None:
    kept = [each.id for each in world.publication.numbers if each.id.count("Total") > 1 and not each.is_unknown]
    check_the_optimum(world, COSTS[cost], kept)


def check_the_optimum(world: World, price: Cost, kept: list[str]) -> None:
    """Against every set of numbers that could be hidden, each judged by every table of whole people."""
    open_ = world.publication
    least = least_loss(world, price, kept)
    try:
        best = suppress_optimally(open_, cost=price, kept=kept)
    except CannotProtect:
        assert math.isinf(least)
        return
    assert best.is_proven
    assert best.cost <= least + 1e-6
    quick = suppress(open_, cost=price, kept=kept)
    assert quick.lower_bound - 1e-6 <= best.cost <= quick.cost + 1e-6
    for choice in (best, quick):
        # Enough for whole people: then it is one of the sets that were counted.
        protected = open_.hiding(choice.secondary)
        if not exposures(protected, intervals(protected)):
            assert choice.cost >= least - 1e-6


def least_loss(world: World, price: Cost, kept: list[str]) -> float:
    """The least that any sufficient choice loses, found by looking at all of them; without limit where none is."""
    open_ = world.publication
    needs = demands(open_)
    could_hide = [
        column for column, number in enumerate(open_.numbers) if not number.is_unknown and number.id not in kept
    ]
    tables = world.tables(open_.hiding(open_.numbers[column].id for column in could_hide))
    truth = np.array([number.value for number in open_.numbers])
    # For each table the numbers in the open that it changes, as bits; it is possible where all of them are hidden.
    changed = (tables[:, could_hide] != truth[could_hide]) @ (1 << np.arange(len(could_hide)))
    enough = np.ones(1 << len(could_hide), dtype=bool)
    for column, number in enumerate(open_.numbers):
        if need := needs.get(number.id):
            for reached in (tables[:, column] <= need.low, tables[:, column] >= need.high):
                possible = np.zeros(len(enough), dtype=bool)
                possible[changed[reached]] = True
                for bit in range(len(could_hide)):
                    pairs = possible.reshape(-1, 2, 1 << bit)
                    pairs[:, 1] |= pairs[:, 0]
                enough &= possible
    prices = np.array([price(open_.numbers[column]) for column in could_hide])
    sets = np.flatnonzero(enough)
    losses = sum((((sets >> bit) & 1) * price for bit, price in enumerate(prices)), np.zeros(len(sets)))
    return float(losses.min(initial=math.inf))
