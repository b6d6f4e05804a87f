"""Who may do what with action plans.

The equality lead does everything; advisers, members and clerks read everything; heads and directors read and update
their directorate's actions; officers those of their directorate and those they lead. Whoever leads an action may read
and update it, whatever else they do here.
"""

from typing import Any

import rules

from actionplans.models import Action, Plan
from organisation.choices import Role
from organisation.permissions import holds_role, is_equality_lead

READ_ALL = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER, Role.MEMBER, Role.COMMITTEE_CLERK)
OF_A_DIRECTORATE = (Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


@rules.predicate
def leads_an_action(person: Any, record: object = None) -> bool:
    return Action.objects.led_by(person).exists()


@rules.predicate
def leads_it(person: Any, action: Action | None = None) -> bool:
    return action is not None and any(lead.person_id == person.pk for lead in action.leads.all())


@rules.predicate
def is_of_their_directorate(person: Any, action: Action | None = None) -> bool:
    directorate = action.directorate if action is not None else None
    return directorate is not None and person.holds(*OF_A_DIRECTORATE, unit=directorate)


@rules.predicate
def owns_the_plan(person: Any, record: Action | Plan | None = None) -> bool:
    plan = record.plan if isinstance(record, Action) else record
    return plan is not None and plan.owner_id == person.pk


rules.add_perm("actionplans.view_actions", holds_role(*READ_ALL, *OF_A_DIRECTORATE) | leads_an_action)
rules.add_perm("actionplans.update_action", is_equality_lead | leads_it | is_of_their_directorate | owns_the_plan)
rules.add_perm("actionplans.edit_action", is_equality_lead | owns_the_plan)
rules.add_perm("actionplans.manage_plans", is_equality_lead)
rules.add_perm("actionplans.import_actions", is_equality_lead)
