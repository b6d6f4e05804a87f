"""A profile of staff: its shapes, and how they are made from numbers alone.

Nothing here counts people. What is not among the numbers, or is hidden there, cannot be in the profile.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from disclosure import HIDDEN
from disclosure.policy import Policy
from disclosure.population import EVERYBODY
from organisation.code_lists import CODE_LISTS, MISSING, CodeList
from workforce.crossing import Crossing, Figure, Seen, figure
from workforce.crossing import Numbers as Released
from workforce.method import Facts
from workforce.outputs import main_answers
from workforce.population import ALL, DECLARED, DIRECTORATE, RESPONDED, group_key, missing_key

Numbers = Mapping[str, Any]  # by id: a count, a pair of least and most, or None where it is hidden


@dataclass(frozen=True)
class Category:
    """People with one answer. `level` is 1 for a group or an answer on its own, 2 for an answer within a group.

    `percent_shown` is of those who declared, `percent_of_all` of the headcount; a missing answer has only the latter.
    `count` and `share` (in percent, of those who declared) are None where they are hidden; `benchmark_share` is None
    where the benchmark does not give it.
    """

    key: str
    label: str
    level: int
    count_shown: str
    percent_shown: str
    percent_of_all: str
    benchmark_percent: str | None = None
    count: int | None = None
    share: float | None = None
    benchmark_share: float | None = None
    change: str = ""


@dataclass(frozen=True)
class CharacteristicProfile:
    key: str
    name: str
    measures: str
    declared_shown: str
    declared_rate: str
    response_rate: str
    base_note: str
    categories: list[Category]
    missing: list[Category]
    threshold: int
    has_hidden: bool
    benchmark_source: str = ""


@dataclass(frozen=True)
class Part:
    """The body, or one of its directorates."""

    name: str
    headcount: str
    characteristics: list[CharacteristicProfile]


@dataclass(frozen=True)
class DirectorateTable:
    """Shares by directorate, ready to print: a cell is a count, a percentage or the symbol for a hidden one."""

    key: str
    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """The workforce on one day. `is_exact` is true only on HR's own pages, and never in what `profile` returns.

    `tables` are the linked tables of its release, and `facts` what is said of that; exact figures have neither.
    """

    as_at: str
    headcount: str
    characteristics: list[CharacteristicProfile]
    directorates: list[Part] = field(default_factory=list)
    by_directorate: list[DirectorateTable] = field(default_factory=list)
    compared_with: str = ""
    area: str = ""
    stands_in_for: str = ""
    attribution: str = ""
    is_exact: bool = False
    tables: list[Crossing] = field(default_factory=list)
    facts: Facts | None = None

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.as_at)

    @property
    def compared_on(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.compared_with) if self.compared_with else None

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def profile_of(
    numbers: Numbers, *, as_at: str, parts: Mapping[str, str], policy: Policy, is_exact: bool = False
) -> Profile:
    """Every shape of a profile. `parts` are the directorates' names by their codes, in the order of a table."""
    if EVERYBODY not in numbers:
        return Profile(as_at, HIDDEN, [])
    released = Released(numbers, {})
    tables = {key: _Answers(released, key) for key in CODE_LISTS}
    headcounts = tables["sex"]

    def characteristics(row: str, *, in_detail: bool) -> list[CharacteristicProfile]:
        return [
            _characteristic(CODE_LISTS[key], table, row, policy=policy, in_detail=in_detail)
            for key, table in tables.items()
        ]

    return Profile(
        as_at=as_at,
        headcount=headcounts.text(ALL, ALL),
        characteristics=characteristics(ALL, in_detail=True),
        directorates=[
            Part(
                name=name, headcount=headcounts.text(row, ALL), characteristics=characteristics(row, in_detail=is_exact)
            )
            for row, name in parts.items()
        ],
        by_directorate=[_directorate_table(CODE_LISTS[key], table, parts) for key, table in tables.items()],
        is_exact=is_exact,
    )


@dataclass(frozen=True)
class _Answers:
    """The numbers of one characteristic by directorate, as a reader sees them."""

    numbers: Released
    key: str

    def seen(self, row: str, column: str) -> Seen:
        directorate = {DIRECTORATE: row} if row != ALL else {}
        return self.numbers.at(**directorate, **({self.key: column} if column != ALL else {}))

    def figure(self, row: str, column: str, of: str = ALL) -> Figure:
        """The people of a column and their share in another one of the same row, such as a group or everybody in it."""
        return figure(self.seen(row, column), self.seen(row, of))

    def text(self, row: str, column: str) -> str:
        return self.figure(row, column).shown

    def percent(self, row: str, column: str, of: str = ALL) -> str:
        return self.figure(row, column, of).percent


def _characteristic(
    code_list: CodeList, table: _Answers, row: str, *, policy: Policy, in_detail: bool
) -> CharacteristicProfile:
    in_sight = in_detail or row == ALL
    categories = []
    for group, label in code_list.groups.items():
        within = [category for category in code_list.categories if category.group == group]
        categories.append(_category(table, row, group_key(group), label, 1))
        if in_sight and len(within) > 1:
            categories += [_category(table, row, one.key, one.label, 2) for one in within]
    if not code_list.groups:
        categories += [_category(table, row, one.key, one.label, 1) for one in code_list.categories]
    missing = [
        _category(table, row, missing_key(code), label, 1, is_answer=False)
        for code, label in MISSING.items()
        if in_sight and table.seen(row, missing_key(code)) != 0
    ]
    return CharacteristicProfile(
        key=code_list.key,
        name=code_list.name,
        measures=code_list.measures,
        declared_shown=table.text(row, DECLARED),
        declared_rate=table.percent(row, DECLARED),
        response_rate=table.percent(row, RESPONDED) if in_sight else "",
        base_note=_("Shares are of the %(declared)s people who gave an answer, out of %(all)s.")
        % {"declared": table.text(row, DECLARED), "all": table.text(row, ALL)},
        categories=categories,
        missing=missing,
        threshold=policy.threshold_for([code_list.key]),
        has_hidden=any(HIDDEN in (one.count_shown, one.percent_shown) for one in (*categories, *missing)),
    )


def _category(table: _Answers, row: str, column: str, label: str, level: int, *, is_answer: bool = True) -> Category:
    of_all, of_declared = table.figure(row, column), table.figure(row, column, of=DECLARED)
    return Category(
        key=column,
        label=label,
        level=level,
        count_shown=of_all.shown,
        percent_shown=of_declared.percent if is_answer else "",
        percent_of_all=of_all.percent,
        count=of_all.count,
        share=of_declared.share if is_answer else None,
    )


def _directorate_table(code_list: CodeList, table: _Answers, parts: Mapping[str, str]) -> DirectorateTable:
    """Shares of those who declared, by directorate, with headcount and declaration rate; the whole body last."""
    labels = [category.label for category in code_list.categories]
    main = main_answers(code_list)

    def row(name: str, label: str) -> list[str]:
        return [
            label,
            table.text(name, ALL),
            table.percent(name, DECLARED),
            *(table.percent(name, column, of=DECLARED) for column in main),
        ]

    rows = [row(code, name) for code, name in parts.items()]
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
        rows=[] if is_left_out else [*rows, row(ALL, _("Whole body"))],
        note=_("Too few people in most directorates to show this without identifying somebody.") if is_left_out else "",
    )
