"""The whole content of an assessment as plain values: what a version freezes, and what completeness is judged on.

No database ids, no codes without their words: whoever reads it in ten years needs nothing else. Dates are ISO texts.
"""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from eqia import questions
from eqia.choices import HARMS, ScreeningResult
from organisation.choices import Aim
from organisation.models import Organisation

if TYPE_CHECKING:
    from eqia.models import Assessment, Impact
    from organisation.models import Person

SCHEMA = "eqia-1"


def content_of(assessment: "Assessment", *, stage: str = "") -> dict[str, Any]:
    """Everything that a reader of the assessment sees, section by section, with the questions as they were put."""
    screening, conclusion = assessment.screening, assessment.conclusion
    is_full = screening.result == ScreeningResult.FULL
    mitigations = [
        {
            "for": mitigation.impact.characteristic.name if mitigation.impact else "",
            "description": mitigation.description,
            "lead": _person(mitigation.lead_person),
            "due_on": _plain(mitigation.due_on),
            "indicator": mitigation.indicator,
        }
        for mitigation in assessment.mitigations.select_related("impact__characteristic", "lead_person")
    ]
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "stage": stage,
        "organisation": str(Organisation.the()),
        "reference": assessment.reference,
        "title": assessment.title,
        "kind": assessment.get_kind_display(),
        "service": str(assessment.unit),
        "directorate": str(assessment.unit.directorate),
        "author": _person(assessment.author),
        "owner": _person(assessment.owner),
        "started_on": _plain(assessment.started_on),
        "decision_maker": assessment.decision_maker,
        "decision_expected_on": _plain(assessment.decision_expected_on),
        "duty": str(questions.DUTY),
        "objectives": [objective.title for objective in assessment.objectives.all()],
        "proposal": _answers(questions.PROPOSAL, assessment, ("summary", "aims", "affected", "alternatives")),
        "screening": {
            "aims": [
                {
                    "key": aim.value,
                    "name": str(aim.label),
                    "question": str(questions.AIMS.question(aim.value).text),
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
        },
        "is_full": is_full,
        "steps": [
            {
                "words": move.words,
                "transition": move.transition,
                "by": _person(move.by),
                "at": _plain(move.at),
                "reason": move.reason,
            }
            for move in assessment.moves.select_related("by")
        ],
    }
    if not is_full:
        return content
    return content | {
        "evidence": {
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
            "gaps_question": str(questions.EVIDENCE.question("evidence_gaps").text),
        },
        "consultation": {
            "items": [
                {
                    "who": item.who,
                    "method": item.method,
                    "starts_on": _plain(item.starts_on),
                    "ends_on": _plain(item.ends_on),
                    "answers": _answers(questions.CONSULTATION_ITEM, item, ("heard", "changed", "fed_back")),
                }
                for item in assessment.consultations.all()
            ],
            "no_consultation_reason": assessment.no_consultation_reason,
        },
        "impacts": [_card(impact) for impact in assessment.impacts.select_related("characteristic")],
        "mitigations": mitigations,
        "conclusion": {
            "aims": [
                {
                    "key": aim.value,
                    "name": str(aim.label),
                    "question": str(questions.OUTCOME.question(aim.value).text),
                    "answer": getattr(conclusion, aim.value),
                }
                for aim in Aim
            ],
            "outcome": conclusion.outcome,
            "outcome_words": conclusion.get_outcome_display(),
            "reasons": conclusion.reasons,
            "justification": conclusion.justification if conclusion.outcome == "continue" else "",
            "monitoring": conclusion.monitoring,
            "review_on": _plain(conclusion.review_on),
        },
    }


def _card(impact: "Impact") -> dict[str, Any]:
    return {
        "key": impact.characteristic.key,
        "name": impact.characteristic.name,
        "is_statutory": impact.characteristic.is_statutory,
        "effect": impact.effect,
        "words": impact.get_effect_display(),
        "answers": _answers(questions.IMPACT, impact, questions.IMPACT_ANSWERS[impact.effect]),
        "aims": [str(Aim(aim).label) for aim in impact.aims] if impact.effect not in ("", "none") else [],
        "harms": impact.effect in HARMS,
    }


def _answers(section: questions.Section, record: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Questions with their answers in words, in the order of the section; one chosen from a list is marked so."""
    return [
        {
            "key": question.key,
            "question": str(question.text),
            "answer": _words(record, question.key),
            "is_choice": hasattr(record, f"get_{question.key}_display"),
        }
        for question in section.questions
        if question.key in keys
    ]


def _words(record: Any, key: str) -> Any:
    display = getattr(record, f"get_{key}_display", None)
    return display() if display else _plain(getattr(record, key))


def _person(person: "Person | None") -> dict[str, str] | None:
    return {"name": person.full_name, "post": person.job_title or person.full_name} if person else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
