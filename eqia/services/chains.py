"""Keeping the chains of sign-off, and who signs for whom while they are away."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eqia.chains import Step
from eqia.choices import SignTask
from eqia.models import Delegation, SignOffChain, SignOffStep
from eqia.rules.signing import may_stand_in_for
from governance.errors import MoveForbidden
from organisation.choices import Role
from organisation.models import RoleHolding
from toolkit.editing import NotPossible

SIGNING_ROLES = (Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
MOST_STEPS = 5


def problems_of(steps: Sequence[Step]) -> list[str]:
    """Why steps in this order make no chain; empty if they do.

    Checks come first, so that whoever attests can rely on them; an attestation comes last, since it approves.
    """
    tasks = [step.task for step in steps]
    problems = []
    if SignTask.QUALITY not in tasks:
        problems.append(_("Add a quality check: nobody should attest what no adviser has checked."))
    if SignTask.ATTESTATION not in tasks or tasks[-1] != SignTask.ATTESTATION:
        problems.append(_("End with an attestation: the last signature approves the assessment."))
    later = [task for task in tasks if task != SignTask.QUALITY]
    if tasks != [SignTask.QUALITY] * (len(tasks) - len(later)) + later:
        problems.append(_("Put the quality checks before every other step."))
    if len({(step.role, step.person) for step in steps}) < len(steps):
        problems.append(_("Give each step to somebody else: the same role or person stands there twice."))
    return problems


@transaction.atomic
def save_chain(
    *, kind: str, steps: Sequence[Step], allows_same_person: bool, opened_number: int, by: Any
) -> SignOffChain:
    """Keep a kind's chain as its next version; what was submitted before keeps the one it began under.

    `opened_number` is the version that was opened, 0 where the kind had no chain of its own. Raises NotPossible.
    """
    _demand(by)
    if problems := problems_of(steps):
        raise NotPossible(*problems)
    chain, is_new = SignOffChain.objects.select_for_update().get_or_create(kind=kind)
    if (0 if is_new else chain.number) != opened_number:
        raise NotPossible(_("Somebody saved this chain after you opened it. Compare it with yours and save again."))
    chain.allows_same_person = allows_same_person
    chain.number = 1 if is_new else chain.number + 1
    chain.save()
    for position, step in enumerate(steps, start=1):
        SignOffStep.objects.update_or_create(
            chain=chain,
            position=position,
            defaults={
                "task": step.task,
                "role": step.role,
                "person_id": step.person,
                "words": step.words,
                "days": step.days,
                "remind_after": step.remind_after,
                "escalates_to": step.escalates_to,
            },
        )
    chain.steps.filter(position__gt=len(steps)).delete()
    return chain


@transaction.atomic
def drop_chain(*, chain: SignOffChain, by: Any) -> None:
    """Let a kind of proposal follow the chain for every other kind again; its own stays in the history."""
    _demand(by)
    if not chain.kind:
        raise NotPossible(_("This one is for every other kind of proposal, so it has to stay."))
    chain.delete()


def _demand(by: Any) -> None:
    if not by.has_perm("eqia.edit_signoff_chains"):
        raise MoveForbidden


@transaction.atomic
def record_delegation(
    *, person: Any, delegate: Any, starts_on: datetime.date, ends_on: datetime.date, by: Any, reason: str = ""
) -> Delegation:
    """Somebody signs in a person's place from one day to another.

    Recorded by that person or an administrator. Raises NotPossible where the delegate has not the same authority or
    more wherever the person signs, or where somebody is named for some of these days already.
    """
    if not by.has_perm("eqia.record_absence", person):
        raise MoveForbidden
    if ends_on < starts_on:
        raise NotPossible(_("The last day must be the same as or after the first day"), field="ends_on")
    if ends_on < timezone.localdate():
        raise NotPossible(_("Enter a last day that is not in the past"), field="ends_on")
    if delegate == person:
        raise NotPossible(_("Select somebody else"), field="delegate")
    if not may_stand_in_for(_roles(delegate, starts_on), _roles(person, starts_on)):
        raise NotPossible(
            _(
                "%s does not hold the same role or a higher one in the same directorate, so they cannot sign in this place."
            )
            % delegate.full_name,
            field="delegate",
        )
    clash = Delegation.objects.filter(person=person, starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if clash is not None:
        words = {"delegate": clash.delegate.full_name, "until": date_format(clash.ends_on, "j F Y")}
        raise NotPossible(
            _("%(delegate)s signs in this place already, until %(until)s. End that first.") % words, field="starts_on"
        )
    return Delegation.objects.create(
        person=person, delegate=delegate, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Any) -> None:
    """They are back: nobody signs for them from today on. One that has not begun is removed; its history stays."""
    if not by.has_perm("eqia.record_absence", delegation.person):
        raise MoveForbidden
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if delegation.ends_on <= yesterday:
        raise NotPossible(_("This has ended already."))
    if delegation.starts_on > yesterday:
        delegation.delete()
        return
    Delegation.objects.filter(pk=delegation.pk, starts_on__lt=F("ends_on") + 1).update(ends_on=yesterday)


def _roles(person: Any, on: datetime.date) -> list[tuple[str, int | None]]:
    held = RoleHolding.objects.current(on).filter(person=person, role__in=SIGNING_ROLES)
    return list(held.values_list("role", "directorate"))
