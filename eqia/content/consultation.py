"""Who was asked or will be, what they said and what it changed, and how fair it was."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eqia.content.plain import answers_of, plain
from eqia.rules.gunning import TESTS, Dates, Fact, facts_of
from organisation.few_people import people_shown

if TYPE_CHECKING:
    from eqia.models import Assessment, Consultation


def consultation_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "items": [
            _item(item, assessment) for item in assessment.consultations.prefetch_related("characteristics").all()
        ],
        "no_consultation_reason": assessment.no_consultation_reason,
    }


def _item(item: "Consultation", assessment: "Assessment") -> dict[str, Any]:
    about = list(item.characteristics.all())
    keys: tuple[str, ...] = () if item.is_planned else ("heard", "changed", "fed_back")
    return {
        "who": item.who,
        "stage": item.stage,
        "stage_words": item.get_stage_display(),
        "about": [str(characteristic) for characteristic in about],
        "about_keys": [characteristic.key for characteristic in about],
        "voice": item.voice,
        "voice_words": item.get_voice_display(),
        "lived_experience": item.lived_experience,
        "lived_experience_words": item.get_lived_experience_display(),
        "method": item.method,
        "starts_on": plain(item.starts_on),
        "ends_on": plain(item.ends_on),
        "took_part": None
        if item.is_planned
        else people_shown(item.took_part, [characteristic.key for characteristic in about]),
        "access": item.access,
        "answers": answers_of(assessment.form.item("consultation"), item, keys),
        "fed_back_on": None if item.is_planned else plain(item.fed_back_on),
        "tests": [] if item.is_planned else tests_of(item, assessment),
        "you_said": "" if item.is_planned else item.you_said,
        "we_did": "" if item.is_planned else item.we_did,
    }


def without_few(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with the counts of few people hidden, as it may have been frozen before they were; itself stays."""
    asked = payload.get("consultation")
    if not asked or not any(isinstance(item.get("took_part"), int) for item in asked["items"]):
        return payload
    items = [
        item | {"took_part": people_shown(item["took_part"], item.get("about_keys", ()))}
        if isinstance(item.get("took_part"), int)
        else item
        for item in asked["items"]
    ]
    return payload | {"consultation": asked | {"items": items}}


def tests_of(item: "Consultation", assessment: "Assessment") -> list[dict[str, Any]]:
    """The four Gunning tests, each with its answer, the sentence behind it and what the dates say."""
    section = assessment.form.item("consultation")
    facts = facts_of(
        Dates(
            starts_on=item.starts_on,
            ends_on=item.ends_on,
            fed_back_on=item.fed_back_on,
            options_formed_on=assessment.options_formed_on,
            decided_on=assessment.decision_expected_on,
        )
    )
    return [
        {
            "key": test,
            "question": str(section.question(test).text),
            "answer": getattr(item, test),
            "words": getattr(item, f"get_{test}_display")(),
            "how": getattr(item, f"{test}_how"),
            "facts": [
                {"words": words_of(fact), "speaks_against": fact.speaks_against} for fact in facts if fact.test == test
            ],
        }
        for test in TESTS
    ]


def words_of(fact: Fact) -> str:
    """What a date says about a test, in a sentence."""
    number = fact.number
    sentences = {
        "after_options": ngettext(
            "It began %s day after the options were first drawn up.",
            "It began %s days after the options were first drawn up.",
            number,
        )
        if number
        else _("It began on the day the options were first drawn up."),
        "before_options": ngettext(
            "It began %s day before the options were first drawn up.",
            "It began %s days before the options were first drawn up.",
            number,
        ),
        "not_before_decision": _("It began on or after the day of the decision."),
        "days_it_ran": ngettext("It ran for %s day.", "It ran for %s days.", number),
        "days_before_decision": ngettext(
            "It ended %s day before the decision.", "It ended %s days before the decision.", number
        ),
        "no_day_before_decision": _("It had not ended before the day of the decision."),
        "days_until_told": ngettext(
            "People were told the outcome %s day after it ended.",
            "People were told the outcome %s days after it ended.",
            number,
        )
        if number
        else _("People were told the outcome by the day it ended."),
    }
    sentence = str(sentences[fact.key])
    return sentence % number if "%s" in sentence else sentence
