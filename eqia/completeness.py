"""What is still missing before an assessment can be submitted: one function of sentences for page, guard and test."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eqia import rules
from eqia.choices import ConsultationStage, Coverage, Effect, Finding, Met, MitigationKind, Relevance, ScreeningResult


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
            *_choice(content),
            *_evidence(content),
            *_consultation(content),
            *(gap for card in content["impacts"] for gap in _card(card, content)),
            *_across(content),
            *_mitigation(content),
            *_law(content),
            *_outcome(content),
        ]
    return [*missing, *_local(content)]


def _gaps(section: str, *wanted: tuple[Any, str]) -> list[Missing]:
    """A gap for each sentence whose answer is empty."""
    return [Missing(sentence, section) for answer, sentence in wanted if not answer]


def _proposal(content: dict[str, Any]) -> list[Missing]:
    answers = {answer["key"]: answer["answer"] for answer in content["proposal"]}
    is_little = content["screening"]["result"] == ScreeningResult.NOT_REQUIRED
    return [
        *_gaps(
            "proposal",
            (answers["summary"], _("Say what will change")),
            (answers["aims"], _("Say why the change is proposed")),
            (answers["affected"], _("Say who is affected")),
        ),
        *_gaps(
            "people",
            (content["owner"], _("Select the head of service or director who is accountable")),
            (content["decision_maker"], _("Enter who will decide")),
            (content["decision_expected_on"] or is_little, _("Enter the date of the decision")),
            (content["started_on"], _("Enter when you started to think about equality in this proposal")),
        ),
    ]


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


def _choice(content: dict[str, Any]) -> list[Missing]:
    """What a full assessment says of the proposal beyond what screening needs."""
    ways, is_local = content["alternatives"], content["coverage"] == str(Coverage.PLACES.label)
    formed, decided = content["options_formed_on"], content["decision_expected_on"]
    missing = [
        *_gaps(
            "proposal",
            (content["status"], _("Select whether the proposal is new, a change or an end")),
            (content["populations"], _("Select whom the proposal touches")),
            (content["coverage"], _("Select where the people affected are")),
            (content["places"] or not is_local, _("Enter the places that are affected")),
        ),
        *_gaps("people", (formed, _("Enter when the options were first drawn up"))),
        *_gaps(
            "alternatives",
            (ways["items"] or ways["more"], _("Add another way that was considered, or say why there was none")),
            *(
                (way["why_not"], _("Say why another way was not chosen: “%s”") % shortened(way["description"]))
                for way in ways["items"]
            ),
        ),
    ]
    # ISO texts sort as their days do.
    if formed and decided and formed > decided:
        sentence = _("Check the dates: the options cannot have been drawn up after the decision")
        missing.append(Missing(sentence, "people"))
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


def _find_out(find_out: dict[str, Any] | None, name: str) -> list[str]:
    """What is not known asks by what means, who and by when; None where it is known."""
    if find_out is None:
        return []
    wanted = {
        "by": _("Say how you will find out about the impact: %s"),
        "lead": _("Select who finds out about the impact: %s"),
        "due_on": _("Enter by when you will know about the impact: %s"),
    }
    return [words % name for key, words in wanted.items() if not find_out[key]]


def _card(card: dict[str, Any], content: dict[str, Any]) -> list[Missing]:
    name, answers = _name(card), {answer["key"]: answer["answer"] for answer in card["answers"]}
    if not card["effect"]:
        return [Missing(_("Select the impact on %s") % name, "impact", card["key"])]
    wanted = {
        "who": _("Say who is affected: %s"),
        "benefit": _("Say how it helps: %s"),
        "harm": _("Say how it could harm: %s"),
        "no_impact_reason": _("Give the reason why there is no impact: %s"),
    }
    if card["effect"] == Effect.UNKNOWN:
        del wanted["who"]
    sentences = [words % name for key, words in wanted.items() if key in answers and not answers[key]]
    sentences += _find_out(card["find_out"], name)
    sentences += [
        _("Select the impact on “%s”") % subgroup["name"] for subgroup in card["subgroups"] if not subgroup["effect"]
    ]
    if card["harms"]:
        is_mitigated = any(mitigation["for"] == card["name"] for mitigation in content["mitigations"])
        if not is_mitigated and not answers["no_mitigation_reason"]:
            sentences.append(_("Add a mitigation, or say why nothing can be done: %s") % name)
        if not card["residual"]:
            sentences.append(_("Select what harm remains when everything promised is done: %s") % name)
        elif card["residual"] in rules.HARM_LEFT and not answers["residual_reason"]:
            sentences.append(_("Say why the harm that remains is acceptable: %s") % name)
    return [Missing(sentence, "impact", card["key"]) for sentence in sentences]


def _across(content: dict[str, Any]) -> list[Missing]:
    """Combinations, what adds up with other proposals, and the duties beside the Act that the body asks about."""
    wanted: list[tuple[Any, str]] = [
        (
            content["intersections"] or content["no_intersection"]["answer"],
            _("Add a combination of characteristics, or say where you looked and found none"),
        )
    ]
    for combination in content["intersections"]:
        who, is_known = combination["who"], combination["effect"] != Effect.UNKNOWN
        wanted += [
            (len(combination["characteristics"]) >= 2, _("Select at least two characteristics: %s") % who),
            (combination["effect"], _("Select the impact on “%s”") % who),
            (combination["known"] or not is_known, _("Say what you know about “%s”") % who),
            *((None, sentence) for sentence in _find_out(combination["find_out"], who)),
        ]
    missing = _gaps("intersections", *wanted)
    missing += _gaps(
        "cumulative",
        (content["cumulative"]["answer"], _("Say what the proposal means together with other proposals")),
    )
    for module in content["modules"]:
        name, is_relevant = module["name"], module["relevance"] == Relevance.YES
        missing += _gaps(
            "modules",
            (module["relevance"], _("Answer for “%s”") % name),
            (module["what"] or not is_relevant, _("Say what it means: %s") % name),
            *((None, sentence) for sentence in _find_out(module["find_out"], name)),
        )
    return missing


def _mitigation(content: dict[str, Any]) -> list[Missing]:
    return [
        gap
        for mitigation in content["mitigations"]
        for gap in _gaps(
            "mitigation",
            (mitigation["lead"], _("Select who leads “%s”") % shortened(mitigation["description"])),
            (mitigation["due_on"], _("Enter the deadline of “%s”") % shortened(mitigation["description"])),
            (
                mitigation["unknown"] or mitigation["kind"] != MitigationKind.FIND_OUT,
                _("Say what you do not know: “%s”") % shortened(mitigation["description"]),
            ),
        )
    ]


def _law(content: dict[str, Any]) -> list[Missing]:
    conclusion = content["conclusion"]
    checks = {
        "direct": (_("Answer whether anybody would be treated worse"), _("Say who would be treated worse, and why")),
        "indirect": (
            _("Answer whether a rule for everybody puts some at a disadvantage"),
            _("Say which rule puts whom at a disadvantage"),
        ),
        "harassment": (
            _("Answer whether it could expose anybody to harassment"),
            _("Say how it could expose people to harassment, and what will be done"),
        ),
    }
    wanted: list[tuple[Any, str]] = []
    for check in conclusion["checks"]:
        answer, reason = checks[check["key"]]
        wanted += [(check["answer"], answer), (check["reason"] or check["answer"] in ("", Finding.NO), reason)]
    wanted.append((conclusion["adjustments"], _("Say which reasonable adjustments are in place")))
    wanted += [(aim["answer"], _("Say what it means for the aim “%s”") % aim["name"]) for aim in conclusion["aims"]]
    return _gaps("law", *wanted)


def _outcome(content: dict[str, Any]) -> list[Missing]:
    conclusion, review = content["conclusion"], content["review"]
    effects = [card["effect"] for card in content["impacts"]]
    does_fit = not conclusion["outcome"] or rules.outcome_fits(conclusion["outcome"], effects)
    sentences = {
        "legitimate_aim": _(
            "Say what the proposal must achieve, which justifies going on although people are worse off"
        ),
        "proportionate": _("Say why it outweighs the harm that remains"),
        "less_harmful": _("Say why no less harmful way will do"),
    }
    return [
        *_gaps(
            "outcome",
            (conclusion["outcome"], _("Select the outcome")),
            (
                does_fit,
                _("Select another outcome: you found that somebody could be harmed, so “no major change” does not fit"),
            ),
            (conclusion["reasons"], _("Give the reasons for the outcome")),
            *(
                (answer["answer"], sentences[answer["key"]])
                for answer in conclusion["justification"]
                if answer["key"] in sentences
            ),
        ),
        *_gaps(
            "review",
            (review["monitoring"], _("Say how you will check what really happens")),
            (review["watched_by"], _("Enter who looks at what really happens")),
            (review["review_on"], _("Enter when you will look at this assessment again")),
        ),
    ]


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
