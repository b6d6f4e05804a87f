"""The gate: no decision goes to its meeting before due regard is on record.

The duty is to be met before and at the time of the decision, not as a rearguard action afterwards: R (Brown) v
Secretary of State for Work and Pensions [2008] EWHC 3158 (Admin); R (Bracking) v Secretary of State for Work and
Pensions [2013] EWCA Civ 1345, paragraph 25.
"""

import enum
from collections.abc import Iterable
from typing import Any

OVERRIDE = "override"
TAKEN_OFF = "taken_off"


class Standing(enum.StrEnum):
    """How a decision stands before the gate."""

    CLEARED = "cleared"
    OVERRIDDEN = "overridden"
    LAPSED = "lapsed"
    NOT_CLEARED = "not_cleared"


def standing_of(clearances: Iterable[Any]) -> tuple[Standing, list[Any]]:
    """How a decision stands, and the clearances that lapsed and have not been replaced.

    `clearances` in the order in which they were given; each has `kind`, `reference`, `lapsed_on` and `lapse_kind`. Of
    each reference the newest counts. One that was taken off the decision by choice is asked for no more; any other
    lapsed one stops the decision until it is replaced. A valid override lets everything pass.
    """
    given = list(clearances)
    if any(each.kind == OVERRIDE and each.lapsed_on is None for each in given):
        return Standing.OVERRIDDEN, []
    newest = {each.reference: each for each in given if each.kind != OVERRIDE}
    lapsed = [each for each in newest.values() if each.lapsed_on is not None and each.lapse_kind != TAKEN_OFF]
    if lapsed:
        return Standing.LAPSED, lapsed
    if any(each.lapsed_on is None for each in newest.values()):
        return Standing.CLEARED, []
    return Standing.NOT_CLEARED, []
