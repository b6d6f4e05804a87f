"""Coarser lists where a table would be full of holes, and rounding with what it still gives away."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from disclosure.cubes import Category, Dimension
from disclosure.linked import Kind, audit, protect_linked, prove, recoded, round_linked
from disclosure.policy import Policy
from disclosure.population import Layout, Population, cells
from disclosure.publication import Status
from tests.disclosure.staffs import attribute, people, staffs

GROUPS = Dimension(
    "eth",
    (
        Category("Total", frozenset(range(6))),
        Category("A", frozenset({0, 1}), "Total"),
        Category("B", frozenset({2, 3, 4}), "Total"),
        *(Category(f"A{place + 1}", frozenset({place}), "A") for place in range(2)),
        *(Category(f"B{place - 1}", frozenset({place}), "B") for place in range(2, 5)),
        Category("Not known", frozenset({5}), "Total"),
    ),
)
PAIRS = [("dir", "eth"), ("dir", "site"), ("eth", "site")]


def sparse() -> Population:
    """Four directorates by a list that is much too fine for them."""
    rng = np.random.default_rng(5)
    codes = [rng.choice(4, 240, p=[0.4, 0.3, 0.2, 0.1]), rng.choice(6, 240, p=[0.6, 0.03, 0.04, 0.03, 0.2, 0.1])]
    return Population((attribute("dir", 4), GROUPS), np.stack(codes, axis=1))


def test_a_coarser_list_is_offered_where_a_table_would_be_full_of_holes() -> None:
    staff, layouts = sparse(), [Layout(("dir", "eth"), name="Directorates"), Layout(("eth",))]
    safe = protect_linked(staff, layouts, policy=Policy(most_hidden=0.3))
    now = safe.holes["Directorates"]
    assert now.share > 0.3
    offer = next(each for each in safe.offers if each.kind is Kind.COARSER)
    assert offer.categories == ("A", "B", "Not known")
    assert (offer.now, offer.attribute) == (now, "eth")
    assert offer.then.share < now.share
    assert offer.sentence.startswith(f"{now.hidden} of {now.cells} cells ({now.share:.0%}) of “Directorates” would be hidden.")  # fmt: skip
    assert f"With 3 broader categories of eth: {offer.then.hidden} of 12 cells" in offer.sentence
    people_then, layouts_then = recoded(staff, layouts, offer)
    after = protect_linked(people_then, layouts_then, policy=Policy(most_hidden=0.3))
    assert after.holes["Directorates"].cells == offer.then.cells
    assert after.holes["eth"].cells == 8, "the other table prints its list in full, as before"
    assert protect_linked(staff, layouts, policy=Policy(most_hidden=1.0)).offers == ()


def test_small_parts_are_offered_together() -> None:
    counts = {(0, 0): 60, (0, 1): 55, (1, 0): 40, (1, 1): 48}
    counts |= {(row, column): 1 + (row + column) % 4 for row in range(2, 6) for column in range(2)}
    staff, layouts = people(counts, {"dir": 6, "sex": 2}), [Layout(("dir", "sex")), Layout(("dir",))]
    safe = protect_linked(staff, layouts)
    offer = next(each for each in safe.offers if each.kind is Kind.TOGETHER)
    assert set(offer.categories) <= {"dir3", "dir4", "dir5", "dir6"}
    assert "small ones of dir put together" in offer.sentence
    then, drawn = recoded(staff, layouts, offer)
    merged = cells(then, drawn)["dir=small ones together & sex=sex1"]
    assert merged.is_printed
    assert merged.value == sum(cells(staff, layouts)[f"dir={code} & sex=sex1"].value for code in offer.categories)
    assert not cells(then, drawn)[f"dir={offer.categories[0]} & sex=sex1"].is_printed
    assert cells(then, drawn)[f"dir={offer.categories[0]}"].is_printed


def test_the_nearest_five_can_be_unpicked_and_is_named() -> None:
    """Four counts shown as 0 and their total as 10: each is 2. The known case, as a table of people."""
    known = Path(__file__).parent / "known" / "audit.json"
    case = next(each for each in json.loads(known.read_text()) if each["id"] == "rounding_nearest5_unpicked")
    counts = [cell["value"] for cell in case["cells"] if cell["id"] != "r|Total" and cell["value"] < 5]
    staff = people({(place,): count for place, count in enumerate(counts)}, {"r": len(counts)})
    rounded = round_linked(staff, [("r",)], 5, policy=Policy(coalition=0), keeps_totals=False)
    assert set(rounded.printed.values()) == {0, 10}
    assert [(leak.low, leak.is_exact) for leak in rounded.leaks] == [(2, True)] * 4
    assert rounded.leaks[0].sentence == "A reader can work out that “r=r1” is 2."
    assert rounded.mean_error == 2


@pytest.mark.parametrize("base", [3, 5, 10])
def test_rounding_the_rest_lets_small_counts_be_hidden_with_fewer_others(base: int) -> None:
    staff, layouts, policy = sparse(), [("dir", "eth")], Policy(coalition=0)
    plain = round_linked(staff, layouts, base, policy=policy)
    assert {leak.id for leak in plain.leaks} <= set(protect_linked(staff, layouts, policy=policy).reasons)
    assert not any(number.status is Status.PRIMARY for number in plain.publication.numbers)
    hidden = round_linked(staff, layouts, base, policy=policy, hides_small=True)
    assert hidden.is_safe
    assert audit(hidden.publication, staff, layouts, policy=policy).is_safe
    assert prove(hidden.publication, staff, layouts, policy=policy).flaws() == []
    holes = sum(value is None for value in hidden.printed.values())
    assert 0 < holes <= len(protect_linked(staff, layouts, policy=policy).hidden)
    assert all(value % base == 0 for name, value in hidden.printed.items() if value is not None and " & " in name)


KINDS = list(itertools.product(range(2), repeat=3))


@settings(max_examples=40, deadline=None)
@given(staffs({"dir": 2, "eth": 2, "site": 2}, most=1))
def test_no_leak_of_rounded_tables_is_missed(staff: Population) -> None:
    """Compared with every workforce of up to two of each kind: what is no leak can be nobody in one that fits."""
    policy = Policy(threshold=3, coalition=0)
    rounded = round_linked(staff, PAIRS, 3, policy=policy, keeps_totals=False)
    found = cells(staff, PAIRS)
    names = list(found)
    kinds = np.array([[cell.value for cell in cells(people({kind: 1}, {"dir": 2, "eth": 2, "site": 2}), PAIRS).values()] for kind in KINDS])  # fmt: skip
    worlds = np.array(list(itertools.product(range(3), repeat=len(KINDS)))) @ kinds
    by_id = rounded.publication.by_id
    fits = worlds[np.all([(worlds[:, at] >= by_id[name].low) & (worlds[:, at] <= by_id[name].high) for at, name in enumerate(names)], axis=0)]  # fmt: skip
    leaks = {leak.id: leak for leak in rounded.leaks}
    for at, name in enumerate(names):
        if name in leaks:
            assert fits[:, at].min() >= leaks[name].low - 1e-6
            assert leaks[name].low > 0
