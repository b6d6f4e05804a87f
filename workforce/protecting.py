"""From exact counts to figures: protected ones for everybody, exact ones for HR's own pages.

One table for each characteristic: directorates by a tree of answers (19 groups in 5, those who declared, those who
responded, all). The whole body shows every branch; a directorate shows only its groups. What links these tables is the
headcount of each directorate, which all of them show and none hides, so each can be protected by itself and all are
protected together (docs/decisions/0011).
"""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from disclosure import (
    HIDDEN,
    SENSITIVE_THRESHOLD,
    THRESHOLD,
    TOTAL,
    Cell,
    ProtectedTable,
    Table,
    protect,
)
from organisation.code_lists import CODE_LISTS, MISSING, CodeList, Missing
from workforce.counting import Counts
from workforce.figures import GROUP, Category, CharacteristicProfile, DirectorateTable, Part, Profile
from workforce.rules import SMALLEST_PART, parts

DECLARED, RESPONDED, UNANSWERED = "declared", "responded", "unanswered"
# Where more than this share of a characteristic's cells by directorate would be hidden, the table is left out.
MOST_HIDDEN = 0.4
Combined = Mapping[str, Mapping[str, Counter[int]]]  # code list, name of the part, people by code


def protected_profile(counts: Counts, *, as_at: str, names: Mapping[int, str]) -> Profile:
    """What everybody may see. `names` are the directorates' names by their ids."""
    combined = _combined(counts, names)
    if sum(sum(codes.values()) for codes in combined["sex"].values()) < SMALLEST_PART:
        return Profile(as_at, HIDDEN, [])
    tables = {key: protected_table(code_list, combined[key]) for key, code_list in CODE_LISTS.items()}
    return _profile(tables, as_at=as_at, is_exact=False)


def protected_table(code_list: CodeList, people: Mapping[str, Counter[int]]) -> ProtectedTable:
    """One characteristic by directorate, small counts and what would give them back hidden. Headcounts stay in sight."""
    table = _table(code_list, people)
    kept = {(row, TOTAL) for row in table.all_rows}
    printed = _printed(code_list, table)
    protected = protect(table, printed=printed, kept=kept)
    cells = [cell for cell in printed if cell[0] != TOTAL and cell not in kept]
    if cells and sum(cell in protected.hidden for cell in cells) > MOST_HIDDEN * len(cells):
        # Recode before hiding: a table full of holes tells less than its totals.
        return protect(table, printed=printed - set(cells), kept=kept)
    return protected


def exact_profile(counts: Counts, *, as_at: str, names: Mapping[int, str]) -> Profile:
    """What HR's own pages show: every count as it is."""
    tables = {}
    for key, code_list in CODE_LISTS.items():
        table = _table(code_list, {names[unit]: codes for unit, codes in counts.people[key].items()})
        tables[key] = ProtectedTable(table, frozenset(table.all_cells), frozenset(), table.values())
    return _profile(tables, as_at=as_at, is_exact=True)


def _combined(counts: Counts, names: Mapping[int, str]) -> Combined:
    """The counts by the name of the directorate, small directorates together."""
    alone, together = parts(counts.headcounts)
    combined: dict[str, dict[str, Counter[int]]] = {}
    for key, by_unit in counts.people.items():
        combined[key] = {names[unit]: by_unit[unit] for unit in sorted(alone, key=lambda unit: names[unit])}
        if together:
            combined[key][_("All other parts")] = sum((by_unit[unit] for unit in together), Counter())
    return combined


def _table(code_list: CodeList, people: Mapping[str, Counter[int]]) -> Table:
    groups = dict.fromkeys(_groups(code_list), DECLARED)
    groups |= {
        category.key: _group(category.group) if category.group else DECLARED for category in code_list.categories
    }
    groups |= {DECLARED: RESPONDED, _missing(Missing.PREFER_NOT_TO_SAY): RESPONDED}
    groups |= {_missing(code): UNANSWERED for code in MISSING if code != Missing.PREFER_NOT_TO_SAY}
    columns = {category.code: category.key for category in code_list.categories}
    columns |= {code: _missing(code) for code in MISSING}
    counts = {(row, columns[code]): number for row, codes in people.items() for code, number in codes.items()}
    return Table(
        tuple(people),
        tuple(columns.values()),
        counts,
        groups,
        SENSITIVE_THRESHOLD if code_list.is_sensitive else THRESHOLD,
    )


def _group(key: str) -> str:
    return f"{GROUP}{key}"


