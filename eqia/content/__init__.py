"""The whole content of an assessment as plain values: what a version freezes, and what completeness is judged on.

No database ids, no codes without their words: whoever reads it in ten years needs nothing else. Dates are ISO texts.
One file makes each part. What a version froze under an earlier schema stays as it was: readers take keys that it may
not have with a default.
"""

from typing import TYPE_CHECKING, Any

from eqia import questions
from eqia.choices import ScreeningResult
from eqia.content.conclusion import conclusion_of, review_of
from eqia.content.consultation import consultation_of
from eqia.content.evidence import evidence_of
from eqia.content.impacts import (
    cumulative_of,
    impacts_of,
    intersections_of,
    mitigations_of,
    no_intersection_of,
)
from eqia.content.local import local_of
from eqia.content.modules import modules_of
from eqia.content.proposal import alternatives_of, identity_of, proposal_of
from eqia.content.screening import screening_of
from eqia.content.steps import steps_of
from organisation.models import Organisation

if TYPE_CHECKING:
    from eqia.models import Assessment

SCHEMA = "eqia-2"


def content_of(assessment: "Assessment", *, stage: str = "") -> dict[str, Any]:
    """Everything that a reader of the assessment sees, section by section, with the questions as they were put."""
    is_full = assessment.screening.result == ScreeningResult.FULL
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "stage": stage,
        "organisation": str(Organisation.the()),
        **identity_of(assessment),
        "edition": {"number": assessment.form.number, "sha256": assessment.form.sha256},
        "duty": str(questions.DUTY),
        "proposal": proposal_of(assessment),
        "alternatives": alternatives_of(assessment),
        "screening": screening_of(assessment),
        "is_full": is_full,
        "local": local_of(assessment, is_full=is_full),
        "steps": steps_of(assessment),
    }
    if not is_full:
        return content
    cards = impacts_of(assessment)
    return content | {
        "evidence": evidence_of(assessment),
        "consultation": consultation_of(assessment),
        "impacts": cards,
        "intersections": intersections_of(assessment),
        "no_intersection": no_intersection_of(assessment),
        "cumulative": cumulative_of(assessment),
        "modules": modules_of(assessment),
        "mitigations": mitigations_of(assessment),
        "conclusion": conclusion_of(assessment, cards),
        "review": review_of(assessment),
    }
