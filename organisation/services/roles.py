"""Roles: given from a day on, ended on a day, never rewritten."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.models import Person, RoleHolding, Unit
from organisation.services.people import keep_an_administrator
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: str,
    by: Any,
    directorate: Unit | None = None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> RoleHolding:
    """Give a role from today or a later day on: nobody could do yesterday what they were given today.

    See docs/decisions/0004-roles-begin-today.md.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    today = timezone.localdate()
    starts_on = starts_on or today
    if starts_on < today:
        raise NotPossible(_("Enter today or a later day: a role cannot begin in the past"), field="starts_on")
    if not person.is_active:
        raise NotPossible(_("%s cannot sign in. Let them sign in before you give them a role.") % person)
    holding = RoleHolding(person=person, role=role, directorate=directorate, starts_on=starts_on, ends_on=ends_on)
    holding.full_clean()
    holding.save()
    person.forget_holdings()
    return holding


@transaction.atomic
def end_role(*, holding: RoleHolding, version: int, by: Any, ends_on: datetime.date) -> RoleHolding:
    """Set or change the last day of a role. It may be yesterday, which ends it at once, but no earlier: what the person
    did in the role was done in the role."""
    keep_an_administrator(without_holding=holding)
    holding = lock_unchanged(holding, version)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if holding.ends_on is not None and holding.ends_on < yesterday:
        raise NotPossible(_("This role is over and stays as it was. Give the role anew if it is held again."))
    if ends_on < yesterday:
        raise NotPossible(_("Enter yesterday or a later day: the past stays as it was"), field="ends_on")
    if ends_on < holding.starts_on:
        raise NotPossible(
            _("Enter the day it begins or a later day, or take the role back if it was given by mistake"),
            field="ends_on",
        )
    holding.ends_on = ends_on
    holding.save()
    holding.person.forget_holdings()
    return holding


@transaction.atomic
def take_back_role(*, holding: RoleHolding, by: Any) -> None:
    """Take away a role given by mistake, on the day it began or before. The history keeps that it was given."""
    keep_an_administrator(without_holding=holding)
    holding = RoleHolding.objects.select_for_update(of=("self",)).select_related("person").get(pk=holding.pk)
    if holding.starts_on < timezone.localdate():
        raise NotPossible(_("This role has been held already. End it instead."))
    holding.delete()
    holding.person.forget_holdings()
