"""What the body asks in addition, and what was answered."""

from typing import TYPE_CHECKING, Any

from eqia.choices import LocalKind, YesNo
from eqia.questions import BEFORE_RESULT

if TYPE_CHECKING:
    from eqia.models import Assessment

ALWAYS = {section.key for section in BEFORE_RESULT}


def local_of(assessment: "Assessment", *, is_full: bool) -> list[dict[str, Any]]:
    """The body's own questions of the sections that stand, in their order, with the answers in words."""
    asked = [question for question in assessment.form.local if is_full or question.section in ALWAYS]
    if not asked:
        return []
    answers = {answer.question_id: answer.answer for answer in assessment.local_answers.all()}
    return [
        {
            "key": question.key,
            "section": question.section,
            "section_heading": str(assessment.form[question.section].heading),
            "question": question.text,
            "answer": _words(question.kind, answers.get(int(question.key.removeprefix("local-")), "")),
            "is_required": question.is_required,
        }
        for question in asked
    ]


def _words(kind: str, answer: str) -> str:
    return str(YesNo(answer).label) if kind == LocalKind.YES_NO and answer in YesNo.values else answer
