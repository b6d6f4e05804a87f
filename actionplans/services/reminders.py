"""Reminding those who lead: once when an action will soon be due, once more in its last days, once when it is overdue."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from actionplans.choices import LeadKind, ReminderStep
from actionplans.models import Action, Reminder
from organisation.choices import Role
from organisation.models import Person, RoleHolding

# Days before an action falls due on which its lead hears of it; settings.ACTION_REMINDER_DAYS changes them.
DAYS = (14, 3)


@dataclass(frozen=True)
class Due:
    """An action that its lead should hear of, and why now."""

    action: Action
    step: str
    falls_due_on: datetime.date
    is_for_others: bool

    @property
    def is_overdue(self) -> bool:
        return self.step == ReminderStep.OVERDUE


def step_on(day: datetime.date, falls_due_on: datetime.date) -> str | None:
    """Which reminder is due on a day: the latest step that has been reached, None if it is too early."""
    first, last = sorted(getattr(settings, "ACTION_REMINDER_DAYS", DAYS), reverse=True)
    left = (falls_due_on - day).days
    if left < 0:
        return ReminderStep.OVERDUE
    if left <= last:
        return ReminderStep.LAST_CALL
    return ReminderStep.DUE_SOON if left <= first else None


@transaction.atomic
def send_reminders(*, on: datetime.date) -> int:
    """Send every reminder that is due, as one message for each person. Returns how many messages went out.

    Only actions of adopted plans count. A person who leads hears of the action; where a unit, a body or words lead,
    its plan's owner does, or else the equality leads. What was sent is recorded, so each step goes out once.
    """
    due = _due(on)
    sent = set(
        Reminder.objects.filter(action__in=[item.action for items in due.values() for item in items]).values_list(
            "action_id", "person_id", "step", "falls_due_on"
        )
    )
    messages, records = [], []
    for person, items in due.items():
        new = [item for item in items if (item.action.pk, person.pk, item.step, item.falls_due_on) not in sent]
        if not new:
            continue
        messages.append(_message(person, new, on))
        records += [
            Reminder(action=item.action, person=person, step=item.step, falls_due_on=item.falls_due_on) for item in new
        ]
    # The record is made in the same transaction: if the mail cannot be sent, the reminders stay due.
    Reminder.objects.bulk_create(records)
    with get_connection() as connection:
        connection.send_messages(messages)
    return len(messages)


def _due(on: datetime.date) -> dict[Person, list[Due]]:
    first = max(getattr(settings, "ACTION_REMINDER_DAYS", DAYS))
    actions = (
        Action.objects.in_force()
        .falling_due(datetime.date.min, on + datetime.timedelta(days=first))
        .select_related("plan__owner")
        .prefetch_related("leads__person")
        .order_by("falls_due", "pk")
    )
    equality_leads = _equality_leads(on)
    due: dict[Person, list[Due]] = defaultdict(list)
    for action in actions:
        day = action.falls_due_on
        step = step_on(on, day) if day else None
        if day is None or step is None:
            continue
        people = _people_who_lead(action)
        is_for_others = not people
        for person in people or _instead(action, equality_leads):
            due[person].append(Due(action, step, day, is_for_others))
    return due


def _people_who_lead(action: Action) -> list[Person]:
    leading = [lead.person for lead in action.leads.all() if lead.kind == LeadKind.PERSON and lead.role != "support"]
    return [person for person in leading if person is not None and person.is_active]


def _instead(action: Action, equality_leads: list[Person]) -> list[Person]:
    owner = action.plan.owner
    return [owner] if owner is not None and owner.is_active else equality_leads


def _equality_leads(on: datetime.date) -> list[Person]:
    holdings = RoleHolding.objects.current(on).filter(
        role=Role.EQUALITY_LEAD, directorate__isnull=True, person__is_active=True
    )
    return [holding.person for holding in holdings.select_related("person")]


def _message(person: Any, items: Iterable[Due], on: datetime.date) -> EmailMessage:
    items = sorted(items, key=lambda item: (item.falls_due_on, item.action.pk))
    overdue = [item for item in items if item.is_overdue]
    soon = [item for item in items if not item.is_overdue]
    context = {"person": person, "overdue": overdue, "soon": soon, "site": settings.SITE_URL, "on": on}
    return EmailMessage(
        subject=_subject(len(overdue), len(soon)),
        body=render_to_string("actionplans/reminder.txt", context),
        to=[person.email],
    )


def _subject(overdue: int, soon: int) -> str:
    late = ngettext("%d action is overdue", "%d actions are overdue", overdue) % overdue
    near = ngettext("%d action is due soon", "%d actions are due soon", soon) % soon
    return ", ".join(part for part, count in ((late, overdue), (near, soon)) if count)
