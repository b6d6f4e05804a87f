"""The linked tables of a release: who works where, at which grade and for how many hours, each crossed with the answers.

Reads the released numbers and nothing else. A number that was not released is hidden, whatever the reason.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from disclosure import HIDDEN, ROUNDS_TO_ZERO, shown_percent
from disclosure.population import name_of
from organisation.code_lists import CODE_LISTS, CodeList

ALL, DECLARED, GROUP = "all", "declared", "group "
DIRECTORATE, GRADE, HOURS, SEX = "directorate", "grade", "hours", "sex"
ORDER = (DIRECTORATE, GRADE, HOURS, *CODE_LISTS)  # in which the name of a number names its attributes
SMALLEST_BASE = 20

Place = dict[str, str]  # attribute: code
Seen = int | tuple[int, int] | None  # exact, between two numbers, or hidden


@dataclass(frozen=True)
class Figure:
    """A count of people as a reader meets it, and its share of the base of its row.

    `count` and `share` (in percent) are None where they are not known exactly; a chart then shows the symbol and no bar.
    """

    shown: str
    percent: str = ""
    count: int | None = None
    share: float | None = None


@dataclass(frozen=True)
class Line:
    """One row: its base is what the shares are of, such as those in a grade who gave an answer."""

    key: str
    label: str
    headcount: Figure
    base: Figure
    cells: tuple[Figure, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Crossing:
    """One table of the release. `key` is such as `grade & ethnicity`; `of` is the characteristic in its columns, if any.

    `keys` are the codes of the columns. Shares are of those who declared where `of` is a question, else of everybody in
    the row. `is_left_out` where a reader would meet little but symbols.
    """

    key: str
    by: str
    of: str
    name: str
    title: str
    row_heading: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def is_left_out(self) -> bool:
        cells = [cell for line in self.lines if not line.is_total for cell in line.cells]
        return not cells or all(cell.count is None for cell in cells)

    @property
    def has_hidden(self) -> bool:
        return any(HIDDEN in (cell.shown, cell.percent) for line in self.lines for cell in (line.base, *line.cells))

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)

    def column(self, key: str) -> list[tuple[Line, Figure]]:
        place = self.keys.index(key)
        return [(line, line.cells[place]) for line in self.lines]


@dataclass(frozen=True)
class Numbers:
    """What a reader sees of a release: `seen` by the names of its numbers, `labels` for the codes of the body."""

    seen: Mapping[str, Any]
    labels: Mapping[str, Mapping[str, str]]

    def at(self, **codes: str) -> Seen:
        """What is shown of the people with these codes; an attribute that is not named is at its whole."""
        found = self.seen.get(name_of(tuple((name, codes[name]) for name in ORDER if name in codes)))
        return (int(found[0]), int(found[1])) if isinstance(found, list | tuple) else found

    def prints(self, **codes: str) -> bool:
        """Whether the release has such a number at all, hidden or not."""
        return name_of(tuple((name, codes[name]) for name in ORDER if name in codes)) in self.seen

    def entries(self, attribute: str) -> list[tuple[str, str]]:
        """The codes of an attribute with their words, in the order of a table."""
        words = self.labels.get(attribute, {})
        if attribute == HOURS:
            # A column of hours that are recorded for everybody would hold nothing but zeros.
            some = [entry for entry in words.items() if self.at(**{HOURS: entry[0]}) != 0]
            return sorted(some, key=_hours_order)
        if attribute in CODE_LISTS:
            return [(code, label) for code, label in main_answers(CODE_LISTS[attribute])]
        return sorted(words.items(), key=lambda entry: (entry[0].startswith("other "), natural(entry[1])))


def crossings(numbers: Numbers) -> list[Crossing]:
    """Every linked table that the release has numbers for."""
    tables = [_by_answers(numbers, by, code_list) for code_list in CODE_LISTS.values() for by in (DIRECTORATE, GRADE)]
    tables += [
        _plain(numbers, DIRECTORATE, GRADE, _("Grade")),
        _plain(numbers, DIRECTORATE, HOURS, _("Hours")),
        _plain(numbers, SEX, HOURS, _("Hours")),
        _sex_and_hours(numbers),
    ]
    return [table for table in tables if table is not None]


def left_out(tables: Sequence[Crossing]) -> list[str]:
    """The titles of tables that are not published, or of which hardly anything is, where others like them are."""
    have = {table.key for table in tables if not table.is_left_out}
    crossed = [by for by in (DIRECTORATE, GRADE) if any(table.by == by for table in tables)]
    return [
        _title(code_list.name, by)
        for code_list in CODE_LISTS.values()
        for by in crossed
        if f"{by} & {code_list.key}" not in have
    ]


def main_answers(code_list: CodeList) -> list[tuple[str, str]]:
    """The answers as a breakdown shows them: the groups, or the answers themselves where there are none."""
    if code_list.groups:
        return [(f"{GROUP}{key}", label) for key, label in code_list.groups.items()]
    return [(category.key, category.label) for category in code_list.categories]


def natural(words: str) -> list[Any]:
    """A key that puts WS2 before WS10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in re.split(r"(\d+)", words)]


