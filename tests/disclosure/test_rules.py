"""Each rule against every workforce of as many people that agrees with what is published: by brute force, no solver."""

import itertools
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from disclosure.cubes import Category, Dimension
from disclosure.linear import Unfinished
from disclosure.linked import audit, protect_linked, prove
from disclosure.policy import Policy, Reason
from disclosure.population import EVERYBODY, Population, alike, cells, margins, needs, published, sensitive
from disclosure.publication import Inconsistent, Publication, Status
from disclosure.suppression import CannotProtect
from tests.disclosure.staffs import attribute, people

SIZES = {"dir": 2, "eth": 2, "site": 2}
KINDS = list(itertools.product(range(2), repeat=3))
PAIRS = [("dir", "eth"), ("dir", "site"), ("eth", "site")]
MOST = 9

policies = st.sampled_from(
    [
        Policy(threshold=3, coalition=0),
        Policy(threshold=3),
        Policy(threshold=2, thresholds={"eth": 3}),
        Policy(threshold=2, shows_zeros=False, coalition=0),
        Policy(threshold=2, shows_zeros=False, answers={"eth": ()}),
        Policy(threshold=2, answers={"eth": (), "site": ["site1"]}),
        Policy(threshold=2, answers={"eth": ()}, coalition=0),
    ]
)


class Worlds:
    """Every workforce of as many people that agrees with what a publication shows, as counts of each of its cells."""

    def __init__(self, staff: Population, publication: Publication, found: list[str]) -> None:
        every = np.array(list(_splits(len(staff.codes), len(KINDS))))
        self.names = found
        kinds = [cells(people({kind: 1}, SIZES), PAIRS) for kind in KINDS]
        counts = every @ np.array([[one[name].value for name in found] for one in kinds])
        shown = [number for number in publication.numbers if number.status is Status.PUBLISHED and number.id in found]
        fits = np.all([counts[:, found.index(each.id)] == each.value for each in shown], axis=0)
        self.counts = counts[fits]

    def of(self, name: str, known: dict[str, int] | None = None) -> np.ndarray:
        rows = np.ones(len(self.counts), dtype=bool)
        for each, value in (known or {}).items():
            rows &= self.counts[:, self.names.index(each)] == value
        return self.counts[rows, self.names.index(name)]


def _splits(total: int, parts: int) -> Iterator[list[int]]:
    for bars in itertools.combinations(range(total + parts - 1), parts - 1):
        ends = [-1, *bars, total + parts - 1]
        yield [after - before - 1 for before, after in itertools.pairwise(ends)]


