"""Imports in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import ImportState
from actionplans.models import Action, ActionImport, SourceRow
from actionplans.presenters.words import PARTS
from actionplans.rules.rows import DOUBTFUL, MISSING, NOTED, WRONG, Draft, Flag
from actionplans.services.comparing import Change
from actionplans.services.preparing import Preparation
from toolkit.tags import Tag

IMPORT_TAGS = {
    ImportState.UPLOADED: Tag(ImportState.UPLOADED.label, "yellow", "disc"),
    ImportState.IMPORTED: Tag(ImportState.IMPORTED.label, "green", "tick"),
    ImportState.DISCARDED: Tag(ImportState.DISCARDED.label, "grey", "cross"),
}
MARKS = {
    WRONG: Tag(gettext_lazy("Wrong"), "red", "cross"),
    DOUBTFUL: Tag(gettext_lazy("Doubtful"), "yellow", "triangle"),
    MISSING: Tag(gettext_lazy("Missing"), "grey", "ring"),
}
NEW = Tag(gettext_lazy("New"), "green", "")
CHANGED = Tag(gettext_lazy("Changed"), "blue", "half")
# What is told of an action besides its words, in this order.
TOLD = ("impact", "deadline", "lead", "indicator", "later_years", "status", "directorate", "characteristics")
LACKED = ("deadline", "lead", "indicator", "impact")


def import_summary(brought: ActionImport) -> str:
    result = brought.result
    if not result:
        return ""
    return _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged") % {
        name: result.get(name, 0) for name in ("created", "updated", "unchanged")
    }


def place_words(sheet: str, row: int) -> str:
    """Where something stands in a file; row 0 is the table as a whole."""
    if not row:
        return sheet
    return _("%(table)s, row %(row)s") % {"table": sheet, "row": row} if sheet else _("Row %s") % row


def missing_counts(counts: Mapping[str, int]) -> list[tuple[Any, int]]:
    """How many actions lack which part."""
    return [(PARTS[name], counts[name]) for name in LACKED if counts.get(name)]


def flag_rows(flags: Iterable[Flag]) -> list[dict[str, Any]]:
    return [
        {"place": place_words(flag.sheet, flag.row), "part": PARTS.get(flag.field, flag.field), "reason": flag.reason}
        for flag in flags
    ]


@dataclass
class DraftRow:
    """One action of a file as the preview shows it: what was understood, what is doubtful, what is missing."""

    draft: Draft
    becomes: Tag

    @property
    def place(self) -> str:
        return place_words(self.draft.sheet, self.draft.row)

    @property
    def parts(self) -> list[tuple[Any, str]]:
        return [(PARTS[name], text) for name in TOLD if (text := getattr(self.draft, name))]

    @property
    def missing(self) -> str:
        lacking = [str(PARTS[flag.field]).lower() for flag in self.draft.flags if flag.level == MISSING]
        return ", ".join(lacking)

    @property
    def marks(self) -> list[tuple[Tag, Any, str]]:
        """What stops the import, then what somebody must settle."""
        return [
            (MARKS[level], PARTS.get(flag.field, flag.field), flag.reason)
            for level in (WRONG, DOUBTFUL)
            for flag in self.draft.flags
            if flag.level == level
        ]

    @property
    def notes(self) -> list[str]:
        return list(dict.fromkeys(flag.reason for flag in self.draft.flags if flag.level == NOTED))


@dataclass
class ChangeRow:
    """One action that a newer edition changes: each part as it stands here and in the file."""

    change: Change

    @property
    def action(self) -> Action:
        return self.change.action

    @property
    def place(self) -> str:
        return place_words(self.change.draft.sheet, self.change.draft.row)

    @property
    def parts(self) -> list[dict[str, Any]]:
        reasons = defaultdict(list)
        for flag in self.change.draft.flags:
            if flag.level in (DOUBTFUL, WRONG):
                reasons[flag.field].append(flag.reason)
        return [
            {"part": PARTS[name], "old": old, "new": new, "reasons": reasons[name]}
            for name, old, new in self.change.parts
        ]


FILTERS = (
    ("", gettext_lazy("All")),
    ("wrong", gettext_lazy("Wrong")),
    ("doubtful", gettext_lazy("Doubtful")),
    ("missing", gettext_lazy("Missing something")),
    ("understood", gettext_lazy("Nothing to settle")),
)


def draft_rows(preparation: Preparation, shown_beside: int) -> list[DraftRow]:
    """What is new, and what is changed beyond the first that are shown old beside new, in the order of the file."""
    becomes = {id(draft): NEW for draft in preparation.created}
    becomes |= {id(change.draft): CHANGED for change in preparation.updated[shown_beside:]}
    return [DraftRow(draft, becomes[id(draft)]) for draft in preparation.drafts if id(draft) in becomes]


def filtered(rows: list[DraftRow], wanted: str) -> list[DraftRow]:
    if wanted == "understood":
        return [row for row in rows if not any(row.draft.has(level) for level in (WRONG, DOUBTFUL, MISSING))]
    return [row for row in rows if row.draft.has(wanted)] if wanted in (WRONG, DOUBTFUL, MISSING) else rows


def filters(rows: list[DraftRow], wanted: str) -> list[dict[str, Any]]:
    """The ways to look at the rows, each with its number; those with none are left out."""
    found = [
        {"key": key, "words": words, "count": len(filtered(rows, key)), "is_current": key == wanted}
        for key, words in FILTERS
    ]
    return [each for each in found if each["count"] or each["is_current"] or not each["key"]]


@dataclass
class Source:
    """Where an action came from: the file, the places of its rows, and their cells word for word."""

    row: SourceRow

    @property
    def places(self) -> str:
        pieces = [(self.row.sheet, self.row.row), *self.row.further]
        return _(" and ").join(place_words(sheet, row) for sheet, row in pieces)


def sources_of(action: Action) -> list[Source]:
    """The newest edition first."""
    return [Source(row) for row in action.sources.select_related("from_import__by").defer("from_import__reading")]
