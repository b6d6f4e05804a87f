"""Looking at a file before it is imported: what would be made, what would change, what is doubtful, missing or wrong."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import Action
from actionplans.rules.joining import Joined, join_tables
from actionplans.rules.leads import same_name
from actionplans.rules.rows import (
    DOUBTFUL,
    MISSING,
    NOTED,
    WRONG,
    Draft,
    Flag,
    Layout,
    flag_columns_kept_aside,
    flag_references_used_twice,
    lay_out,
    read_rows,
)
from actionplans.services.comparing import Change, Comparison
from toolkit.tables import Table, Unreadable

MOST_ACTIONS = 25_000


@dataclass
class Sheet:
    """A table of the file, how it is laid out, whether the person takes it, and the plan whose actions it holds."""

    table: Joined
    layout: Layout | None
    is_taken: bool
    plan: str = ""

    @property
    def has_actions(self) -> bool:
        return self.layout is not None and "action" in self.layout.columns.values()


@dataclass
class Preparation:
    """What an import would do. Nothing has been written."""

    sheets: list[Sheet]
    drafts: list[Draft]
    flags: list[Flag]
    created: list[Draft] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    unchanged: list[Draft] = field(default_factory=list)
    # Actions that an earlier file brought and that this one no longer has; they stay as they are.
    gone: list[Action] = field(default_factory=list)

    @property
    def all_flags(self) -> list[Flag]:
        return [*self.flags, *(flag for draft in self.drafts for flag in draft.flags)]

    @property
    def wrong(self) -> list[Flag]:
        return [flag for flag in self.all_flags if flag.level == WRONG]

    def missing(self) -> dict[str, int]:
        """How many actions lack which part."""
        return Counter(flag.field for draft in self.drafts for flag in draft.flags if flag.level == MISSING)

    def counts(self) -> dict[str, Any]:
        return {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "gone": [action.pk for action in self.gone],
            "plans": sorted({draft.plan for draft in self.drafts}),
            "missing": self.missing(),
        }

    def as_json(self) -> dict[str, Any]:
        """Everything that is to be said of it, for whoever asked on the command line."""
        gone = [f"{action.plan}: {action.reference}" for action in self.gone]
        return self.counts() | {"gone": gone, "flags": [flag._asdict() for flag in self.all_flags]}

    def for_the_record(self) -> dict[str, Any]:
        """What is kept with the import: counts, and what was doubtful or noted. What is missing shows on each action."""
        return self.counts() | {"flags": [flag._asdict() for flag in self.all_flags if flag.level != MISSING]}


def open_sheets(tables: Sequence[Table], choices: dict[str, Any]) -> list[Sheet]:
    """Each table with its layout and the person's choices.

    Those are {"sheets": [name, …], "columns": {heading: field}, "plans": {name in the file: name of the plan}}. Without
    them every visible table that has an action column is taken, and its columns and plans are as guessed.
    """
    sheets = []
    wanted, columns = choices.get("sheets"), choices.get("columns")
    for table in join_tables(tables):
        layout = lay_out(table.name, table.rows)
        if layout and columns is not None:
            layout.columns.clear()
            layout.columns.update(
                {place: columns[name] for place, name in enumerate(layout.headings) if columns.get(name)}
            )
        sheet = Sheet(table, layout, is_taken=False)
        sheet.is_taken = table.name in wanted if wanted is not None else sheet.has_actions and not table.is_hidden
        sheets.append(sheet)
    # A workbook with one sheet of actions is one plan, whatever the sheet is called; a document's heading is a name.
    is_volume = sum(sheet.layout is not None for sheet in sheets) > 1
    names = choices.get("plans", {})
    for sheet in sheets:
        if is_volume or sheet.table.is_document:
            sheet.plan = names.get(sheet.table.strand, sheet.table.strand)
    return sheets


def prepare(
    *, title: str, tables: Sequence[Table], choices: dict[str, Any], written_on: datetime.date | None
) -> Preparation:
    """Read the tables against what is already here. Raises Unreadable if there is nothing to import; writes nothing."""
    sheets = open_sheets(tables, choices)
    taken = [sheet for sheet in sheets if sheet.is_taken and sheet.layout]
    if not any(sheet.has_actions for sheet in taken):
        raise Unreadable(
            _(
                "No column holds the actions. Head the column that says what will be done “Action” and choose the file again."
            )
        )
    preparation = Preparation(sheets, [], [])
    for sheet in taken:
        _read_sheet(sheet, preparation, written_on)
    drafts = preparation.drafts
    if not drafts:
        raise Unreadable(_("There is no action below the headings. Choose a file with a row for each action."))
    if len(drafts) > MOST_ACTIONS:
        raise Unreadable(
            _("The file has %(count)s rows. The most we import at once is %(most)s: split it into several files.")
            % {"count": f"{len(drafts):,}", "most": f"{MOST_ACTIONS:,}"}
        )
    for draft in drafts:
        # A file that left here names each plan in full.
        draft.plan = draft.plan.removeprefix(f"{title}: ")
        if draft.plan and same_name(draft.plan) == same_name(title):
            draft.plan = ""
    flag_references_used_twice(drafts)
    comparison = Comparison(title)
    comparison.compare(drafts)
    preparation.created, preparation.updated = comparison.created, comparison.updated
    preparation.unchanged, preparation.gone = comparison.unchanged, comparison.gone
    return preparation


def _read_sheet(sheet: Sheet, preparation: Preparation, written_on: datetime.date | None) -> None:
    layout, table = sheet.layout, sheet.table
    preparation.flags.extend(Flag(table.name, 0, "action", sentence, DOUBTFUL) for sentence in table.about)
    if layout is None or not sheet.has_actions:
        sentence = _("It has no column of actions and was left out.")
        preparation.flags.append(Flag(table.name, 0, "action", sentence, NOTED))
        return
    drafts = read_rows(layout, table.rows, written_on=written_on, strand=sheet.plan, outcome=table.outcome)
    by_number = {number: draft for draft in drafts for number in draft.numbers} if table.notes else {}
    for note in table.notes:
        if draft := by_number.get(note.number):
            name = "action"
            if note.column is not None and note.column < len(layout.headings):
                name = layout.columns.get(note.column) or layout.headings[note.column]
            draft.flag(name, note.sentence, NOTED)
    preparation.flags.extend(flag_columns_kept_aside(layout, table.rows))
    preparation.drafts.extend(drafts)
