"""When a personal link to an action's three questions still works.

It works once, for a limited time, and for whoever answers for the action as long as they do. What is said of a dead link
is the first of these that is true, because it is what its reader did or must know.
"""

from enum import StrEnum


class LinkState(StrEnum):
    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    REVOKED = "revoked"
    GONE = "gone"
    NOT_THEIRS = "not_theirs"
    DONE = "done"
    EXPIRED = "expired"


def link_state(
    *, is_used: bool, is_revoked: bool, is_active: bool, is_theirs: bool, is_done: bool, is_expired: bool
) -> LinkState:
    """`is_active`: its reader can still sign in, or never had an account; `is_theirs`: they still answer for the action;
    `is_done`: the action needs no update any more."""
    dead = (
        (LinkState.USED, is_used),
        (LinkState.REVOKED, is_revoked),
        (LinkState.GONE, not is_active),
        (LinkState.NOT_THEIRS, not is_theirs),
        (LinkState.DONE, is_done),
        (LinkState.EXPIRED, is_expired),
    )
    return next((state for state, is_so in dead if is_so), LinkState.OPEN)
