"""A chain of sign-off as plain values: what a round freezes when an assessment is submitted, and reads back ever after."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.choices import SignTask
from organisation.choices import Role

CHECK_WORDS = _(
    "I have read this assessment against the three aims of the duty. It is sound enough for those who answer for the "
    "proposal to rely on."
)
LEGAL_WORDS = _(
    "I have read this assessment as a lawyer. In my view it gives the person who decides what the public sector equality "
    "duty asks them to have in mind."
)


@dataclass(frozen=True)
class Step:
    """One step: for a role of the proposal's directorate, or for one person. `days` and `remind_after` count from the
    day the step's turn comes."""

    task: str
    role: str = ""
    person: int | None = None
    words: str = ""
    days: int = 10
    remind_after: int = 5
    escalates_to: str = ""

    def words_for(self, *, is_screened_out: bool) -> str:
        """What is signed: the step's own words, or else the house's. "Not required" always has its own."""
        if self.task == SignTask.ATTESTATION and is_screened_out:
            return str(questions.ATTESTATION_NOT_REQUIRED)
        house = {
            SignTask.QUALITY: CHECK_WORDS,
            SignTask.LEGAL: LEGAL_WORDS,
            SignTask.ATTESTATION: questions.ATTESTATION_FULL,
        }
        return self.words or str(house[SignTask(self.task)])


@dataclass(frozen=True)
class Chain:
    """The steps in order; their positions count from 1. `number` is the version of a body's own chain, 0 of the house's."""

    steps: tuple[Step, ...]
    allows_same_person: bool = False
    number: int = 0

    def step(self, position: int) -> Step:
        return self.steps[position - 1]

    def roles_after(self, position: int) -> set[str]:
        return {step.role for step in self.steps[position:] if step.role}

    def payload(self) -> dict[str, Any]:
        steps = [asdict(step) for step in self.steps]
        return {"number": self.number, "allows_same_person": self.allows_same_person, "steps": steps}

    @classmethod
    def read(cls, payload: dict[str, Any]) -> "Chain":
        return cls(
            tuple(Step(**step) for step in payload["steps"]), payload["allows_same_person"], payload.get("number", 0)
        )


# Until an administrator writes another: the adviser checks, the head of service attests.
HOUSE_CHAIN = Chain(
    (
        Step(SignTask.QUALITY.value, role=Role.EQUALITY_ADVISER.value, escalates_to=Role.EQUALITY_LEAD.value),
        Step(SignTask.ATTESTATION.value, role=Role.HEAD_OF_SERVICE.value, escalates_to=Role.DIRECTOR.value),
    )
)