def figure(seen: Seen, base: Seen = None) -> Figure:
    """A number as it may be shown, with its share of a base. What is known as an interval gives an interval.

    A share says no more than its two numbers: its ends are those of the numbers. None is given of a small base.
    """
    if seen is None:
        return Figure(HIDDEN, HIDDEN)
    low, high = (seen, seen) if isinstance(seen, int) else seen
    count = low if low == high else None
    shown = f"{low:,}" if count is not None else _between(f"{low:,}", f"{high:,}")
    if base is None:
        return Figure(shown, HIDDEN, count)
    least, most = (base, base) if isinstance(base, int) else base
    if count is not None and least == most:
        percent = shown_percent(count, most)
        return Figure(shown, percent, count, 100 * count / most if percent != HIDDEN and most else None)
    if least < SMALLEST_BASE:
        return Figure(shown, HIDDEN, count)
    ends = (_share(low, most), _share(min(high, least), least))
    return Figure(shown, ends[0] if ends[0] == ends[1] else _between(*ends), count)


def _between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _share(part: int, base: int) -> str:
    share = 100 * part / base
    return ROUNDS_TO_ZERO if 0 < share < 0.05 else f"{share:.1f}%"


def _by_answers(numbers: Numbers, by: str, code_list: CodeList) -> Crossing | None:
    entries = numbers.entries(by)
    answers = main_answers(code_list)
    if not entries or not any(numbers.prints(**{by: code, code_list.key: answers[0][0]}) for code, _label in entries):
        return None
    of_declared = {code_list.key: DECLARED}

    def line(key: str, label: str, place: Place) -> Line:
        headcount, base = numbers.at(**place), numbers.at(**place, **of_declared)
        cells = tuple(figure(numbers.at(**place, **{code_list.key: code}), base) for code, _label in answers)
        return Line(key, label, figure(headcount), figure(base, headcount), cells, is_total=not place)

    return Crossing(
        key=f"{by} & {code_list.key}",
        by=by,
        of=code_list.key,
        name=code_list.name,
        title=_title(code_list.name, by),
        row_heading=heading_of(by),
        keys=tuple(code for code, _label in answers),
        columns=tuple(label for _code, label in answers),
        lines=(*(line(code, label, {by: code}) for code, label in entries), line(ALL, _("Whole body"), {})),
    )


def _plain(numbers: Numbers, by: str, across: str, name: str) -> Crossing | None:
    """A table without a question in it: shares are of everybody in the row."""
    entries, columns = numbers.entries(by), numbers.entries(across)
    if not any(numbers.prints(**{by: code, across: other}) for code, _row in entries for other, _column in columns):
        return None

    def line(key: str, label: str, place: Place) -> Line:
        base = numbers.at(**place)
        cells = tuple(figure(numbers.at(**place, **{across: code}), base) for code, _label in columns)
        return Line(key, label, figure(base), figure(base, base), cells, is_total=not place)

    return Crossing(
        key=f"{by} & {across}",
        by=by,
        of="",
        name=name,
        title=_title(name, by),
        row_heading=heading_of(by),
        keys=tuple(code for code, _label in columns),
        columns=tuple(label for _code, label in columns),
        lines=(*(line(code, label, {by: code}) for code, label in entries), line(ALL, _("Whole body"), {})),
    )


def _sex_and_hours(numbers: Numbers) -> Crossing | None:
    """Grades by sex and hours at once; the shares are of the people of that sex in the grade."""
    entries = numbers.entries(GRADE)
    pairs = list(itertools.product(numbers.entries(SEX), numbers.entries(HOURS)))
    if not any(
        numbers.prints(**{GRADE: code, SEX: sex, HOURS: hours})
        for code, _row in entries
        for (sex, _sex_label), (hours, _hours_label) in pairs
    ):
        return None

    def line(key: str, label: str, place: Place) -> Line:
        base = numbers.at(**place)
        cells = tuple(
            figure(numbers.at(**place, **{SEX: sex, HOURS: hours}), numbers.at(**place, **{SEX: sex}))
            for (sex, _sex_label), (hours, _hours_label) in pairs
        )
        return Line(key, label, figure(base), figure(base, base), cells, is_total=not place)

    return Crossing(
        key=f"{GRADE} & {HOURS} & {SEX}",
        by=GRADE,
        of="",
        name=_("Sex and hours"),
        title=_("Sex and hours by grade"),
        row_heading=heading_of(GRADE),
        keys=tuple(f"{sex} {hours}" for (sex, _sex_label), (hours, _hours_label) in pairs),
        columns=tuple(
            _("%(sex)s, %(hours)s") % {"sex": sex, "hours": hours[:1].lower() + hours[1:]}
            for (_sex_code, sex), (_hours_code, hours) in pairs
        ),
        lines=(*(line(code, label, {GRADE: code}) for code, label in entries), line(ALL, _("Whole body"), {})),
    )


def heading_of(by: str) -> str:
    return {DIRECTORATE: _("Directorate"), GRADE: _("Grade"), SEX: _("Sex")}[by]


def _title(name: str, by: str) -> str:
    patterns = {DIRECTORATE: _("%s by directorate"), GRADE: _("%s by grade"), SEX: _("%s by sex")}
    return patterns[by] % name


def _hours_order(entry: tuple[str, str]) -> int:
    return ("full time", "part time", "not recorded").index(entry[0])


def tidy(tables: Sequence[Crossing]) -> list[list[str]]:
    """Every figure of these tables as a row: table, row, column, count, share."""
    found = []
    for table in tables:
        for line in table.lines:
            found.append([table.title, line.label, _("Everybody"), line.headcount.shown, ""])
            if table.of:
                found.append([table.title, line.label, _("Gave an answer"), line.base.shown, line.base.percent])
            found += [
                [table.title, line.label, column, cell.shown, cell.percent]
                for column, cell in zip(table.columns, line.cells, strict=True)
            ]
    return found
