"""What waits here: the annual report for the equality lead, packs and their publication dates for the committee clerk."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.choices import DocumentState
from reporting.models import Edition, Pack
from reporting.rules.duties import next_publication_by
from reporting.rules.years import last_complete_year
from reporting.services.publishing import latest_publication
from reporting.wording import day
from toolkit.waiting import Waiting
from workforce.choices import ReleaseState

# The annual report takes a season to write; remind from then.
REMIND_BEFORE = datetime.timedelta(days=120)


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    found: list[Waiting] = []
    if person.has_perm("reporting.publish_edition"):
        found += _editions(on)
    if person.has_perm("reporting.publish_pack"):
        found += _packs(on)
    return found


def _editions(on: datetime.date) -> list[Waiting]:
    """What is frozen waits for publication; and within a year of the last publication the next one is due."""
    frozen = Edition.objects.filter(state=DocumentState.FROZEN).order_by("starts_on")
    found = [
        Waiting(_("Publish %s: it is frozen and nobody outside can read it yet.") % edition, edition.get_absolute_url())
        for edition in frozen
    ]
    found += _withdrawn_figures()
    last = Edition.objects.issued().order_by("-published_on").first()
    if last is None or last.published_on is None:
        year = last_complete_year(on).label
        if not frozen:
            found.append(
                Waiting(
                    _("Publish the annual equality report for %s: none has been published here yet.") % year,
                    reverse("reporting:list"),
                )
            )
        return found
    due_on = next_publication_by(last.published_on)
    if on >= due_on - REMIND_BEFORE:
        sentence = _("Publish the next annual equality report: the last came out on %s, and the law allows a year.")
        found.append(
            Waiting(sentence % day(last.published_on), reverse("reporting:list"), due_on, is_overdue=on > due_on)
        )
    return found


def _withdrawn_figures() -> list[Waiting]:
    """Published reports whose figures about staff were withdrawn: somebody must decide what becomes of them."""
    shown = Edition.objects.published().filter(versions__releases_used__release__state=ReleaseState.WITHDRAWN)
    return [
        Waiting(
            _("Decide what becomes of %s: figures about staff in it were withdrawn.") % edition,
            edition.get_absolute_url(),
            is_overdue=True,
        )
        for edition in shown.distinct()
    ]


def _packs(on: datetime.date) -> list[Waiting]:
    """Packs for coming meetings that are not out yet, with the last day for their publication."""
    packs = (
        Pack.objects.filter(state__in=[DocumentState.DRAFT, DocumentState.FROZEN], meeting__held_on__gte=on)
        .select_related("meeting__body")
        .order_by("meeting__held_on", "item_number")
    )
    found = []
    for pack in packs:
        latest = latest_publication(pack)
        sentence = _("Publish the pack “%(pack)s”") if pack.is_frozen else _("Finish and publish the pack “%(pack)s”")
        sentence += _(" for the %(body)s on %(held_on)s.")
        words = {"pack": pack.title, "body": pack.meeting.body, "held_on": day(pack.meeting.held_on)}
        found.append(
            Waiting(
                sentence % words,
                pack.get_absolute_url(),
                latest or pack.meeting.held_on,
                is_overdue=latest is not None and on > latest,
            )
        )
    return found
