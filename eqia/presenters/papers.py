"""One page for whoever decides: who would be harmed, what is done about it, what is not known, and the outcome."""

from dataclasses import dataclass
from typing import Any

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
        helped=[card["name"] for card in cards if card["effect"] in (Effect.POSITIVE, Effect.BOTH)],
        unknowns=[*_unknown_cards(cards), *_gaps(document.get("evidence", {}))],
        outcome=conclusion.get("outcome_words") or screening["result_words"],
        reasons=conclusion.get("reasons") or screening["reasons"],
        justification=conclusion.get("justification", ""),
        is_full=document["is_full"],
    )


def _answer(card: dict[str, Any], key: str) -> str:
    return next((str(each["answer"]) for each in card["answers"] if each["key"] == key and each["answer"]), "")


def _harm(card: dict[str, Any], document: dict[str, Any]) -> Harm:
    who = _answer(card, "who")
    return Harm(
        who=f"{card['name']}: {who}" if who else card["name"],
        how=_answer(card, "harm"),
        weight=[words for key in ("likelihood", "severity") if (words := _answer(card, key))],
        promises=[each for each in document.get("mitigations", []) if each["for"] == card["name"]],
        no_promise=_answer(card, "no_mitigation_reason"),
    )


def _unknown_cards(cards: list[dict[str, Any]]) -> list[Unknown]:
    return [
        Unknown(card["name"], _answer(card, "finding_out") or (card.get("find_out") or {}).get("how", ""))
        for card in cards
        if card["effect"] == Effect.UNKNOWN
    ]


def _gaps(evidence: dict[str, Any]) -> list[Unknown]:
    """Gaps in the evidence: one text in the first schema, a list in the second."""
    gaps = [Unknown(evidence["gaps"], "")] if evidence.get("gaps") else []
    for gap in evidence.get("gaps_list", []):
        gaps.append(Unknown(str(gap.get("unknown") or gap.get("what", "")), str(gap.get("description") or "")))
    return gaps
