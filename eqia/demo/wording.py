"""Wealdshire's own words of the form: an edition of last spring, and changes that wait to be published."""

import datetime
from itertools import cycle

from django.utils import timezone

from eqia import questions, services
from eqia.models import Assessment, LocalAnswer, LocalQuestion
from eqia.wording import Words, in_words, words_of
from governance.rules import content_hash
from organisation.demo import Council

# Assessments started from this day on are asked in Wealdshire's own words.
PUBLISHED = -210
NOTE = (
    "Officers took “aims” for the three aims of the duty, so the question now asks what should get better. Members asked "
    "which promise of the council plan each proposal serves, and the access group asked about our buildings."
)
OWN: dict[str, Words] = {
    "proposal": {
        "questions": {
            "summary": {
                "text": "What will be different for people in Wealdshire?",
                "hint": "What happens now, what would happen instead, and where",
            },
            "aims": {"text": "What should get better, and for whom?"},
        }
    },
    "evidence": {
        "help": [
            "Begin with the area profiles on the county’s data pages, then use what your own service knows.",
            "Complaints, refused requests and what front-line staff see are evidence too.",
            "If you have no evidence, say so and say how you will find out.",
        ]
    },
}
PREPARED: dict[str, Words] = {
    "consultation": {
        "questions": {
            "no_consultation_reason": {
                "text": "If nobody has been asked and nobody will be, why not?",
                "hint": "Ring the equality team first: a forum may meet next week",
            }
        }
    },
}
ASKED = (
    (
        "proposal",
        "yes_no",
        "Does it change how people get into one of our buildings, or around it?",
        (),
        "Doors, lifts, signs, parking",
    ),
    (
        "proposal",
        "option",
        "Which promise of the council plan does it serve most?",
        ("A fair start", "Getting around", "Living well for longer", "A council that listens", "None of them"),
        "",
    ),
)
ANSWERS = (
    cycle(["no", "yes", "no", "no"]),
    cycle(["Getting around", "Living well for longer", "A council that listens"]),
)


def publish(council: Council) -> None:
    """Wealdshire's first edition of its own."""
    by = council.people["administrator"]
    for section, own in OWN.items():
        _save(section, own, council)
    for section, kind, text, options, hint in ASKED:
        services.add_local_question(section=section, kind=kind, text=text, options=list(options), hint=hint, by=by)
    nine = datetime.datetime.combine(council.on + datetime.timedelta(days=PUBLISHED), datetime.time(9, 40))
    services.publish_edition(
        note=NOTE, read_sha256=content_hash(services.prepared()), by=by, at=timezone.make_aware(nine)
    )


def prepare(council: Council) -> None:
    """What the administrator is working on."""
    for section, own in PREPARED.items():
        _save(section, own, council)
    services.add_local_question(
        section="review",
        kind="text",
        text="Which scrutiny committee will see the figures?",
        hint="Name it, and the month",
        example="Health scrutiny, in its October meeting",
        by=council.people["administrator"],
    )


def answer(assessment: Assessment) -> None:
    """The body's own questions, where the assessment's edition asks them."""
    LocalAnswer.objects.bulk_create(
        LocalAnswer(assessment=assessment, question=question, answer=next(answers))
        for question, answers in zip(LocalQuestion.objects.order_by("pk"), ANSWERS, strict=False)
        if any(question.key == asked.key for asked in assessment.form.local)
    )


def _save(section: str, own: Words, council: Council) -> None:
    words = words_of(in_words(questions.STANDARD[section], own))
    services.save_words(section=section, words=words, version=0, by=council.people["administrator"])
