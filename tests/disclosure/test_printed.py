"""Tables as people print them: what is read, what is recognised, and what they give away, against brute force."""

import itertools
import math
import random

import pytest

from disclosure.printed import (
    Brought,
    CannotRead,
    Kind,
    Part,
    Role,
    Rule,
    Together,
    Trouble,
    attack,
    confirmed_by_nobody,
    grids_of,
    protect,
    read_cell,
    read_grid,
    together,
)
from disclosure.witnesses import flaws


def brought(text: str) -> list[Brought]:
    return [confirmed_by_nobody(read_grid(grid)) for grid in grids_of(text)]


def world_of(text: str) -> Together:
    return together(brought(text))


def roles(text: str) -> dict[str, str]:
    [table] = brought(text)
    rows = [label.text for label in table.printed.rows]
    return {
        label: role.part.value if role.of is None else f"{role.part.value} {rows[role.of]}"
        for label, role in zip(rows, table.rows, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12", 12, 12),
        ("1,234", 1234, 1234),
        ("1 234", 1234, 1234),
        ("7.0", 7, 7),
        ("*", 0, math.inf),
        ("[c]", 0, math.inf),
        ("-", 0, math.inf),
        ("<5", 0, 4),
        ("fewer than 5", 0, 4),
        ("5 or fewer", 0, 5),
        ("1-4", 1, 4),
        ("1 to 4", 1, 4),
    ],
)
def test_counts_and_signs_are_known_by_what_they_say(text: str, low: float, high: float) -> None:
    entry = read_cell(text)
    assert (entry.low, entry.high) == (low, high)
    assert entry.is_of_people


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4.5%", Kind.PERCENT),
        ("-3", Kind.NEGATIVE),
        ("(3)", Kind.NEGATIVE),
        ("2.5", Kind.FRACTION),
        ("£300", Kind.MONEY),
        ("12 (4%)", Kind.COUNT_AND_PERCENT),
        ("1" * 20, Kind.TOO_LARGE),
        ("many", Kind.TEXT),
    ],
)
def test_what_is_no_count_is_called_what_it_is(text: str, kind: Kind) -> None:
    assert read_cell(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Group\tWomen\tMen\nAsian\t3\t9\nWhite\t40\t30",
        "Group,Women,Men\nAsian,3,9\nWhite,40,30",
        "Group;Women;Men\nAsian;3;9\nWhite;40;30",
        "| Group | Women | Men |\n|---|---|---|\n| Asian | 3 | 9 |\n| White | 40 | 30 |",
        "Group    Women  Men\nAsian    3      9\nWhite    40     30",
    ],
)
def test_tables_come_in_with_tabs_commas_bars_or_blanks(text: str) -> None:
    [grid] = grids_of(text)
    printed = read_grid(grid)
    assert [label.text for label in printed.rows] == ["Asian", "White"]
    assert [label.text for label in printed.columns] == ["Women", "Men"]
    assert [[entry.low for entry in row] for row in printed.cells] == [[3, 9], [40, 30]]


def test_groups_are_recognised_before_or_after_their_parts_and_by_how_far_they_are_set_in() -> None:
    expected = {
        "Asian": "of", "Indian": "of Asian", "Pakistani": "of Asian",
        "White": "of", "British": "of White", "Irish": "of White", "Total": "total",
    }  # fmt: skip
    lines = {"Asian": "30\t12", "Indian": "20\t9", "Pakistani": "10\t3", "White": "300\t200", "British": "280\t190", "Irish": "20\t10", "Total": "330\t212"}  # fmt: skip
    before = [*lines]
    after = ["Indian", "Pakistani", "Asian", "British", "Irish", "White", "Total"]
    total_first = ["Total", *before[:-1]]
    for order in (before, after, total_first):
        assert roles("x\tWomen\tMen\n" + "\n".join(f"{name}\t{lines[name]}" for name in order)) == expected
    set_in = "\n".join(f"{'' if expected[name] in ('of', 'total') else '  '}{name}\t{lines[name]}" for name in before)
    assert roles("x\tWomen\tMen\n" + set_in) == expected


def test_several_ways_of_splitting_the_total_are_told_apart() -> None:
    found = roles("x\tPlace\tFire\tAll\nAll staff\t40\t60\t100\nWomen\t20\t40\t60\nMen\t20\t20\t40\nWhite\t30\t50\t80\nBlack\t10\t10\t20\nDisabled\t3\t13\t16")  # fmt: skip
    assert found == {
        "All staff": "total", "Women": "of", "Men": "of", "White": "first", "Black": "of", "Disabled": "some",
    }  # fmt: skip


def test_a_sum_by_coincidence_makes_no_group_where_all_lines_make_up_the_total() -> None:
    assert roles("x\ta\tb\tAll\nA\t12\t8\t20\nB\t7\t5\t12\nC\t5\t3\t8\nTotal\t24\t16\t40") == {
        "A": "of", "B": "of", "C": "of", "Total": "total",
    }  # fmt: skip


