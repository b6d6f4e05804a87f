"""Decisions: planned, cleared, released to their meeting, read and taken. States change through `move` only."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.choices import ClearanceKind, DecisionKind, LapseKind
from governance.errors import MoveForbidden, MoveRefused
from governance.models import Clearance, Decision, DecisionCounter, DecisionReading
from governance.rules import reference_for
from governance.services import move
from toolkit.history import lock_unchanged


@transaction.atomic
def plan_decision(*, by: Any, at: datetime.datetime | None = None, **values: Any) -> Decision:
    """Put a decision into the forward plan. `values` are the fields of its form."""
    at = at or timezone.now()
    decision = _settled(Decision(planned_by=by, planned_at=at), values)
    if not by.has_perm("governance.plan_decision", decision):
        raise MoveForbidden
    decision.reference = _next_reference(timezone.localtime(at).year)
    decision.save()
    return decision


@transaction.atomic
def edit_decision(*, decision: Decision, version: int, by: Any, **values: Any) -> Decision:
    decision = lock_unchanged(decision, version)
    if not by.has_perm("governance.change_decision", decision):
        raise MoveForbidden
    decision = _settled(decision, values)
    decision.save()
    return decision


def _settled(decision: Decision, values: dict[str, Any]) -> Decision:
    """What follows from the answers: a meeting has its own day, and a key decision is one."""
    for name, value in values.items():
        setattr(decision, name, value)
    decision.is_key = decision.is_key or decision.kind == DecisionKind.KEY
    if decision.meeting is not None:
        decision.expected_on = decision.meeting.held_on
    return decision


def _next_reference(year: int) -> str:
    DecisionCounter.objects.get_or_create(year=year)
    counter = DecisionCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return reference_for(year, counter.last)


@transaction.atomic
def release_decision(*, decision: Decision, by: Any, at: datetime.datetime | None = None) -> Decision:
    """The gate: refused with sentences as long as nothing clears it."""
    return move(decision, "release", by=by, at=at)


@transaction.atomic
def recall_decision(*, decision: Decision, by: Any, reason: str, at: datetime.datetime | None = None) -> Decision:
    return move(decision, "recall", by=by, reason=reason, at=at)


@transaction.atomic
def withdraw_decision(*, decision: Decision, by: Any, reason: str, at: datetime.datetime | None = None) -> Decision:
    return move(decision, "withdraw", by=by, reason=reason, at=at)


@transaction.atomic
def take_decision(
    *,
    decision: Decision,
    by: Any,
    outcome: str,
    taken_on: datetime.date,
    minute: str = "",
    minute_reference: str = "",
    item_number: str = "",
    pack_pages: str = "",
    at: datetime.datetime | None = None,
) -> Decision:
    """Take down what was decided. Raises MoveRefused for a day that has not come or lies before its release."""
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if taken_on > timezone.localdate():
        raise MoveRefused(_("The day of the decision has not come yet. Enter the day on which it was taken."))
    locked.outcome, locked.taken_on = outcome, taken_on
    locked.minute, locked.minute_reference = minute, minute_reference
    locked.item_number, locked.pack_pages = item_number, pack_pages
    locked.save()
    return move(locked, "take", by=by, at=at)


@transaction.atomic
def clear_decision(
    *,
    decision: Decision,
    by: Any,
    kind: str,
    reference: str,
    number: int,
    sha256: str,
    title: str,
    url: str,
    at: datetime.datetime | None = None,
) -> Clearance:
    """Record that a version clears a decision. The room that keeps the version has checked who may say so.

    What the same reference cleared before is superseded. Raises MoveRefused once the decision was taken or withdrawn.
    """
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not locked.is_open:
        raise MoveRefused(
            _("This decision is “%s”, so no paper can be put to it any more.") % locked.get_state_display()
        )
    at = at or timezone.now()
    words = _("Version %s was put to the decision instead.") % number
    _lapse(locked.clearances.valid().filter(reference=reference), LapseKind.SUPERSEDED, words, at)
    return locked.clearances.create(
        kind=kind, reference=reference, number=number, sha256=sha256, title=title, url=url, given_by=by, given_at=at
    )


@transaction.atomic
def override_gate(*, decision: Decision, by: Any, reason: str, at: datetime.datetime | None = None) -> Clearance:
    """Let a decision pass without an EqIA, for a reason that stands in every report from then on."""
    locked = Decision.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=decision.pk)
    if not by.has_perm("governance.override_gate", locked):
        raise MoveForbidden
    if not locked.is_open:
        raise MoveRefused(_("This decision is “%s” and needs nobody’s leave any more.") % locked.get_state_display())
    if not reason.strip():
        raise MoveRefused(_("Enter the reason why this cannot wait for an EqIA"))
    return locked.clearances.create(
        kind=ClearanceKind.OVERRIDE, reason=reason.strip(), given_by=by, given_at=at or timezone.now()
    )


@transaction.atomic
def lapse_clearance(
    *,
    reference: str,
    lapse_kind: str,
    reason: str,
    by: Any,
    decision: Decision | None = None,
    at: datetime.datetime | None = None,
) -> list[Decision]:
    """What a reference cleared is cleared no more, in one decision or in all that are still open.

    Called by the room that keeps the version, within its own transaction, when the version is superseded or withdrawn.
    Decisions that were taken keep what they were taken on. Returns the decisions that lost a clearance.
    """
    lapsing = Clearance.objects.valid().filter(reference=reference, decision__in=Decision.objects.open())
    if decision is not None:
        lapsing = lapsing.filter(decision=decision)
    decisions = list(Decision.objects.filter(clearances__in=lapsing).distinct().order_by("reference"))
    _lapse(lapsing, lapse_kind, reason, at or timezone.now())
    return decisions


def _lapse(clearances: Any, kind: str, reason: str, at: datetime.datetime) -> None:
    clearances.update(lapsed_on=timezone.localtime(at).date(), lapse_kind=kind, lapse_reason=reason)


@transaction.atomic
def record_reading(
    *,
    clearance: Clearance,
    by: Any,
    read_sha256: str,
    words: str,
    duty: str,
    at: datetime.datetime | None = None,
) -> DecisionReading:
    """Somebody who decides says that they read the version, named by its hash, having the duty before them.

    Recording it again changes nothing. Raises MoveForbidden for somebody who does not decide, MoveRefused if another
    version lies before them by now or the decision was taken without waiting for it.
    """
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=clearance.decision_id)
    if not locked.is_decided_by(by):
        raise MoveForbidden
    current = locked.clearances.get(pk=clearance.pk)
    if not current.is_valid or not current.sha256 or current.sha256 != read_sha256:
        raise MoveRefused(_("Another version lies before you by now. Read it again before you say that you have."))
    if not locked.is_open:
        raise MoveRefused(_("The decision is taken, so a reading now would come too late to count."))
    reading, _created = locked.readings.get_or_create(
        clearance=current,
        person=by,
        defaults={"sha256": read_sha256, "words": words, "duty": duty, "at": at or timezone.now()},
    )
    return reading
