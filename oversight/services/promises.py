"""Raising a flag when a promise is late, cancelled or changed, and telling those who relied on it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import Status
from eqia.choices import State
from eqia.models import Assessment, AssessmentMove, DecisionLink, Mitigation, SignOff
from organisation.models import Person
from oversight.choices import Breach
from oversight.models import PromiseFlag
from oversight.rules.promises import Broken, Carrying, Promise, broken


@dataclass(frozen=True)
class Found:
    """A promise that was not kept, before or after it was raised."""

    mitigation: Mitigation
    broken: Broken

    @property
    def what(self) -> str:
        day = date_format(self.broken.day, "j F Y") if self.broken.day else ""
        if self.broken.breach == Breach.LATE:
            return _("It was to be done by %s and is not reported as done.") % day
        if self.broken.breach == Breach.CANCELLED:
            return _("The action that was to carry it out has been stopped.")
        return _("Its deadline was moved to %s.") % day if day else _("Its deadline was changed and has no date now.")


def broken_promises(on: datetime.date, assessments: Any = None) -> list[Found]:
    """Every promise of an approved assessment that is not kept on that day, in three queries."""
    promised = Mitigation.objects.filter(assessment__approved_on__isnull=False).exclude(
        assessment__state=State.WITHDRAWN
    )
    if assessments is not None:
        promised = promised.filter(assessment__in=assessments)
    possible = promised.filter(Q(due_on__lt=on) | Q(actions__isnull=False)).distinct()
    rows = possible.select_related("assessment__unit", "lead_person").prefetch_related("actions__deadline_changes")
    return [Found(each, result) for each in rows.order_by("pk") for result in broken(_promise(each), on)]


def _promise(mitigation: Mitigation) -> Promise:
    assessment = mitigation.assessment
    assert assessment.approved_on is not None
    return Promise(
        key=mitigation.pk,
        due_on=mitigation.due_on,
        approved_on=assessment.approved_on,
        actions=tuple(
            Carrying(
                key=action.pk,
                is_completed=action.status == Status.COMPLETED,
                is_stopped=action.status == Status.STOPPED,
                moved=tuple(
                    (change.on, change.old_falls_due_on, change.new_falls_due_on)
                    for change in action.deadline_changes.all()
                ),
            )
            for action in mitigation.actions.all()
        ),
    )


@transaction.atomic
def raise_flags(*, on: datetime.date, tells: bool = True) -> list[PromiseFlag]:
    """Raise a flag for each promise not kept that has none yet, and write to those who relied on it; those raised.

    Safe to run as often as one likes: a cause is raised once for its assessment, also by two at the same time.
    """
    found = broken_promises(on)
    known = set(PromiseFlag.objects.values_list("assessment_id", "cause"))
    new = [each for each in found if (each.mitigation.assessment_id, each.broken.cause) not in known]
    PromiseFlag.objects.bulk_create(
        [
            PromiseFlag(
                assessment=each.mitigation.assessment,
                mitigation=each.mitigation,
                promise=each.mitigation.description,
                breach=each.broken.breach,
                what=each.what,
                cause=each.broken.cause,
                raised_on=on,
            )
            for each in new
        ],
        ignore_conflicts=True,
    )
    causes = Q(pk__in=[])
    for each in new:
        causes |= Q(assessment=each.mitigation.assessment_id, cause=each.broken.cause)
    raised = list(PromiseFlag.objects.filter(causes).select_related("assessment"))
    if tells:
        _tell(raised)
    return raised


def relied_on_it(assessments: Iterable[Assessment]) -> dict[int, set[Person]]:
    """Whoever relied on an assessment's promises, by its id: its author and owner, those who checked and signed it, and
    those who released, read and took the decision that rested on it.
    """
    relied: dict[int, set[Person]] = defaultdict(set)
    ids = {each.pk for each in assessments}
    for each in Assessment.objects.filter(pk__in=ids).select_related("author", "owner"):
        relied[each.pk] |= {person for person in (each.author, each.owner) if person is not None}
    signed = AssessmentMove.objects.filter(assessment__in=ids).exclude(transition__in=["revise", "withdraw"])
    for move in signed.select_related("by"):
        relied[move.assessment_id].add(move.by)
    for signed_off in SignOff.objects.filter(round__assessment__in=ids).select_related("round", "by"):
        relied[signed_off.round.assessment_id].add(signed_off.by)
    links = DecisionLink.objects.filter(assessment__in=ids).select_related("decision__delegate")
    for link in links.prefetch_related("decision__readings__person", "decision__moves__by"):
        decision = link.decision
        relied[link.assessment_id] |= {each.person for each in decision.readings.all()}
        relied[link.assessment_id] |= {each.by for each in decision.moves.all()}
        if decision.delegate is not None:
            relied[link.assessment_id].add(decision.delegate)
    return {key: {person for person in people if person.is_active} for key, people in relied.items()}


def _tell(raised: list[PromiseFlag]) -> None:
    relied = relied_on_it(flag.assessment for flag in raised)
    for_person: dict[Person, list[PromiseFlag]] = defaultdict(list)
    for flag in raised:
        for person in relied[flag.assessment_id]:
            for_person[person].append(flag)
    messages = [
        EmailMessage(
            subject=ngettext(
                "A promise you relied on is in question",
                "%d promises you relied on are in question",
                len(flags),
            )
            % (() if len(flags) == 1 else len(flags)),
            body=render_to_string(
                "oversight/promises.txt", {"person": person, "flags": flags, "site": settings.SITE_URL}
            ),
            to=[person.email],
        )
        for person, flags in sorted(for_person.items(), key=lambda item: item[0].pk)
    ]
    with get_connection() as connection:
        connection.send_messages(messages)
