"""What waits for a person among the decisions, in sentences."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.choices import DecisionState
from governance.models import Clearance, Decision, Recommendation
from governance.rules import Notice, Standing
from organisation.choices import Role
from organisation.querysets import within_scope
from toolkit.waiting import Waiting

SOON = datetime.timedelta(days=21)
AHEAD = datetime.timedelta(days=60)
MOST = 50


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """To read before deciding, to release, to take down, decisions with no EqIA, and recommendations to answer; at most
    eleven queries."""
    if not person.is_authenticated:
        return []
    return [
        *_to_read(person, on),
        *_of_the_clerk(person, on),
        *_without_an_eqia(person, on),
        *_to_answer(person, on),
    ]


def _to_answer(person: Any, on: datetime.date) -> list[Waiting]:
    """Recommendations whose answer is due soon or late, for those who answer for the service; all for the equality lead."""
    roles = (Role.EQUALITY_LEAD, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
    if not person.holds(*roles):
        return []
    due = Recommendation.objects.unanswered().filter(within_scope(person, *roles), answer_by__lte=on + AHEAD)
    return [
        Waiting(
            _("Answer a recommendation: %s") % each,
            each.get_absolute_url(),
            each.answer_by,
            is_overdue=each.is_late(on),
        )
        for each in due.select_related("body").order_by("answer_by", "pk")[:MOST]
    ]


def _to_read(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(Role.MEMBER, Role.HEAD_OF_SERVICE, Role.DIRECTOR):
        return []
    released = Decision.objects.filter(state=DecisionState.RELEASED, expected_on__gte=on).decided_by(person, on)
    unread = (
        Clearance.objects.valid()
        .filter(decision__in=released)
        .exclude(sha256="")
        .exclude(readings__person=person)
        .select_related("decision")
        .order_by("decision__expected_on", "pk")[:MOST]
    )
    return [
        Waiting(
            _("Read %(reference)s before you decide: %(title)s")
            % {"reference": each.reference, "title": each.decision.title},
            each.decision.get_absolute_url(),
            each.decision.expected_on,
        )
        for each in unread
    ]


def _of_the_clerk(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(Role.COMMITTEE_CLERK):
        return []
    found = Decision.objects.open().filter(expected_on__lte=on + AHEAD).prefetch_related("clearances")
    return [one for each in found.order_by("expected_on", "reference")[:MOST] if (one := _for_the_clerk(each, on))]


def _for_the_clerk(decision: Decision, on: datetime.date) -> Waiting | None:
    """The one thing to be done about a decision, if there is one."""
    day, title = decision.expected_on, decision.title
    if decision.state == DecisionState.RELEASED:
        if day < on:
            url = reverse("decisions:take", args=[decision.reference])
            return Waiting(_("Take down what was decided: %s") % title, url, day, is_overdue=True)
        if decision.standing == Standing.LAPSED:
            return Waiting(_("No longer cleared by its EqIA: %s") % title, decision.get_absolute_url(), day)
        return None
    if decision.notice == Notice.DUE:
        return Waiting(
            _("Give notice of a key decision: %s") % title, decision.get_absolute_url(), decision.last_day_for_notice
        )
    if day <= on + SOON:
        is_clear = decision.standing in (Standing.CLEARED, Standing.OVERRIDDEN)
        words = _("Release to be decided: %s") if is_clear else _("Stopped at the gate, no EqIA: %s")
        return Waiting(words % title, decision.get_absolute_url(), day, is_overdue=day < on)
    return None


def _without_an_eqia(person: Any, on: datetime.date) -> list[Waiting]:
    """For those who answer for a directorate: what is to be decided soon with nothing behind it."""
    roles = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
    if not person.holds(*roles):
        return []
    coming = Decision.objects.filter(state=DecisionState.PLANNED, expected_on__range=(on, on + AHEAD))
    mine = coming.filter(within_scope(person, *roles)).prefetch_related("clearances").order_by("expected_on", "pk")
    return [
        Waiting(_("No EqIA stands behind a decision: %s") % each.title, each.get_absolute_url(), each.expected_on)
        for each in mine[:MOST]
        if each.standing in (Standing.NOT_CLEARED, Standing.LAPSED)
    ]
