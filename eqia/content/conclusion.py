"""The outcome, what it means for each aim, and what is watched afterwards."""

from typing import TYPE_CHECKING, Any

from eqia.choices import Finding, ReviewTrigger
from eqia.content.plain import answers_of, plain
from eqia.rules import needs_justification
from organisation.choices import Aim

if TYPE_CHECKING:
    from eqia.models import Assessment


JUSTIFIES = ("legitimate_aim", "proportionate", "less_harmful")
CHECKS = ("direct", "indirect", "harassment")


def conclusion_of(assessment: "Assessment", cards: list[dict[str, Any]]) -> dict[str, Any]:
    """`cards` are the impacts found: what harm they leave decides whether something has to be justified."""
    conclusion, form = assessment.conclusion, assessment.form
    return {
        "aims": [
            {
                "key": aim.value,
                "name": str(aim.label),
                "question": str(form["law"].question(aim.value).text),
                "answer": getattr(conclusion, aim.value),
            }
            for aim in Aim
        ],
        "checks": [
            {
                "key": check,
                "question": str(form["law"].question(check).text),
                "answer": getattr(conclusion, check),
                "words": getattr(conclusion, f"get_{check}_display")(),
                "reason": getattr(conclusion, f"{check}_reason") if getattr(conclusion, check) != Finding.NO else "",
            }
            for check in CHECKS
        ],
        "adjustments": conclusion.adjustments,
        "adjustments_question": str(form["law"].question("adjustments").text),
        "outcome": conclusion.outcome,
        "outcome_words": conclusion.get_outcome_display(),
        "reasons": conclusion.reasons,
        "justification": _justification(assessment, cards),
    }


def _justification(assessment: "Assessment", cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Why the harm that remains is justified, question by question; empty where nothing has to be justified."""
    remaining = [card["residual"] for card in cards]
    if not needs_justification(assessment.conclusion.outcome, remaining):
        return []
    answers = answers_of(assessment.form["outcome"], assessment.conclusion, (*JUSTIFIES, "justification"))
    return [answer for answer in answers if answer["key"] in JUSTIFIES or answer["answer"]]


def review_of(assessment: "Assessment") -> dict[str, Any]:
    """What is watched after the decision, by whom, and when the assessment is looked at again."""
    conclusion = assessment.conclusion
    return {
        "monitoring": conclusion.monitoring,
        "watched_by": conclusion.watched_by,
        "review_on": plain(conclusion.review_on),
        "review_again_on": plain(conclusion.review_again_on),
        "triggers": [str(ReviewTrigger(each).label) for each in conclusion.triggers],
    }
