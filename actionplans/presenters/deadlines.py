"""How a deadline was read, for the page of its action."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from actionplans.choices import DeadlineKind
from actionplans.models import Action
from actionplans.presenters.words import in_words
from actionplans.rules.overdue import REVIEWED


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
        rows.append({"key": _("Reported to"), "value": action.deadline_body})
    if action.next_review_on or action.deadline_kind in REVIEWED:
        value = in_words(action.next_review_on) if action.next_review_on else _("Not agreed")
        rows.append({"key": _("Next review"), "value": value})
    if action.is_deadline_settled:
        rows.append({"key": _("Settled"), "value": _("A person has said what the words mean")})
    return rows


def milestones_of(action: Action) -> list[dict[str, Any]]:
    return [
        milestone | {"due_on": datetime.date.fromisoformat(milestone["due_on"]) if milestone["due_on"] else None}
        for milestone in action.milestones
    ]
