"""Who else has a page open for writing. Kept in the cache for half an hour: a courtesy, not a lock."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

KEEPS = datetime.timedelta(minutes=30)


@dataclass(frozen=True)
class Opened:
    """Somebody has the page open, and since when."""

    person: str
    at: datetime.datetime

    @property
    def sentence(self) -> str:
        minutes = int((timezone.now() - self.at).total_seconds() // 60)
        if minutes < 1:
            return _("%s has just opened this page.") % self.person
        words = ngettext(
            "%(person)s opened this page %(count)d minute ago.",
            "%(person)s opened this page %(count)d minutes ago.",
            minutes,
        )
        return words % {"person": self.person, "count": minutes}


def enter(request: HttpRequest) -> list[Opened]:
    """Note that the reader has this page open; who else has."""
    known = _known(request.path)
    opened = known | {str(request.user.pk): (str(request.user), timezone.now())}
    cache.set(_key(request.path), opened, KEEPS.total_seconds())
    return _but(known, request)


def leave(request: HttpRequest) -> None:
    """The reader has saved the page and gone on."""
    known = _known(request.path)
    if known.pop(str(request.user.pk), None):
        cache.set(_key(request.path), known, KEEPS.total_seconds())


def others(request: HttpRequest, path: str) -> list[Opened]:
    return _but(_known(path), request)


def sentence(opened: list[Opened]) -> str:
    """Who else is here and what that means; empty if nobody is."""
    if not opened:
        return ""
    who = " ".join(each.sentence for each in opened)
    return _("%s If you both save, the second chooses between the texts; nothing is lost.") % who


def _key(path: str) -> str:
    return f"open:{path}"


def _known(path: str) -> dict[str, tuple[str, datetime.datetime]]:
    since = timezone.now() - KEEPS
    found: Any = cache.get(_key(path)) or {}
    return {person: entry for person, entry in found.items() if entry[1] > since}


def _but(known: dict[str, tuple[str, datetime.datetime]], request: HttpRequest) -> list[Opened]:
    """Everybody but the reader, the last to come first."""
    found = [Opened(*entry) for person, entry in known.items() if person != str(request.user.pk)]
    return sorted(found, key=lambda each: each.at, reverse=True)
