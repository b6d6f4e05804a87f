import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Body:
    """What reading a file needs to know: the day, the units' ids by their plain names and codes, the names of separate
    employers by the same, and how a reference is made unreadable."""

    as_at: datetime.date
    units: Mapping[str, int]
    employers: Mapping[str, str]
    pseudonym: Callable[[str], UUID]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one row, or with the file as a whole (line 0). Never holds what might be personal data."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        if not self.line:
            return f"{self.column}: {self.reason}" if self.column else self.reason
        if not self.column:
            return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}
        where = {"line": self.line, "column": self.column, "reason": self.reason}
        return _("Line %(line)s, %(column)s: %(reason)s") % where


@dataclass(frozen=True)
class Row:
    """One post-holder as stored; `hours` in tenths."""

    reference: UUID
    unit: int
    grade: str
    hours: int | None
    age: int
    answers: tuple[int, ...]  # in the order of ANSWERS


@dataclass
class Reading:
    """What a file holds: rows to store, or problems; never both used."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    row_count: int = 0

    @property
    def bad_rows(self) -> int:
        return len({problem.line for problem in self.problems if problem.line})


def privacy_sentence() -> str:
    return _(
        "Staff files must not hold names, email addresses or National Insurance numbers. "
        "Remove that column, or put a reference of your own in its place, and upload the file again. Nothing was kept."
    )
