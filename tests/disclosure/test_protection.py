"""Hidden counts stay hidden: compared with every table of whole people that fits what is shown."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import (
    HIDDEN,
    ROUNDS_TO_ZERO,
    TOTAL,
    Interval,
    ProtectedTable,
    Table,
    intervals,
    protect,
    shown,
    shown_percent,
)
from disclosure.protection import under_protected


def test_small_counts_are_hidden_and_a_true_zero_is_shown() -> None:
    assert [shown(count) for count in (0, 1, 4, 5, 1234, None)] == ["0", HIDDEN, HIDDEN, "5", "1,234", HIDDEN]


def test_percentages_do_not_give_counts_back() -> None:
    assert shown_percent(None, 500) == HIDDEN
    assert shown_percent(5, None) == HIDDEN
    assert shown_percent(5, 19) == HIDDEN
    assert shown_percent(5, 20) == "25.0%"
    assert shown_percent(0, 20) == "0.0%"
    assert shown_percent(5, 30_000) == ROUNDS_TO_ZERO


def test_a_total_does_not_give_a_single_hidden_count_back() -> None:
    protected = protect(Table.one_way({"Women": 52, "Men": 31, "Another answer": 3}))
    assert protected.text(TOTAL, "Another answer") == HIDDEN
    assert protected.text(TOTAL, TOTAL) == "86"
    assert len(protected.hidden) == 2
    assert intervals(protected)[TOTAL, "Another answer"].low == 0


def test_rows_columns_and_groups_do_not_give_a_hidden_count_back() -> None:
    protected = protect(
        Table.two_way(
            {
                "Place": {"Irish": 3, "Roma": 9, "Arab": 20, "Other": 30},
                "Adults": {"Irish": 12, "Roma": 11, "Arab": 25, "Other": 14},
                "Children": {"Irish": 8, "Roma": 16, "Arab": 40, "Other": 22},
            },
            groups={"Irish": "White", "Roma": "White", "Arab": "Other group", "Other": "Other group"},
        )
    )
    assert protected.hidden == {
        ("Place", "Irish"),
        ("Place", "Roma"),
        ("Children", "Irish"),
        ("Children", "Roma"),
    }
    assert intervals(protected)["Place", "Irish"] == Interval(0, 11)


def test_the_bounds_are_those_of_the_audit_example_of_the_tau_argus_manual() -> None:
    table = Table.two_way({"1": {"1": 5, "2": 2}, "2": {"1": 1, "2": 2}}, threshold=1)
    inner = frozenset(table.inner_cells)
    found = intervals(ProtectedTable(table, frozenset(table.all_cells), inner, table.values()))
    assert found == {
        ("1", "1"): Interval(3, 6),
        ("1", "2"): Interval(1, 4),
        ("2", "1"): Interval(0, 3),
        ("2", "2"): Interval(0, 3),
    }


def test_what_is_kept_elsewhere_counts_as_known() -> None:
    table = Table.two_way({"Place": {"Yes": 3, "No": 40}, "Adults": {"Yes": 2, "No": 50}})
    kept = {("Place", TOTAL), ("Adults", TOTAL), (TOTAL, TOTAL)}
    protected = protect(table, kept=kept)
    assert not protected.hidden & kept
    assert under_protected(protected) == []


def test_a_small_count_cannot_be_kept_in_sight() -> None:
    with pytest.raises(ValueError, match="too small"):
        protect(Table.one_way({"Yes": 3, "No": 40}), kept={(TOTAL, "Yes")})


def test_a_body_of_three_people_shows_nothing() -> None:
    protected = protect(Table.two_way({"Place": {"Yes": 1, "No": 2}}))
    assert {protected.text(*cell) for cell in protected.table.all_cells} == {HIDDEN}


def test_cells_that_are_not_printed_may_not_be_worked_out_either() -> None:
    table = Table.two_way({"Place": {"Yes": 3, "No": 40}, "Adults": {"Yes": 7, "No": 50}})
    printed = {cell for cell in table.all_cells if cell not in {("Place", "Yes"), ("Place", "No")}}
    protected = protect(table, printed=printed)
    assert ("Adults", "Yes") in protected.hidden
    assert under_protected(protected) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table.one_way({"Yes": -1}),
        lambda: Table.one_way({"Yes": 1.5}),  # type: ignore[dict-item]
        lambda: Table.one_way({"total": 5}),
        lambda: Table.one_way({"Yes": 5}, groups={"Yes": "Group", "Group": "Yes"}),
        lambda: Table.one_way({"Yes": 5}, groups={"Yes": "A", "A": "B", "B": "A"}),
        lambda: Table.one_way({"Yes": 5}, threshold=0),
        lambda: Table(("Place",), ("Yes",), {("Elsewhere", "Yes"): 5}),
        lambda: Table(("Place", "Place"), ("Yes",), {}),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]


GROUPS = {"a": "ab", "b": "ab", "c": "cd", "d": "cd"}
small = st.sampled_from([0, 1, 1, 2, 3, 4, 5, 7, 12])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = draw(st.integers(0, 3))
    columns = ["a", "b", "c", "d"][: draw(st.integers(2, 4))]
    groups = {column: GROUPS[column] for column in columns} if draw(st.booleans()) else {}
    threshold = draw(st.sampled_from([2, 5, 10]))
    if not rows:
        return Table.one_way({column: draw(small) for column in columns}, groups=groups, threshold=threshold)
    return Table.two_way(
        {f"row {row}": {column: draw(small) for column in columns} for row in range(rows)},
        groups=groups,
        threshold=threshold,
    )


@settings(max_examples=300, deadline=None)
@given(tables())
def test_every_sensitive_count_can_be_taken_for_none_and_for_the_threshold(table: Table) -> None:
    protected = protect(table)
    values = table.values()
    bounds = intervals(protected)
    for cell, value in values.items():
        assert protected.count(*cell) in (value, None)
        if table.is_sensitive(value):
            assert protected.count(*cell) is None
            assert bounds[cell].low == 0
            assert bounds[cell].high is None or bounds[cell].high >= table.threshold


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=2),
    st.sets(st.tuples(st.integers(0, 1), st.integers(0, 2))),
    st.booleans(),
)
def test_bounds_are_those_of_all_tables_that_fit(
    numbers: list[list[int]], hidden: set[tuple[int, int]], is_grouped: bool
) -> None:
    """Brute force: every table of whole people with the same visible cells."""
    columns = ("a", "b", "c")
    groups = {"a": "ab", "b": "ab"} if is_grouped else {}
    counts = {f"r{i}": dict(zip(columns, row, strict=True)) for i, row in enumerate(numbers)}
    table = Table.two_way(counts, groups=groups, threshold=1)
    cells = frozenset((f"r{i}", columns[j]) for i, j in hidden)
    protected = ProtectedTable(table, frozenset(table.all_cells), cells, table.values())
    truth = table.values()
    fitting = []
    order = sorted(cells)
    for guess in itertools.product(*(range(truth[row, TOTAL] + 1) for row, _ in order)):
        other = {row: dict(values) for row, values in counts.items()}
        for (row, column), value in zip(order, guess, strict=True):
            other[row][column] = value
        values = Table.two_way(other, groups=groups, threshold=1).values()
        if all(values[cell] == truth[cell] for cell in truth if cell not in cells):
            fitting.append(values)
    assert intervals(protected) == {
        cell: Interval(min(v[cell] for v in fitting), max(v[cell] for v in fitting)) for cell in cells
    }
