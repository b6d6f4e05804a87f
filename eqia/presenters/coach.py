"""What the coach asks, for the pages on which it stands."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from eqia.coach import RULES, Asked, Rule, prompts_for, with_replies
from eqia.content import content_of
from eqia.models import Assessment, AssessmentVersion
from eqia.presenters.tasks import prompt_url
from eqia.questions import STANDARD


@dataclass(frozen=True)
class Question:
    """One question as a page shows it: about what, and where it is put right or answered."""

    asked: Asked
    place: str
    page_url: str
    reply_url: str


def beside(assessment: Assessment, section: str, form: Any) -> dict[str, Any]:
    """Context of a page that edits a section (as its revisions name it): the form, and what is asked about it.

    Each question that is about one field stands in that field's hint as well, where a screen reader meets it.
    """
    name, _between, card = section.partition("/")
    if name == "coach" or (card and name != "impact"):
        return {"form": form, "coach_questions": []}
    content = content_of(assessment)
    found = [
        question
        for question in draft_questions(assessment, content, assessment.asked_about(content))
        if question.asked.prompt.section == name and (name != "impact" or question.asked.prompt.card == card)
    ]
    form.ask([question.asked for question in found])
    return {"form": form, "coach_questions": found}


def draft_questions(assessment: Assessment, content: dict[str, Any], asked: list[Asked]) -> list[Question]:
    """Everything that is asked about the working copy; what must be answered and is not comes first."""
    return _questions(assessment, content, sorted(asked, key=lambda each: not each.blocks))


def version_questions(assessment: Assessment, version: AssessmentVersion) -> list[Question]:
    """The same list for a frozen version, as it stood on the day it was frozen."""
    prompts = prompts_for(version.payload, version.made_at.date())
    asked = with_replies(prompts, assessment.prompt_replies.select_related("by"))
    return _questions(assessment, version.payload, sorted(asked, key=lambda each: not each.prompt.must_answer))


def rules_by_section() -> list[tuple[str, list[Rule]]]:
    """What the coach looks for, page by page, in the order of the rules."""
    keys = dict.fromkeys(rule.section for rule in RULES)
    return [(str(STANDARD[key].heading), [rule for rule in RULES if rule.section == key]) for key in keys]


def _questions(assessment: Assessment, content: dict[str, Any], asked: list[Asked]) -> list[Question]:
    names = {card["key"]: card["name"] for card in content.get("impacts", [])}
    return [
        Question(
            each,
            names.get(each.prompt.card) or str(assessment.form[each.prompt.section].heading),
            prompt_url(assessment, each.prompt),
            reply_url(assessment, each.prompt.key, each.prompt.card),
        )
        for each in asked
    ]


def reply_url(assessment: Assessment, rule: str, card: str) -> str:
    if card:
        return reverse("eqia:prompt-card", args=[assessment.reference, rule, card])
    return reverse("eqia:prompt", args=[assessment.reference, rule])
