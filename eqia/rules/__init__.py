"""What the law and good practice ask of an assessment, as functions over plain values."""

from collections.abc import Collection, Iterable

SIGNS_OF_RELEVANCE = frozenset({"worse", "both", "unknown"})
HARMFUL = frozenset({"negative", "both"})


def reference_for(year: int, number: int) -> str:
    """The reference under which an assessment is cited for ever: EIA-2026-0142."""
    return f"EIA-{year}-{number:04d}"


def may_be_screened_out(aims: Iterable[str], answers: Iterable[str]) -> bool:
    """Whether screening may end in "not required".

    Not where anybody could be worse off, and not where something is unknown: not knowing calls for inquiry, it is never
    a "no" (the duty of inquiry: R (Hurley) v Secretary of State [2012] EWHC 201; Bridges v South Wales Police [2020]
    EWCA Civ 1058). `aims` are relevances ("yes", "no", "unknown"), `answers` one of Likely for each characteristic.
    """
    return "unknown" not in set(aims) and not SIGNS_OF_RELEVANCE & set(answers)


def outcome_fits(outcome: str, effects: Collection[str]) -> bool:
    """Whether the outcome agrees with the impacts found.

    "No major change" says that no harm was found; a negative impact therefore asks for one of the other three: adjust,
    continue with justification, or stop.
    """
    return outcome != "no_change" or not HARMFUL & set(effects)


def needs_justification(outcome: str) -> bool:
    """Going on although people are worse off calls for the reasons to be written down (R (Bracking) v Secretary of
    State [2013] EWCA Civ 1345, paragraphs 25 and 26)."""
    return outcome == "continue"


def may_attest(person: object, writers: Collection[object], checker: object | None) -> bool:
    """Nobody attests their own work: neither a writer of any part nor the adviser who checked it."""
    return person not in writers and person != checker
