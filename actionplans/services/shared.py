"""One update for work that stands in several plans."""

from typing import Any

from django.utils import timezone

from actionplans.choices import Status
from actionplans.models import Action, Update, UpdateRequest
from actionplans.querysets import OPEN
from governance.services import may_move, move


def report_for_others(update: Update) -> list[Update]:
    """Put what was reported into the other plans in which the same work stands; within the transaction of the report.

    Work that has begun in one plan has begun in the others, as far as the person may say so there. Each action keeps its
    own deadline, and is completed or stopped by itself: that is offered, not done.
    """
    if update.action.shared_work_id is None:
        return []
    made = []
    others = Action.objects.select_for_update(of=("self",)).filter(shared_work=update.action.shared_work_id)
    for other in others.exclude(pk=update.action_id).order_by("pk"):
        if other.status not in OPEN:
            continue
        if update.status != Status.NOT_STARTED and update.by is not None and may_move(other, "start", update.by):
            other = move(other, "start", by=update.by, reason=update.what_happened)
        also = Update(action=other, status=other.status, also_from=update)
        for name in ("by", "by_name", "by_email", "via", "on", "what_happened"):
            setattr(also, name, getattr(update, name))
        also.save()
        # It has been reported on, so nobody need ask.
        UpdateRequest.objects.filter(action=other).waiting().update(settled_at=timezone.now())
        made.append(also)
    return made


def completed_elsewhere(action: Action, *, seen_by: Any) -> Update | None:
    """The report that completed the same work in another plan that the person sees, while this action is open; or None."""
    if action.shared_work_id is None or action.status not in OPEN:
        return None
    done = Action.objects.visible_to(seen_by).filter(shared_work=action.shared_work_id, status=Status.COMPLETED)
    completing = Update.objects.filter(action__in=done.exclude(pk=action.pk), completed_on__isnull=False)
    return completing.select_related("action__plan").order_by("-on", "-pk").first()
