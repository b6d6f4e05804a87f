"""Sign-off: a round for each submission, a turn for each step, a signature bound to the version that was read."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.chains import HOUSE_CHAIN, Chain, Step
from eqia.choices import SignTask, Stage, State
from eqia.models import Assessment, AssessmentVersion, Lapse, SignOff, SignOffChain, SignOffRound, Turn
from eqia.permissions import represented
from eqia.rules.materiality import MaterialChange, is_material_change
from governance.errors import MoveRefused
from governance.services import move


def submitted_version(assessment: Assessment) -> AssessmentVersion | None:
    """The version that lies before those who sign."""
    return assessment.versions.filter(stage=Stage.SUBMITTED).order_by("-number").first()


def chain_for(kind: str) -> Chain:
    """The chain of a kind of proposal as it stands today: its own, that for every other kind, or the house's."""
    chains = SignOffChain.objects.filter(kind__in=[kind, ""]).prefetch_related("steps")
    for chain in sorted(chains, key=lambda chain: chain.kind, reverse=True):
        if steps := list(chain.steps.all()):
            return Chain(tuple(_plain(step) for step in steps), chain.allows_same_person, chain.number)
    return HOUSE_CHAIN


def _plain(step: Any) -> Step:
    return Step(
        task=step.task,
        role=step.role,
        person=step.person_id,
        words=step.words,
        days=step.days,
        remind_after=step.remind_after,
        escalates_to=step.escalates_to,
    )


def open_round(assessment: Assessment, version: AssessmentVersion, by: Any, at: datetime.datetime) -> SignOffRound:
    """Put a submitted version before those who sign: the first step that no earlier signature still covers.

    Signatures of earlier rounds lapse where something material has changed since, and stand otherwise. The last step is
    always signed anew, so that whoever approves has read this very version.
    """
    for signed in standing(assessment):
        if changes := is_material_change(signed.version.payload, version.payload):
            lapse([signed], [in_words(change) for change in changes], by, at)
    chain = chain_for(assessment.kind)
    opened = SignOffRound.objects.create(assessment=assessment, version=version, chain=chain.payload(), opened_at=at)
    position = next_position(assessment, chain, 0)
    _open_turn(opened, chain, position, at)
    if chain.step(position).task != SignTask.QUALITY:
        move(assessment, "resume", by=by, at=at)
    return opened


def next_position(assessment: Assessment, chain: Chain, after: int) -> int:
    """The next step to be signed after that one; the last is never passed over."""
    signed = standing(assessment)
    for position in range(after + 1, len(chain.steps)):
        if not any(covers(each, chain.step(position)) for each in signed):
            return position
    return len(chain.steps)


def standing(assessment: Assessment) -> list[SignOff]:
    """The signatures that have not lapsed."""
    found = SignOff.objects.filter(round__assessment=assessment, lapse__isnull=True)
    return list(found.select_related("version"))


def covers(signed: SignOff, step: Step) -> bool:
    """Whether a signature is one for that step."""
    if signed.task != step.task:
        return False
    if step.person is not None:
        return step.person in (signed.by_id, signed.on_behalf_of_id)
    return signed.role == step.role


def _open_turn(opened: SignOffRound, chain: Chain, position: int, at: datetime.datetime) -> Turn:
    step, on = chain.step(position), timezone.localtime(at).date()
    return Turn.objects.create(
        round=opened,
        position=position,
        task=step.task,
        role=step.role,
        person_id=step.person,
        escalates_to=step.escalates_to,
        opened_at=at,
        remind_on=on + datetime.timedelta(days=step.remind_after),
        due_on=on + datetime.timedelta(days=step.days),
    )


def round_of(assessment: Assessment, at: datetime.datetime) -> SignOffRound:
    """The round an assessment is in. One that was submitted before there were rounds gets one now, from where it stands."""
    if assessment.turn is not None:
        found: SignOffRound = assessment.round
        return found
    version = submitted_version(assessment)
    if version is None:
        raise MoveRefused(_("This has changed since you opened it. Read it again before you sign it."))
    chain = chain_for(assessment.kind)
    if assessment.state == State.CHECKED:
        later = tuple(step for step in chain.steps if step.task != SignTask.QUALITY)
        chain = Chain(later, chain.allows_same_person, chain.number)
    opened = SignOffRound.objects.create(assessment=assessment, version=version, chain=chain.payload(), opened_at=at)
    _open_turn(opened, chain, 1, at)
    del assessment.round
    return opened


