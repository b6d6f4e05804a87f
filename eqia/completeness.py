"""What is still missing before an assessment can be submitted: one function of sentences for page, guard and test."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eqia import rules
from eqia.choices import ConsultationStage, Met, ScreeningResult


@dataclass(frozen=True)
class Missing:
    """One thing to do: a sentence that says what, and the page where (`section`; for an impact card its `card`)."""

    sentence: str
    section: str
    card: str = ""


def missing_from(content: dict[str, Any]) -> list[Missing]:
    """What is missing from the content (see `eqia.content`), in the order of the sections.

    What a full assessment needs is asked for once screening has shown that one is needed.
    """
    missing = [*_proposal(content), *_screening(content)]
    if content["is_full"]:
        missing += [
            *_evidence(content),
            *_consultation(content),
            *(gap for card in content["impacts"] for gap in _card(card, content)),
            *_mitigation(content),
            *_outcome(content),
        ]
    return [*missing, *_local(content)]


def _proposal(content: dict[str, Any]) -> list[Missing]:
    answers = {answer["key"]: answer["answer"] for answer in content["proposal"]}
    is_little = content["screening"]["result"] == ScreeningResult.NOT_REQUIRED
    wanted = [
        (answers["summary"], _("Say what will change"), "proposal"),
        (answers["aims"], _("Say why the change is proposed"), "proposal"),
        (answers["affected"], _("Say who is affected"), "proposal"),
        (
            content["alternatives"]["items"] or content["alternatives"]["more"] or is_little,
            _("Say which other ways were considered"),
            "proposal",
        ),
        (content["owner"], _("Select the head of service or director who is accountable"), "people"),
        (content["decision_maker"], _("Enter who will decide"), "people"),
        (content["decision_expected_on"] or is_little, _("Enter the date of the decision"), "people"),
        (content["started_on"], _("Enter when you started to think about equality in this proposal"), "people"),
    ]
    return [Missing(sentence, section) for answer, sentence, section in wanted if not answer]


def _screening(content: dict[str, Any]) -> list[Missing]:
    screening = content["screening"]
    missing = [
        Missing(_("Answer for the aim “%s”") % aim["name"], "aims") for aim in screening["aims"] if not aim["answer"]
    ]
    if not screening["aims_reason"]:
        missing.append(Missing(_("Say why you think so about the three aims"), "aims"))
    missing += [
        Missing(_("Say what the proposal could mean for %s") % _name(group), "groups")
        for group in screening["groups"]
        if not group["answer"]
    ]
    if not screening["result"]:
        missing.append(Missing(_("Select whether a full assessment is needed"), "screening"))
    if not screening["reasons"]:
        missing.append(Missing(_("Give the reasons for the screening result"), "screening"))
    if screening["result"] == ScreeningResult.NOT_REQUIRED and not rules.may_be_screened_out(
        [aim["answer"] for aim in screening["aims"]], [group["answer"] for group in screening["groups"]]
    ):
        missing.append(
            Missing(
                _("Select a full assessment: you said that somebody could be worse off or that you don’t know"),
                "screening",
            )
        )
    return missing


def _evidence(content: dict[str, Any]) -> list[Missing]:
    evidence = content["evidence"]
    missing = [
        Missing(_("Say what “%s” shows for this proposal") % item["title"], "evidence")
        for item in evidence["items"]
        if not item["shows"]
    ]
    missing += [
        Missing(_("Enter who produced “%s”") % item["title"], "evidence")
        for item in evidence["items"]
        if not item["source"]
    ]
    for gap in evidence["gaps_list"]:
        found_out = gap["find_out"]
        if found_out and not (found_out["by"] and found_out["lead"] and found_out["due_on"]):
            words = _("Say how, by whom and by when you will find out, or why it cannot be: %s")
            missing.append(Missing(words % shortened(gap["unknown"]), "evidence"))
    if not evidence["items"] and not evidence["gaps_list"] and not evidence["gaps"]:
        missing.append(
            Missing(_("Add the evidence you have, or say what you do not know and how you will find out"), "evidence")
        )
    return missing


def _consultation(content: dict[str, Any]) -> list[Missing]:
    consultation = content["consultation"]
    missing = [
        Missing(_("Enter when you ask, or asked, “%s”") % item["who"], "consultation")
        for item in consultation["items"]
        if not item["starts_on"]
    ]
    for item in consultation["items"]:
        if item["stage"] == ConsultationStage.PLANNED:
            continue
        answers = {answer["key"]: answer["answer"] for answer in item["answers"]}
        if not answers["heard"]:
            missing.append(Missing(_("Say what “%s” said") % item["who"], "consultation"))
        if not all(test["answer"] for test in item["tests"]):
            missing.append(Missing(_("Answer the four questions on fairness for “%s”") % item["who"], "consultation"))
        missing += [
            Missing(
                _("Say why not, for “%(who)s”: %(question)s") % {"who": item["who"], "question": test["question"]},
                "consultation",
            )
            for test in item["tests"]
            if test["answer"] in (Met.NO, Met.PARTLY) and not test["how"]
        ]
    if not consultation["items"] and not consultation["no_consultation_reason"]:
        missing.append(Missing(_("Add whom you asked or will ask, or say why nobody is asked"), "consultation"))
    return missing


def _card(card: dict[str, Any], content: dict[str, Any]) -> list[Missing]:
    name, answers = _name(card), {answer["key"]: answer["answer"] for answer in card["answers"]}
    if not card["effect"]:
        sentences = [_("Select the impact on %s") % name]
    else:
        wanted = {
            "who": _("Say who is affected: %s"),
            "benefit": _("Say how it helps: %s"),
            "harm": _("Say how it could harm: %s"),
            "no_impact_reason": _("Give the reason why there is no impact: %s"),
        }
        if card["effect"] == "unknown":
            del wanted["who"]
        sentences = [words % name for key, words in wanted.items() if key in answers and not answers[key]]
        if card["find_out"] and not card["find_out"]["by"]:
            sentences.append(_("Say how you will find out about the impact: %s") % name)
        is_mitigated = any(mitigation["for"] == card["name"] for mitigation in content["mitigations"])
        if card["harms"] and not is_mitigated and not answers["no_mitigation_reason"]:
            sentences.append(_("Add a mitigation, or say why nothing can be done: %s") % name)
    return [Missing(sentence, "impact", card["key"]) for sentence in sentences]


def _mitigation(content: dict[str, Any]) -> list[Missing]:
    missing = []
    for mitigation in content["mitigations"]:
        short = shortened(mitigation["description"])
        if not mitigation["lead"]:
            missing.append(Missing(_("Select who leads “%s”") % short, "mitigation"))
        if not mitigation["due_on"]:
            missing.append(Missing(_("Enter the deadline of “%s”") % short, "mitigation"))
    return missing


def _outcome(content: dict[str, Any]) -> list[Missing]:
    conclusion = content["conclusion"]
    missing = [
        Missing(_("Say what it means for the aim “%s”") % aim["name"], "law")
        for aim in conclusion["aims"]
        if not aim["answer"]
    ]
    if not conclusion["outcome"]:
        missing.append(Missing(_("Select the outcome"), "outcome"))
    elif not rules.outcome_fits(conclusion["outcome"], [card["effect"] for card in content["impacts"]]):
        missing.append(
            Missing(
                _("Select another outcome: you found that somebody could be harmed, so “no major change” does not fit"),
                "outcome",
            )
        )
    if not conclusion["reasons"]:
        missing.append(Missing(_("Give the reasons for the outcome"), "outcome"))
    if any(not answer["answer"] for answer in conclusion["justification"]):
        missing.append(Missing(_("Say what justifies going on although people are worse off"), "outcome"))
    review = content["review"]
    if not review["monitoring"]:
        missing.append(Missing(_("Say how you will check what really happens"), "review"))
    if not review["review_on"]:
        missing.append(Missing(_("Enter when you will look at this assessment again"), "review"))
    return missing


def _local(content: dict[str, Any]) -> list[Missing]:
    """What the body itself asks and wants answered."""
    return [
        Missing(_("Answer “%s”") % answer["question"], answer["section"])
        for answer in content.get("local", [])
        if answer["is_required"] and not answer["answer"]
    ]


def shortened(words: str) -> str:
    """Words within a sentence."""
    return words if len(words) <= 60 else words[:57] + "…"


def _name(group: dict[str, Any]) -> str:
    """A characteristic's name within a sentence: lower case, as none of the nine is a proper name."""
    name = str(group["name"])
    return name[:1].lower() + name[1:] if group["is_statutory"] else name
