"""One page for whoever decides: who would be harmed, what is done about it, what is not known, and the outcome."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eqia.choices import Effect


@dataclass(frozen=True)
class Harm:
    """A group that would be worse off: how, how likely and serious, and what is promised or why nothing is."""

    who: str
    how: str
    weight: list[str]
    promises: list[dict[str, Any]]
    no_promise: str


@dataclass(frozen=True)
class Unknown:
    """Something not known, and how it will be found out."""

    what: str
    finding_out: str


@dataclass(frozen=True)
class Summary:
    harms: list[Harm]
    helped: list[str]
    unknowns: list[Unknown]
    outcome: str
    reasons: str
    justification: str
    is_full: bool


def summary_of(document: dict[str, Any]) -> Summary:
    """From a version's document (`version_document(version)["document"]`), of any schema so far."""
    cards = document.get("impacts", [])
    conclusion = document.get("conclusion", {})
    screening = document["screening"]
    return Summary(
        harms=[_harm(card, document) for card in cards if card["harms"]],
        helped=[_name(card) for card in cards if card["effect"] in (Effect.POSITIVE, Effect.BOTH)],
        unknowns=[
            *_unknown_cards(cards),
            *_unknown_combinations(document),
            *(
                Unknown(each["name"], each["find_out"]["by"])
                for each in document.get("modules", [])
                if each["find_out"]
            ),
            *_gaps(document),
        ],
        outcome=conclusion.get("outcome_words") or screening["result_words"],
        reasons=conclusion.get("reasons") or screening["reasons"],
        justification=_words(conclusion.get("justification", "")),
        is_full=document["is_full"],
    )


def _words(answers: Any) -> str:
    """One text, as the first schema kept it, or the answers to several questions."""
    if isinstance(answers, str):
        return answers
    return "\n\n".join(str(each["answer"]) for each in answers if each["answer"])


def _name(card: dict[str, Any]) -> str:
    """A local characteristic says that it is one, as everywhere."""
    return str(card["name"]) if card["is_statutory"] else _("%s (local)") % card["name"]


def _answer(card: dict[str, Any], key: str) -> str:
    return next((str(each["answer"]) for each in card["answers"] if each["key"] == key and each["answer"]), "")


def _harm(card: dict[str, Any], document: dict[str, Any]) -> Harm:
    who = _answer(card, "who")
    return Harm(
        who=f"{_name(card)}: {who}" if who else _name(card),
        how=_answer(card, "harm"),
        weight=[words for key in ("likelihood", "severity") if (words := _answer(card, key))],
        promises=[each for each in _promises(document) if each["for"] == card["name"]],
        no_promise=_answer(card, "no_mitigation_reason"),
    )


def _unknown_cards(cards: list[dict[str, Any]]) -> list[Unknown]:
    return [Unknown(_name(card), card["find_out"]["by"]) for card in cards if card["find_out"]]


def _promises(document: dict[str, Any], *, finds_out: bool = False) -> list[dict[str, Any]]:
    """What is promised against harm, or in order to find something out."""
    return [each for each in document.get("mitigations", []) if (each.get("kind") == "find_out") == finds_out]


def _unknown_combinations(document: dict[str, Any]) -> list[Unknown]:
    return [
        Unknown(each["who"], (each.get("find_out") or {}).get("by", ""))
        for each in document.get("intersections", [])
        if each["effect"] == Effect.UNKNOWN
    ]


def _gaps(document: dict[str, Any]) -> list[Unknown]:
    """Gaps in the evidence, and what is promised in order to close one."""
    gaps = document.get("evidence", {}).get("gaps")
    found = [Unknown(gaps, "")] if gaps else []
    return found + [
        Unknown(each["unknown"], each["description"])
        for each in _promises(document, finds_out=True)
        if each.get("unknown")
    ]
