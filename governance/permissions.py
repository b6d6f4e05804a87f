"""Who may do what here. Who may let a decision pass the gate is explained in docs/decisions/0080-the-gate.md."""

from typing import Any

import rules

from governance.models import Decision
from organisation.choices import Role
from organisation.permissions import holds_role, holds_role_for, is_administrator, is_committee_clerk, is_equality_lead

# Whoever answers for a directorate may let one of its decisions pass without an EqIA, in their own name. The equality
# team and the clerk may not: they guard the gate, and a guard does not hold the other key.
MAY_OVERRIDE = (Role.DIRECTOR,)


@rules.predicate
def is_still_planned(person: Any, decision: Decision | None = None) -> bool:
    return decision is None or decision.state == "planned"


@rules.predicate
def decides_it(person: Any, decision: Decision | None = None) -> bool:
    return decision is not None and decision.is_decided_by(person)


@rules.predicate
def is_the_delegate(person: Any, decision: Decision | None = None) -> bool:
    return decision is not None and decision.delegate_id == person.pk


answers_for_it = holds_role_for(Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
plans_decisions = is_committee_clerk | is_equality_lead | answers_for_it

rules.add_perm("governance.manage_bodies", is_administrator | is_equality_lead | is_committee_clerk)
rules.add_perm("governance.view_decisions", holds_role(*Role))
rules.add_perm("governance.plan_decision", plans_decisions)
rules.add_perm("governance.change_decision", plans_decisions & is_still_planned)
rules.add_perm("governance.release_decision", is_committee_clerk)
rules.add_perm("governance.take_decision", is_committee_clerk | is_the_delegate)
rules.add_perm("governance.withdraw_decision", is_committee_clerk | holds_role_for(Role.HEAD_OF_SERVICE, Role.DIRECTOR))
rules.add_perm("governance.override_gate", holds_role_for(*MAY_OVERRIDE))
rules.add_perm("governance.read_as_decider", decides_it)
rules.add_perm("governance.view_recommendations", holds_role(*Role))
rules.add_perm("governance.record_recommendation", is_committee_clerk | is_equality_lead)
rules.add_perm(
    "governance.answer_recommendation", is_equality_lead | holds_role_for(Role.HEAD_OF_SERVICE, Role.DIRECTOR)
)
