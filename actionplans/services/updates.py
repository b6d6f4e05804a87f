"""What people report about an action: how far it has come, what happened, and a new deadline if it needs one."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import Status, Via
from actionplans.models import Action, Challenge, Update, UpdateRequest
from actionplans.rules.overdue import REVIEWED
from actionplans.services.actions import change_deadline
from actionplans.services.shared import completed_elsewhere, report_for_others
from evidence.models import Evidence
from governance.services import move

# From one status to another by which transition; a status that stays needs none.
TRANSITIONS = {
    (Status.NOT_STARTED, Status.IN_PROGRESS): "start",
    (Status.NOT_STARTED, Status.COMPLETED): "complete",
    (Status.IN_PROGRESS, Status.COMPLETED): "complete",
    (Status.NOT_STARTED, Status.STOPPED): "stop",
    (Status.IN_PROGRESS, Status.STOPPED): "stop",
    (Status.COMPLETED, Status.IN_PROGRESS): "reopen",
    (Status.STOPPED, Status.IN_PROGRESS): "reopen",
}


def statuses_after(status: str) -> list[str]:
    """The statuses that an update may report for an action in this one: itself first."""
    return [status, *(to for (before, to) in TRANSITIONS if before == status)]


@transaction.atomic
def record_update(
    *,
    action: Action,
    by: Any,
    status: str,
    what_happened: str,
    on: datetime.date | None = None,
    completed_on: datetime.date | None = None,
    evidence: str = "",
    cites: Evidence | None = None,
    new_deadline: str = "",
    reason: str = "",
    next_review_on: datetime.date | None = None,
    link: UpdateRequest | None = None,
    for_all_plans: bool = True,
) -> Update:
    """Add an update. A status moves through its transition, with what happened as the reason. A completion needs the day,
    that of the report unless given, and words for what shows it; it may cite a piece of evidence. A new deadline needs a
    reason and leaves the old one in sight. `link` is the request whose personal link was answered: it lets in whom it was
    sent to, and `by` is None where that is a partner. The newest open question about an earlier update is answered by it.
    What is reported of work that stands in several plans is reported in each, unless `for_all_plans` is false.

    Raises MoveForbidden or MoveRefused like `governance.services.move`, ValidationError for what is missing.
    """
    on = on or timezone.localdate()
    what_happened = what_happened.strip()
    if not what_happened:
        raise ValidationError({"what_happened": _("Enter what happened")})
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    completes = status == Status.COMPLETED != locked.status
    if completes and not evidence.strip():
        raise ValidationError({"evidence": _("Enter what shows that it is complete")})
    if completes and (completed_on or on) > timezone.localdate():
        raise ValidationError({"completed_on": _("Enter a date that is not in the future")})
    if status != locked.status:
        transition = TRANSITIONS.get((Status(locked.status), Status(status)))
        if transition is None:
            raise ValidationError({"status": _("Choose a status that can follow the present one")})
        at = datetime.datetime.combine(on, datetime.time(12), timezone.get_current_timezone())
        at = min(at, timezone.now())
        let_in = _("by the link sent to %s") % f"{link.name} <{link.email}>" if link else ""
        locked = move(locked, transition, by=by, reason=what_happened, at=at, let_in=let_in)
    update = Update(action=locked, by=by, on=on, status=status, what_happened=what_happened)
    update.answers = link.challenge if link and link.challenge else open_question(locked, by)
    if link is not None:
        update.via, update.by_name, update.by_email = Via.LINK, link.name, link.email
    if completes:
        update.completed_on, update.evidence, update.cites = completed_on or on, evidence.strip(), cites
    update.save()
    # Every value below has been read or checked already, and the database's constraints stand behind them.
    changed = False
    if completes and update.completed_on != locked.completed_on:
        locked.completed_on, changed = update.completed_on, True
    if new_deadline.strip():
        changed |= change_deadline(action=locked, text=new_deadline, by=by, reason=reason, on=on, update=update)
    if next_review_on is not None:
        locked.next_review_on, changed = next_review_on, True
        if locked.deadline_kind in REVIEWED:
            locked.deadline_question = ""
    if changed:
        locked.save()
    UpdateRequest.objects.filter(action=locked).waiting().update(settled_at=timezone.now())
    if for_all_plans:
        report_for_others(update)
    return update


def open_question(action: Action, by: Any) -> Challenge | None:
    """What somebody else has asked about an update of the action and nobody has answered; the newest."""
    return Challenge.objects.open().filter(update__action=action).exclude(by=by).order_by("-asked_at").first()


@transaction.atomic
def complete_too(*, action: Action, by: Any) -> Update:
    """Complete an action as the same work was completed in another plan, with the same day, words and evidence."""
    report = completed_elsewhere(action, seen_by=by)
    if report is None:
        raise ValidationError(_("The same work is not completed in another plan, so there is nothing to take over"))
    return record_update(
        action=action,
        by=by,
        status=Status.COMPLETED,
        what_happened=report.what_happened,
        completed_on=report.completed_on,
        evidence=report.evidence,
        cites=report.cites,
        for_all_plans=False,
    )
