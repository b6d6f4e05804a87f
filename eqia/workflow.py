"""The states an assessment goes through. Every transition is made by `governance.services.move` and nothing else.

    draft ─ submit ─> submitted ─ check ─> checked ─ attest ─> approved ─ publish ─> published
      ^                   │                   │                   │                     │
      └── (edit again) returned <─ send back ─┘                   └─ revise ─> draft <──┘

Who signs, and how often, is the chain's business: its quality checks are made while submitted, all further steps while
checked; `countersign` is a signature after which another one is still wanted, and `resume` passes over checks that still
stand. The last signature approves: see docs/decisions/0020-attestation-approves.md and 0026. An assessment may be
withdrawn from any state.
"""

from django.db import models
from django_fsm import FSMField, transition

from eqia.choices import EDITABLE, FINISHED, State


class Workflow(models.Model):
    """Completeness, permission and reason are demanded by `move`; the methods themselves only name the steps."""

    state = FSMField("state", max_length=20, choices=State.choices, default=State.DRAFT, protected=True)

    class Meta:
        abstract = True

    @transition(
        state,
        source=sorted(EDITABLE),
        target=State.SUBMITTED,
        permission="eqia.change_assessment",
        custom={"missing": "missing_to_submit"},
    )
    def submit(self) -> None:
        """The officer hands it in."""

    @transition(state, source=State.SUBMITTED, target=State.CHECKED, permission="eqia.check_assessment")
    def check_quality(self) -> None:
        """The equality adviser finds it sound."""

    @transition(state, source=State.SUBMITTED, target=State.SUBMITTED, permission="eqia.check_assessment")
    @transition(state, source=State.CHECKED, target=State.CHECKED, permission="eqia.attest_assessment")
    def countersign(self) -> None:
        """Somebody signs their step of the chain, and another step follows in the same state."""

    @transition(state, source=State.SUBMITTED, target=State.CHECKED, permission="eqia.change_assessment")
    def resume(self) -> None:
        """The checks of an earlier round still stand, because nothing material has changed since."""

    @transition(
        state,
        source=State.SUBMITTED,
        target=State.RETURNED,
        permission="eqia.check_assessment",
        custom={"reason": True},
    )
    def send_back(self) -> None:
        """The equality adviser returns it with a reason."""

    @transition(state, source=State.CHECKED, target=State.APPROVED, permission="eqia.attest_assessment")
    def attest(self) -> None:
        """The last one to sign attests, which approves it."""

    @transition(
        state,
        source=State.CHECKED,
        target=State.RETURNED,
        permission="eqia.attest_assessment",
        custom={"reason": True},
    )
    def decline(self) -> None:
        """Whoever had to sign returns it with a reason."""

    @transition(state, source=State.APPROVED, target=State.PUBLISHED, permission="eqia.publish_assessment")
    def publish(self) -> None:
        """The approved version goes on the public page."""

    @transition(
        state,
        source=sorted(FINISHED),
        target=State.DRAFT,
        permission="eqia.revise_assessment",
        custom={"reason": True},
    )
    def revise(self) -> None:
        """Open it again for its next version; what is published stays published until then."""

    @transition(
        state,
        source=[state for state in State if state != State.WITHDRAWN],
        target=State.WITHDRAWN,
        permission="eqia.withdraw_assessment",
        custom={"reason": True},
    )
    def withdraw(self) -> None:
        """Nobody relies on it any more; what was published says so."""
