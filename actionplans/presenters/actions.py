"""An action as a line of a table."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import Status
from actionplans.models import Action
from actionplans.presenters.standing import ShownStanding
from actionplans.presenters.words import in_words
from actionplans.rules.overdue import REVIEWED
from actionplans.rules.parts import Part, RollUp, roll_up
from actionplans.rules.standing import Rag
from toolkit.tags import Tag

TAGS = {
    Status.NOT_STARTED: Tag(Status.NOT_STARTED.label, "grey", "ring"),
    Status.IN_PROGRESS: Tag(Status.IN_PROGRESS.label, "blue", "half"),
    Status.STOPPED: Tag(Status.STOPPED.label, "orange", "bar"),
}
NOT_YET_VERIFIED = Tag(gettext_lazy("Completed, not yet verified"), "turquoise", "disc")
VERIFIED = Tag(gettext_lazy("Completed and verified"), "green", "tick")
DONE_IN_PARTS = Tag(Status.COMPLETED.label, "green", "tick")
OVERDUE_TAG = Tag(gettext_lazy("Overdue"), "red", "triangle")


@dataclass(frozen=True)
class ActionRow:
    """An action as a line of a table."""

    action: Action
    on: datetime.date
    # The rows of its parts, of an action that every directorate has its part of.
    parts: "tuple[ActionRow, ...]" = ()

    @property
    def roll_up(self) -> RollUp | None:
        """What its parts add up to; None for an action that is done as one."""
        if not self.parts:
            return None
        return roll_up(Part(each.action.status, each.is_overdue, each.action.last_update_on) for each in self.parts)

    @property
    def tag(self) -> Tag:
        if whole := self.roll_up:
            return DONE_IN_PARTS if whole.status == Status.COMPLETED else TAGS[Status(whole.status)]
        if self.action.status == Status.COMPLETED:
            return NOT_YET_VERIFIED if self.action.awaits_verification else VERIFIED
        return TAGS[Status(self.action.status)]

    @property
    def is_overdue(self) -> bool:
        return self.action.is_overdue(self.on)

    @property
    def falls_due(self) -> str:
        """Beside the words of the deadline: the day it comes to, where the words do not say it already."""
        action, day = self.action, self.action.falls_due_on
        if whole := self.roll_up:
            return whole.sentence
        if action.status == Status.COMPLETED and action.completed_on:
            return _("Completed %s") % in_words(action.completed_on)
        if day is None:
            return _("A question to settle") if action.deadline_question else ""
        if self.is_overdue:
            is_said = in_words(day) in action.deadline_text
            return _("Overdue") if is_said else _("Overdue since %s") % in_words(day)
        if action.deadline_kind in REVIEWED:
            return _("Next review %s") % in_words(day)
        return "" if in_words(day) in action.deadline_text else _("By %s") % in_words(day)

    @property
    def standing(self) -> ShownStanding:
        """Red, amber, green, blue or grey, with the rule that says so; of an action done in parts, the worst of them."""
        if self.parts:
            return min((each.standing for each in self.parts), key=lambda each: list(Rag).index(each.standing.rag))
        return ShownStanding(self.action.standing(self.on))

    @property
    def slips(self) -> str:
        """How often and how far the deadline moved, in words; empty if it never did."""
        return self.action.slippage.words

    @property
    def missing(self) -> list[str]:
        return self.action.missing()

    @property
    def characteristics(self) -> str:
        """Their names, for a file: `with_words` brings them in the row itself."""
        names = getattr(self.action, "characteristic_names", None)
        return ", ".join(names if names is not None else [each.name for each in self.action.characteristics.all()])

    @property
    def last_update(self) -> str:
        return getattr(self.action, "last_update", None) or ""

    @property
    def last_updated_on(self) -> datetime.date | None:
        return getattr(self.action, "last_updated_on", None)


def rows_of(actions: Iterable[Action], on: datetime.date) -> list[ActionRow]:
    """Where an action stands among its parts, its row says what they add up to."""
    actions = list(actions)
    parts: dict[int, list[ActionRow]] = defaultdict(list)
    for action in actions:
        if action.parent_id is not None:
            parts[action.parent_id].append(ActionRow(action, on))
    return [ActionRow(action, on, tuple(parts.get(action.pk, ()))) for action in actions]
