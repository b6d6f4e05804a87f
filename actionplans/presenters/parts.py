"""An action of every directorate and its parts, for the page of either."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import Action
from actionplans.presenters.actions import ActionRow, rows_of
from actionplans.services.parts import is_for_every_directorate, shares_of


@dataclass(frozen=True)
class Division:
    """How an action stands to its parts: its row with those of its parts."""

    row: ActionRow
    can_be_divided: bool
    joined: list[str]
    closed: list[str]


def division_of(action: Action, row: ActionRow, person: Any, *, may_edit: bool) -> Division:
    """Of the parts, those that the person may see; directorates that joined or closed since for whoever may divide it."""
    parts: list[ActionRow] = []
    joined: list[str] = []
    closed: list[str] = []
    if action.is_in_parts:
        visible = action.children.visible_to(person).with_parts().order_by("unit__name")
        parts = rows_of(visible, row.on)
        if may_edit and action.is_open:
            shares = shares_of(action, row.on)
            joined = [share.unit.name for share in shares if share.part is None]
            closed = [
                _("%(unit)s has closed: stop its part or give it to another lead.") % {"unit": part.action.unit}
                for part in parts
                if part.action.unit and part.action.is_open and part.action.unit.is_closed(row.on)
            ]
    can_be_divided = may_edit and action.is_open and is_for_every_directorate(action)
    return Division(replace(row, parts=tuple(parts)), can_be_divided, joined, closed)
