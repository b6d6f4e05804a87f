"""Sums of pay: what gives one person’s away, and that it stays uncertain, to colleagues alone in a cell, too."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.attack import intervals
from disclosure.joint import behind_all, clusters
from disclosure.linked import audit, protect_linked
from disclosure.policy import Dominance, Policy, Reason
from disclosure.population import Layout, Population, cells, insiders, margins, needs, published, sensitive
from disclosure.publication import Inconsistent
from disclosure.suppression import CannotProtect
from tests.disclosure.staffs import attribute

POLICY = Policy(threshold=3)
TABLES = [Layout(("dir", "grade"))]


def paid(rows: list[tuple[int, int, float]]) -> Population:
    codes = np.array([row[:2] for row in rows], dtype=int)
    return Population((attribute("dir", 3), attribute("grade", 3)), codes, amounts=np.array([row[2] for row in rows]))


@given(st.lists(st.integers(1, 100), min_size=3, max_size=8), st.integers(1, 40), st.integers(50, 99))
def test_the_rules_for_pay_are_those_of_the_handbook(amounts: list[int], percent: int, share: int) -> None:
    """p%: the biggest less what the second knows; n-k: the share of the two biggest."""
    biggest, second, *rest = sorted(amounts, reverse=True)
    by_percent = Dominance(share=None, percent=percent)
    assert (by_percent.margin(amounts) > 0) == (sum(rest) < biggest * percent / 100)
    if by_percent.margin(amounts) > 0:
        assert by_percent.margin(amounts) == pytest.approx(biggest * percent / 100 - sum(rest))
    by_share = Dominance(share=share / 100, percent=None)
    assert (by_share.margin(amounts) > 0) == (biggest + second > share / 100 * sum(amounts))


def test_the_pay_of_one_or_two_people_is_never_a_sum() -> None:
    assert Dominance().margin([30_000]) == 3_000
    assert Dominance().margin([30_000, 29_000]) == 3_000
    assert Dominance().margin([]) == 0
    assert Dominance().margin([30_000, 29_000, 28_000, 31_000, 30_500]) == 0


def test_a_head_of_service_among_assistants_is_dominant() -> None:
    rows = [(0, 0, 21_000.0)] * 8 + [(0, 1, 90_000.0), (0, 1, 900.0), (0, 1, 800.0)] + [(1, 0, 22_000.0)] * 7
    rows += [(1, 1, 40_000.0)] * 6 + [(2, 0, 20_000.0)] * 2 + [(2, 1, 41_000.0)] * 5
    staff = paid(rows)
    assert sensitive(staff, TABLES, POLICY) == {"dir=dir1 & grade=grade2": Reason.DOMINANT, "dir=dir3 & grade=grade1": Reason.DOMINANT}  # fmt: skip
    safe = protect_linked(staff, TABLES, policy=POLICY)
    assert not safe.hidden & margins(published(staff, TABLES, POLICY))
    low, high = intervals(safe.publication)["dir=dir1 & grade=grade2"].lp
    assert low <= 91_700 - 8_200
    assert high >= 91_700 + 8_200
    with pytest.raises(Inconsistent, match="0 or more for each person"):
        Population(staff.attributes, staff.codes, amounts=np.array([1.0]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from([18.0, 20.0, 30.0, 55.0, 120.0])),
        min_size=9,
        max_size=40,
    )
)
def test_pay_stays_as_uncertain_as_promised_to_readers_and_to_whoever_is_alone(
    rows: list[tuple[int, int, float]],
) -> None:
    staff = paid(rows)
    try:
        safe = protect_linked(staff, TABLES, policy=POLICY)
    except CannotProtect:
        return
    assert audit(safe.publication, staff, TABLES, policy=POLICY).is_safe
    wanted = needs(staff, TABLES, POLICY)
    found = intervals(behind_all(staff, safe.publication, clusters(staff, TABLES)))
    for name, need in wanted.items():
        assert need.is_met_by(*found[name].lp, tolerance=1e-4)
    for insider in insiders(staff, cells(staff, TABLES), wanted):
        told = intervals(safe.publication.revealing(insider.known))
        for name, need in insider.needs.items():
            assert need.is_met_by(*told[name].lp, tolerance=1e-4)
