"""Where an entry of a yearly programme stands."""

import datetime


def standing_of(
    *,
    on: datetime.date,
    screened_by: datetime.date,
    assessed_by: datetime.date,
    started_on: datetime.date | None,
    screened_on: datetime.date | None,
    assessed_on: datetime.date | None,
    dropped_on: datetime.date | None,
) -> str:
    """Where an entry stands on a day: dropped, assessed, late, screened, started or planned.

    Late is whatever has missed the deadline of the stage it has not reached: screening (what is new is screened before
    it goes further), then the assessment, which has to be there before the decision: due regard is "an essential
    preliminary" and not "a rearguard action" (R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraph 26(3)).
    An assessment that was approved late is assessed, not late: what is owed is no longer owed.
    """
    if dropped_on is not None:
        return "dropped"
    if assessed_on is not None:
        return "assessed"
    if assessed_by < on or (screened_on is None and screened_by < on):
        return "late"
    if screened_on is not None:
        return "screened"
    return "started" if started_on is not None else "planned"


def late_stage(*, on: datetime.date, screened_by: datetime.date, screened_on: datetime.date | None) -> str:
    """Which deadline a late entry has missed first: that of screening or that of the assessment."""
    return "screening" if screened_on is None and screened_by < on else "assessment"
