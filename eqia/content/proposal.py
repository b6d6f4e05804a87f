"""What is proposed, by whom, and when."""

from typing import TYPE_CHECKING, Any

from eqia.choices import Coverage, Population
from eqia.content.plain import answers_of, person_of, plain

if TYPE_CHECKING:
    from eqia.models import Assessment


def identity_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "reference": assessment.reference,
        "title": assessment.title,
        "kind": assessment.get_kind_display(),
        "status": assessment.get_status_display(),
        "service": str(assessment.unit),
        "directorate": str(assessment.unit.directorate),
        "author": person_of(assessment.author),
        "owner": person_of(assessment.owner),
        "adviser": person_of(assessment.adviser),
        "team": [
            {"person": person_of(member.person), "name": member.name, "why": member.why}
            for member in assessment.team.select_related("person")
        ],
        "started_on": plain(assessment.started_on),
        "options_formed_on": plain(assessment.options_formed_on),
        "decision_maker": assessment.decision_maker,
        "decision_expected_on": plain(assessment.decision_expected_on),
        "budget_round": assessment.budget_round,
        "populations": [str(Population(each).label) for each in assessment.populations],
        "coverage": assessment.get_coverage_display(),
        "places": assessment.places if assessment.coverage == Coverage.PLACES else [],
        "parent": assessment.parent.reference if assessment.parent else "",
        "related": _references(assessment.related),
        "previous": _references(assessment.previous),
        "confidentiality": assessment.confidentiality,
        "objectives": [objective.title for objective in assessment.objectives.all()],
    }


def proposal_of(assessment: "Assessment") -> list[dict[str, Any]]:
    numbers = ("numbers_affected",) if assessment.numbers_affected else ()
    return answers_of(assessment.form["proposal"], assessment, ("summary", "aims", "affected", *numbers))


def alternatives_of(assessment: "Assessment") -> dict[str, Any]:
    """The other ways considered, each with why it was not chosen, and what else there is to say about the choice."""
    question = assessment.form["alternatives"].question("alternatives")
    return {
        "items": [
            {"description": way.description, "effect": way.effect, "why_not": way.why_not}
            for way in assessment.other_ways.all()
        ],
        "more": assessment.alternatives,
        "more_question": str(question.text),
    }


def _references(assessments: Any) -> list[str]:
    """The bare references: a reader is shown those that they may open, and nothing of the others."""
    return sorted(assessments.values_list("reference", flat=True))
