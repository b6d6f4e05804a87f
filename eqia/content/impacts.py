"""A card for each characteristic, and what is promised."""

from typing import TYPE_CHECKING, Any

from eqia.choices import HARMS
from eqia.content.plain import answers_of, person_of, plain
from eqia.questions import IMPACT_ANSWERS
from eqia.wording import Form
from organisation.choices import Aim

if TYPE_CHECKING:
    from eqia.models import Assessment, Impact


def impacts_of(assessment: "Assessment") -> list[dict[str, Any]]:
    form = assessment.form
    return [_card(impact, form) for impact in assessment.impacts.select_related("characteristic")]


def _card(impact: "Impact", form: Form) -> dict[str, Any]:
    return {
        "key": impact.characteristic.key,
        "name": impact.characteristic.name,
        "is_statutory": impact.characteristic.is_statutory,
        "effect": impact.effect,
        "words": impact.get_effect_display(),
        "answers": answers_of(form["impact"], impact, IMPACT_ANSWERS[impact.effect]),
        "aims": [str(Aim(aim).label) for aim in impact.aims] if impact.effect not in ("", "none") else [],
        "harms": impact.effect in HARMS,
    }


def mitigations_of(assessment: "Assessment") -> list[dict[str, Any]]:
    return [
        {
            "for": mitigation.impact.characteristic.name if mitigation.impact else "",
            "description": mitigation.description,
            "lead": person_of(mitigation.lead_person),
            "due_on": plain(mitigation.due_on),
            "indicator": mitigation.indicator,
        }
        for mitigation in assessment.mitigations.select_related("impact__characteristic", "lead_person")
    ]
