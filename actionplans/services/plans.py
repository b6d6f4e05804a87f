"""Setting up plans."""

from typing import Any

from django.db import transaction

from actionplans.models import Plan, PriorityOutcome
from toolkit.history import lock_unchanged


@transaction.atomic
def add_plan(*, by: Any, **fields: Any) -> Plan:
    """A new plan, still a draft: it is adopted through `governance.services.move`."""
    plan = Plan(**fields)
    plan.full_clean()
    plan.save()
    return plan


@transaction.atomic
def change_plan(*, plan: Plan, version: int, by: Any, **fields: Any) -> Plan:
    """Raises ChangedMeanwhile where `version` is not the one that is saved."""
    locked = lock_unchanged(plan, version)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


def outcome_of(*, plan: Plan, text: str) -> PriorityOutcome | None:
    """The plan's priority outcome of that text, made at the end if there is none; None for no text."""
    text = text.strip()
    if not text:
        return None
    if found := plan.outcomes.filter(text=text).first():
        return found
    last = plan.outcomes.last()
    outcome, _made = plan.outcomes.get_or_create(text=text, defaults={"position": last.position + 1 if last else 1})
    return outcome
