"""Linked tables from end to end: protected in one model, attacked in another, proven by worlds that anybody can add up."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings

from disclosure.attack import exposures, intervals
from disclosure.linear import Unfinished
from disclosure.linked import Proof, audit, protect_linked, prove
from disclosure.policy import Policy, Reason
from disclosure.population import EVERYBODY, Layout, Population, margins, published, sensitive
from disclosure.publication import Inconsistent, Status
from disclosure.suppression import CannotProtect, suppress
from tests.disclosure.staffs import attribute, people, staffs

PAIRS = [("dir", "eth"), ("dir", "site"), ("eth", "site")]
PLAIN = Policy(threshold=3, coalition=0)


def leaking() -> Population:
    """Site 2 is one directorate’s, and has nobody of ethnic group 2: so the rest of the directorate can be worked out."""
    counts = {(0, 1, 0): 4, (0, 2, 0): 9, (1, 0, 0): 2, (1, 1, 0): 2, (1, 2, 0): 2, (2, 0, 1): 8, (2, 2, 1): 8}
    return people(counts, {"dir": 3, "eth": 3, "site": 2})


def test_a_report_is_protected_passes_the_joint_attack_and_is_proven() -> None:
    rng = np.random.default_rng(11)
    weights = {"dir": [60, 25, 10, 4, 1], "grade": [50, 30, 15, 5], "sex": [7, 3], "age": [1, 4, 4, 1]}
    codes = np.stack([rng.choice(len(each), 900, p=np.array(each) / sum(each)) for each in weights.values()], axis=1)
    staff = Population(tuple(attribute(name, len(each)) for name, each in weights.items()), codes)
    tables = [*itertools.product(("dir", "grade"), ("sex", "age")), ("dir", "grade")]
    safe = protect_linked(staff, tables)
    assert safe.reasons
    assert set(safe.reasons.values()) == {Reason.FEW}
    assert set(safe.reasons) < safe.hidden
    assert not safe.hidden & margins(published(staff, tables))
    assert audit(safe.publication, staff, tables).is_safe
    told: list[tuple[int, int]] = []
    proof = prove(safe.publication, staff, tables, report=lambda done, total, _step: told.append((done, total)))
    assert [done for done, _total in told] == list(range(1, told[-1][1] + 1))
    assert proof.sensitive == set(safe.reasons)
    assert proof.flaws() == []
    again = Proof.from_json(json.loads(json.dumps(proof.as_json())))
    assert again.as_json() == proof.as_json()
    seen = {
        number.id: None if number.is_unknown else int(number.value)
        for number in safe.publication.numbers
        if number.status is not Status.HIDDEN
    }
    assert again.flaws(seen) == []
    assert again.flaws(seen | {min(safe.reasons): 1}) != [], "a number that was shown after all"


def test_what_tables_give_away_only_together_is_found_and_hidden_too() -> None:
    staff, policy = leaking(), PLAIN
    open_ = published(staff, PAIRS, policy)
    by_cells = open_.hiding(suppress(open_, kept=margins(open_)).secondary)
    assert exposures(by_cells, intervals(by_cells)) == [], "the cells that the tables share give nothing away"
    found = {each.id: (each.low, each.high) for each in audit(by_cells, staff, PAIRS, policy=policy).exposures}
    assert found["eth=eth1 & site=site1"] == (2, 2), "known exactly from all three"
    safe = protect_linked(staff, PAIRS, policy=policy)
    assert safe.repaired
    assert audit(safe.publication, staff, PAIRS, policy=policy).is_safe
    assert safe.lower_bound <= safe.loss
    assert prove(safe.publication, staff, PAIRS, policy=policy).flaws() == []


def test_a_count_that_two_clusters_share_is_attacked_too() -> None:
    """It is fixed within each of them, so only one model of both can say whether it is open."""
    staff = people({(0, 0, 0): 9, (0, 1, 1): 2, (1, 0, 1): 8, (1, 1, 0): 11, (1, 0, 0): 3}, {"dir": 2, "eth": 2, "age": 2})  # fmt: skip
    tables = [("dir", "eth"), ("dir", "age"), ("eth", "age")]
    open_ = published(staff, tables, PLAIN)
    assert "dir=dir1 & eth=eth2" in {each.id for each in audit(open_, staff, tables, policy=PLAIN).exposures}
    linked = [("dir", "eth", "age"), ("dir", "eth")]
    assert not audit(published(staff, linked, PLAIN), staff, linked, policy=PLAIN).is_safe


def test_a_layout_prints_some_categories_and_the_others_can_still_be_worked_with() -> None:
    table = Layout(("dir", "eth"), {"eth": ["eth1"]})
    staff = people({(0, 0): 8, (0, 1): 2, (1, 0): 9, (1, 1): 12}, {"dir": 2, "eth": 2})
    open_ = published(staff, [table], PLAIN)
    status = {number.id: number.status for number in open_.numbers}
    assert status["dir=dir2 & eth=eth1"] is Status.PUBLISHED
    assert status["dir=dir2 & eth=eth2"] is Status.HIDDEN
    assert "dir=dir1 & eth=eth2" in sensitive(staff, [table], PLAIN)
    assert [each.id for each in audit(open_, staff, [table], policy=PLAIN).exposures] == ["dir=dir1 & eth=eth2"]
    safe = protect_linked(staff, [table], policy=PLAIN)
    assert {"dir=dir1 & eth=eth1"} < safe.hidden
    with pytest.raises(Inconsistent, match="no category “eth9”"):
        published(staff, [Layout(("dir", "eth"), {"eth": ["eth9"]})])
    with pytest.raises(Inconsistent, match="does not cross “site”"):
        Layout(("dir", "eth"), {"site": []})


@settings(max_examples=60, deadline=None)
@given(staffs({"dir": 2, "eth": 2, "site": 2}))
def test_whatever_is_published_has_passed_the_attack_and_can_be_proven(staff: Population) -> None:
    try:
        safe = protect_linked(staff, PAIRS, policy=PLAIN)
    except CannotProtect:
        return
    assert EVERYBODY in safe.publication.by_id
    assert prove(safe.publication, staff, PAIRS, policy=PLAIN).flaws() == []
    assert safe.lower_bound <= safe.loss + 1e-9


def even() -> Population:
    """One small count; whichever row and column are hidden with it, as much is lost."""
    counts = {(row, column): 2 if (row, column) == (0, 0) else 20 for row in range(4) for column in range(4)}
    return people(counts, {"dir": 4, "eth": 4})


@pytest.mark.parametrize("optimal", [False, True])
@pytest.mark.parametrize(("row", "column"), [*itertools.product(range(2, 5), range(2, 5))])
def test_the_pattern_of_the_edition_before_is_kept_where_that_costs_nothing(
    row: int, column: int, *, optimal: bool
) -> None:
    staff, table = even(), [("dir", "eth")]
    before = {f"dir=dir{row} & eth=eth1", f"dir=dir1 & eth=eth{column}", f"dir=dir{row} & eth=eth{column}"}
    steady = protect_linked(staff, table, policy=PLAIN, before=before, optimal=optimal)
    assert steady.secondary == before
    assert steady.loss == protect_linked(staff, table, policy=PLAIN, optimal=optimal).loss


@settings(max_examples=40, deadline=None)
@given(staffs({"dir": 2, "eth": 2, "site": 2}, most=6), staffs({"dir": 2, "eth": 2, "site": 2}, most=6))
def test_keeping_a_pattern_never_loses_more(now: Population, then: Population) -> None:
    try:
        before = protect_linked(then, PAIRS, policy=PLAIN).hidden
        free = protect_linked(now, PAIRS, policy=PLAIN)
    except CannotProtect:
        return
    steady = protect_linked(now, PAIRS, policy=PLAIN, before=before)
    assert steady.loss <= free.loss + 1e-9
    assert len(steady.secondary - before) <= len(free.secondary - before)


def test_the_least_loss_is_proven_and_its_bound_holds_after_the_joint_attack() -> None:
    best = protect_linked(leaking(), PAIRS, policy=PLAIN, optimal=True)
    assert audit(best.publication, leaking(), PAIRS, policy=PLAIN).is_safe
    assert 0 < best.lower_bound <= best.loss
    assert best.gap == pytest.approx(1 - best.lower_bound / best.loss)
    quick = protect_linked(leaking(), PAIRS, policy=PLAIN)
    assert best.lower_bound <= quick.loss
    calm = protect_linked(even(), [("dir", "eth")], policy=PLAIN, optimal=True)
    assert calm.is_proven
    assert calm.gap == 0


def test_a_total_that_gives_something_away_is_not_kept_and_named() -> None:
    """Two people of a belief in all: its total is hidden, and with it another of the same list."""
    staff = people({(0, 0): 30, (0, 1): 14, (0, 2): 2, (1, 0): 20, (1, 1): 16}, {"dir": 2, "belief": 3})
    safe = protect_linked(staff, [("dir", "belief")], policy=PLAIN)
    assert "belief=belief3" in safe.hidden
    assert len({name for name in safe.hidden if " & " not in name}) > 1
    assert {"dir=dir1", "dir=dir2", EVERYBODY}.isdisjoint(safe.hidden)
    with pytest.raises(CannotProtect, match="belief3"):
        protect_linked(staff, [("dir", "belief")], policy=PLAIN, kept={EVERYBODY, "belief=belief1", "belief=belief2"})


def test_an_attack_that_does_not_finish_is_a_failure() -> None:
    with pytest.raises(Unfinished, match="nothing is known to be safe"):
        audit(
            published(leaking(), PAIRS, PLAIN).hiding(["dir=dir1 & eth=eth1"]),
            leaking(),
            PAIRS,
            policy=PLAIN,
            seconds=0,
        )


def test_a_choice_within_a_time_budget_is_safe_and_says_how_good_it_is() -> None:
    rng = np.random.default_rng(3)
    weights = {"dir": [50, 25, 14, 7, 3, 1], "eth": [70, 12, 8, 5, 3, 2], "grade": [40, 30, 20, 7, 3]}
    codes = np.stack([rng.choice(len(each), 700, p=np.array(each) / sum(each)) for each in weights.values()], axis=1)
    staff = Population(tuple(attribute(name, len(each)) for name, each in weights.items()), codes)
    tables = [("dir", "eth"), ("grade", "eth"), ("dir", "grade")]
    quick = protect_linked(staff, tables)
    best = protect_linked(staff, tables, optimal=True, seconds=40)
    assert audit(best.publication, staff, tables).is_safe
    assert best.lower_bound <= best.loss <= quick.loss + 1e-9
    assert 0 <= best.gap < 0.2
    assert quick.lower_bound <= best.lower_bound
