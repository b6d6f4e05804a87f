"""When a promise that a decision relied on was not kept."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Carrying:
    """An action that carries out a promise. `moved` are its changes of deadline: (day of the change, old day, new day)."""

    key: int
    is_completed: bool
    is_stopped: bool
    moved: tuple[tuple[datetime.date, datetime.date | None, datetime.date | None], ...] = ()


@dataclass(frozen=True)
class Promise:
    """A mitigation with what carries it out, and the day its assessment was approved."""

    key: int
    due_on: datetime.date | None
    approved_on: datetime.date
    actions: tuple[Carrying, ...] = ()


@dataclass(frozen=True)
class Broken:
    """What became of a promise; `cause` is the same whenever it is the same event. `day` is the day that was missed, or
    the new day; None for what was cancelled."""

    breach: str
    cause: str
    day: datetime.date | None = None


def broken(promise: Promise, on: datetime.date) -> list[Broken]:
    """What reopens the question that a mitigation had answered.

    Late: the day promised has passed and no action that carries it out is completed. Cancelled: every such action was
    stopped. Changed: an action's deadline moved to a later day after the assessment was approved. The duty goes on after
    the decision (R (Brown) v Secretary of State for Work and Pensions [2008] EWHC 3158, paragraph 95), so whoever relied
    on the promise has to hear of it.
    """
    actions = promise.actions
    if any(each.is_completed for each in actions):
        return []
    if actions and all(each.is_stopped for each in actions):
        return [Broken("cancelled", f"cancelled:{promise.key}:{_keys(actions)}")]
    found = []
    going = [each for each in actions if not each.is_stopped]
    for each in going:
        for changed_on, old, new in each.moved:
            if changed_on >= promise.approved_on and old is not None and (new is None or new > old):
                found.append(Broken("changed", f"changed:{each.key}:{new or changed_on}", new))
    if promise.due_on is not None and promise.due_on < on:
        found.append(Broken("late", f"late:{promise.key}:{promise.due_on}", promise.due_on))
    return found


def _keys(actions: Iterable[Carrying]) -> str:
    return "+".join(str(each.key) for each in sorted(actions, key=lambda each: each.key))
