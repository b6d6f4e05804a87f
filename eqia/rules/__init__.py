"""What the law and good practice ask of an assessment, as functions over plain values."""

import datetime
import enum
from collections.abc import Collection, Iterable

SIGNS_OF_RELEVANCE = frozenset({"worse", "both", "unknown"})
HARMFUL = frozenset({"negative", "both"})
HARM_LEFT = frozenset({"minor", "moderate", "serious", "unknown"})


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


def needs_justification(outcome: str, remaining: Collection[str] = ()) -> bool:
    """Going on although people are worse off calls for the reasons to be written down.

    That is so where the outcome says it, and where harm remains after everything promised has been done: a disadvantage
    is lawful only as a proportionate means of achieving a legitimate aim (Equality Act 2010, section 19(2)(d)), and the
    reasons are part of due regard (R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraphs 25 and 26).
    `remaining` is what is left on each card that found harm; what is not known yet counts as harm. Nothing is justified
    where the proposal stops or the decision waits.
    """
    return outcome == "continue" or (outcome in ("no_change", "adjust") and bool(HARM_LEFT & set(remaining)))


def may_attest(person: object, writers: Collection[object], signers: Collection[object]) -> bool:
    """Nobody signs their own work: neither a writer of any part nor whoever has signed an earlier step."""
    return person not in writers and person not in signers


class Retrospect(enum.StrEnum):
    """Why an assessment looks back: what was already settled when it should have helped to settle it."""

    STARTED_AFTER_OPTIONS = "started_after_options"
    STARTED_AFTER_DECISION = "started_after_decision"
    APPROVED_AFTER_DECISION = "approved_after_decision"


def retrospects(
    *,
    started_on: datetime.date,
    options_formed_on: datetime.date | None,
    approved_on: datetime.date | None,
    decided_on: datetime.date | None,
) -> list[Retrospect]:
    """Every reason why an assessment is retrospective; none for one made in time.

    Due regard comes before and at the time of a decision, when it can still change something: R (Brown) v Secretary of
    State for Work and Pensions [2008] EWHC 3158 (Admin), the second principle; Kaur and Shah v Ealing [2008] EWHC 2062
    (Admin), where assessment followed a policy already chosen. `approved_on` is the first approval; a day shared by
    approval and decision counts as in time.
    """
    found = []
    if options_formed_on is not None and started_on > options_formed_on:
        found.append(Retrospect.STARTED_AFTER_OPTIONS)
    if decided_on is not None and started_on > decided_on:
        found.append(Retrospect.STARTED_AFTER_DECISION)
    elif decided_on is not None and (approved_on is None or approved_on > decided_on):
        found.append(Retrospect.APPROVED_AFTER_DECISION)
    return found


def is_retrospective(
    started_on: datetime.date, options_formed_on: datetime.date | None, decided_on: datetime.date | None
) -> bool:
    """Whether it was started when the options, or the decision itself, were already there: see `retrospects`."""
    return bool(
        retrospects(
            started_on=started_on,
            options_formed_on=options_formed_on,
            approved_on=started_on,
            decided_on=decided_on,
        )
    )
