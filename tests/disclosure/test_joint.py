"""Tables of the same people, attacked together through the cross-classification behind them."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from disclosure.attack import exposed, intervals
from disclosure.cubes import Category, Dimension
from disclosure.joint import behind, behind_all, clusters
from disclosure.policy import Policy
from disclosure.population import EVERYBODY, Population, margins, published
from disclosure.publication import Inconsistent, Publication, Status
from disclosure.standards import demands
from disclosure.suppression import suppress
from disclosure.witnesses import flaws, witnesses

AUDITED = Path(__file__).parent / "known" / "audit.json"


def attribute(name: str, size: int) -> Dimension:
    parts = [Category(f"{name}{place + 1}", frozenset([place]), "Total") for place in range(size)]
    return Dimension(name, (Category("Total", frozenset(range(size))), *parts))


SMALL = Policy(threshold=3)


def people(counts: dict[tuple[int, ...], int], sizes: dict[str, int]) -> Population:
    rows = [place for place, count in counts.items() for _person in range(count)]
    codes = np.array(rows, dtype=int).reshape(len(rows), len(sizes))
    attributes = tuple(attribute(name, size) for name, size in sizes.items())
    return Population(attributes, codes)


def test_three_tables_say_more_together_than_through_the_cells_they_share() -> None:
    """The known case: two ways of linking the same three tables, and only one sees what an intruder sees."""
    case: dict[str, Any] = next(
        each for each in json.loads(AUDITED.read_text()) if each["id"] == "joint_three_two_way_tables_1"
    )
    counts = {
        (int(cell["id"][1]), int(cell["id"][2]), int(cell["id"][3])): cell["value"]
        for cell in case["cells"]
        if cell["id"].startswith("h")
    }
    staff = people(counts, {"dir": 3, "eth": 3, "site": 2})
    tables = [("dir", "eth"), ("dir", "site"), ("eth", "site")]
    unseen = ["dir1|eth1", "dir1|eth2", "dir3|eth1", "dir3|eth2"]
    names = {f"dir={dir_} & eth={eth}" for dir_, eth in (name.split("|") for name in unseen)}
    open_ = published(staff, tables, SMALL)
    shown = Publication(
        tuple(n for n in open_.numbers if n.status is Status.PUBLISHED or n.id in names), open_.sums, 3
    ).hiding(names)  # fmt: skip
    target = "dir=dir3 & eth=eth1"
    assert list(intervals(shown)[target].integer) == case["expected"]["cell_linked_interval"]
    (cluster,) = clusters(staff, tables)
    assert list(intervals(behind(staff, shown, cluster))[target].integer) == case["expected"]["joint_interval"]


def test_every_table_lies_within_a_cluster_and_clusters_meet_in_what_they_share() -> None:
    staff = people({}, {"dir": 2, "grade": 2, "sex": 2, "age": 2, "ft": 2})
    tables = [("dir", "sex"), ("grade", "sex"), ("dir", "age"), ("grade", "age"), ("dir", "grade"), ("sex", "ft")]
    found = clusters(staff, tables)
    assert {cluster.attributes for cluster in found} == {
        ("dir", "grade", "sex"),
        ("dir", "grade", "age"),
        ("sex", "ft"),
    }
    assert all(any(set(table) <= set(cluster.attributes) for cluster in found) for table in tables)
    assert {each for cluster in found for each in cluster.separators} == {("dir", "grade"), ("sex",)}


def test_tables_share_their_margins_by_name_and_each_has_its_own_threshold() -> None:
    staff = people({(0, 0): 3, (0, 1): 9, (1, 1): 8}, {"dir": 2, "belief": 2})
    found = published(
        staff,
        [("dir", "belief"), ("dir",)],
        Policy(threshold=3, thresholds={"belief": 5}, hides_group_disclosure=False),
    )
    assert [number.id for number in found.unknown] == ["belief=belief1", "dir=dir1 & belief=belief1"]
    assert found.by_id[EVERYBODY].value == 20
    assert margins(found) == {EVERYBODY, "dir=dir1", "dir=dir2"}, (
        "the rest of a list would give back what is hidden in it"
    )


def test_a_cluster_too_large_to_be_attacked_is_refused() -> None:
    staff = people({}, {"one": 50, "two": 50, "three": 50})
    tables = [("one", "two"), ("two", "three"), ("one", "three")]
    (cluster,) = clusters(staff, tables)
    with pytest.raises(Inconsistent, match="Publish fewer of these tables together"):
        behind(staff, published(staff, tables), cluster)


@st.composite
def small_staffs(draw: st.DrawFn) -> Population:
    places = list(itertools.product(range(2), repeat=3))
    return people({place: draw(st.integers(0, 2)) for place in places}, {"dir": 2, "sex": 2, "age": 2})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_staffs(), st.sampled_from([[("dir", "sex"), ("dir", "age")], [("dir", "sex"), ("sex", "age"), ("dir", "age")]]), st.data())  # fmt: skip
def test_the_joint_attack_finds_what_all_workforces_together_allow(
    staff: Population, tables: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Compared with every workforce of as many people: exact in one model; with fixed separators never too optimistic."""
    size = len(staff.codes)
    assume(0 < size <= 8)
    shown = published(staff, tables, SMALL)
    assume(not shown.by_id[EVERYBODY].is_unknown)
    shown = shown.hiding(data.draw(st.sets(st.sampled_from([number.id for number in shown.numbers]), max_size=4)))
    assume(not shown.by_id[EVERYBODY].is_unknown)
    together = clusters(staff, tables)
    exact = intervals(behind_all(staff, shown, together))
    names = [number.id for number in shown.numbers]
    worlds = np.array(list(_splits(size, 8))) @ _counted(tables, names)
    fits = np.all(
        [worlds[:, at] == number.value for at, number in enumerate(shown.numbers) if not number.is_unknown], axis=0
    )
    for number in shown.unknown:
        ends = worlds[fits, names.index(number.id)]
        assert exact[number.id].integer == (min(ends), max(ends))
        for cluster in together:
            fixed = intervals(behind(staff, shown, cluster))
            if number.id in fixed:
                assert min(ends) <= fixed[number.id].integer[0] <= fixed[number.id].integer[1] <= max(ends)


