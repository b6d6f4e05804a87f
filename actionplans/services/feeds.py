"""Calendar feeds: their signed addresses, and what is in them today."""

import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import FeedKind
from actionplans.models import Action, Feed
from actionplans.models.feeds import fresh_key
from actionplans.querysets import ActionQuerySet
from governance.models import Body, Meeting
from organisation.models import Unit

# How far back a calendar goes.
PAST = datetime.timedelta(days=365)
# The date of last use is a courtesy to the owner, kept in the cache: reading a feed writes no record.
KEEPS_USE = datetime.timedelta(days=400)


@transaction.atomic
def subscribe(*, by: Any, kind: str, unit: Unit | None = None, body: Body | None = None) -> Feed:
    """A new feed of this person's own. Raises ValidationError where they have it already."""
    feed = Feed(owner=by, kind=kind, unit=unit, body=body)
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError:
        feed.full_clean()
        raise ValidationError(_("You have this calendar already.")) from None
    return feed


@transaction.atomic
def renew(*, feed: Feed, by: Any) -> Feed:
    """Another address; the old one is not found any more."""
    locked = Feed.objects.select_for_update().get(pk=feed.pk)
    locked.key = fresh_key()
    locked.save()
    return locked


@transaction.atomic
def revoke(*, feed: Feed, by: Any) -> Feed:
    """The address is not found any more, for ever."""
    locked = Feed.objects.select_for_update().get(pk=feed.pk)
    if locked.revoked_at is None:
        locked.revoked_at = timezone.now()
        locked.save()
    return locked


def address_of(feed: Feed) -> str:
    """Where a calendar program finds the feed, without signing in.

    The signature is made of the feed's key and the secret of this installation: whoever reads the database alone cannot
    make one, and its owner can be shown it again.
    """
    signature = _signer().signature(f"{feed.pk}:{feed.key}")
    return settings.SITE_URL + reverse("actionplans:feed", args=[feed.pk, signature])


def opened_by(pk: int, signature: str) -> Feed | None:
    """The feed that an address opens; None where it is not signed so, was revoked, or its owner cannot sign in."""
    feed = Feed.objects.select_related("owner", "unit", "body").filter(pk=pk).first()
    if feed is None or feed.revoked_at is not None or not feed.owner.is_active:
        return None
    try:
        _signer().unsign(f"{feed.pk}:{feed.key}:{signature}")
    except BadSignature:
        return None
    return feed


def actions_in(feed: Feed, on: datetime.date) -> ActionQuerySet:
    """Of plans in force, what the feed is of and its owner may see today; nothing once they may see nothing."""
    actions = Action.objects.visible_to(feed.owner).in_force().to_be_done()
    if feed.kind == FeedKind.UNIT:
        actions = actions.of_unit(feed.unit)
    elif feed.kind == FeedKind.BODY:
        actions = actions.of_body(feed.body)
    else:
        actions = actions.mine(feed.owner)
    return actions.for_calendars(on - PAST).order_by("pk")


def meetings_in(feed: Feed, on: datetime.date) -> list[Meeting]:
    """The meetings of a body's feed, for those who may look at action plans at all."""
    if feed.kind != FeedKind.BODY or not feed.owner.has_perm("actionplans.view_actions"):
        return []
    found = Meeting.objects.filter(body=feed.body, held_on__gte=on - PAST).select_related("body").order_by("held_on")
    return list(found)


def note_use(feed: Feed) -> None:
    cache.set(_use_of(feed), timezone.localdate(), KEEPS_USE.total_seconds())


def last_used(feeds: list[Feed]) -> dict[int, datetime.date]:
    """When each was last fetched, as far as is known: in one question, however many there are."""
    known = cache.get_many([_use_of(feed) for feed in feeds])
    return {feed.pk: known[_use_of(feed)] for feed in feeds if _use_of(feed) in known}


def _signer() -> Signer:
    return Signer(salt="actionplans.feed", algorithm="sha256")


def _use_of(feed: Feed) -> str:
    return f"feed-used-{feed.pk}-{feed.key}"
