"""Whether a full assessment is needed, and what was seen before it."""

from typing import TYPE_CHECKING, Any

from organisation.choices import Aim

if TYPE_CHECKING:
    from eqia.models import Assessment


def screening_of(assessment: "Assessment") -> dict[str, Any]:
    screening = assessment.screening
    return {
        "aims": [
            {
                "key": aim.value,
                "name": str(aim.label),
                "question": str(assessment.form["aims"].question(aim.value).text),
                "answer": getattr(screening, aim.value),
                "words": getattr(screening, f"get_{aim.value}_display")(),
            }
            for aim in Aim
        ],
        "aims_reason": screening.aims_reason,
        "groups": [
            {
                "key": answer.characteristic.key,
                "name": answer.characteristic.name,
                "is_statutory": answer.characteristic.is_statutory,
                "answer": answer.answer,
                "words": answer.get_answer_display(),
            }
            for answer in assessment.screening_answers.select_related("characteristic")
        ],
        "result": screening.result,
        "result_words": screening.get_result_display(),
        "reasons": screening.reasons,
    }
