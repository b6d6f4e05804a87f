"""The tables of the workforce at the end of the report: every linked table of the release, compact.

Counts and shares of all of them are in the report's file of figures; on paper a table shows shares where it has a
question in its columns, and counts where it has not.
"""

from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.evidence import Evidence
from workforce.figures import CharacteristicProfile, Crossing, Profile, left_out, tidy

# More columns than this leave no room for the names of the rows on a page of A4.
MOST_COLUMNS = 8


def tables_section(evidence: Evidence) -> dict[str, Any] | None:
    profile = evidence.workforce
    if profile is None or not profile.tables:
        return None
    shown = [table for table in profile.tables if not table.is_left_out]
    missing = left_out(profile.tables)
    content: list[Any] = [
        blocks.words(
            _(
                "Shares are of those in the row who gave an answer; “Declared” is how many of its staff did. A number shown as "
                "[c] is hidden to protect people. The counts behind these shares, and every ethnic group, are in the file "
                "“Figures of this report”, which is published with it."
            )
        )
    ]
    for item in profile.characteristics:
        of_it = [table for table in shown if table.of == item.key]
        content += [blocks.heading(item.name), _in_detail(item), *map(_shares, of_it)]
    others = [table for table in shown if not table.of]
    if others:
        content += [blocks.heading(_("Directorates, grades and hours")), *map(_counts, others)]
    if missing:
        content += [
            blocks.heading(_("Tables that are left out")),
            blocks.words(_("Too much of these would be hidden for them to tell anything:")),
            blocks.points(missing),
        ]
    return blocks.section("tables", _("Tables of our workforce"), content)


def _in_detail(item: CharacteristicProfile) -> dict[str, Any] | None:
    """Every answer of the whole body, where the story showed only the groups."""
    if not any(category.level == 2 for category in item.categories):
        return None
    return blocks.table(
        _("%s in detail, whole body") % item.name,
        [(item.name, False), (_("Staff"), True), (_("Share of staff"), True)],
        [
            [category.label, category.count_shown, category.percent_shown]
            for category in item.categories
            if category.level == 2 or not any(c.level == 2 for c in _within(item, category.key))
        ],
        note=item.base_note,
        is_dense=True,
    )


def _within(item: CharacteristicProfile, key: str) -> list[Any]:
    """The answers that follow a group up to the next group."""
    found, is_in = [], False
    for category in item.categories:
        if category.level == 1:
            is_in = category.key == key
        elif is_in:
            found.append(category)
    return found


def _shares(table: Crossing) -> dict[str, Any]:
    rows = [
        [line.label, line.headcount.shown, line.base.percent, *(cell.percent for cell in line.cells)]
        for line in table.lines
    ]
    columns = [(table.row_heading, False), (_("Staff"), True), (_("Declared"), True)]
    columns += [(label, True) for label in table.columns]
    return blocks.table(
        table.title, columns, rows[:-1], total=rows[-1], keeps_names=len(columns) <= MOST_COLUMNS, is_dense=True
    )


def _counts(table: Crossing) -> dict[str, Any]:
    """A table without a question in it. Where it has many columns, its longer side goes down the page."""
    if len(table.columns) > len(table.lines) and len(table.columns) > MOST_COLUMNS:
        return _turned(table)
    rows = [[line.label, line.headcount.shown, *(cell.shown for cell in line.cells)] for line in table.lines]
    columns = [(table.row_heading, False), (_("Staff"), True), *((label, True) for label in table.columns)]
    return blocks.table(
        table.title, columns, rows[:-1], total=rows[-1], keeps_names=len(columns) <= MOST_COLUMNS, is_dense=True
    )


def _turned(table: Crossing) -> dict[str, Any]:
    columns = [(table.name, False), *((line.label, True) for line in table.lines)]
    rows = [[label, *(line.cells[place].shown for line in table.lines)] for place, label in enumerate(table.columns)]
    total = [_("Staff"), *(line.headcount.shown for line in table.lines)]
    return blocks.table(table.title, columns, rows, total=total, is_dense=True)


def released_figures(profile: Profile | None) -> list[list[str]]:
    """Every number of the release as rows of the file of figures: table, row, column, count, share."""
    if profile is None:
        return []
    rows = []
    for item in profile.characteristics:
        title = _("%s, whole body") % item.name
        rows += [
            [title, category.label, _("Staff"), category.count_shown, category.percent_shown]
            for category in item.categories
        ]
        rows += [[title, category.label, _("Staff"), category.count_shown, ""] for category in item.missing]
    return rows + tidy(profile.tables)
