"""The columns of a table of actions: one list, from which lists on the screen, files and extracts for agendas are made.

A column says its heading once and its value once. Lists show those that have a `cell`; files have them all. What an
import reads back stands in columns of its own, in the very words of the source ("Lead as written", "Deadline"), so that a
file that left here comes in again without a change.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from actionplans.presenters.actions import ActionRow
from actionplans.presenters.leads import lead_in_short
from actionplans.presenters.words import PARTS, in_words

Value = str | int | datetime.date | None


@dataclass(frozen=True)
class Column:
    """One column. `width` is in characters; `cell` names the template of its cell on the screen, which draws `row`;
    `sort` the order of `filters.ORDERS` that its heading offers; `is_in_print` whether a page of A4 has room for it."""

    key: str
    heading: Any
    value: Callable[[ActionRow], Value]
    width: int = 20
    cell: str = ""
    sort: str = ""
    is_in_print: bool = False

    @property
    def is_in_list(self) -> bool:
        return bool(self.cell)

    @property
    def template(self) -> str:
        return f"actionplans/cells/{self.cell}.html"


COLUMNS = (
    Column("plan", PARTS["plan"], lambda row: str(row.action.plan), 24),
    Column("outcome", PARTS["outcome"], lambda row: str(row.action.outcome or ""), 30),
    Column("reference", _("No."), lambda row: row.action.reference, 8, "reference", is_in_print=True),
    Column("action", PARTS["action"], lambda row: row.action.description, 50, "action", sort="plan", is_in_print=True),
    Column("impact", PARTS["impact"], lambda row: row.action.impact, 36),
    Column("leads", _("Who leads"), lambda row: lead_in_short(row.action), 26, "leads", sort="lead", is_in_print=True),
    Column("lead", _("Lead as written"), lambda row: row.action.leads_text, 26),
    Column("deadline", PARTS["deadline"], lambda row: row.action.deadline_text, 24, "deadline", sort="deadline", is_in_print=True),
    Column("falls_due", _("Falls due on"), lambda row: row.action.falls_due_on, 18, is_in_print=True),
    Column("status", PARTS["status"], lambda row: str(row.tag.words), 14, "status", sort="status"),
    Column("standing", _("How it stands"), lambda row: row.standing.words, 24, is_in_print=True),
    Column("because", _("Why it stands so"), lambda row: row.standing.because, 36),
    Column("slips", _("Moves of the deadline"), lambda row: row.slips, 24),
    Column("overdue", _("Overdue"), lambda row: str(_("Overdue")) if row.is_overdue else "", 10),
    Column("completed", _("Completed on"), lambda row: row.action.completed_on, 18),
    Column("verified", _("Verified on"), lambda row: row.action.verified_on, 18),
    Column("indicator", PARTS["indicator"], lambda row: row.action.indicator, 36),
    Column("later_years", PARTS["later_years"], lambda row: row.action.later_years, 30),
    Column("directorate", PARTS["directorate"], lambda row: str(row.action.unit or ""), 24),
    Column("characteristics", PARTS["characteristics"], lambda row: row.characteristics, 24),
    Column("update", _("Last update"), lambda row: row.last_update, 40),
    Column("updated", _("Updated on"), lambda row: row.last_updated_on, 18),
)  # fmt: skip


def listed() -> list[Column]:
    """Those that lists on the screen show."""
    return [column for column in COLUMNS if column.is_in_list]


def printed() -> list[Column]:
    """Those for which a landscape page of A4 has room."""
    return [column for column in COLUMNS if column.is_in_print]


def headings(columns: "list[Column] | tuple[Column, ...]" = COLUMNS) -> list[str]:
    return [str(column.heading) for column in columns]


def values(row: ActionRow, columns: "list[Column] | tuple[Column, ...]" = COLUMNS) -> list[Value]:
    return [column.value(row) for column in columns]


def words(row: ActionRow, columns: "list[Column] | tuple[Column, ...]" = COLUMNS) -> Iterator[str]:
    """The same as text alone, days in words: for documents and extracts."""
    for value in values(row, columns):
        yield in_words(value) if isinstance(value, datetime.date) else str("" if value is None else value)
