"""The outcome, what it means for each aim, and what is watched afterwards."""

from typing import TYPE_CHECKING, Any

from eqia.content.plain import plain
from organisation.choices import Aim

if TYPE_CHECKING:
    from eqia.models import Assessment


def conclusion_of(assessment: "Assessment") -> dict[str, Any]:
    conclusion = assessment.conclusion
    return {
        "aims": [
            {
                "key": aim.value,
                "name": str(aim.label),
                "question": str(assessment.form["outcome"].question(aim.value).text),
                "answer": getattr(conclusion, aim.value),
            }
            for aim in Aim
        ],
        "outcome": conclusion.outcome,
        "outcome_words": conclusion.get_outcome_display(),
        "reasons": conclusion.reasons,
        "justification": conclusion.justification if conclusion.outcome == "continue" else "",
        "monitoring": conclusion.monitoring,
        "review_on": plain(conclusion.review_on),
    }
