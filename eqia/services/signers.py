"""Who must sign now, and whom they are told about it: the holders of the step's role, or whoever stands in for them."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.choices import NudgeKind, SignTask, Stage, State
from eqia.models import Assessment, Delegation, Nudge, Turn
from eqia.rules.signing import AUTHORITY
from eqia.services.signing import round_of
from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit


def holders(roles: Iterable[str], unit: Unit, on: datetime.date) -> list[Person]:
    """Who holds one of the roles for a unit that day and can sign in."""
    covering = Q(directorate__isnull=True) | Q(directorate__in=[unit.pk, unit.parent_id])
    held = RoleHolding.objects.current(on).filter(covering, role__in=list(roles), person__is_active=True)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("full_name", "pk"))


def called_to_sign(turn: Turn, on: datetime.date) -> list[Person]:
    """Whom a turn waits for, without those who wrote any of it: the person named, the head accountable for it if they
    hold the role, else everybody who does, else those above them. Whoever is away is replaced by their delegate."""
    assessment = turn.round.assessment
    if turn.person is not None:
        return in_their_place([turn.person], on)
    found = [each for each in holders([turn.role], assessment.unit, on) if each.pk not in assessment.writers]
    if accountable := [each for each in found if each.pk == assessment.owner_id]:
        found = accountable
    if not found:
        above = holders(AUTHORITY.get(turn.role, ())[1:], assessment.unit, on)
        found = [each for each in above if each.pk not in assessment.writers]
    return in_their_place(found, on)


def in_their_place(people: list[Person], on: datetime.date) -> list[Person]:
    """The same people, with their delegates in place of those who are away that day."""
    away = {
        each.person_id: each.delegate
        for each in Delegation.objects.current(on).filter(person__in=people).select_related("delegate")
        if each.delegate.is_active
    }
    return list(dict.fromkeys(away.get(person.pk, person) for person in people))


def above(turn: Turn, on: datetime.date) -> list[Person]:
    """Whom a late turn is brought to: the role the chain names, or the equality leads where nobody holds that one."""
    unit = turn.round.assessment.unit
    found = holders([turn.escalates_to], unit, on) if turn.escalates_to else []
    return in_their_place(found or holders([Role.EQUALITY_LEAD], unit, on), on)


def tell_whose_turn(assessment: Assessment) -> None:
    """Write to those who must sign now, once the transaction is over; nothing where nobody must."""
    fresh = Assessment.objects.select_related("unit").get(pk=assessment.pk)
    if fresh.turn is None:
        return
    on, turn = timezone.localdate(), fresh.turn
    messages = [_message(turn, person, "turn", on) for person in called_to_sign(turn, on)]
    with get_connection() as connection:
        connection.send_messages(messages)


@transaction.atomic
def remind_signers(*, on: datetime.date) -> int:
    """Remind those who must sign once the days the chain gives have passed, and bring what is late to those above them.

    Each person hears once of each; returns how many messages went out. What was submitted before there were rounds of
    sign-off gets its round here.
    """
    _open_missing_rounds()
    turns = (
        Turn.objects.open()
        .filter(Q(remind_on__lte=on) | Q(due_on__lt=on))
        .select_related("round__assessment__unit__parent", "person")
        .order_by("due_on", "pk")
    )
    sent = set(Nudge.objects.filter(turn__closed_at__isnull=True).values_list("turn", "person", "kind"))
    nudges, messages = [], []
    for turn in turns:
        due = [(NudgeKind.REMINDER, person) for person in called_to_sign(turn, on)]
        if turn.is_late(on):
            due += [(NudgeKind.ESCALATION, person) for person in above(turn, on)]
        for kind, person in due:
            if (turn.pk, person.pk, kind) not in sent:
                nudges.append(Nudge(turn=turn, person=person, kind=kind))
                messages.append(_message(turn, person, kind, on))
    Nudge.objects.bulk_create(nudges)
    # Recorded in the same transaction: if the mail cannot be written, the reminder stays due.
    with get_connection() as connection:
        connection.send_messages(messages)
    return len(messages)


def _open_missing_rounds() -> None:
    waiting = Turn.objects.open().values("round__assessment")
    without = Assessment.objects.filter(state__in=[State.SUBMITTED, State.CHECKED]).exclude(pk__in=waiting)
    for assessment in without.filter(versions__stage=Stage.SUBMITTED).distinct():
        round_of(assessment, timezone.now())


def _message(turn: Turn, person: Person, kind: str, on: datetime.date) -> EmailMessage:
    assessment = turn.round.assessment
    subject = {
        "turn": _("%(reference)s waits for your signature"),
        NudgeKind.REMINDER: _("Reminder: %(reference)s waits for your signature"),
        NudgeKind.ESCALATION: _("%(reference)s was not signed in time"),
    }[kind] % {"reference": assessment.reference}
    page = "check" if turn.task == SignTask.QUALITY else "attest"
    context = {
        "person": person,
        "turn": turn,
        "assessment": assessment,
        "kind": kind,
        "is_late": turn.is_late(on),
        "url": f"{settings.SITE_URL}{assessment.get_absolute_url()}"
        + ("" if kind == NudgeKind.ESCALATION else f"{page}/"),
    }
    return EmailMessage(subject=subject, body=render_to_string("eqia/mail/turn.txt", context), to=[person.email])
