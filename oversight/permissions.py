"""Who may look across all assessments, keep a directorate's programme, and follow what became of a decision."""

from typing import Any

import rules

from eqia.models import Assessment
from eqia.permissions import ATTESTS, CHECKS
from organisation.choices import Role
from organisation.permissions import holds_role, holds_role_for
from oversight.models import EffectCheck

READS = (Role.OFFICER, *CHECKS, *ATTESTS, Role.COMMITTEE_CLERK, Role.MEMBER)


@rules.predicate("follows the assessment")
def follows_it(person: Any, assessment: Assessment | None = None) -> bool:
    return assessment is None or person.has_perm("eqia.follow_assessment", assessment)


@rules.predicate("answers for the assessment")
def answers_for_it(person: Any, assessment: Assessment | None = None) -> bool:
    """Its author and owner, and whoever checks or attests in its directorate."""
    if assessment is None:
        return True
    is_theirs = person.pk in (assessment.author_id, assessment.owner_id)
    return is_theirs or bool(person.holds(*CHECKS, *ATTESTS, unit=assessment.unit))


@rules.predicate("was asked to check the effect")
def owns_the_check(person: Any, check: EffectCheck | None = None) -> bool:
    return check is None or check.owner_id == person.pk


@rules.predicate("answers for the assessment of the check")
def answers_for_its_assessment(person: Any, check: EffectCheck | None = None) -> bool:
    return check is None or bool(answers_for_it(person, check.impact.assessment))


rules.add_perm("oversight.view_cumulative", holds_role(*READS))
rules.add_perm("oversight.view_programmes", holds_role(*READS))
# An entry is written by those who will assess it; the programme is agreed by those who answer for the directorate.
rules.add_perm("oversight.change_programme", holds_role_for(Role.OFFICER, *CHECKS, *ATTESTS))
rules.add_perm("oversight.agree_programme", holds_role_for(Role.EQUALITY_LEAD, *ATTESTS))
rules.add_perm("oversight.view_follow_through", follows_it)
rules.add_perm("oversight.view_checks", holds_role(Role.OFFICER, *CHECKS, *ATTESTS))
rules.add_perm("oversight.record_trigger", follows_it)
rules.add_perm("oversight.answer_for", answers_for_it & follows_it)
rules.add_perm("oversight.record_effect", owns_the_check | answers_for_its_assessment)
