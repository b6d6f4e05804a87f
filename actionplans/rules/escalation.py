"""Whom to ask next where nobody answers.

Silence begins when an answer was due: when an action was overdue, when a person asked, or when an update was questioned.
A reminder that an action will soon be due begins none. From then on each step of the chain follows the last asking by
its own number of working days. After a pause of any length the chain goes on with one step, not with all it missed.
A refusal does not wait: whoever decides for the plan is asked at once.
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.working_days import working_days_after

BEGINS_SILENCE = ("overdue", "silence", "refused", "challenge", "asked")


class Step(NamedTuple):
    """One step: as what somebody is asked, after how many working days of silence, and for which body (its key)."""

    asks: str
    after_days: int
    body: int | None = None


# Seven working days each: 7, 14, 21 … after the first asking, up to the body that watches over the plan.
USUAL_CHAIN = (
    Step("lead", 7),
    Step("head_of_service", 7),
    Step("director", 7),
    Step("plan_owner", 7),
    Step("body", 7),
)


def next_step_on(
    chain: Sequence[Step], reached: int, asked_on: datetime.date, jurisdiction: str = "england"
) -> datetime.date | None:
    """The day on which the next step is taken if nobody answers, None at the end of the chain.

    `reached` steps have been taken, the last asking was on `asked_on`.
    """
    if reached >= len(chain):
        return None
    return working_days_after(asked_on, chain[reached].after_days, jurisdiction)


def after_refusal(chain: Sequence[Step]) -> int:
    """How many steps count as taken once the plan's owner decides about a refusal."""
    return next((number for number, step in enumerate(chain, start=1) if step.asks == "plan_owner"), len(chain))
