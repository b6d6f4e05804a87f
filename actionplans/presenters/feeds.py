"""Dates of actions and meetings as an iCalendar (RFC 5545).

Deadlines are whole days: the last day that their words can mean, with the words beside it. They are events, not to-dos,
because people's calendars show events; and they keep nobody's time busy.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from actionplans.choices import Status
from actionplans.models import Action, Feed
from actionplans.presenters.leads import lead_in_short
from actionplans.presenters.words import in_words
from actionplans.rules.overdue import REVIEWED
from governance.models import Meeting

REFRESH = datetime.timedelta(hours=4)


def calendar_of(feed: Feed, actions: Iterable[Action], meetings: Iterable[Meeting]) -> bytes:
    """The same dates always give the same bytes, so that a program that asks again is told that nothing changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Due Regard//Action plans//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = _("Equality actions: %s") % feed
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for action in actions:
        for event in _events(action):
            calendar.add_component(event)
    for meeting in meetings:
        calendar.add_component(_meeting(meeting))
    return bytes(calendar.to_ical())


def _events(action: Action) -> Iterator[Event]:
    """What an action has in a calendar: its milestones, and the day it falls due or is reviewed."""
    for number, milestone in enumerate(action.milestones, start=1):
        # The last milestone is the deadline itself.
        if milestone["due_on"] and milestone["due_on"] != (action.due_on and action.due_on.isoformat()):
            kind = _("Report") if milestone["is_report"] else _("Milestone")
            is_done = bool(milestone.get("done_on"))
            day = datetime.date.fromisoformat(milestone["due_on"])
            yield _event(action, f"milestone-{number}", _done(kind) if is_done else kind, day, milestone["text"])
    if action.status == Status.COMPLETED:
        if action.next_review_on:
            yield _event(action, "review", _("Review"), action.next_review_on, action.deadline_text)
        if action.due_on:
            yield _event(action, "due", _done(_("Due")), action.due_on, action.deadline_text)
    elif last_day := action.falls_due_on:
        is_review = action.deadline_kind in REVIEWED and last_day == action.next_review_on
        name, kind = ("review", _("Review")) if is_review else ("due", _("Due"))
        yield _event(action, name, kind, last_day, action.deadline_text)


def _done(kind: str) -> str:
    return _("Done: %s") % kind.lower()


def _event(action: Action, name: str, kind: str, day: datetime.date, words: str) -> Event:
    what = Truncator(" ".join(action.description.split())).chars(120)
    is_stopped = action.status == Status.STOPPED
    event = _day(f"action-{action.pk}-{name}", f"{kind}: {what}", day, changed_at(action))
    event.add("sequence", getattr(action, "deadline_moves", 0))
    event.add("status", "CANCELLED" if is_stopped else "CONFIRMED")
    event.add("description", _about(action, words, day))
    event.add("url", settings.SITE_URL + action.get_absolute_url())
    return event


def _about(action: Action, words: str, day: datetime.date) -> str:
    lines = [
        _("Action %(reference)s of %(plan)s") % {"reference": action.reference, "plan": action.plan},
        _("Led by %s") % (lead_in_short(action) or _("nobody yet")),
        action.get_status_display(),
    ]
    # What is as exact as a month or a season says so: the day of the event is the last it can mean.
    if words and in_words(day) not in words:
        lines.insert(1, _("Deadline as written: %s") % " ".join(words.split()))
    return "\n".join([*lines, settings.SITE_URL + action.get_absolute_url()])


def _meeting(meeting: Meeting) -> Event:
    # A meeting carries no moment of its last change: its day stands for it.
    at = datetime.datetime.combine(meeting.held_on, datetime.time(), datetime.UTC)
    event = _day(f"meeting-{meeting.pk}", _("Meeting of %s") % meeting.body, meeting.held_on, at)
    event.add("status", "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    return event


def _day(name: str, summary: str, day: datetime.date, changed: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def changed_at(action: Any) -> datetime.datetime:
    """When the action was last changed, to the second."""
    changed: datetime.datetime = getattr(action, "changed_at", None) or action.created_at
    return changed.astimezone(datetime.UTC).replace(microsecond=0)


def rows_of_feeds(
    feeds: Iterable[Feed], addresses: dict[int, str], used: dict[int, datetime.date]
) -> list[dict[str, Any]]:
    """Each feed of a person as a card: what it is of, its address, and since when it is used."""
    return [
        {
            "feed": feed,
            "address": addresses[feed.pk],
            "webcal": addresses[feed.pk].replace("https://", "webcal://").replace("http://", "webcal://"),
            "created": in_words(timezone.localdate(feed.created_at)),
            "used": in_words(used[feed.pk]) if feed.pk in used else "",
        }
        for feed in feeds
    ]
