"""What a deadline was found to say."""

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of several times in a deadline, with the words around it."""

    text: str
    due_on: datetime.date | None
    precision: str | None
    body: str | None = None
    is_report: bool = False
    is_to_be_confirmed: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"due_on": self.due_on.isoformat() if self.due_on else None}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deadline says.

    `due_on` is the last day it can mean, None where it has none. `review_on` is a review that the words themselves
    name. `months` are the months in which a recurring deadline falls. `question` is what a person must settle.
    """

    text: str
    kind: str
    precision: str | None = None
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    milestones: tuple[Milestone, ...] = field(default=())
    body: str | None = None
    question: str | None = None
    review_on: datetime.date | None = None
    months: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reading as other programs take it: dates in ISO 8601."""
        return {
            "text": self.text,
            "kind": self.kind,
            "precision": self.precision,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "milestones": [milestone.as_json() for milestone in self.milestones],
            "body": self.body,
            "question": self.question,
        }
