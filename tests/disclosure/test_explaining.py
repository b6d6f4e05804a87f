"""The attack in words: short, true, and the leak between tables that linking them by their common cells does not see."""

import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from disclosure.__main__ import main
from disclosure.attack import Exposure, exposures, intervals
from disclosure.cubes import Category, Dimension
from disclosure.explaining import Learnt, Side, bound_from, explain, words_of
from disclosure.files import case_of
from disclosure.linked import Audit, audit, protect_linked
from disclosure.policy import Policy
from disclosure.population import Population, published
from disclosure.publication import Number, Publication, Status, Sum
from disclosure.standards import Demand, demands
from tests.disclosure.test_worlds import World, worlds

KNOWN = {case["id"]: case for case in json.loads((Path(__file__).parent / "known" / "audit.json").read_text())}
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "three-tables.json"
PLAIN = Policy(hides_group_disclosure=False)


def attack_on(name: str, target: str) -> str:
    publication = case_of(KNOWN[name]).publication
    found = next(each for each in exposures(publication, intervals(publication)) if each.id == target)
    attack = explain(publication, found)
    assert attack is not None
    return attack.sentence


@pytest.mark.parametrize(
    ("name", "target", "sentence"),
    [
        ("sdctable_linked_regions", "K", "County-2 (16) minus N (7) minus big (6) gives exactly 3."),
        (
            "diff_quarterly_snapshots",
            "Legal|Asian|join",
            "Q2|Legal|Asian (13) minus Q1|Legal|Asian (12) gives at least 1. Join|Legal|T (1) gives at most 1. So it is exactly 1.",
        ),
        (
            "rounding_nearest5_unpicked",
            "r|0",
            "R|T (at least 8) minus r|1 (at most 2) minus r|2 (at most 2) minus r|3 (at most 2) gives at least 2. "
            "R|0 (at most 2) gives at most 2. So it is exactly 2.",
        ),
        (
            "percentage_reveals_count",
            "n",
            "N (at least 0.987) gives at least 0.987, and people are whole, so at least 1. "
            "N (at most 1.001) gives at most 1.001, and people are whole, so at most 1.",
        ),
    ],
)  # fmt: skip
def test_the_known_leaks_are_told_by_the_numbers_that_make_them(name: str, target: str, sentence: str) -> None:
    assert attack_on(name, target) == sentence


def flat(name: str, *codes: str) -> Dimension:
    parts = [Category(code, frozenset({place}), "All") for place, code in enumerate(codes)]
    return Dimension(name, (Category("All", frozenset(range(len(codes)))), *parts))


# Directorate, ethnicity, site: everybody Asian works at the depot, and nobody else does.
COUNTS = {
    ("Place", "Asian", "Depot"): 20, ("Place", "Black", "Hall"): 3, ("Place", "White", "Hall"): 40,
    ("Adults", "Asian", "Depot"): 15, ("Adults", "Black", "Hall"): 17, ("Adults", "White", "Hall"): 30,
    ("Legal", "Asian", "Depot"): 12, ("Legal", "Black", "Hall"): 25, ("Legal", "White", "Hall"): 22,
}  # fmt: skip
DIMENSIONS = (
    flat("directorate", "Place", "Adults", "Legal"),
    flat("ethnicity", "Asian", "Black", "White"),
    flat("site", "Hall", "Depot"),
)
SITES = [("directorate", "ethnicity"), ("directorate", "site"), ("ethnicity", "site")]
BLACK = "directorate=Place & ethnicity=Black"


def three_tables() -> tuple[Population, Publication, Audit]:
    places = [{category.code: min(category.places) for category in each.categories[1:]} for each in DIMENSIONS]
    rows = [
        [index[code] for index, code in zip(places, kind, strict=True)]
        for kind, many in COUNTS.items()
        for _ in range(many)
    ]
    staff = Population(DIMENSIONS, np.array(rows))
    by_itself = protect_linked(staff, SITES[:1], policy=PLAIN)
    together = published(staff, SITES, PLAIN).hiding(by_itself.hidden)
    return staff, together, audit(together, staff, SITES, policy=PLAIN)


