"""The words of the form as administrators see them: sections with their state, and what one edition changes in another."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.comparison.words import Piece, diff_words
from eqia.wording import Change, changes_between

# The pages of the form in the order in which an officer meets them.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Before the screening result"), tuple(section.key for section in questions.BEFORE_RESULT)),
    (_("A full assessment"), ("impact", *(section.key for section in questions.AFTER_RESULT))),
    (_("Things recorded one by one"), tuple(section.key for section in questions.ITEM_SECTIONS.values())),
)


@dataclass(frozen=True)
class SectionRow:
    key: str
    heading: str
    question_count: int
    own_count: int
    is_on: bool | None = None


@dataclass(frozen=True)
class MarkedChange:
    """A change with its words compared."""

    change: Change
    pieces: list[Piece]


def section_groups(prepared: dict[str, Any]) -> list[tuple[Any, list[SectionRow]]]:
    """Every section of the form in groups; the optional ones, with whether they are asked, are the last."""
    placed = {key for _heading, keys in GROUPS for key in keys} | set(questions.MODULES)
    groups = [
        *GROUPS,
        (_("Further parts"), tuple(key for key in questions.STANDARD if key not in placed)),
        (_("Sections you can switch on or off"), questions.MODULES),
    ]
    return [(heading, [_row(key, prepared) for key in keys]) for heading, keys in groups if keys]


def marked_changes(old: dict[str, Any] | None, new: dict[str, Any]) -> list[MarkedChange]:
    """What `new` changes in `old`, with the words that differ; nothing where there is no older edition."""
    if old is None:
        return []
    return [MarkedChange(change, diff_words(change.before, change.after)) for change in changes_between(old, new)]


def in_order() -> list[str]:
    """The keys of every section that is always asked, in the order of the list."""
    placed = [key for _heading, keys in GROUPS for key in keys]
    return [*placed, *(key for key in questions.STANDARD if key not in placed and key not in questions.MODULES)]


def _row(key: str, prepared: dict[str, Any]) -> SectionRow:
    own = prepared["own"].get(key, {})
    return SectionRow(
        key,
        prepared["sections"][key]["heading"],
        len(questions.STANDARD[key].questions),
        len([part for part in own if part != "questions"]) + sum(map(len, own.get("questions", {}).values())),
        key in prepared["modules"] if key in questions.MODULES else None,
    )
