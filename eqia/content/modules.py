"""Duties and commitments beside the Equality Act, as far as they are asked about."""

from typing import TYPE_CHECKING, Any

from eqia.choices import Relevance
from eqia.content.impacts import find_out_of

if TYPE_CHECKING:
    from eqia.models import Assessment


def modules_of(assessment: "Assessment") -> list[dict[str, Any]]:
    """One for each that is switched on in the assessment's edition of the form, answered or not."""
    form = assessment.form
    answers = {answer.module: answer for answer in assessment.module_answers.select_related("find_out_lead")}
    modules = []
    for key in form.modules:
        section, answer = form[key], answers.get(key)
        relevance = answer.relevance if answer else ""
        modules.append(
            {
                "key": key,
                "name": str(section.heading),
                "question": str(section.question("relevance").text),
                "relevance": relevance,
                "words": answer.get_relevance_display() if answer else "",
                "what": answer.what if answer and relevance in (Relevance.YES, Relevance.UNKNOWN) else "",
                "what_question": str(section.question("what").text),
                "response": answer.response if answer and relevance == Relevance.YES else "",
                "response_question": str(section.question("response").text),
                "find_out": find_out_of(answer) if answer and relevance == Relevance.UNKNOWN else None,
            }
        )
    return modules
