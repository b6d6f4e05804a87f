"""Posts and who holds them: what a post leads goes on when its holder leaves."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.models import Person, Post, PostHolding, Unit
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged
from toolkit.records import is_used

DAY = datetime.timedelta(days=1)


@transaction.atomic
def add_post(*, by: Any, title: str, unit: Unit | None = None, former_titles: Iterable[str] = ()) -> Post:
    post = Post(title=title, unit=unit, former_titles=_without(title, former_titles))
    post.full_clean()
    post.save()
    return post


@transaction.atomic
def change_post(
    *, post: Post, version: int, by: Any, title: str, unit: Unit | None, former_titles: Iterable[str]
) -> Post:
    """Change what a post is called or where it stands. The title it had becomes a former one: plans still name it so."""
    post = lock_unchanged(post, version)
    known = list(former_titles)
    if post.title.casefold() != title.casefold():
        known.append(post.title)
    post.title, post.unit, post.former_titles = title, unit, _without(title, known)
    post.full_clean()
    post.save()
    return post


@transaction.atomic
def abolish_post(*, post: Post, version: int, by: Any, abolished_on: datetime.date) -> Post:
    """From that day nobody holds it, and what it leads needs another lead. What was done in the post stays."""
    post = lock_unchanged(post, version)
    post.abolished_on = abolished_on
    post.save()
    _end(post.holdings.all(), abolished_on - DAY)
    return post


@transaction.atomic
def restore_post(*, post: Post, by: Any) -> Post:
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    same = Post.objects.filter(title__iexact=post.title, unit=post.unit, abolished_on__isnull=True)
    if same.exclude(pk=post.pk).exists():
        raise NotPossible(_("There is another post with this title there now. Rename one of the two first."))
    post.abolished_on = None
    post.save()
    return post


@transaction.atomic
def remove_post(*, post: Post, by: Any) -> None:
    """Take away a post added by mistake. Refused as soon as somebody held it or any record names it."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if is_used(post):
        raise NotPossible(_("Records use the post “%s”, so it cannot be removed. Abolish it instead.") % post)
    post.delete()


@transaction.atomic
def appoint(
    *,
    post: Post,
    person: Person,
    by: Any,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> PostHolding:
    """Somebody holds the post from that day, which may have passed; others may hold it with them."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    holding = PostHolding(post=post, person=person, starts_on=starts_on or timezone.localdate(), ends_on=ends_on)
    _check_days(holding)
    if not person.is_active:
        raise NotPossible(_("%s has left. Select somebody who can sign in.") % person, field="person")
    if post.abolished_on is not None and (ends_on is None or ends_on >= post.abolished_on):
        raise NotPossible(_("This post is abolished. Restore it before you appoint somebody."))
    holding.full_clean()
    holding.save()
    return holding


@transaction.atomic
def end_appointment(*, holding: PostHolding, version: int, by: Any, ends_on: datetime.date) -> PostHolding:
    """Set or change the last day. It may lie in the past: the record says when the post really fell vacant."""
    holding = lock_unchanged(holding, version)
    holding.ends_on = ends_on
    _check_days(holding)
    holding.full_clean()
    holding.save()
    return holding


@transaction.atomic
def remove_appointment(*, holding: PostHolding, by: Any) -> None:
    """Take away an appointment entered by mistake; the history keeps that it stood here."""
    PostHolding.objects.select_for_update(of=("self",)).get(pk=holding.pk).delete()


def leave_posts(*, person: Person, on: datetime.date) -> None:
    """Somebody leaves: they hold no post after that day, and what would have begun later never does."""
    _end(person.post_holdings.all(), on)


def _check_days(holding: PostHolding) -> None:
    """Before anything else is checked: the database cannot compare days that run backwards."""
    if holding.ends_on is not None and holding.ends_on < holding.starts_on:
        raise NotPossible(_("The last day must not be before the first"), field="ends_on")


def _end(holdings: Any, on: datetime.date) -> None:
    holdings.filter(starts_on__gt=on).delete()
    for holding in holdings.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        holding.ends_on = on
        holding.save()


def _without(title: str, titles: Iterable[str]) -> list[str]:
    """Former titles, each once in their order, without blanks and without the present title."""
    seen = {"", title.casefold()}
    kept = []
    for each in (" ".join(text.split()) for text in titles):
        if each.casefold() not in seen:
            seen.add(each.casefold())
            kept.append(each)
    return kept
