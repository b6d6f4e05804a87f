"""Answering the question that a deadline leaves. The words, their kind and their exactness stay as they were read."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.models import Action, DeadlineChange
from actionplans.rules.overdue import REVIEWED
from actionplans.services.actions import counted_day
from actionplans.services.reading import set_milestones
from governance.models import Meeting
from toolkit.history import lock_unchanged


@transaction.atomic
def settle_deadline(
    *,
    action: Action,
    version: int,
    by: Any,
    due_on: datetime.date | None = None,
    next_review_on: datetime.date | None = None,
    meeting: Meeting | None = None,
) -> Action:
    """Say which day a deadline means, when work without an end is next reviewed, or at which meeting either falls.

    What has been settled once is a promise: another day for it needs a reason, as a new deadline (`change_deadline`).
    Raises ChangedMeanwhile where `version` is not the one that is saved.
    """
    locked = lock_unchanged(action, version)
    goes_on = locked.deadline_kind in REVIEWED
    if meeting is not None:
        due_on, next_review_on = (due_on, meeting.held_on) if goes_on else (meeting.held_on, next_review_on)
    if due_on is None and next_review_on is None:
        raise ValidationError(_("Enter the day that is meant, or the day of the next review"))
    if due_on is not None and due_on != locked.due_on and locked.is_deadline_settled and not locked.deadline_question:
        raise ValidationError({"due_on": _("This day is settled. To move it, change the deadline and say why.")})
    if due_on is not None:
        locked.due_on = due_on
        if locked.starts_on and locked.starts_on > due_on:
            locked.starts_on = None
        _give_its_day(locked, due_on)
    locked.meeting = meeting
    locked.next_review_on = next_review_on or locked.next_review_on
    if due_on is not None or goes_on:
        locked.deadline_question = ""
        locked.is_deadline_settled = True
    locked.full_clean()
    locked.save()
    return locked


def _give_its_day(action: Action, day: datetime.date) -> None:
    """Give the day to the one milestone that had none or was to be confirmed; the last day of all follows."""
    open_ones = [each for each in action.milestones if each["is_to_be_confirmed"] or not each["due_on"]]
    if len(open_ones) == 1:
        changed = {"due_on": day.isoformat(), "precision": "day", "is_to_be_confirmed": False}
        milestones = [each | changed if each is open_ones[0] else each for each in action.milestones]
        set_milestones(action, milestones)
        action.due_on = max(datetime.date.fromisoformat(each["due_on"]) for each in milestones if each["due_on"])
    elif len(action.milestones) == 1:
        set_milestones(action, [action.milestones[0] | {"due_on": day.isoformat()}])


@transaction.atomic
def follow_meetings() -> int:
    """Where a meeting that a deadline was settled to mean has been moved, move the deadline with it; how many moved.

    The old day stays in sight, with the move of the meeting as the reason.
    """
    moved = 0
    actions = Action.objects.open().filter(meeting__isnull=False).select_for_update(of=("self",))
    for action in actions.select_related("meeting__body"):
        meeting: Any = action.meeting
        day = action.next_review_on if action.deadline_kind in REVIEWED else action.due_on
        if day == meeting.held_on:
            continue
        old_day = counted_day(action)
        if action.deadline_kind in REVIEWED:
            action.next_review_on = meeting.held_on
        else:
            action.due_on = meeting.held_on
            _give_its_day(action, meeting.held_on)
        action.save()
        moved += 1
        if action.deadline_kind not in REVIEWED:
            DeadlineChange.objects.create(
                action=action,
                on=timezone.localdate(),
                old_text=action.deadline_text,
                old_falls_due_on=old_day,
                new_text=action.deadline_text,
                new_falls_due_on=meeting.held_on,
                reason=_("%s moved its meeting") % meeting.body,
            )
    return moved
