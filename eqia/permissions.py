"""Who may do what with an assessment. `None` as the record asks whether the person may do it anywhere."""

from typing import Any

import rules

from eqia.models import Assessment
from eqia.rules import may_attest as may_attest_as
from organisation.choices import Role
from organisation.permissions import holds_role

CHECKS = (Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD)
ATTESTS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)


def holds_role_for_its_unit(*roles: str) -> Any:
    """A predicate: the person holds one of the roles today for the directorate of the assessment."""

    @rules.predicate(f"holds {' or '.join(roles)} for its unit")
    def predicate(person: Any, assessment: Assessment | None = None) -> bool:
        if not person.is_authenticated:
            return False
        return bool(person.holds(*roles, unit=assessment.unit if assessment else None))

    return predicate


@rules.predicate
def wrote_none_of_it(person: Any, assessment: Assessment | None = None) -> bool:
    return assessment is None or person.pk not in assessment.writers


@rules.predicate
def may_sign(person: Any, assessment: Assessment | None = None) -> bool:
    """Nobody attests their own work."""
    return assessment is None or may_attest_as(person.pk, assessment.writers, assessment.checker)


@rules.predicate
def was_never_approved(person: Any, assessment: Assessment | None = None) -> bool:
    return assessment is None or assessment.approved_on is None


is_its_officer = holds_role_for_its_unit(Role.OFFICER)
checks_here = holds_role_for_its_unit(*CHECKS)
attests_here = holds_role_for_its_unit(*ATTESTS)
leads_here = holds_role_for_its_unit(Role.EQUALITY_LEAD)
publishes = holds_role(Role.COMMITTEE_CLERK) | leads_here

rules.add_perm(
    "eqia.view_register",
    holds_role(
        Role.OFFICER,
        Role.EQUALITY_ADVISER,
        Role.EQUALITY_LEAD,
        Role.HEAD_OF_SERVICE,
        Role.DIRECTOR,
        Role.COMMITTEE_CLERK,
        Role.MEMBER,
    ),
)
rules.add_perm("eqia.start_assessment", holds_role(Role.OFFICER))
rules.add_perm("eqia.change_assessment", is_its_officer)
rules.add_perm("eqia.check_assessment", checks_here & wrote_none_of_it)
rules.add_perm("eqia.attest_assessment", attests_here & may_sign)
rules.add_perm("eqia.publish_assessment", publishes)
rules.add_perm("eqia.revise_assessment", is_its_officer)
rules.add_perm("eqia.withdraw_assessment", leads_here | attests_here | (is_its_officer & was_never_approved))
# Members and clerks read what is finished; the working copy, its history and its earlier versions are for those who work on it.
rules.add_perm("eqia.follow_assessment", holds_role_for_its_unit(Role.OFFICER, *CHECKS, *ATTESTS))
# Which decision it is written for, and which version is put to it.
rules.add_perm("eqia.put_to_decision", is_its_officer | publishes)
