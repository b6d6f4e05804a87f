"""Verifying that what was reported complete is complete, and later, that it still is."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import Finding, Status
from actionplans.models import Action, Update, Verification
from actionplans.services.asking import ask_for_updates
from governance.errors import MoveForbidden, MoveRefused
from governance.services import move


def completion_of(action: Action) -> Update | None:
    """The report by which the action was completed; None where it was completed before completions brought evidence."""
    if action.status != Status.COMPLETED:
        return None
    return action.updates.filter(completed_on__isnull=False).select_related("by", "cites").first()


def is_own_completion(completion: Update | None, person: Any) -> bool:
    return completion is not None and completion.by_id == person.pk


@transaction.atomic
def judge_completion(
    *,
    action: Action,
    by: Any,
    verdict: str,
    reason: str = "",
    next_review_on: datetime.date | None = None,
    on: datetime.date | None = None,
    tell: bool = True,
) -> Verification:
    """Verify a completion or send it back; of one that is verified already, say that it still holds or no longer does.

    One that stands gets the day of its next review. One that does not is in progress again: whoever answers for it is
    asked, with the reason, unless `tell` is False. Nobody judges what they reported themselves. Raises MoveForbidden,
    MoveRefused where it is not completed any more, and ValidationError for what is missing.
    """
    on = on or timezone.localdate()
    reason = reason.strip()
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not by.has_perm("actionplans.verify_action", locked):
        raise MoveForbidden
    if locked.status != Status.COMPLETED:
        raise MoveRefused(_("This action is not completed any more. Look at it again before you go on."))
    completion = completion_of(locked)
    if is_own_completion(completion, by):
        raise ValidationError(_("You reported this completion, so somebody else verifies it"))
    judged = Verification(action=locked, update=completion, by=by, on=on, verdict=verdict, reason=reason)
    judged.is_review = locked.verified_on is not None
    if verdict == Finding.VERIFIED:
        if next_review_on is None:
            raise ValidationError({"next_review_on": _("Enter the date of the next review")})
        if next_review_on <= on:
            raise ValidationError({"next_review_on": _("Enter a date of the next review that is in the future")})
        judged.next_review_on = next_review_on
        judged.save()
        locked.verified_on, locked.next_review_on = locked.verified_on or on, next_review_on
        locked.save()
        return judged
    if not reason:
        raise ValidationError({"reason": _("Enter the reason why it is sent back")})
    judged.save()
    locked = move(locked, "reopen", by=by, reason=reason)
    if tell:
        ask_for_updates(actions=[locked], by=by, question=_("This was sent back: %s") % reason)
    return judged
