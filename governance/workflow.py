"""The states a decision goes through, and the answers to a recommendation. Every transition is made by `governance.services.move` and nothing else.

    planned ─ release ─> released ─ take ─> taken
       ^                    │
       └────── recall ──────┘           withdrawn, from planned or released

`release` is the gate. See docs/decisions/0080-the-gate.md.
"""

from django.db import models
from django_fsm import FSMField, transition

from governance.choices import DecisionState, Response


class DecisionWorkflow(models.Model):
    """What stands in the way of a release is said by `missing_to_release`; the methods only name the steps."""

    state = FSMField(
        "state", max_length=20, choices=DecisionState.choices, default=DecisionState.PLANNED, protected=True
    )

    class Meta:
        abstract = True

    @transition(
        state,
        source=DecisionState.PLANNED,
        target=DecisionState.RELEASED,
        permission="governance.release_decision",
        custom={"missing": "missing_to_release"},
    )
    def release(self) -> None:
        """It goes to its meeting, or to the person who decides, with its papers."""

    @transition(
        state,
        source=DecisionState.RELEASED,
        target=DecisionState.PLANNED,
        permission="governance.release_decision",
        custom={"reason": True},
    )
    def recall(self) -> None:
        """It is taken back from its meeting."""

    @transition(state, source=DecisionState.RELEASED, target=DecisionState.TAKEN, permission="governance.take_decision")
    def take(self) -> None:
        """It was decided; outcome, day and minute stand with it."""

    @transition(
        state,
        source=[DecisionState.PLANNED, DecisionState.RELEASED],
        target=DecisionState.WITHDRAWN,
        permission="governance.withdraw_decision",
        custom={"reason": True},
    )
    def withdraw(self) -> None:
        """It will not be decided."""


class ResponseWorkflow(models.Model):
    """The answer to a recommendation. It may be changed, with a reason each time: every answer given is kept."""

    response = FSMField("response", max_length=20, choices=Response.choices, default=Response.PENDING, protected=True)

    class Meta:
        abstract = True

    @transition(
        response,
        source=[Response.PENDING, Response.PARTLY, Response.REJECTED],
        target=Response.ACCEPTED,
        permission="governance.answer_recommendation",
        custom={"reason": True},
    )
    def accept(self) -> None:
        """It will be done; the reason says how."""

    @transition(
        response,
        source=[Response.PENDING, Response.ACCEPTED, Response.REJECTED],
        target=Response.PARTLY,
        permission="governance.answer_recommendation",
        custom={"reason": True},
    )
    def accept_partly(self) -> None:
        """Some of it will be done; the reason says what will not."""

    @transition(
        response,
        source=[Response.PENDING, Response.ACCEPTED, Response.PARTLY],
        target=Response.REJECTED,
        permission="governance.answer_recommendation",
        custom={"reason": True},
    )
    def reject(self) -> None:
        """It will not be done; the reason says why."""