def test_a_table_that_is_safe_by_itself_is_refused_beside_two_others_with_the_attack_in_words() -> None:
    """Directorates by ethnic group is protected on its own margins; the tables by site give a hidden count back."""
    staff, together, found = three_tables()
    assert together.by_id[BLACK].status is Status.PRIMARY
    # Linked by the cells in common, as other tools do it, the tables look safe.
    assert intervals(together)[BLACK].integer == (0, 20)
    assert not exposures(together, intervals(together))
    # Attacked with the people behind them, one number is known exactly.
    assert not found.is_safe
    assert [(each.id, each.low, each.high) for each in found.exposures] == [(BLACK, 3, 3)]
    (attack,) = found.in_words
    assert attack.sentence == (
        "Place, Hall (43) minus Place, White (40) gives at least 3, as Asian, Hall is 0. "
        "Place, Hall (43) minus Place, White (40) gives at most 3, as Black, Depot and White, Depot are 0. "
        "So it is exactly 3."
    )
    assert attack.learnt is Learnt.EXACT
    # What is hidden for all three tables together withstands the same attack.
    safe = protect_linked(staff, SITES, policy=PLAIN)
    assert audit(safe.publication, staff, SITES, policy=PLAIN).is_safe


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(worlds())
def test_every_attack_is_true_and_proves_what_was_found(world: World) -> None:
    """Nothing but the sensitive counts is hidden, so much is exposed; each combination is added up again here."""
    publication = world.publication
    found = intervals(publication)
    for exposure in exposures(publication, found):
        attack = explain(publication, exposure)
        if attack is None:
            assert found[exposure.id].lp != found[exposure.id].integer
            continue
        for bound in attack.bounds:
            added = sum((term.times * term.value for term in bound.terms), Fraction(0))
            assert added == bound.value
            assert all(publication.by_id[term.name].value == term.value for term in bound.terms)
            least, most = exposure.low, exposure.high
            if bound.side is not Side.AT_MOST:
                assert least - 1 < bound.value <= exposure.value
            if bound.side is not Side.AT_LEAST:
                assert exposure.value <= bound.value < most + 1
        for bound in attack.bounds:
            assert all(term.times.denominator == 1 for term in bound.terms) or len(bound.terms) > 2


def test_the_worked_example_is_audited_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The same three tables as a file: safe where they are linked by their cells, refused with the people behind them."""
    assert main(["audit", str(EXAMPLE)]) == 1
    linked, behind = json.loads(capsys.readouterr().out)
    assert (linked["safe"], behind["safe"]) == (True, False)
    told = behind["under_protected"][0]
    assert (told["id"], told["exact"]) == (BLACK, True)
    assert told["attack"].endswith("So it is exactly 3.")


def test_no_shorter_combination_is_there() -> None:
    """Compared with every way of adding and subtracting the sums of a small table once."""
    cells = {"a": 3, "b": 9, "c": 4, "d": 11}
    totals = {"ab": 12, "cd": 15, "ac": 7, "bd": 20, "all": 27}
    numbers = [
        Number(name, value, Status.PRIMARY if name in "ac" else Status.PUBLISHED) for name, value in cells.items()
    ]
    numbers += [Number(name, value) for name, value in totals.items()]
    sums = (
        Sum("ab", ("a", "b")), Sum("cd", ("c", "d")), Sum("ac", ("a", "c")), Sum("bd", ("b", "d")),
        Sum("all", ("ab", "cd")), Sum("all", ("ac", "bd")),
    )  # fmt: skip
    publication = Publication(tuple(numbers), sums, 5)
    (first, second) = exposures(publication, intervals(publication))
    for exposure in (first, second):
        attack = explain(publication, exposure)
        assert attack is not None
        shortest = min(
            len(bound.terms)
            for signs in itertools.product((-1, 0, 1), repeat=len(sums))
            if (
                bound := bound_from(
                    publication, exposure.id, 1, [(Fraction(s), e) for s, e in zip(signs, sums, strict=True)]
                )
            )
            and bound.side is Side.EXACTLY
            and bound.terms
        )
        assert len(attack.terms) == shortest == 2


def test_what_is_learnt_is_named() -> None:
    def learnt(values: dict[str, float], hidden: str, low: float, high: float, demand: Demand) -> Learnt:
        publication = Publication(
            tuple(Number(n, v, Status.PRIMARY if n in hidden else Status.PUBLISHED) for n, v in values.items()),
            (Sum("t", ("a", "b")),),
        )
        attack = explain(publication, Exposure("a", values["a"], low, high, demand))
        assert attack is not None
        return attack.learnt

    few = Demand(0, 5)
    assert learnt({"a": 3, "b": 9, "t": 12}, "a", 3, 3, few) is Learnt.EXACT
    assert learnt({"a": 9, "b": 0, "t": 9}, "a", 9, 9, Demand(0, 10)) is Learnt.EVERYBODY
    assert learnt({"a": 3, "b": 1, "t": 4}, "ab", 0, 4, few) is Learnt.FEW
    assert all(each.sentence.endswith(".") for each in Learnt)


def test_numbers_are_said_in_words() -> None:
    assert words_of("July 2026: directorate=Place & ethnicity=Asian") == "Place, Asian (July 2026)"
    assert words_of("directorate=Adults & Health & sex=Women") == "Adults & Health, Women"
    assert words_of("Legal|White") == "Legal|White"


def test_demands_of_the_known_cases_are_explained_in_short() -> None:
    """Wherever an attack succeeds in the known cases, it is told in at most eleven numbers."""
    for case in KNOWN.values():
        publication = case_of(case).publication
        for exposure in exposures(publication, intervals(publication), demands(publication)):
            attack = explain(publication, exposure)
            assert attack is not None
            assert len(attack.terms) <= 11
