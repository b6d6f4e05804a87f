"""Posts and appointments, for the administrator's pages."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.models import Post, PostHolding
from toolkit.tags import Tag


@dataclass(frozen=True)
class AppointmentRow:
    holding: PostHolding
    days: str
    state: Tag


@dataclass(frozen=True)
class PostRow:
    post: Post
    holders: list[PostHolding]
    state: Tag


def post_state(post: Post, holdings: Iterable[PostHolding], on: datetime.date) -> Tag:
    if post.is_abolished(on):
        return Tag(_("Abolished"), "grey", "bar")
    if any(_serves(holding, on) for holding in holdings):
        return Tag(_("Held"), "green", "tick")
    return Tag(_("Vacant"), "orange", "ring")


def post_rows(posts: Iterable[Post], on: datetime.date) -> list[PostRow]:
    """Posts of `PostQuerySet.with_holders`."""
    return [PostRow(post, post.held_today, post_state(post, post.held_today, on)) for post in posts]  # type: ignore[attr-defined]


def vacancy(post: Post, holdings: Iterable[PostHolding], on: datetime.date) -> str:
    """Since when nobody holds an open post, as a sentence; empty for one that is held."""
    holdings = list(holdings)
    if post.is_abolished(on) or any(_serves(holding, on) for holding in holdings):
        return ""
    ended = [holding.ends_on for holding in holdings if holding.ends_on is not None and holding.ends_on < on]
    if not ended:
        return _("Nobody holds this post.")
    since = max(ended) + datetime.timedelta(days=1)
    return _("Nobody has held this post since %s.") % date_format(since, "j F Y")


def appointments(
    holdings: Iterable[PostHolding], on: datetime.date
) -> tuple[list[AppointmentRow], list[AppointmentRow]]:
    """Those of today and later, and past ones, the latest first."""
    rows = [AppointmentRow(each, _days(each), _state(each, on)) for each in holdings]
    now = [row for row in rows if _is_to_come(row.holding, on)]
    past = [row for row in rows if not _is_to_come(row.holding, on)]
    return now, sorted(past, key=lambda row: row.holding.ends_on or on, reverse=True)


def _is_to_come(holding: PostHolding, on: datetime.date) -> bool:
    return holding.ends_on is None or holding.ends_on >= on


def _serves(holding: PostHolding, on: datetime.date) -> bool:
    return holding.is_current(on) and holding.person.is_active


def _days(holding: PostHolding) -> str:
    start = date_format(holding.starts_on, "j F Y")
    if holding.ends_on is None:
        return _("from %s") % start
    return _("%(start)s to %(end)s") % {"start": start, "end": date_format(holding.ends_on, "j F Y")}


def _state(holding: PostHolding, on: datetime.date) -> Tag:
    if holding.starts_on > on:
        return Tag(_("Begins later"), "light-blue", "ring")
    if not _is_to_come(holding, on):
        return Tag(_("Over"), "grey", "bar")
    if not holding.person.is_active:
        return Tag(_("Has left"), "orange", "bar")
    return Tag(_("Holds it today"), "green", "tick")
