"""Whose signature counts, and for whom."""

from collections.abc import Collection, Mapping

# Whose authority suffices for a step of each role: the role itself first, then those above it.
AUTHORITY: Mapping[str, tuple[str, ...]] = {
    "equality_adviser": ("equality_adviser", "equality_lead"),
    "head_of_service": ("head_of_service", "director"),
}


def roles_that_may_sign(role: str, roles_after: Collection[str], escalated_to: str = "") -> tuple[str, ...]:
    """The roles whose holders may sign a step of that role.

    Somebody above may sign for somebody below, unless the chain asks for them separately further on: four eyes are wanted
    there, and one pair would be spent. One to whom the step was escalated may sign it under the same limit.
    """
    above = [*AUTHORITY.get(role, (role,))[1:], *([escalated_to] if escalated_to else [])]
    return (role, *(each for each in dict.fromkeys(above) if each not in roles_after and each != role))


def may_stand_in_for(own: Collection[tuple[str, int | None]], theirs: Collection[tuple[str, int | None]]) -> bool:
    """Whether somebody has the same or higher authority wherever the other signs.

    Both are roles held with the directorate they are held for, None for the whole body. The duty cannot be delegated
    away: whoever signs must themselves be somebody on whom it could lie (R (Brown) v Secretary of State for Work and
    Pensions [2008] EWHC 3158 (Admin), paragraph 94).
    """
    return bool(theirs) and all(
        any(mine in AUTHORITY.get(role, (role,)) and place in (None, directorate) for mine, place in own)
        for role, directorate in theirs
    )
