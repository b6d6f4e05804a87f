"""How Wealdshire reviews: comments on drafts, a return, a chain of three, somebody away, and what is late."""

import datetime
from typing import Any

from django.utils import timezone

from eqia.chains import HOUSE_CHAIN, Step
from eqia.choices import Settled, SignTask
from eqia.demo import coach
from eqia.models import Assessment, Delegation, SignOffChain, SignOffStep, Thread
from eqia.services import (
    attest_assessment,
    check_assessment,
    open_thread,
    remind_signers,
    reply_to_thread,
    return_assessment,
    revision_of,
    save_answers,
    settle_thread,
    submit_assessment,
    submitted_version,
    withdraw_comment,
)
from organisation.choices import Role
from organisation.demo import Council

RESTRUCTURE = "One team to inspect roads, pavements and street works"
ANSWERS_FOR_IT = (
    "I have read this assessment as a whole, with the alternatives and what staff told us. I answer for this change to the "
    "people whose work it alters, and I will look at who was selected before any letter goes out."
)
CHAINS = {
    "": HOUSE_CHAIN.steps,
    "restructure": (
        *HOUSE_CHAIN.steps,
        Step(SignTask.ATTESTATION, role=Role.DIRECTOR, words=ANSWERS_FOR_IT, days=7, remind_after=4),
    ),
}

# Title of the assessment: what was said about it, as (section, place, who, days ago, words, what became of it).
SAID: dict[str, list[tuple[str, str, str, int, str, Any]]] = {
    "Carers’ break vouchers": [
        (
            "proposal",
            "What is changing",
            "adviser",
            12,
            "What happens to somebody who cannot find a sitter with the voucher? At the moment we find one for them.",
            ("officer-adults", 10, "Good point. The brokers would still help; I will write it down."),
        ),
        (
            "impact/carers",
            "Impact: Unpaid carers (not statutory)",
            "head-adults",
            8,
            "Say how many care for somebody with dementia. £420 buys them half of what it buys others.",
            None,
        ),
        (
            "people",
            "People and dates",
            "adviser",
            12,
            "Who decides this? It looks like a key decision.",
            Settled.RESOLVED,
        ),
    ],
    "Food waste collection from flats": [
        (
            "proposal",
            "What is changing",
            "lead",
            9,
            "How many of the 11,400 flats have bin stores that can be reached without a step?",
            Settled.ANSWERED,
        ),
        (
            "impact/disability",
            "Impact: Disability",
            "director",
            5,
            "Could crews bring the caddy back to the door for those on assisted collection, as they do for houses?",
            None,
        ),
    ],
    "Staff car parking permits": [
        (
            "impact/disability",
            "Impact: Disability",
            "adviser",
            20,
            "A passport that names a car is one thing. What of somebody whose adjustment was agreed by word of mouth?",
            None,
        ),
        ("proposal", "What is changing", "head-resources", 18, "Wrong file, this belongs elsewhere.", "withdrawn"),
    ],
}
AFFECTED = "About 21,000 residents of flats. 7,300 of the 11,400 flats have a bin store without a step; 410 homes have assisted collection."
RETURNED = [
    (
        "impact/sex",
        "Impact: Sex",
        "Ask the women’s safety partnership what changed where the lights were dimmed, and write down what they say.",
    ),
    ("consultation", "Consultation and engagement", "Ask the hospital about people who leave the late shift on foot."),
]


def load(council: Council) -> None:
    _keep_chains()
    _comment(council)
    _return(council)
    _restructure(council)
    Delegation.objects.create(
        person=council.people["head-adults"],
        delegate=council.people["director-adults"],
        starts_on=council.on - datetime.timedelta(days=4),
        ends_on=council.on + datetime.timedelta(days=10),
        reason="Annual leave",
    )
    remind_signers(on=council.on)


def _keep_chains() -> None:
    for kind, steps in CHAINS.items():
        chain = SignOffChain.objects.create(kind=kind)
        SignOffStep.objects.bulk_create(
            SignOffStep(
                chain=chain,
                position=position,
                task=step.task,
                role=step.role,
                words=step.words,
                days=step.days,
                remind_after=step.remind_after,
                escalates_to=step.escalates_to,
            )
            for position, step in enumerate(steps, start=1)
        )


def _comment(council: Council) -> None:
    for title, said in SAID.items():
        assessment = Assessment.objects.get(title=title)
        for section, place, who, days, words, then in said:
            thread = open_thread(
                assessment=assessment,
                section=section,
                place=place,
                words=words,
                by=council.people[who],
                at=_moment(council, -days, 10),
            )
            _go_on(council, assessment, thread, then, days)


