"""The words people use for how far an action has come."""

import re

_WORDS: tuple[tuple[str, str], ...] = (
    ("completed", r"(?:fully )?(?:completed?|done|achieved|finished|delivered|closed|implemented)(?: not yet verified| and verified)?"),
    ("stopped", r"(?:stopped|cancelled|withdrawn|abandoned|discontinued|no longer (?:needed|required)|superseded|ended)"),
    ("not_started", r"(?:not (?:yet )?(?:started|begun|due)|to (?:do|start)|planned|pending|yet to start|new|open)"),
    ("in_progress", r"(?:in (?:progress|hand)|on ?going|under ?way|started|begun|on (?:track|target|schedule)|partly (?:done|complete)|partially complete[d]?|delayed|behind(?: schedule)?|at risk|slipped)"),
)  # fmt: skip
_COMPILED = [(status, re.compile(pattern)) for status, pattern in _WORDS]


def read_status(text: str) -> tuple[str | None, str | None]:
    """The status that the words name, and what a person must settle; (None, None) for no words.

    A colour is a judgement, not a status. "Completed" names no day, so it cannot be taken as it stands: an action is
    completed on a date.
    """
    words = " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
    if not words:
        return None, None
    for status, pattern in _COMPILED:
        if pattern.fullmatch(words):
            if status == "completed":
                return "in_progress", "It is called completed without a day. On which day was it completed?"
            return status, None
    if words in ("red", "amber", "green", "blue", "grey", "yellow", "r", "a", "g"):
        return None, f"“{text}” is a colour. Is the action not started, in progress or completed?"
    return None, f"“{text}” is not a status we know. Is the action not started, in progress or completed?"
