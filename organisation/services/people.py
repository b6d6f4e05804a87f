"""People: adding them, keeping their details, letting them sign in and not."""

import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.choices import Role
from organisation.models import Organisation, Person, RoleHolding, Unit
from organisation.services.posts import leave_posts
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


@transaction.atomic
def add_person(*, by: Any, email: str, full_name: str, job_title: str = "", unit: Unit | None = None) -> Person:
    """A new person without a password, who is sent a link to set their own: nobody ever types another's."""
    person = Person.objects.create_user(email, None, full_name=full_name, job_title=job_title, unit=unit)
    invite(person=person, by=by)
    return person


def invite(*, person: Person, by: Any) -> None:
    """Send the link with which a person sets their password. It is allauth's own link for a forgotten password."""
    if not person.is_active:
        raise NotPossible(_("%s cannot sign in. Let them sign in first.") % person)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    body = render_to_string(
        "organisation/invitation.txt",
        {
            "person": person,
            "by": by,
            "organisation": Organisation.the(),
            "url": settings.SITE_URL + path,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        },
    )
    send_mail(_("Set your password for Due Regard"), body, None, [person.email])


@transaction.atomic
def edit_person(*, person: Person, version: int, by: Any, **values: Any) -> Person:
    """Change name, e-mail address, job title or unit. The address is the one they sign in with from now on."""
    person = lock_unchanged(person, version)
    values["email"] = values["email"].lower()
    if values["email"] != person.email:
        # allauth remembers addresses by itself; the old one must open nothing any more.
        EmailAddress.objects.filter(user=person).delete()
    for name, value in values.items():
        setattr(person, name, value)
    person.save()
    return person


@transaction.atomic
def stop_signing_in(*, person: Person, by: Any, ends_roles: bool = False) -> Person:
    """From now on the person cannot sign in, and is signed out wherever they are. What they did stays theirs.

    They leave the posts they hold: whatever a post leads waits for its next holder.
    """
    keep_an_administrator(without_person=person)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.is_active = False
    person.save()
    leave_posts(person=person, on=timezone.localdate())
    if ends_roles:
        end_everything(person=person, on=timezone.localdate())
    return person


@transaction.atomic
def let_sign_in(*, person: Person, by: Any) -> Person:
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.is_active = True
    person.save()
    return person


def end_everything(*, person: Person, on: datetime.date) -> None:
    """End every role at the close of that day; those that would have begun later are taken away."""
    person.holdings.filter(starts_on__gt=on).delete()
    for holding in person.holdings.current(on):
        if holding.ends_on is None or holding.ends_on > on:
            holding.ends_on = on
            holding.save()
    person.forget_holdings()


def keep_an_administrator(*, without_person: Person | None = None, without_holding: RoleHolding | None = None) -> None:
    """Refuse to leave the body without anybody who can administer it.

    Locks every administrator's role first, always in the same order, so that two of them cannot end each other's at once.
    """
    everybody = RoleHolding.objects.filter(role=Role.ADMINISTRATOR)
    list(everybody.order_by("pk").select_for_update(of=("self",)))
    staying = everybody.filter(person__is_active=True, ends_on__isnull=True, starts_on__lte=timezone.localdate())
    leaving = models.Q()
    if without_person is not None:
        leaving |= models.Q(person=without_person)
    if without_holding is not None:
        leaving |= models.Q(pk=without_holding.pk)
    if staying.filter(leaving).exists() and not staying.exclude(leaving).exists():
        raise NotPossible(
            _("Nobody else could administer Due Regard. Give somebody the administrator role without an end first.")
        )
