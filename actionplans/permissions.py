"""Who may do what with action plans.

The equality lead does everything; advisers, members and clerks read everything; officers, heads and directors read and
update their directorate's actions. Whoever leads an action may read and update it: named themselves, as holder of a post
that day, or as chair or secretary of a body. The owner of a plan may also edit its actions, whatever else they do here.
"""

from typing import Any

import rules
from django.utils import timezone

from actionplans.models import Action, Likeness, Plan, UpdateRequest
from actionplans.querysets import OF_A_DIRECTORATE, READ_ALL
from eqia.models import Mitigation
from organisation.choices import Role
from organisation.permissions import holds_role, holds_role_for, is_equality_lead


@rules.predicate("leads an action or owns a plan")
def has_something_of_their_own(person: Any, record: object = None) -> bool:
    return Action.objects.mine(person).exists() or Plan.objects.filter(owner=person).exists()


@rules.predicate("leads the action")
def leads_it(person: Any, action: Action | None = None) -> bool:
    if action is None:
        return False
    leads = action.leads.all()
    if any(lead.person_id == person.pk for lead in leads):
        return True
    today = timezone.localdate()
    posts = {lead.post_id for lead in leads if lead.post_id}
    bodies = {lead.body_id for lead in leads if lead.body_id}
    return bool(posts and person.post_holdings.serving(today).filter(post__in=posts).exists()) or bool(
        bodies and person.seats.answering(today).filter(body__in=bodies).exists()
    )


@rules.predicate("works for the action's directorate")
def is_of_its_directorate(person: Any, action: Action | None = None) -> bool:
    directorate = action.directorate if action is not None else None
    return directorate is not None and person.holds(*OF_A_DIRECTORATE, unit=directorate)


@rules.predicate("owns the plan")
def owns_the_plan(person: Any, record: Action | Plan | None = None) -> bool:
    plan = record.plan if isinstance(record, Action) else record
    return plan is not None and plan.owner_id == person.pk


@rules.predicate("is not done in parts")
def is_not_in_parts(person: Any, action: Action | None = None) -> bool:
    """What every directorate has its part of is as far as its parts: updates are given there."""
    return action is None or not action.is_in_parts


@rules.predicate("owns a plan")
def owns_some_plan(person: Any, record: object = None) -> bool:
    return Plan.objects.filter(owner=person).exists()


@rules.predicate("owns the plan of the action that was asked about")
def owns_the_plan_asked_about(person: Any, request: UpdateRequest | None = None) -> bool:
    return request is not None and request.action.plan.owner_id == person.pk


@rules.predicate("owns the plans of both actions")
def owns_both_plans(person: Any, likeness: Likeness | None = None) -> bool:
    return likeness is not None and likeness.first.plan.owner_id == likeness.second.plan.owner_id == person.pk


# Who answers a recommendation may also promise what comes of it.
answers_for_it = holds_role_for(Role.HEAD_OF_SERVICE, Role.DIRECTOR)


@rules.predicate("may follow the mitigation's assessment")
def may_write_its_assessment(person: Any, mitigation: Mitigation | None = None) -> bool:
    return mitigation is not None and person.has_perm("eqia.follow_assessment", mitigation.assessment)


rules.add_perm("actionplans.change_together", holds_role(Role.EQUALITY_LEAD, *OF_A_DIRECTORATE))
rules.add_perm("actionplans.view_actions", holds_role(*READ_ALL, *OF_A_DIRECTORATE) | has_something_of_their_own)
rules.add_perm(
    "actionplans.update_action",
    is_not_in_parts & (is_equality_lead | is_of_its_directorate | leads_it | owns_the_plan),
)
rules.add_perm("actionplans.edit_action", is_equality_lead | owns_the_plan)
rules.add_perm("actionplans.carry_out_mitigation", is_equality_lead | may_write_its_assessment)
rules.add_perm("actionplans.carry_out_recommendation", is_equality_lead | answers_for_it)
rules.add_perm("actionplans.judge_likeness", is_equality_lead | owns_both_plans)
rules.add_perm("actionplans.manage_plans", is_equality_lead)
rules.add_perm("actionplans.import_actions", is_equality_lead)
rules.add_perm("actionplans.view_employer_plan", holds_role(*READ_ALL, Role.DIRECTOR))
rules.add_perm("actionplans.manage_employer_plan", is_equality_lead)
rules.add_perm("actionplans.approve_employer_plan", holds_role(Role.DIRECTOR))
rules.add_perm("actionplans.ask_for_updates", is_equality_lead | owns_the_plan)
rules.add_perm("actionplans.ask_selected", is_equality_lead | owns_some_plan)
rules.add_perm("actionplans.ask_again", is_equality_lead | owns_the_plan_asked_about)
rules.add_perm("actionplans.question_update", is_equality_lead | holds_role(Role.EQUALITY_ADVISER) | owns_the_plan)
rules.add_perm("actionplans.watch_answers", holds_role(Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER))
rules.add_perm("actionplans.edit_escalation", is_equality_lead)
rules.add_perm("actionplans.verify_action", is_equality_lead)
