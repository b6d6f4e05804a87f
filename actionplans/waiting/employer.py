"""What the employer action plan waits for: a director's approval, then its publication."""

from typing import Any

from django.utils.translation import gettext as _

from actionplans.choices import EmployerPlanState
from actionplans.models import EmployerPlan
from actionplans.rules.employer import publish_by
from organisation.choices import Role
from toolkit.waiting import Waiting


def employer_plans(person: Any) -> list[Waiting]:
    """For directors, complete drafts; for equality leads, plans that are approved. Two questions at most."""
    waiting = []
    if person.holds(Role.DIRECTOR):
        drafts = EmployerPlan.objects.filter(state=EmployerPlanState.DRAFT).prefetch_related("entries")
        waiting += [_one(_("Approve the %s"), plan) for plan in drafts if not plan.missing()]
    if person.holds(Role.EQUALITY_LEAD):
        approved = EmployerPlan.objects.filter(state=EmployerPlanState.APPROVED)
        waiting += [_one(_("Type the %s into the government service"), plan) for plan in approved]
    return waiting


def _one(sentence: str, plan: EmployerPlan) -> Waiting:
    name = str(plan)
    return Waiting(sentence % (name[:1].lower() + name[1:]), plan.get_absolute_url(), due_on=publish_by(plan.year))
