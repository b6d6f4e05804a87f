"""What waits for a person after decisions, and what is late in their programme."""

import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from eqia.models import Assessment
from eqia.permissions import ATTESTS, CHECKS
from organisation.querysets import within_scope
from oversight.models import EffectCheck, ProgrammeEntry, PromiseFlag, ReviewTrigger
from oversight.reviews import reviews_due
from toolkit.waiting import Waiting

MOST = 20
SOON = datetime.timedelta(days=14)


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """Promises in question, reasons to look again, reviews, checks of effects, and screenings; at most five queries."""
    if not person.is_authenticated:
        return []
    return [*_flags(person, on), *_triggers(person), *_reviews(person, on), *_checks(person, on), *_entries(person, on)]


def _theirs(person: Any) -> Q:
    return Q(assessment__author=person) | Q(assessment__owner=person)


def _flags(person: Any, on: datetime.date) -> list[Waiting]:
    """To those who answer for the assessment, and to its advisers and signers of the directorate."""
    found = PromiseFlag.objects.unanswered().filter(
        _theirs(person) | within_scope(person, *CHECKS, *ATTESTS, unit="assessment__unit")
    )
    return [
        Waiting(
            _("A promise is in question: %(promise)s (%(reference)s)")
            % {"promise": flag.promise, "reference": flag.assessment.reference},
            reverse("oversight:flag-answer", args=[flag.pk]),
            flag.raised_on,
            is_overdue=flag.raised_on < on - SOON,
        )
        for flag in found.select_related("assessment").order_by("raised_on", "pk")[:MOST]
    ]


def _triggers(person: Any) -> list[Waiting]:
    found = ReviewTrigger.objects.unanswered().filter(_theirs(person)).select_related("assessment")
    return [
        Waiting(
            _("Say whether it changes the EqIA: %(what)s (%(reference)s)")
            % {"what": each.get_kind_display(), "reference": each.assessment.reference},
            reverse("oversight:trigger-answer", args=[each.pk]),
            each.noticed_on,
        )
        for each in found.order_by("noticed_on", "pk")[:MOST]
    ]


def _reviews(person: Any, on: datetime.date) -> list[Waiting]:
    theirs = Assessment.objects.filter(Q(author=person) | Q(owner=person))
    return [
        Waiting(
            _("Review the EqIA: %s") % each.assessment.title,
            reverse("oversight:review", args=[each.assessment.reference]),
            each.on,
            is_overdue=each.is_overdue(on),
        )
        for each in reviews_due(theirs, until=on + SOON)[:MOST]
    ]


def _checks(person: Any, on: datetime.date) -> list[Waiting]:
    found = EffectCheck.objects.due_by(on + SOON).filter(owner=person).with_card()
    return [
        Waiting(
            _("Say what happened to people who share %(group)s: %(title)s")
            % {"group": each.impact.characteristic, "title": each.impact.assessment.title},
            reverse("oversight:check-record", args=[each.pk]),
            each.planned_on,
            is_overdue=each.planned_on < on,
        )
        for each in found[:MOST]
    ]


def _entries(person: Any, on: datetime.date) -> list[Waiting]:
    found = ProgrammeEntry.objects.filter(
        lead=person, dropped_on__isnull=True, assessment__isnull=True, screened_by__lte=on + SOON
    ).select_related("programme")
    return [
        Waiting(
            _("Start and screen what the programme promised: %s") % entry.title,
            entry.get_absolute_url(),
            entry.screened_by,
            is_overdue=entry.screened_by < on,
        )
        for entry in found[:MOST]
    ]
