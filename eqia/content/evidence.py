"""What is known, with its sources, and what is not."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eqia.models import Assessment


def evidence_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "items": [
            {
                "title": item.title,
                "kind": item.get_kind_display(),
                "source": item.source,
                "dated": item.dated,
                "link": item.link,
                "shows": item.shows,
                "about": [str(characteristic) for characteristic in item.characteristics.all()],
            }
            for item in assessment.evidence.prefetch_related("characteristics")
        ],
        "gaps": assessment.evidence_gaps,
        "gaps_question": str(assessment.form["evidence"].question("evidence_gaps").text),
    }
