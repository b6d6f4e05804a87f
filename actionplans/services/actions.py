"""Writing actions and putting them right."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import LeadRole
from actionplans.models import Action, DeadlineChange, Plan
from actionplans.rules.overdue import REVIEWED
from actionplans.services.leads import set_leads
from actionplans.services.plans import outcome_of
from actionplans.services.reading import set_deadline
from objectives.models import Objective
from organisation.models import Characteristic
from toolkit.history import lock_unchanged


@transaction.atomic
def add_action(
    *,
    plan: Plan,
    by: Any,
    deadline: str = "",
    leads: str = "",
    lead_person: Any = None,
    outcome: str = "",
    characteristics: Iterable[Characteristic] = (),
    objectives: Iterable[Objective] = (),
    reference: str = "",
    **fields: Any,
) -> Action:
    """A new action at the end of its plan; without a reference it takes the next number."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    last = plan.actions.aggregate(last=Max("position"))["last"] or 0
    action = Action(plan=plan, position=last + 1, reference=reference or next_reference(plan), **fields)
    action.outcome = outcome_of(plan=plan, text=outcome)
    action.leads_text = leads
    set_deadline(action, deadline, timezone.localdate())
    action.full_clean()
    action.save()
    set_leads(action=action, accountable=lead_person)
    action.characteristics.set(characteristics)
    action.objectives.set(objectives)
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    version: int,
    by: Any,
    deadline: str,
    leads: str,
    lead_person: Any = None,
    outcome: str = "",
    reason: str = "",
    characteristics: Iterable[Characteristic] = (),
    objectives: Iterable[Objective] = (),
    **fields: Any,
) -> Action:
    """Raises ChangedMeanwhile where `version` is not the one that is saved; a changed deadline needs a reason."""
    locked = lock_unchanged(action, version)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.outcome = outcome_of(plan=locked.plan, text=outcome)
    change_deadline(action=locked, text=deadline, by=by, reason=reason)
    are_leads_changed = locked.leads_text != leads
    locked.leads_text = leads
    locked.full_clean()
    locked.save()
    accountable = locked.leads.filter(role=LeadRole.ACCOUNTABLE).first()
    if are_leads_changed or (accountable.target if accountable else None) != lead_person:
        set_leads(action=locked, accountable=lead_person)
    locked.characteristics.set(characteristics)
    locked.objectives.set(objectives)
    return locked


def change_deadline(
    *, action: Action, text: str, by: Any, reason: str, on: datetime.date | None = None, update: Any = None
) -> bool:
    """Read a new deadline onto a locked action, not yet saved, and keep the old one with the reason.

    Returns whether the words are new. The first deadline of an action replaces none and needs no reason.
    """
    text = text.strip()
    if text == action.deadline_text:
        return False
    old_text, old_day = action.deadline_text, counted_day(action)
    if old_text and not reason.strip():
        raise ValidationError({"reason": _("Enter the reason for the new deadline")})
    set_deadline(action, text, on or timezone.localdate())
    if old_text:
        DeadlineChange.objects.create(
            action=action,
            update=update,
            by=by,
            on=on or timezone.localdate(),
            old_text=old_text,
            old_falls_due_on=old_day,
            new_text=text,
            new_falls_due_on=counted_day(action),
            reason=reason.strip(),
        )
    return True


def counted_day(action: Action) -> datetime.date | None:
    """The day from which a move of the deadline is counted; a review is agreed anew each time, so it is not one."""
    return None if action.deadline_kind in REVIEWED else action.falls_due_on


def next_reference(plan: Plan) -> str:
    """One more than the highest whole number among the plan's references."""
    numbers = [int(text) for text in plan.actions.values_list("reference", flat=True) if text.isdigit()]
    return str(max(numbers, default=0) + 1)
