"""Who was asked, what they said and what it changed."""

from typing import TYPE_CHECKING, Any

from eqia.content.plain import answers_of, plain

if TYPE_CHECKING:
    from eqia.models import Assessment


def consultation_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "items": [
            {
                "who": item.who,
                "method": item.method,
                "starts_on": plain(item.starts_on),
                "ends_on": plain(item.ends_on),
                "answers": answers_of(assessment.form.item("consultation"), item, ("heard", "changed", "fed_back")),
            }
            for item in assessment.consultations.all()
        ],
        "no_consultation_reason": assessment.no_consultation_reason,
    }