def close_turn(assessment: Assessment, at: datetime.datetime) -> None:
    """Nobody need sign any more: it was signed, returned or withdrawn."""
    Turn.objects.open().filter(round__assessment=assessment).update(closed_at=at)


def lapse(signatures: Iterable[SignOff], reasons: list[str], by: Any, at: datetime.datetime) -> None:
    """Record that signatures no longer count, and why."""
    Lapse.objects.bulk_create(Lapse(sign_off=signed, reasons=reasons, by=by, at=at) for signed in signatures)


def write_sign_off(
    assessment: Assessment, opened: SignOffRound, by: Any, *, note: str, at: datetime.datetime
) -> SignOff:
    """Sign the open step, close its turn and open the next one. The caller holds the lock.

    Raises MoveForbidden or MoveRefused.
    """
    chain, turn = Chain.read(opened.chain), assessment.turn
    step = chain.step(turn.position)
    following = None if is_last(opened, turn) else next_position(assessment, chain, turn.position)
    follows = chain.step(following) if following else None
    on_behalf_of = represented(by, assessment, turn)
    move(assessment, _transition(step, follows), by=by, reason=note, at=at)
    screened_out = assessment.is_screened_out
    signed = SignOff.objects.create(
        round=opened,
        position=turn.position,
        task=step.task,
        role=step.role,
        by=by,
        name=by.full_name,
        post=by.job_title or by.full_name,
        on_behalf_of=on_behalf_of,
        on_behalf_of_words=_name_and_post(on_behalf_of),
        words=step.words_for(is_screened_out=screened_out),
        note=note,
        version=opened.version,
        sha256=opened.version.sha256,
        at=at,
    )
    close_turn(assessment, at)
    if following:
        _open_turn(opened, chain, following, at)
    return signed


def is_last(opened: SignOffRound, turn: Turn) -> bool:
    """Whether the signature of this turn approves the assessment."""
    return turn.position == len(Chain.read(opened.chain).steps)


def step_of(assessment: Assessment) -> tuple[Step, bool]:
    """The step that is open, and whether its signature approves; for one submitted before there were rounds, the house's."""
    if assessment.turn is None:
        step = HOUSE_CHAIN.steps[0 if assessment.state == State.SUBMITTED else -1]
        return step, assessment.state == State.CHECKED
    return Chain.read(assessment.round.chain).step(assessment.turn.position), is_last(assessment.round, assessment.turn)


def notes_for(assessment: Assessment) -> list[SignOff]:
    """What those who signed before tell those who sign next."""
    return [each for each in standing(assessment) if each.note]


def _transition(step: Step, follows: Step | None) -> str:
    """The move that a signature is: the last one approves, the last check passes it on, any other is one of several."""
    if follows is None:
        return "attest"
    is_check, is_followed_by_check = step.task == SignTask.QUALITY, follows.task == SignTask.QUALITY
    return "check_quality" if is_check and not is_followed_by_check else "countersign"


def _name_and_post(person: Any) -> str:
    if person is None:
        return ""
    return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


def attestations_of(assessment: Assessment, opened: SignOffRound) -> list[dict[str, Any]]:
    """The signatures under which an assessment is approved, in the order of its chain, for its version to keep."""
    signed = standing(assessment)
    found = []
    for step in Chain.read(opened.chain).steps:
        each = next((each for each in reversed(signed) if covers(each, step)), None)
        if each is not None:
            found.append(
                {
                    "task": each.task,
                    "task_words": each.get_task_display(),
                    "words": each.words,
                    "name": each.name,
                    "post": each.post,
                    "on_behalf_of": each.on_behalf_of_words,
                    "at": timezone.localtime(each.at).isoformat(timespec="seconds"),
                    "version_read": each.version.number,
                    "sha256_read": each.sha256,
                }
            )
    return found


def in_words(change: MaterialChange) -> str:
    """A material change as the reason why a signature lapsed."""
    words = {
        "proposal": _("What is proposed has changed."),
        "decision": _("Who decides, or when, has changed."),
        "screening": _("The screening has changed."),
        "evidence": _("The evidence has changed."),
        "consultation": _("The people asked, or what they said, have changed."),
        "outcome": _("The outcome or its reasons have changed."),
        "impacts": _("The effect on this group has changed: %s.") % change.name,
        "mitigations": _("What was promised has changed: %s.") % change.name.rstrip("."),
    }
    return words.get(change.part, _("Another part of the assessment has changed: %s.") % change.part.replace("_", " "))