@st.composite
def workforces(draw: st.DrawFn) -> Population:
    """Up to nine people; few kinds of them, so that there are zeros and rows alike."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5, unique=True))
    return people(Counter(draw(st.lists(st.sampled_from(kinds), min_size=4, max_size=MOST))), SIZES)


@settings(max_examples=150, deadline=None)
@given(workforces(), policies)
def test_every_promise_holds_in_all_workforces_that_fit(staff: Population, policy: Policy) -> None:
    try:
        safe = protect_linked(staff, PAIRS, policy=policy)
        proof = prove(safe.publication, staff, PAIRS, policy=policy)
    except (CannotProtect, Unfinished) as refusal:
        event(f"refused: {type(refusal).__name__}")
        return
    event("published")
    if EVERYBODY in safe.hidden:
        return
    assert proof.flaws() == []
    found = cells(staff, PAIRS)
    worlds = Worlds(staff, safe.publication, list(found))
    in_sight = {number.id: int(number.value) for number in safe.publication.numbers if not number.is_unknown}
    for name, cell in found.items():
        threshold = 3 if "eth" in policy.thresholds and "eth" in cell.attributes else policy.threshold
        wholes = [in_sight[each] for each in (EVERYBODY, *name.split(" & ")) if each in in_sight]
        if 0 < cell.value < threshold or (cell.value == 0 and not policy.shows_zeros):
            assert name not in in_sight
            assert worlds.of(name).min() == 0
            assert worlds.of(name).max() >= min([threshold, *wholes])
    for name, cell in found.items():
        for axis, code in cell.items:
            whole = " & ".join(f"{each}={other}" for each, other in cell.items if each != axis) or EVERYBODY
            is_answer = code in policy.answers.get(axis, ()) or policy.answers.get(axis) == ()
            differ = found[whole].value - cell.value
            if is_answer and cell.value >= policy.threshold and differ <= policy.coalition:
                assert (worlds.of(whole) - worlds.of(name)).max() >= 1 + policy.coalition
    if policy.coalition:
        _check_insiders(staff, policy, worlds)


def _check_insiders(staff: Population, policy: Policy, worlds: Worlds) -> None:
    """Whoever is alone in hidden cells knows them, and still cannot tell that anybody else is in another one."""
    found, reasons = cells(staff, PAIRS), sensitive(staff, PAIRS, policy)
    few = [name for name, reason in reasons.items() if reason is Reason.FEW]
    for person in np.unique(staff.codes, axis=0):
        there = cells(people({tuple(person): 1}, SIZES), PAIRS)
        known = {name: 1 for name in few if found[name].value == 1 and there[name].value}
        for name in few:
            if known and name not in known:
                assert worlds.of(name, known).min() <= there[name].value


def test_the_reasons_are_told_apart_and_said_in_sentences() -> None:
    staff = people({(0, 0, 0): 6, (1, 0, 0): 4, (1, 1, 0): 2, (0, 0, 1): 1, (1, 1, 1): 9}, SIZES)
    policy = Policy(threshold=3, shows_zeros=False, answers={"eth": ()})
    assert sensitive(staff, PAIRS, policy) == {
        "dir=dir1 & eth=eth1": Reason.EVERYBODY,
        "dir=dir1 & eth=eth2": Reason.ZERO,
        "dir=dir1 & site=site2": Reason.FEW,
        "eth=eth1 & site=site2": Reason.FEW,
        "eth=eth2 & site=site1": Reason.FEW,
        "eth=eth2 & site=site2": Reason.ALL_BUT_ONE,
    }
    assert sensitive(staff, PAIRS, Policy(threshold=2, answers={"eth": ["eth1"]})) == {
        "dir=dir1 & eth=eth1": Reason.EVERYBODY,
        "dir=dir1 & site=site2": Reason.FEW,
        "eth=eth1 & site=site2": Reason.FEW,
    }
    assert Reason.FEW.sentence(threshold=10) == "It counts fewer than 10 people."
    assert all(reason.sentence().endswith(".") for reason in Reason)


def test_all_but_one_gives_the_others_away_to_the_one_who_differs() -> None:
    staff = people({(0, 0, 0): 12, (0, 1, 0): 1, (1, 0, 0): 9, (1, 1, 0): 14}, SIZES)
    policy = Policy(threshold=2, answers={"eth": ()})
    assert sensitive(staff, [("dir", "eth")], policy)["dir=dir1 & eth=eth1"] is Reason.ALL_BUT_ONE
    alone = Policy(threshold=2, answers={"eth": ()}, coalition=0)
    assert "dir=dir1 & eth=eth1" not in sensitive(staff, [("dir", "eth")], alone)


def test_those_who_declared_are_a_whole_of_their_own() -> None:
    """Everybody who answered gave one answer: that others did not answer changes nothing for those who did."""
    belief = Dimension(
        "belief",
        (
            Category("all", frozenset({0, 1, 2})),
            Category("declared", frozenset({0, 1}), "all"),
            Category("one", frozenset({0}), "declared"),
            Category("other", frozenset({1}), "declared"),
            Category("not known", frozenset({2}), "all"),
        ),
    )
    staff = people({(0, 0): 12, (0, 2): 8, (1, 0): 10, (1, 1): 10, (1, 2): 6}, {"dir": 2, "belief": 3})
    staff = Population((staff.attributes[0], belief), staff.codes)
    policy = Policy(answers={"belief": ["one", "other"]})
    assert sensitive(staff, [("dir", "belief")], policy) == {"dir=dir1 & belief=one": Reason.EVERYBODY}
    (row,) = alike(staff, cells(staff, [("dir", "belief")]), policy)
    assert (row.whole, row.rest) == ("dir=dir1 & belief=declared", "dir=dir1 & belief=declared but not one")
    safe = protect_linked(staff, [("dir", "belief")], policy=policy)
    assert {"dir=dir1 & belief=one", "dir=dir1 & belief=other"} < safe.hidden
    assert prove(safe.publication, staff, [("dir", "belief")], policy=policy).flaws() == []


def test_what_everybody_knows_to_be_zero_is_shown_even_where_zeros_are_not() -> None:
    staff = people({(0, 0, 0): 9, (0, 1, 1): 8, (1, 0, 0): 7}, SIZES)
    barred = Population(staff.attributes, staff.codes, ((("dir", "dir2"), ("eth", "eth2")),))
    policy = Policy(threshold=3, shows_zeros=False)
    assert sensitive(staff, [("dir", "eth")], policy) == {"dir=dir2 & eth=eth2": Reason.ZERO}
    assert sensitive(barred, [("dir", "eth")], policy) == {}
    assert published(barred, [("dir", "eth")], policy).by_id["dir=dir2 & eth=eth2"].high == 0
    with pytest.raises(Inconsistent, match="Nobody can be in “dir=dir1”, it is said, but 17 are"):
        Population(staff.attributes, staff.codes, ((("dir", "dir1"),),))


def test_whoever_is_alone_in_a_cell_does_not_find_the_next_one() -> None:
    """Hidden 1 and 2 in a row of which the rest is known: the one takes their own cell off and has the other."""
    counts = {(0, 0): 1, (0, 1): 2, (0, 2): 20, (1, 0): 30, (1, 1): 25, (1, 2): 20}
    staff = people(counts, {"dir": 2, "eth": 3})
    table = [("dir", "eth")]
    reader, insider = Policy(threshold=3, coalition=0), Policy(threshold=3, coalition=1)
    safe = protect_linked(staff, table, policy=reader)
    assert audit(safe.publication, staff, table, policy=reader).is_safe
    (found,) = audit(safe.publication, staff, table, policy=insider).inside
    assert found.known == ("dir=dir1 & eth=eth1",)
    assert (found.exposure.id, found.exposure.low, found.exposure.high) == ("dir=dir1 & eth=eth2", 2, 2)
    safer = protect_linked(staff, table, policy=insider)
    assert len(safer.hidden) > len(safe.hidden)
    assert prove(safer.publication, staff, table, policy=insider).flaws() == []


def test_a_row_smaller_than_the_threshold_asks_for_no_more_than_the_row() -> None:
    staff = people({(0, 0): 6, (0, 1): 0, (1, 0): 60, (1, 1): 34}, {"dir": 2, "belief": 2})
    policy = Policy(thresholds={"belief": 10}, coalition=0)
    wanted = needs(staff, [("dir", "belief")], policy, kept=margins(published(staff, [("dir", "belief")], policy)))
    assert wanted["dir=dir1 & belief=belief1"].high == 6


def test_thresholds_and_bases_are_checked() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        Policy(threshold=0)
    with pytest.raises(ValueError, match="of one person"):
        Policy(coalition=2)
    assert Policy().shows_share_of(20)
    assert not Policy().shows_share_of(19)
    assert Policy().reason_for_share(19) is Reason.SMALL_BASE
    assert Policy(smallest_base=10).reason_for_share(19) is None
    assert not Policy().shows_share_of(None)


def test_a_table_of_a_million_cells_is_refused_before_it_is_counted() -> None:
    staff = Population(tuple(attribute(name, 1000) for name in ("one", "two", "three")), np.zeros((5, 3), dtype=int))
    with pytest.raises(Inconsistent, match="more than 250,000 cells"):
        protect_linked(staff, [("one", "two", "three")])
