"""What waits for a person among the assessments, in sentences."""

import datetime
from collections import Counter
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eqia.chains import Chain
from eqia.choices import ConsultationStage, NudgeKind, SignTask, State
from eqia.models import Assessment, Comment, Consultation, Delegation, Mitigation, Thread, Turn
from eqia.rules.signing import AUTHORITY, roles_that_may_sign
from organisation.choices import Role
from organisation.querysets import within_scope
from toolkit.waiting import Waiting

SOON = datetime.timedelta(days=30)
MOST = 50


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """To finish, to sign, to answer, to publish, and promises whose deadline is near; a fixed number of queries, and three
    more for each colleague for whom the person signs today."""
    if not person.is_authenticated:
        return []
    return [
        *_to_write(person, on),
        *_to_sign_or_see_to(person, on),
        *_to_answer(person),
        *_to_publish(person, on),
        *_promised(person, on),
        *_to_ask(person, on),
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


def _to_ask(person: Any, on: datetime.date) -> list[Waiting]:
    """Engagement that was planned in the person's own drafts and whose day has come or gone."""
    if not person.holds(Role.OFFICER):
        return []
    drafts = Assessment.objects.editable().filter(author=person)
    planned = Consultation.objects.filter(
        stage=ConsultationStage.PLANNED, starts_on__lte=on, assessment__in=drafts
    ).select_related("assessment")
    return [
        Waiting(
            _("Say what “%(who)s” told you: %(title)s") % {"who": each.who, "title": each.assessment.title},
            reverse("eqia:item", args=[each.assessment.reference, "consultation", each.pk]),
            each.starts_on,
            is_overdue=bool(each.starts_on and each.starts_on < on),
        )
        for each in planned.order_by("starts_on", "pk")[:MOST]
    ]


def _to_sign_or_see_to(person: Any, on: datetime.date) -> list[Waiting]:
    """What they are to sign, and what somebody below them has not signed in time, each once."""
    found = _to_sign(person, on)
    brought = _not_signed_in_time(person, on)
    waiting = [*found.values(), *(each for pk, each in brought.items() if pk not in found)]
    return sorted(waiting, key=lambda each: each.due_on or datetime.date.max)[:MOST]


def _to_sign(person: Any, on: datetime.date) -> dict[int, Waiting]:
    """Open steps by turn: those of colleagues for whom they sign while these are away, and the person's own."""
    away = Delegation.objects.current(on).filter(delegate=person).select_related("person")
    found: dict[int, Waiting] = {}
    for signer in [*(each.person for each in away.prefetch_related("person__holdings")), person]:
        for turn in _turns_of(signer, on):
            if (
                turn.pk not in found
                and person.pk not in turn.barred
                and (signer == person or not _is_later(turn, person))
            ):
                found[turn.pk] = _sign(turn, on, "" if signer == person else signer.full_name)
    return found


def _turns_of(signer: Any, on: datetime.date) -> list[Any]:
    """The open turns that somebody may sign in their own right: one query, whatever they hold."""
    named = Q(person=signer)
    by_role = Q(pk__in=[])
    for role in [step for step in Role.values if signer.holds(*AUTHORITY.get(step, (step,)))]:
        by_role |= Q(role=role) & within_scope(signer, *AUTHORITY.get(role, (role,)), unit="round__assessment__unit")
    turns = (
        Turn.objects.open()
        .filter(named | by_role)
        .exclude(round__assessment__author=signer)
        .exclude(round__assessment__edits__by=signer)
        .select_related("round__assessment__unit")
        .prefetch_related("round__assessment__edits", "round__assessment__rounds__sign_offs__lapse")
        .order_by("due_on", "pk")[:MOST]
    )
    return [turn for turn in turns if _is_theirs(turn, signer)]


def _is_theirs(turn: Any, signer: Any) -> bool:
    """Whether the chain lets them sign: who signed an earlier step, or has one of their own further on, does not."""
    chain, assessment = Chain.read(turn.round.chain), turn.round.assessment
    signed = {
        pk
        for each in assessment.rounds.all()
        for sign_off in each.sign_offs.all()
        if not sign_off.has_lapsed
        for pk in (sign_off.by_id, sign_off.on_behalf_of_id)
    }
    turn.barred = {assessment.author_id, *(edit.by_id for edit in assessment.edits.all())}
    turn.barred |= set() if chain.allows_same_person else signed
    if signer.pk in turn.barred:
        return False
    roles = roles_that_may_sign(turn.role, chain.roles_after(turn.position))
    return bool(turn.person_id == signer.pk or (turn.role and signer.holds(*roles, unit=assessment.unit)))


def _is_later(turn: Any, person: Any) -> bool:
    """Whether the chain asks for this person or their role further on, so that they do not sign for others before."""
    chain, unit = Chain.read(turn.round.chain), turn.round.assessment.unit
    steps = () if chain.allows_same_person else chain.steps[turn.position :]
    return any(step.person == person.pk or (step.role and person.holds(step.role, unit=unit)) for step in steps)


def _sign(turn: Any, on: datetime.date, absent: str) -> Waiting:
    assessment = turn.round.assessment
    words = {
        SignTask.QUALITY: _("Check the EqIA: %s"),
        SignTask.LEGAL: _("Give your legal advice on the EqIA: %s"),
        SignTask.ATTESTATION: _("Attest the EqIA: %s"),
    }[SignTask(turn.task)] % assessment.title
    page = "eqia:check" if turn.task == SignTask.QUALITY else "eqia:attest"
    due_on = min(filter(None, (turn.due_on, assessment.decision_expected_on)))
    sentence = _("%(words)s (for %(person)s, who is away)") % {"words": words, "person": absent} if absent else words
    return Waiting(sentence, reverse(page, args=[assessment.reference]), due_on, is_overdue=due_on < on)


def _not_signed_in_time(person: Any, on: datetime.date) -> dict[int, Waiting]:
    """By turn: what was brought to this person because somebody below them has not signed it in time."""
    late = (
        Turn.objects.late(on)
        .filter(nudges__person=person, nudges__kind=NudgeKind.ESCALATION)
        .select_related("round__assessment", "person")[:MOST]
    )
    return {
        turn.pk: Waiting(
            _("Not signed in time by %(whose)s: %(title)s")
            % {"whose": turn.whose.lower() if turn.role else turn.whose, "title": turn.round.assessment.title},
            turn.round.assessment.get_absolute_url(),
            turn.due_on,
            is_overdue=True,
        )
        for turn in late
    }


def _to_answer(person: Any) -> list[Waiting]:
    """Open comments that wait for this person: on what they write, and replies to threads they opened."""
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
    threads = (
        Thread.objects.open()
        .filter(Q(assessment__author=person) | Q(opened_by=person))
        .exclude(assessment__state=State.WITHDRAWN)
        .annotate(last_by=Subquery(last))
        .exclude(last_by=person.pk)
        .select_related("assessment")
        .order_by("opened_at")
    )
    count: Counter[Assessment] = Counter(thread.assessment for thread in threads)
    return [
        Waiting(
            ngettext("Answer %(number)s comment on %(title)s", "Answer %(number)s comments on %(title)s", number)
            % {"number": number, "title": assessment.title},
            reverse("eqia:comments", args=[assessment.reference]),
        )
        for assessment, number in list(count.items())[:MOST]
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