def _go_on(council: Council, assessment: Assessment, thread: Thread, then: Any, days: int) -> None:
    """What became of a thread: a reply, an end, an answer by a change, or words withdrawn."""
    if isinstance(then, tuple):
        who, ago, words = then
        reply_to_thread(thread=thread, words=words, by=council.people[who], at=_moment(council, -ago, 15))
    elif then == Settled.RESOLVED:
        settle_thread(thread=thread, how=then, by=thread.opened_by, at=_moment(council, 1 - days, 9))
    elif then == Settled.ANSWERED:
        at = _moment(council, 2 - days, 11)
        _save(assessment, thread.section, {"affected": AFFECTED}, assessment.author, at)
        settle_thread(
            thread=thread,
            how=then,
            words="The figures are in now.",
            by=assessment.author,
            at=at + datetime.timedelta(minutes=4),
        )
    elif then == "withdrawn":
        withdraw_comment(comment=thread.comments.get(), by=thread.opened_by, at=_moment(council, -days, 11))


def _return(council: Council) -> None:
    """What the adviser asked for in which section, when street lighting came back."""
    assessment = Assessment.objects.get(title__startswith="Street lighting switched off")
    made = assessment.moves.filter(transition="send_back").get()
    for section, place, words in RETURNED:
        open_thread(
            assessment=assessment, section=section, place=place, words=words, by=made.by, at=made.at, returned_with=made
        )


def _restructure(council: Council) -> None:
    """Signed by adviser and head, returned by the director, changed: both signatures lapsed. The head must sign again."""
    people = council.people
    assessment = Assessment.objects.get(title=RESTRUCTURE)
    coach.reply(assessment, _moment(council, -40, 16))
    submit_assessment(assessment=assessment, by=assessment.author, at=_moment(council, -40, 16))
    check_assessment(
        assessment=assessment,
        by=people["adviser"],
        note="The teams are small: please keep it so that no one can be recognised.",
        at=_moment(council, -34, 14),
    )
    _attest(assessment, people["head"], _moment(council, -27, 9))
    return_assessment(
        assessment=assessment,
        by=people["director"],
        reason="I cannot put my name to closing Millbrook before we know what it does to adjustments. The rest is good work.",
        asks=[
            (
                "impact/disability",
                "Impact: Disability",
                "Say how many agreed adjustments depend on Millbrook and what becomes of each.",
            ),
            ("proposal", "What is changing", "Could Millbrook stay open until its lease ends?"),
        ],
        at=_moment(council, -20, 11),
    )
    at = _moment(council, -12, 10)
    assessment = Assessment.objects.select_related("unit__parent", "screening", "conclusion").get(pk=assessment.pk)
    _save(
        assessment,
        "proposal",
        {
            "summary": assessment.summary.replace(
                "with two depots instead of three and inspections",
                "with three depots until the lease at Millbrook ends in 2029, and inspections",
            )
        },
        assessment.author,
        at,
    )
    card = assessment.impacts.get(characteristic__key="disability")
    _save(
        assessment,
        "impact/disability",
        {
            "harm": "Some staff have adjustments that depend on Millbrook. While it stays open none of them breaks; each is "
            "agreed again before the lease ends in 2029."
        },
        assessment.author,
        at + datetime.timedelta(minutes=20),
        record=card,
    )
    for thread in assessment.threads.open():
        settle_thread(thread=thread, how=Settled.ANSWERED, by=assessment.author, at=at + datetime.timedelta(minutes=25))
    coach.reply(assessment, _moment(council, -11, 9))
    submit_assessment(assessment=assessment, by=assessment.author, at=_moment(council, -11, 9))
    check_assessment(assessment=assessment, by=people["adviser"], at=_moment(council, -4, 13))


def _attest(assessment: Assessment, by: Any, at: datetime.datetime) -> None:
    version = submitted_version(assessment)
    assert version is not None
    attest_assessment(assessment=assessment, by=by, read_sha256=version.sha256, at=at)


def _save(
    assessment: Assessment, section: str, values: dict[str, Any], by: Any, at: datetime.datetime, record: Any = None
) -> None:
    save_answers(
        assessment=assessment,
        section=section,
        revision=revision_of(assessment, section),
        record=record or assessment,
        values=values,
        by=by,
        at=at,
    )


def _moment(council: Council, days: int, hour: int) -> datetime.datetime:
    """That hour of the day, or of the Monday after it where it falls on a weekend."""
    day = council.on + datetime.timedelta(days=days)
    day += datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 12)))
