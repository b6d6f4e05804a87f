"""Who may do what with an assessment. `None` as the record asks whether the person may do it anywhere."""

from collections.abc import Collection
from typing import Any

import rules
from django.utils import timezone

from eqia.chains import Chain
from eqia.choices import State
from eqia.models import Assessment, Comment, Delegation, Turn
from eqia.rules import may_attest
from eqia.rules.signing import roles_that_may_sign
from organisation.choices import Role
from organisation.permissions import holds_role, is_administrator, is_equality_lead

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


def may_sign(person: Any, assessment: Assessment, turn: Turn) -> bool:
    """Whether somebody may sign the open step: in their own right, or for somebody who is away."""
    if _may_sign_themselves(person, assessment, turn):
        return True
    is_barred = not may_attest(person.pk, assessment.writers, barred_signers(assessment))
    return not is_barred and represented(person, assessment, turn) is not None


def barred_signers(assessment: Assessment) -> Collection[Any]:
    """Who has signed a step and so may sign no other, unless the chain says that one person may."""
    is_one_enough = assessment.round is not None and Chain.read(assessment.round.chain).allows_same_person
    return set() if is_one_enough else assessment.signers


def _may_sign_themselves(person: Any, assessment: Assessment, turn: Turn) -> bool:
    if not may_attest(person.pk, assessment.writers, barred_signers(assessment)):
        return False
    is_late = turn.is_late(timezone.localdate())
    if turn.person_id:
        return person.pk == turn.person_id or bool(
            is_late and turn.escalates_to and person.holds(turn.escalates_to, unit=assessment.unit)
        )
    later = Chain.read(turn.round.chain).roles_after(turn.position)
    roles = roles_that_may_sign(turn.role, later, turn.escalates_to if is_late else "")
    return bool(person.holds(*roles, unit=assessment.unit))


def represented(person: Any, assessment: Assessment, turn: Turn) -> Any:
    """The absent colleague for whom somebody signs the open step today; None if they sign for nobody but themselves.

    That is the person the chain names, the head accountable for the assessment, or a holder of the step's own role when
    the delegate holds another one.
    """
    if _is_wanted_later(person, assessment, turn):
        return None
    for delegation in Delegation.objects.current(timezone.localdate()).filter(delegate=person).select_related("person"):
        absent = delegation.person
        is_awaited = (
            absent.pk == turn.person_id
            or (turn.role and absent.pk == assessment.owner_id)
            or (
                turn.role
                and absent.holds(turn.role, unit=assessment.unit)
                and not person.holds(turn.role, unit=assessment.unit)
            )
        )
        if is_awaited and absent.is_active and _may_sign_themselves(absent, assessment, turn):
            return absent
    return None


def _is_wanted_later(person: Any, assessment: Assessment, turn: Turn) -> bool:
    """Whether a later step of the chain asks for this very person or their role: then they do not stand in before it."""
    chain = Chain.read(turn.round.chain)
    if chain.allows_same_person:
        return False
    later = chain.steps[turn.position :]
    return any(
        step.person == person.pk or (step.role and person.holds(step.role, unit=assessment.unit)) for step in later
    )


def signs(state: str, *roles: str) -> Any:
    """A predicate: may sign the step that is open in that state; in any other, holds one of the roles for its unit."""

    @rules.predicate(f"signs what is {state}")
    def predicate(person: Any, assessment: Assessment | None = None) -> bool:
        if not person.is_authenticated:
            return False
        if assessment is None:
            return bool(person.holds(*roles))
        if assessment.state == state and assessment.turn is not None:
            return may_sign(person, assessment, assessment.turn)
        holds = bool(person.holds(*roles, unit=assessment.unit))
        return holds and may_attest(person.pk, assessment.writers, assessment.signers)

    return predicate


@rules.predicate
def is_named_to_sign(person: Any, assessment: Assessment | None = None) -> bool:
    return assessment is not None and person.pk in assessment.named_signers


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
rules.add_perm("eqia.edit_wording", holds_role(Role.ADMINISTRATOR))
rules.add_perm("eqia.start_assessment", holds_role(Role.OFFICER))
rules.add_perm("eqia.change_assessment", is_its_officer)
rules.add_perm("eqia.check_assessment", signs(State.SUBMITTED, *CHECKS))
rules.add_perm("eqia.attest_assessment", signs(State.CHECKED, *ATTESTS))
rules.add_perm("eqia.publish_assessment", publishes)
rules.add_perm("eqia.revise_assessment", is_its_officer)
rules.add_perm("eqia.withdraw_assessment", leads_here | attests_here | (is_its_officer & was_never_approved))
# Members and clerks read what is finished; the working copy, its history and its earlier versions are for those who work on it.
# Which decision it is written for, and which version is put to it.
rules.add_perm("eqia.put_to_decision", is_its_officer | publishes)
follows = holds_role_for_its_unit(Role.OFFICER, *CHECKS, *ATTESTS) | is_named_to_sign
rules.add_perm("eqia.follow_assessment", follows)


@rules.predicate
def is_not_withdrawn(person: Any, assessment: Assessment | None = None) -> bool:
    return assessment is None or assessment.state != State.WITHDRAWN


@rules.predicate
def wrote_the_comment(person: Any, comment: Comment | None = None) -> bool:
    return comment is None or comment.by_id == person.pk


rules.add_perm("eqia.comment_assessment", follows & is_not_withdrawn)
rules.add_perm("eqia.withdraw_comment", wrote_the_comment)


@rules.predicate
def is_themselves(person: Any, other: Any = None) -> bool:
    return bool(person.is_authenticated and (other is None or other == person))


signs_somewhere = holds_role(Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
rules.add_perm("eqia.edit_signoff_chains", is_administrator | is_equality_lead)
rules.add_perm("eqia.record_any_absence", is_administrator)
# Asked with the person who is away.
rules.add_perm("eqia.record_absence", is_administrator | (signs_somewhere & is_themselves))