def _counted(tables: list[tuple[str, str]], names: list[str]) -> np.ndarray:
    """Which numbers each of the eight kinds of people counts in."""
    rows = []
    for place in itertools.product(range(2), repeat=3):
        one = published(people({place: 1}, {"dir": 2, "sex": 2, "age": 2}), tables, SMALL)
        rows.append([int(one.by_id[name].value) for name in names])
    return np.array(rows)


def _splits(total: int, parts: int) -> Any:
    for bars in itertools.combinations(range(total + parts - 1), parts - 1):
        ends = [-1, *bars, total + parts - 1]
        yield [after - before - 1 for before, after in itertools.pairwise(ends)]


def test_a_report_of_linked_tables_is_protected_attacked_and_proven() -> None:
    rng = np.random.default_rng(11)
    sizes = {"dir": 5, "grade": 4, "sex": 2, "age": 4}
    weights = {"dir": [60, 25, 10, 4, 1], "grade": [50, 30, 15, 5], "sex": [7, 3], "age": [1, 4, 4, 1]}
    codes = np.stack(
        [rng.choice(size, 900, p=np.array(weights[name]) / sum(weights[name])) for name, size in sizes.items()], axis=1
    )
    staff = Population(tuple(attribute(name, size) for name, size in sizes.items()), codes)
    tables = [("dir", "sex"), ("dir", "age"), ("grade", "sex"), ("grade", "age"), ("dir", "grade")]
    report = published(staff, tables)
    kept = margins(report)
    assert len(report.unknown) > 3
    report = report.hiding(suppress(report, kept=kept).secondary)
    assert not [number.id for number in report.unknown if number.id in kept]
    for cluster in clusters(staff, tables):
        model = behind(staff, report, cluster)
        needs = {name: need for name, need in demands(model).items() if model.by_id[name].status is not Status.HIDDEN}
        assert exposed(model, needs) == []
        assert flaws(model, witnesses(model, needs=needs), needs=needs) == []