def test_each_group_split_alike_is_a_table_of_three_dimensions() -> None:
    world = world_of(
        "Service\tSex\tWhite\tAsian\tTotal\nPlace\tWomen\t30\t3\t33\n\tMen\t40\t9\t49\nFire\tWomen\t60\t13\t73\n\tMen\t20\t8\t28\n"
        "Total\tWomen\t90\t16\t106\n\tMen\t60\t17\t77\n\tTotal\t150\t33\t183"
    )
    assert len(world.trees) == 3
    assert len(world.publication.numbers) == 27


def test_some_of_a_total_leave_a_number_that_no_table_shows() -> None:
    world = world_of("x\tAll staff\tof which disabled\nPlace\t40\t37\nFire\t60\t13\nTotal\t100\t50")
    [leak] = attack(world, Rule()).leaks
    assert not leak.is_printed
    assert (leak.low, leak.high) == (3, 3)
    assert leak.attack
    assert leak.attack.sentence == "Place (40) minus Place, disabled (37) gives exactly 3."


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("x\ta\tb\tAll\nP\t1\t2\t3\nQ\t4\t5\t10\nTotal\t5\t7\t13", Trouble.DOES_NOT_ADD_UP),
        ("x\ta\tb\nP\t1\t2\nP\t4\t5", Trouble.SAME_LABEL),
        ("x\ta\tb\tAll\nP\t*\t20\t13\nQ\t4\t5\t9\nTotal\t4\t25\t29", Trouble.DOES_NOT_ADD_UP),
        ("x\ta\tb\tAll\nP\t9\t9\t18\n\nx\tc\td\tAll\nP\t9\t8\t17", Trouble.TWO_VALUES),
    ],
)
def test_contradictions_are_refused(text: str, trouble: Trouble) -> None:
    with pytest.raises(CannotRead) as refused:
        world_of(text)
    assert refused.value.kind is trouble


def test_lines_that_are_part_of_each_other_are_refused() -> None:
    [table] = brought("x\ta\tb\nP\t1\t2\nQ\t4\t5")
    with pytest.raises(CannotRead) as refused:
        together([Brought(table.printed, (Role(Part.OF, 1), Role(Part.OF, 0)), table.columns)])
    assert refused.value.kind is Trouble.LOOP


def test_a_table_of_a_million_cells_is_refused_at_once() -> None:
    with pytest.raises(CannotRead) as refused:
        grids_of("x" + "\ta" * 1000 + "\n" + ("p" + "\t1" * 1000 + "\n") * 1000)
    assert refused.value.kind is Trouble.TOO_MANY_CELLS


def worlds_that_fit(shown: list[list[int | None]], rows: list[int], columns: list[int]) -> list[list[list[int]]]:
    """Every table of whole people with these cells and totals, row by row."""
    if not shown:
        return [[]] if not any(columns) else []
    first, *others = shown
    choices = [range(most + 1) if value is None else [value] for value, most in zip(first, columns, strict=True)]
    found = []
    for row in itertools.product(*choices):
        left = [total - value for total, value in zip(columns, row, strict=True)]
        if sum(row) == rows[0] and min(left) >= 0:
            found += [[list(row), *rest] for rest in worlds_that_fit(others, rows[1:], left)]
    return found


@pytest.mark.parametrize("seed", range(40))
def test_intervals_are_those_of_every_table_that_fits_and_what_is_protected_stays_open(seed: int) -> None:
    chance = random.Random(seed)
    counts = [[chance.choice([0, 1, 2, 3, 5, 6]) for _column in range(3)] for _row in range(3)]
    rows, columns = [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)]
    hidden = {(r, c) for r in range(3) for c in range(3) if 0 < counts[r][c] < 5 or chance.random() < 0.15}
    lines = ["\t".join(["x", "a", "b", "c", "Total"])]
    for r, row in enumerate(counts):
        texts = ["*" if (r, c) in hidden else str(value) for c, value in enumerate(row)]
        lines.append("\t".join(["PQR"[r], *texts, str(rows[r])]))
    lines.append("\t".join(["Total", *map(str, columns), str(sum(rows))]))
    [printed] = [read_grid(grid) for grid in grids_of("\n".join(lines))]
    lists = tuple([Role(Part.OF)] * 3 + [Role(Part.TOTAL)])
    world = together([Brought(printed, lists, lists)])
    rule = Rule()
    found = attack(world, rule)
    fits = worlds_that_fit([[None if (r, c) in hidden else v for c, v in enumerate(row)] for r, row in enumerate(counts)], rows, columns)  # fmt: skip
    for r, c in hidden:
        values = [table[r][c] for table in fits]
        assert found.intervals[world.places[0][r][c] or ""] == (min(values), max(values))
    if sum(rows) < 5 or any(0 < total < 5 for total in (*rows, *columns)):
        return
    safe = protect(world, rule, found)
    again = [[None if world.places[0][r][c] in safe.hidden else v for c, v in enumerate(row)] for r, row in enumerate(counts)]  # fmt: skip
    if any(name in safe.hidden for line in world.places[0] for name in line if name and " & " not in name):
        return  # A total is hidden too: brute force over those as well would take too long.
    fits = worlds_that_fit(again, rows, columns)
    for r, c in itertools.product(range(3), range(3)):
        if 0 < counts[r][c] < 5:
            values = [table[r][c] for table in fits]
            assert min(values) == 0
            assert max(values) >= 5
    assert flaws(safe.publication, safe.proof(), needs=safe.needs) == []
