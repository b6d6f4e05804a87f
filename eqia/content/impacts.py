"""A card for each characteristic with its sub-groups, combinations, what adds up, and what is promised."""

from typing import TYPE_CHECKING, Any

from eqia.choices import HARMS, Effect, MitigationKind
from eqia.content.plain import answers_of, person_of, plain
from eqia.questions import IMPACT_ANSWERS
from organisation.choices import Aim

if TYPE_CHECKING:
    from eqia.models import Assessment, Impact
    from eqia.models.impacts import FindOut
    from eqia.wording import Form


def impacts_of(assessment: "Assessment") -> list[dict[str, Any]]:
    cards = assessment.impacts.select_related("characteristic", "find_out_lead").prefetch_related("subgroups")
    return [_card(impact, assessment.form) for impact in cards]


def _card(impact: "Impact", form: "Form") -> dict[str, Any]:
    is_unknown = impact.effect == Effect.UNKNOWN or any(
        subgroup.effect == Effect.UNKNOWN for subgroup in impact.subgroups.all()
    )
    keys = IMPACT_ANSWERS[impact.effect]
    return {
        "key": impact.characteristic.key,
        "name": impact.characteristic.name,
        "is_statutory": impact.characteristic.is_statutory,
        "effect": impact.effect,
        "words": impact.get_effect_display(),
        "answers": answers_of(form["impact"], impact, tuple(key for key in keys if key != "finding_out")),
        "subgroups": [
            {
                "name": subgroup.name,
                "effect": subgroup.effect,
                "words": subgroup.get_effect_display(),
                "what": subgroup.words,
            }
            for subgroup in impact.subgroups.all()
        ],
        "residual": impact.residual if impact.harms else "",
        "find_out": find_out_of(impact) if is_unknown else None,
        "aims": [str(Aim(aim).label) for aim in impact.aims] if impact.effect not in ("", "none") else [],
        "harms": impact.effect in HARMS,
    }


def find_out_of(record: "FindOut") -> dict[str, Any]:
    """What follows from not knowing: by what means it will be found out, who does it, and by when."""
    return {
        "by": record.finding_out,
        "lead": person_of(record.find_out_lead),
        "due_on": plain(record.find_out_on),
    }


def intersections_of(assessment: "Assessment") -> list[dict[str, Any]]:
    combinations = assessment.intersections.select_related("find_out_lead").prefetch_related("characteristics")
    return [
        {
            "key": str(combination.pk),
            "who": combination.who,
            "characteristics": [str(characteristic) for characteristic in combination.characteristics.all()],
            "effect": combination.effect,
            "words": combination.get_effect_display(),
            "known": combination.known,
            "find_out": find_out_of(combination) if combination.effect == Effect.UNKNOWN else None,
        }
        for combination in combinations
    ]


def no_intersection_of(assessment: "Assessment") -> dict[str, Any]:
    """Where somebody looked for combinations and found none."""
    question = assessment.form["intersections"].question("no_intersection_reason")
    return {"question": str(question.text), "answer": assessment.no_intersection_reason}


def cumulative_of(assessment: "Assessment") -> dict[str, Any]:
    question = assessment.form["cumulative"].question("cumulative")
    return {"question": str(question.text), "answer": assessment.cumulative}


def mitigations_of(assessment: "Assessment") -> list[dict[str, Any]]:
    """What is promised in words of its own; how an unknown will be found out stands on the page of the unknown."""
    promised = assessment.mitigations.filter(source="").select_related("impact__characteristic", "lead_person")
    return [
        {
            "kind": mitigation.kind,
            "words": mitigation.get_kind_display(),
            "unknown": mitigation.unknown if mitigation.kind == MitigationKind.FIND_OUT else "",
            "for": mitigation.impact.characteristic.name if mitigation.impact else "",
            "description": mitigation.description,
            "lead": person_of(mitigation.lead_person),
            "due_on": plain(mitigation.due_on),
            "indicator": mitigation.indicator,
        }
        for mitigation in promised
    ]
