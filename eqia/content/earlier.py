"""What was frozen under an earlier schema, in today's shape: readers need to know one shape only."""

from typing import Any

from eqia import questions


def as_today(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with every key of today's content; what was not asked then is empty. The payload itself stays."""
    if payload["schema"] != "eqia-1":
        return payload
    today = EMPTY | payload
    answers = {answer["key"]: answer for answer in payload["proposal"]}
    today["proposal"] = [answer for key, answer in answers.items() if key != "alternatives"]
    ways = answers.get("alternatives", {"question": "", "answer": ""})
    today["alternatives"] = {"items": [], "more": ways["answer"], "more_question": ways["question"]}
    if not payload["is_full"]:
        return today
    conclusion = dict(payload["conclusion"])
    today["review"] = REVIEW | {key: conclusion.pop(key) for key in ("monitoring", "review_on")}
    today["conclusion"] = conclusion | {
        "checks": [],
        "adjustments": "",
        "adjustments_question": "",
        "justification": _justification(conclusion["justification"]),
    }
    today["evidence"] = payload["evidence"] | {
        "items": [CITED | item for item in payload["evidence"]["items"]],
        "gaps_list": [],
    }
    today["consultation"] = payload["consultation"] | {
        "items": [ASKED | item for item in payload["consultation"]["items"]]
    }
    today["impacts"] = [_card(card) for card in payload["impacts"]]
    today["mitigations"] = [{"kind": "mitigate", "words": "", "unknown": ""} | each for each in payload["mitigations"]]
    return today


EMPTY: dict[str, Any] = {
    "status": "",
    "adviser": None,
    "team": [],
    "options_formed_on": None,
    "budget_round": "",
    "populations": [],
    "coverage": "",
    "places": [],
    "parent": "",
    "related": [],
    "previous": [],
    "confidentiality": "",
    "edition": None,
    "intersections": [],
    "no_intersection": {"question": "", "answer": ""},
    "cumulative": {"question": "", "answer": ""},
    "modules": [],
}
REVIEW: dict[str, Any] = {"watched_by": "", "review_again_on": None, "triggers": []}


CITED: dict[str, Any] = {
    "dated_on": None,
    "place": "",
    "quality": "",
    "about_keys": [],
    "cited_on": None,
    "is_from_library": False,
    "library_shows": "",
    "sha256_file": "",
    "figure": None,
    "stale_on": None,
    "years_at_decision": None,
    "is_stale_at_decision": False,
}
ASKED: dict[str, Any] = {
    "stage": "done",
    "stage_words": "",
    "about": [],
    "about_keys": [],
    "voice": "",
    "voice_words": "",
    "lived_experience": "",
    "lived_experience_words": "",
    "took_part": None,
    "access": "",
    "fed_back_on": None,
    "tests": [],
    "you_said": "",
    "we_did": "",
}


def _justification(words: str) -> list[dict[str, Any]]:
    question = str(questions.OUTCOME.question("justification").text)
    answer = {"key": "justification", "question": question, "answer": words, "is_choice": False}
    return [answer] if words else []


def _card(card: dict[str, Any]) -> dict[str, Any]:
    """How one would find out was an answer among the others; who and by when was not asked."""
    found = next((answer["answer"] for answer in card["answers"] if answer["key"] == "finding_out"), "")
    return card | {
        "answers": [answer for answer in card["answers"] if answer["key"] != "finding_out"],
        "subgroups": [],
        "residual": "",
        "find_out": {"by": found, "lead": None, "due_on": None} if card["effect"] == "unknown" else None,
    }
