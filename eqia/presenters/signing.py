"""How far an assessment's sign-off has come: who has signed, whose turn it is, who follows, and what lapsed."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.chains import Chain, Step
from eqia.choices import SignTask
from eqia.comparison import compare
from eqia.models import Assessment, AssessmentVersion, SignOff, Turn
from eqia.services.signing import covers
from organisation.choices import Role
from organisation.models import Person


@dataclass(frozen=True)
class Line:
    """One step of the chain: `signed` once somebody has, `turn` while it waits for somebody; neither before that."""

    task: str
    whose: str
    signed: SignOff | None = None
    turn: Turn | None = None
    is_late: bool = False
    is_from_earlier: bool = False


@dataclass(frozen=True)
class SignOffRecord:
    lines: list[Line]
    lapsed: list[SignOff]


def sign_off_record(assessment: Assessment) -> SignOffRecord | None:
    """The latest round, step by step, and every signature that lapsed; None before the first submission."""
    opened = assessment.round
    if opened is None:
        return None
    every = (
        SignOff.objects.filter(round__assessment=assessment).select_related("lapse", "version").order_by("-at", "-pk")
    )
    signatures = list(every)
    standing = [each for each in signatures if not each.has_lapsed]
    steps = Chain.read(opened.chain).steps
    names = _names(steps)
    today, turn = timezone.localdate(), assessment.turn
    lines = []
    for position, step in enumerate(steps, start=1):
        is_open = turn is not None and turn.position == position
        signed = None if is_open else next((each for each in standing if covers(each, step)), None)
        lines.append(
            Line(
                str(SignTask(step.task).label),
                names.get(step.person, "") if step.person else str(Role(step.role).label),
                signed=signed,
                turn=turn if is_open else None,
                is_late=is_open and turn.is_late(today),
                is_from_earlier=signed is not None and signed.version_id != opened.version_id,
            )
        )
    return SignOffRecord(lines, [each for each in signatures if each.has_lapsed])


@dataclass(frozen=True)
class StepWords:
    """One step of a chain for those who keep it."""

    task: str
    whose: str
    days: int
    remind_after: int
    above: str


def steps_in_words(chain: Chain) -> list[StepWords]:
    names = _names(chain.steps)
    return [
        StepWords(
            str(SignTask(step.task).label),
            names.get(step.person, "") if step.person else str(Role(step.role).label),
            step.days,
            step.remind_after,
            str(Role(step.escalates_to or Role.EQUALITY_LEAD).label).lower(),
        )
        for step in chain.steps
    ]


def _names(steps: tuple[Step, ...]) -> dict[int | None, str]:
    named = [step.person for step in steps if step.person]
    if not named:
        return {}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=named)}


def since_signed(assessment: Assessment, person: Any, turn: Turn | None, version: AssessmentVersion) -> dict[str, Any]:
    """For whoever must sign again: the signature they gave before, and what has changed in words since that version.

    Where they gave none themselves, the one given for the same step by somebody else.
    """
    earlier = (
        SignOff.objects.filter(round__assessment=assessment).select_related("version", "lapse").order_by("-at", "-pk")
    )
    signatures = [each for each in earlier if each.version_id != version.pk]
    own = [each for each in signatures if person.pk in (each.by_id, each.on_behalf_of_id)]
    same = [each for each in signatures if turn is not None and (each.task, each.role) == (turn.task, turn.role)]
    signed = next(iter([*own, *same]), None)
    if signed is None:
        return {}
    parts = compare(signed.version.payload, version.payload)
    return {
        "signed_before": signed,
        "is_own": bool(own),
        "changed": [part for part in parts if part.is_changed],
        "before_words": _("Version %s") % signed.version.number,
        "after_words": _("Version %s") % version.number,
    }
