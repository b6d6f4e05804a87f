"""What waits for a person among the assessments, in sentences."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from eqia.choices import State
from eqia.models import Assessment, Mitigation
from eqia.permissions import ATTESTS, CHECKS
from eqia.querysets import within
from organisation.choices import Role
from toolkit.waiting import Waiting

SOON = datetime.timedelta(days=30)
MOST = 50


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """To finish, to check, to attest, to publish, and mitigations whose deadline is near; at most six queries."""
    if not person.is_authenticated:
        return []
    return [
        *_to_write(person, on),
        *_to_check(person, on),
        *_to_attest(person, on),
        *_to_publish(person, on),
        *_promised(person, on),
    ]


def _to_write(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(Role.OFFICER):
        return []
    mine = Assessment.objects.editable().filter(author=person).order_by("decision_expected_on")[:MOST]
    return [
        Waiting(
            (_("Returned to you: %s") if each.state == State.RETURNED else _("Finish your EqIA: %s")) % each.title,
            each.get_absolute_url(),
            each.decision_expected_on,
            is_overdue=bool(each.decision_expected_on and each.decision_expected_on < on),
        )
        for each in mine
    ]


def _to_check(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(*CHECKS):
        return []
    found = Assessment.objects.awaiting_check().filter(within(person, *CHECKS)).exclude(author=person)
    return [
        _before_the_decision(
            _("Check the EqIA: %s") % each.title, reverse("eqia:check", args=[each.reference]), each, on
        )
        for each in found.exclude(edits__by=person).order_by("decision_expected_on")[:MOST]
    ]


def _to_attest(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(*ATTESTS):
        return []
    found = Assessment.objects.awaiting_attestation().filter(within(person, *ATTESTS)).exclude(author=person)
    return [
        _before_the_decision(
            _("Attest the EqIA: %s") % each.title, reverse("eqia:attest", args=[each.reference]), each, on
        )
        for each in found.exclude(edits__by=person).order_by("decision_expected_on")[:MOST]
    ]


def _before_the_decision(sentence: str, url: str, assessment: Assessment, on: datetime.date) -> Waiting:
    due_on = assessment.decision_expected_on
    return Waiting(sentence, url, due_on, is_overdue=bool(due_on and due_on < on))


def _to_publish(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.holds(Role.COMMITTEE_CLERK):
        return []
    found = Assessment.objects.filter(state=State.APPROVED).order_by("approved_on")[:MOST]
    return [
        _before_the_decision(
            _("Publish the EqIA: %s") % each.title, reverse("eqia:publish", args=[each.reference]), each, on
        )
        for each in found
    ]


def _promised(person: Any, on: datetime.date) -> list[Waiting]:
    """Mitigations this person leads, as long as no action of a plan carries them out (then that action waits)."""
    found = (
        Mitigation.objects.due_by(on + SOON)
        .filter(lead_person=person, assessment__state__in=[State.APPROVED, State.PUBLISHED], actions__isnull=True)
        .select_related("assessment")[:MOST]
    )
    return [
        Waiting(
            _("Carry out what was promised in %(reference)s: %(promise)s")
            % {"reference": each.assessment.reference, "promise": each.description},
            each.assessment.get_absolute_url(),
            each.due_on,
            is_overdue=bool(each.due_on and each.due_on < on),
        )
        for each in found
    ]
