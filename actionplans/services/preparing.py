"""Looking at a file before it is imported: what would be made, what would change, what is doubtful, missing or wrong."""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import Action, SourceRow
from actionplans.rules.leads import same_name
from actionplans.rules.rows import (
    DOUBTFUL,
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
from actionplans.services.reading import Directory
from organisation.models import Characteristic
from toolkit.spreadsheets import Table, Unreadable

# What a file says about an action, by our names for its parts; the text fields stand on the action itself.
TEXTS = {"action": "description", "impact": "impact", "indicator": "indicator", "later_years": "later_years"}
COMPARED = (*TEXTS, "deadline", "lead", "outcome", "directorate", "characteristics", "status")
CHARACTERISTIC_WORDS = {
    "faith": "religion_belief",
    "religion": "religion_belief",
    "ethnicity": "race",
    "race equality": "race",
    "sexuality": "sexual_orientation",
    "disabled people": "disability",
    "pregnancy": "pregnancy_maternity",
    "maternity": "pregnancy_maternity",
    "marriage": "marriage_civil_partnership",
    "civil partnership": "marriage_civil_partnership",
}


@dataclass
class Sheet:
    """A table of the file, how it is laid out, and whether the person takes it."""

    table: Table
    layout: Layout | None
    is_taken: bool


@dataclass
class Change:
    """An action that the file changes: which parts, from what to what."""

    action: Action
    draft: Draft
    parts: list[tuple[str, str, str]]


@dataclass
class Preparation:
    """What an import would do. Nothing has been written."""

    sheets: list[Sheet]
    drafts: list[Draft]
    flags: list[Flag]
    created: list[Draft] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    unchanged: list[Draft] = field(default_factory=list)

    @property
    def all_flags(self) -> list[Flag]:
        found = [*self.flags, *(flag for draft in self.drafts for flag in draft.flags)]
        order = {sheet.table.name: place for place, sheet in enumerate(self.sheets)}
        return sorted(found, key=lambda flag: (order.get(flag.sheet, 0), flag.row))

    @property
    def wrong(self) -> list[Flag]:
        return [flag for flag in self.all_flags if flag.level == WRONG]

    def as_json(self) -> dict[str, Any]:
        return {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "plans": sorted({draft.plan for draft in self.drafts}),
            "flags": [flag._asdict() for flag in self.all_flags],
        }


def open_sheets(tables: list[Table], choices: dict[str, Any]) -> list[Sheet]:
    """Each table with its layout and the person's choices: {"sheets": [name, …], "columns": {heading: field}}.

    Without choices every visible table that has an action column is taken, and its columns are as guessed.
    """
    sheets = []
    for table in tables:
        layout = lay_out(table.name, table.rows)
        wanted = choices.get("sheets")
        if layout and (columns := choices.get("columns")) is not None:
            layout.columns.clear()
            layout.columns.update(
                {place: columns[name] for place, name in enumerate(layout.headings) if columns.get(name)}
            )
        has_actions = layout is not None and "action" in layout.columns.values()
        is_taken = table.name in wanted if wanted is not None else has_actions and not table.is_hidden
        sheets.append(Sheet(table, layout, is_taken))
    return sheets


def prepare(
    *, title: str, tables: list[Table], choices: dict[str, Any], written_on: datetime.date | None
) -> Preparation:
    """Read the tables against what is already here. Raises Unreadable if there is nothing to import; writes nothing."""
    sheets = open_sheets(tables, choices)
    taken = [sheet for sheet in sheets if sheet.is_taken and sheet.layout]
    if not any(sheet.layout and "action" in sheet.layout.columns.values() for sheet in taken):
        raise Unreadable(
            _(
                "No column holds the actions. Head the column that says what will be done “Action” and choose the file again."
            )
        )
    drafts: list[Draft] = []
    flags: list[Flag] = []
    is_volume = sum(sheet.layout is not None for sheet in sheets) > 1
    for sheet in taken:
        layout = sheet.layout
        if layout is None or "action" not in layout.columns.values():
            flags.append(
                Flag(sheet.table.name, 1, "action", "The sheet has no column of actions; it was left out.", NOTED)
            )
            continue
        strand = sheet.table.name if is_volume else ""
        found = read_rows(layout, sheet.table.rows, written_on=written_on, strand=strand)
        by_row = {draft.row: draft for draft in found}
        for note in sheet.table.notes:
            name = layout.columns.get(note.column or 0) or layout.headings[note.column or 0]
            if draft := by_row.get(note.row):
                draft.flag(name, note.sentence, NOTED)
        flags.extend(flag_columns_kept_aside(layout, sheet.table.rows))
        drafts.extend(found)
    for draft in drafts:
        if same_name(draft.plan) == same_name(title):
            draft.plan = ""
    flag_references_used_twice(drafts)
    if not drafts:
        raise Unreadable(_("There is no action below the headings. Choose a file with a row for each action."))
    preparation = Preparation(sheets, drafts, flags)
    _compare(title, preparation)
    return preparation


def _compare(title: str, preparation: Preparation) -> None:
    """Match each draft with the action of its plan and reference, or its words, and see what differs."""
    directory = Directory.today()
    known: dict[str, dict[str, Action]] = defaultdict(dict)
    by_words: dict[str, dict[str, Action]] = defaultdict(dict)
    actions = Action.objects.filter(plan__title=title).select_related("plan", "outcome", "unit")
    for action in actions.prefetch_related("characteristics"):
        known[action.plan.strand.casefold()][action.reference.casefold()] = action
        by_words[action.plan.strand.casefold()].setdefault(same_name(action.description), action)
    sources = SourceRow.objects.filter(action__plan__title=title).order_by("action_id", "-pk").distinct("action_id")
    last_fields = dict(sources.values_list("action_id", "fields"))
    used: dict[str, set[str]] = defaultdict(set)
    for draft in preparation.drafts:
        used[draft.plan.casefold()].update({draft.reference.casefold()}, known[draft.plan.casefold()])
    matched: set[int] = set()
    characteristics = known_characteristics()
    for draft in preparation.drafts:
        strand = draft.plan.casefold()
        if draft.directorate and directory.unit(draft.directorate) is None:
            draft.flag("directorate", f"“{draft.directorate}” is not a directorate or service we know.", DOUBTFUL)
        for words in words_of(draft.characteristics):
            if same_name(words) not in characteristics:
                draft.flag("characteristics", f"“{words}” is not a characteristic we know.", DOUBTFUL)
        match: Action | None = None
        if draft.reference:
            match = known[strand].get(draft.reference.casefold())
        else:
            match = by_words[strand].get(same_name(draft.action))
            if match is not None and match.pk in matched:
                match = None
            draft.reference = match.reference if match else _next_reference(used[strand])
            used[strand].add(draft.reference.casefold())
            if match is None:
                draft.flag("reference", f"The row has no reference; it becomes {draft.reference}.", NOTED)
        if match is None:
            preparation.created.append(draft)
            continue
        matched.add(match.pk)
        if parts := _differences(match, draft, last_fields.get(match.pk)):
            preparation.updated.append(Change(match, draft, parts))
        else:
            preparation.unchanged.append(draft)


def _next_reference(used: set[str]) -> str:
    highest = max((int(reference) for reference in used if reference.isdigit()), default=0)
    return str(highest + 1)


def _differences(action: Action, draft: Draft, last: dict[str, str] | None) -> list[tuple[str, str, str]]:
    """What the file changes, by comparison with the file before it; with the action itself where there was none.

    A part that was changed here and not in the file stays as it is here.
    """
    here = as_fields(action)
    parts = []
    for name in COMPARED:
        new = getattr(draft, name)
        old = last.get(name, "") if last is not None else here[name]
        if new == old or new == here[name]:
            continue
        if name == "status":
            draft.flag("status", f"The file now says “{new}”. If it has changed, record an update.", DOUBTFUL)
            continue
        if last is not None and here[name] != old:
            draft.flag(name, f"This was also changed here; the file replaces “{here[name]}”.", DOUBTFUL)
        parts.append((name, here[name], new))
    return parts


def as_fields(action: Action) -> dict[str, str]:
    return {name: getattr(action, attribute) for name, attribute in TEXTS.items()} | {
        "deadline": action.deadline_text,
        "lead": action.leads_text,
        "outcome": action.outcome.text if action.outcome else "",
        "directorate": action.unit.name if action.unit else "",
        "characteristics": ", ".join(characteristic.name for characteristic in action.characteristics.all()),
        "status": "",
    }


def known_characteristics() -> dict[str, Characteristic]:
    by_key = {characteristic.key: characteristic for characteristic in Characteristic.objects.all()}
    return {same_name(characteristic.name): characteristic for characteristic in by_key.values()} | {
        words: by_key[key] for words, key in CHARACTERISTIC_WORDS.items() if key in by_key
    }


def words_of(text: str) -> list[str]:
    """The parts of a cell that holds several, separated by commas, semicolons, slashes or new lines."""
    return [part.strip() for part in re.split(r"[,;/\n]", text) if part.strip()]
