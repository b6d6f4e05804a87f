"""Filling the holes of an action, and saying why one is none."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import DeadlineKind, Lack, LeadKind, LeadRole, Part, Precision
from actionplans.models import Action, Lead, NotNeeded, Plan
from actionplans.querysets import ActionQuerySet
from actionplans.rules.leads import read_leads
from actionplans.rules.overdue import REVIEWED
from actionplans.services.reading import Directory, set_deadline
from toolkit.history import lock_unchanged


def to_be_mended(person: Any, plan: Plan | None = None, part: str = "") -> ActionQuerySet:
    """The open actions that lack something, or this part, and that the person may change, plan by plan."""
    lacking = Action.objects.editable_by(person).open().lacking(part or Lack.ANY)
    if plan is not None:
        lacking = lacking.filter(plan=plan)
    return lacking.order_by("plan", "position", "pk")


def next_to_mend(*, by: Any, plan: Plan | None, part: str, after: Action | None) -> Action | None:
    """The next in that order; the first without one to go on from."""
    queue = to_be_mended(by, plan, part)
    return (queue.after(after) if after else queue).first()


@transaction.atomic
def mend(
    *,
    action: Action,
    version: int,
    by: Any,
    deadline: str = "",
    due_on: datetime.date | None = None,
    next_review_on: datetime.date | None = None,
    lead_person: Any = None,
    leads: str = "",
    accountable: Lead | None = None,
    indicator: str = "",
    impact: str = "",
    not_needed: Mapping[str, str] | None = None,
) -> Action:
    """Fill what was left empty; what is given nothing stays as it is. A part is either filled or explained away.

    Raises ChangedMeanwhile where `version` is not the one that is saved, ValidationError for a deadline or lead that
    somebody has entered meanwhile.
    """
    locked = lock_unchanged(action, version)
    if deadline.strip():
        if locked.deadline_text:
            raise ValidationError({"deadline": _("It has a deadline by now. Change it on the page of the action.")})
        set_deadline(locked, deadline.strip(), timezone.localdate())
    if due_on is not None:
        # A person has said which day is meant: from now on it counts as a date of that exactness.
        locked.deadline_kind, locked.deadline_precision = DeadlineKind.DATE, Precision.DAY
        locked.due_on, locked.deadline_question, locked.is_deadline_settled = due_on, "", True
        locked.starts_on = locked.starts_on if locked.starts_on and locked.starts_on <= due_on else None
    if next_review_on is not None:
        locked.next_review_on = next_review_on
        if locked.deadline_kind in REVIEWED:
            locked.deadline_question, locked.is_deadline_settled = "", True
    locked.indicator = indicator.strip() or locked.indicator
    locked.impact = impact.strip() or locked.impact
    if lead_person is not None or leads.strip():
        _name_leads(locked, lead_person, leads.strip())
    if accountable is not None:
        locked.leads.filter(role=LeadRole.ACCOUNTABLE).exclude(pk=accountable.pk).update(role=LeadRole.JOINT)
        locked.leads.filter(pk=accountable.pk).update(role=LeadRole.ACCOUNTABLE, is_confirmed=True)
    locked.full_clean()
    locked.save()
    for part, reason in (not_needed or {}).items():
        say_not_needed(action=locked, part=part, reason=reason, by=by)
    return locked


def _name_leads(action: Action, person: Any, words: str) -> None:
    if action.leads.exists():
        raise ValidationError(
            {"lead_person": _("Somebody leads it by now. Change the leads on the page of the action.")}
        )
    found = Directory.today().leads(action, read_leads(words)) if words else []
    if person is not None:
        for lead in found:
            lead.role = LeadRole.JOINT if lead.role == LeadRole.ACCOUNTABLE else lead.role
        accountable = Lead(action=action, role=LeadRole.ACCOUNTABLE, kind=LeadKind.PERSON, person=person)
        accountable.text, accountable.is_confirmed = person.full_name, True
        found.insert(0, accountable)
    for position, lead in enumerate(found, start=1):
        lead.position = position
    action.leads_text = words or person.full_name
    Lead.objects.bulk_create(found)


@transaction.atomic
def say_not_needed(*, action: Action, part: str, reason: str, by: Any) -> NotNeeded:
    """Why the action does without a part. Saying it again puts the new reason in the place of the old one."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Enter why it is not needed"))
    said, _made = NotNeeded.objects.update_or_create(
        action=action, part=Part(part), defaults={"reason": reason[:300], "by": by, "said_at": timezone.now()}
    )
    return said


@transaction.atomic
def take_back_not_needed(*, action: Action, part: str, by: Any) -> None:
    """It is needed after all."""
    for said in action.not_needed.filter(part=part):
        said.delete()
