import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person: a sentence that says what to do, where, and by when."""

    sentence: str
    url: str
    due_on: datetime.date | None = None
    is_overdue: bool = False
