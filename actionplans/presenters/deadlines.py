"""How a deadline was read, for the page of its action and while it is written."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from actionplans.choices import DeadlineKind, Precision
from actionplans.models import Action
from actionplans.presenters.words import in_words
from actionplans.rules.deadlines import Reading
from actionplans.rules.overdue import REVIEWED
from actionplans.services.calendars import meetings_meant, working_day_note


@dataclass(frozen=True)
class ShownReading:
    """A reading that nobody has saved yet, in one sentence and its question."""

    reading: Reading

    @property
    def kind(self) -> str:
        return str(DeadlineKind(self.reading.kind).label)

    @property
    def sentence(self) -> str:
        """ "A date: 31 March 2027, as exact as a month"."""
        reading = self.reading
        parts = []
        if reading.starts_on and reading.due_on:
            parts.append(
                _("%(first)s to %(last)s") % {"first": in_words(reading.starts_on), "last": in_words(reading.due_on)}
            )
        elif reading.due_on:
            parts.append(_("by %s") % in_words(reading.due_on))
        elif reading.starts_on:
            parts.append(_("from %s") % in_words(reading.starts_on))
        if reading.precision and reading.precision != Precision.DAY:
            parts.append(_("as exact as a %s") % str(Precision(reading.precision).label).lower())
        if reading.body:
            parts.append(_("for %s") % reading.body)
        if reading.review_on:
            parts.append(_("next review %s") % in_words(reading.review_on))
        return ", ".join(parts)

    @property
    def milestones(self) -> list[dict[str, Any]]:
        found = self.reading.milestones
        if len(found) < 2:
            return []
        return [
            {"text": each.text, "due_on": each.due_on, "is_to_be_confirmed": each.is_to_be_confirmed} for each in found
        ]

    @property
    def note(self) -> str:
        return weekend_note(self.reading.due_on) if self.reading.due_on else ""


def weekend_note(day: datetime.date) -> str:
    """That nobody works on the last day, and which day is the last one on which somebody does; empty for a working day."""
    note = working_day_note(day)
    if note is None:
        return ""
    why, before = note
    return _("%(day)s is %(why)s: the last working day before it is %(before)s.") % {
        "day": in_words(day),
        "why": _a(why),
        "before": in_words(before),
    }


def _a(why: str) -> str:
    return _("a %s") % why if why.endswith("day") and why in ("Saturday", "Sunday") else why


def deadline_of(action: Action, on: datetime.date) -> dict[str, Any]:
    """What the deadline's panel on the page of an action shows."""
    chase = action.next_chase
    meetings = meetings_meant(action, on) if action.is_open and action.deadline_body else []
    due_on = action.due_on if action.is_open else None
    return {
        "reading": reading_rows(action) if action.deadline_kind else [],
        "milestones": milestones_of(action, on),
        "chase": chase if chase and chase.on >= on else None,
        "weekend_note": weekend_note(due_on) if due_on and due_on >= on else "",
        "meetings": [] if action.meeting_id else meetings[:1] if action.deadline_kind in REVIEWED else meetings,
        "slips": action.slippage,
    }


def reading_rows(action: Action) -> list[dict[str, str]]:
    """How a deadline was read, as names and values."""
    rows = [{"key": _("Kind"), "value": str(DeadlineKind(action.deadline_kind).label)}]
    if action.starts_on:
        rows.append({"key": _("Starts"), "value": in_words(action.starts_on)})
    if action.due_on:
        rows.append({"key": _("Last day it can mean"), "value": in_words(action.due_on)})
    if action.deadline_precision and action.deadline_precision != "day":
        rows.append({"key": _("As exact as a"), "value": str(action.get_deadline_precision_display()).lower()})
    if action.deadline_body:
        rows.append({"key": _("Body"), "value": action.deadline_body})
    if action.meeting:
        rows.append({"key": _("Meeting"), "value": str(action.meeting)})
    if action.deadline_kind in REVIEWED or (action.next_review_on and action.is_open):
        value = in_words(action.next_review_on) if action.next_review_on else _("Not agreed")
        rows.append({"key": _("Next review"), "value": value})
    if action.is_deadline_settled:
        rows.append({"key": _("Settled"), "value": _("A person has said what the words mean")})
    return rows


def milestones_of(action: Action, on: datetime.date) -> list[dict[str, Any]]:
    """Several dates, each with when it was reached, or that it was missed."""
    if len(action.milestones) < 2:
        return []
    shown = []
    for milestone in action.milestones:
        due_on, done_on = _day(milestone["due_on"]), _day(milestone.get("done_on"))
        is_missed = action.is_open and due_on is not None and done_on is None and due_on < on
        shown.append(
            milestone
            | {
                "due_on": due_on,
                "done_on": done_on,
                "is_missed": is_missed and not milestone["is_to_be_confirmed"],
            }
        )
    return shown


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