def _missing(code: int) -> str:
    return f"missing {code}"


def _groups(code_list: CodeList) -> list[str]:
    return [_group(key) for key in code_list.groups]


def _main_columns(code_list: CodeList) -> list[str]:
    """The answers as a directorate shows them: the groups, or the answers themselves where there are none."""
    return _groups(code_list) or [category.key for category in code_list.categories]


def _printed(code_list: CodeList, table: Table) -> set[Cell]:
    by_directorate = {(row, column) for row in table.rows for column in (*_main_columns(code_list), DECLARED, TOTAL)}
    return by_directorate | {(TOTAL, column) for column in table.all_columns}


def _profile(tables: Mapping[str, ProtectedTable], *, as_at: str, is_exact: bool) -> Profile:
    headcounts = tables["sex"]
    return Profile(
        as_at=as_at,
        headcount=headcounts.text(TOTAL, TOTAL),
        characteristics=[_characteristic(CODE_LISTS[key], table, TOTAL) for key, table in tables.items()],
        directorates=[
            Part(
                name=row,
                headcount=headcounts.text(row, TOTAL),
                characteristics=[
                    _characteristic(CODE_LISTS[key], table, row, in_detail=is_exact) for key, table in tables.items()
                ],
            )
            for row in headcounts.table.rows
        ],
        by_directorate=[_directorate_table(CODE_LISTS[key], table) for key, table in tables.items()],
        is_exact=is_exact,
    )


def _characteristic(
    code_list: CodeList, table: ProtectedTable, row: str, *, in_detail: bool = True
) -> CharacteristicProfile:
    in_sight = in_detail or row == TOTAL
    categories = []
    for group, label in code_list.groups.items():
        within = [category for category in code_list.categories if category.group == group]
        categories.append(_category(table, row, _group(group), label, 1))
        if in_sight and len(within) > 1:
            categories += [_category(table, row, one.key, one.label, 2) for one in within]
    if not code_list.groups:
        categories += [_category(table, row, one.key, one.label, 1) for one in code_list.categories]
    missing = [
        _category(table, row, _missing(code), label, 1, is_answer=False)
        for code, label in MISSING.items()
        if in_sight and table.count(row, _missing(code)) != 0
    ]
    return CharacteristicProfile(
        key=code_list.key,
        name=code_list.name,
        measures=code_list.measures,
        declared_shown=table.text(row, DECLARED),
        declared_rate=table.percent(row, DECLARED),
        response_rate=table.percent(row, RESPONDED) if in_sight else "",
        base_note=_("Shares are of the %(declared)s people who gave an answer, out of %(all)s.")
        % {"declared": table.text(row, DECLARED), "all": table.text(row, TOTAL)},
        categories=categories,
        missing=missing,
        threshold=table.table.threshold,
        has_hidden=any(HIDDEN in (one.count_shown, one.percent_shown) for one in (*categories, *missing)),
    )


def _category(
    table: ProtectedTable, row: str, column: str, label: str, level: int, *, is_answer: bool = True
) -> Category:
    percent = table.percent(row, column, of=DECLARED) if is_answer else ""
    count, declared = table.count(row, column), table.count(row, DECLARED)
    return Category(
        key=column,
        label=label,
        level=level,
        count_shown=table.text(row, column),
        percent_shown=percent,
        percent_of_all=table.percent(row, column),
        count=count,
        share=100 * count / declared if percent not in ("", HIDDEN) and count is not None and declared else None,
    )


def _directorate_table(code_list: CodeList, table: ProtectedTable) -> DirectorateTable:
    """Shares of those who declared, by directorate, with headcount and declaration rate; the whole body last."""
    labels = [category.label for category in code_list.categories]
    main = _main_columns(code_list)

    def row(name: str, label: str) -> list[str]:
        return [
            label,
            table.text(name, TOTAL),
            table.percent(name, DECLARED),
            *(table.percent(name, column, of=DECLARED) for column in main),
        ]

    rows = [row(name, name) for name in table.table.rows]
    is_left_out = bool(rows) and all(cell == HIDDEN for name in rows for cell in name[2:])
    return DirectorateTable(
        key=code_list.key,
        title=_("%s by directorate") % code_list.name,
        columns=[
            _("Directorate"),
            _("Headcount"),
            _("Declared"),
            *(code_list.groups.values() if code_list.groups else labels),
        ],
        rows=[] if is_left_out else [*rows, row(TOTAL, _("Whole body"))],
        note=_("Too few people in most directorates to show this without identifying somebody.") if is_left_out else "",
    )
