"""The chains along which silence is escalated: a plan's own, or the body's for all others."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplans.models import EscalationStep, Plan
from actionplans.rules.escalation import USUAL_CHAIN, Step


def chain_of(plan: Plan | None) -> list[Step]:
    """The steps kept for a plan, or without one for the body; none if there are none of its own."""
    steps = EscalationStep.objects.filter(plan=plan).order_by("position")
    return [Step(step.asks, step.after_days, step.body_id) for step in steps]


def chain_in_force(plan: Plan | None) -> Sequence[Step]:
    return (chain_of(plan) if plan else []) or chain_of(None) or USUAL_CHAIN


@transaction.atomic
def set_chain(*, plan: Plan | None, steps: Sequence[Step], by: Any) -> None:
    """Put these steps in place of those kept for the plan, or for the body. A plan without steps follows the body's."""
    if not steps and plan is None:
        raise ValidationError(_("Keep at least one step: somebody must hear of it where nobody answers"))
    kept = list(EscalationStep.objects.select_for_update().filter(plan=plan).order_by("position"))
    for position, step in enumerate(steps, start=1):
        row = kept[position - 1] if position <= len(kept) else EscalationStep(plan=plan)
        row.position, row.asks, row.after_days, row.body_id = position, step.asks, step.after_days, step.body
        row.full_clean(exclude=["plan"])
        row.save()
    for row in kept[len(steps) :]:
        row.delete()
