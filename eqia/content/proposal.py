"""What is proposed, by whom, and when."""

from typing import TYPE_CHECKING, Any

from eqia.content.plain import answers_of, person_of, plain

if TYPE_CHECKING:
    from eqia.models import Assessment


def identity_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "reference": assessment.reference,
        "title": assessment.title,
        "kind": assessment.get_kind_display(),
        "service": str(assessment.unit),
        "directorate": str(assessment.unit.directorate),
        "author": person_of(assessment.author),
        "owner": person_of(assessment.owner),
        "started_on": plain(assessment.started_on),
        "decision_maker": assessment.decision_maker,
        "decision_expected_on": plain(assessment.decision_expected_on),
        "objectives": [objective.title for objective in assessment.objectives.all()],
    }


def proposal_of(assessment: "Assessment") -> list[dict[str, Any]]:
    return answers_of(assessment.form["proposal"], assessment, ("summary", "aims", "affected", "alternatives"))
