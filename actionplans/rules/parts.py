"""An action of every directorate, done in parts: how far the whole has come.

The whole has no progress of its own, so nobody is asked about it: it is as far as its parts. It is completed when none of
its parts is left to do and at least one was completed; it stands as badly as the worst of them.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOT_STARTED, IN_PROGRESS, COMPLETED, STOPPED = "not_started", "in_progress", "completed", "stopped"


@dataclass(frozen=True)
class Part:
    """One directorate's part: its status, whether it is overdue, and the day of its last update."""

    status: str
    is_overdue: bool = False
    last_update_on: datetime.date | None = None


@dataclass(frozen=True)
class RollUp:
    """The parts counted. `status` is that of the whole."""

    total: int
    completed: int
    in_progress: int
    not_started: int
    stopped: int
    overdue: int
    last_update_on: datetime.date | None

    @property
    def status(self) -> str:
        if self.not_started == self.total:
            return NOT_STARTED
        if self.in_progress or self.not_started:
            return IN_PROGRESS
        return COMPLETED if self.completed else STOPPED

    @property
    def sentence(self) -> str:
        """ "5 of 12 parts are completed, 2 are overdue, 1 is stopped." """
        said = [
            ngettext("%(done)d of %(total)d part is completed", "%(done)d of %(total)d parts are completed", self.total)
            % {"done": self.completed, "total": self.total}
        ]
        if self.overdue:
            said.append(ngettext("%d is overdue", "%d are overdue", self.overdue) % self.overdue)
        if self.stopped:
            said.append(ngettext("%d is stopped", "%d are stopped", self.stopped) % self.stopped)
        return _("%s.") % ", ".join(said)


def roll_up(parts: Iterable[Part]) -> RollUp:
    parts = list(parts)
    return RollUp(
        total=len(parts),
        completed=sum(part.status == COMPLETED for part in parts),
        in_progress=sum(part.status == IN_PROGRESS for part in parts),
        not_started=sum(part.status == NOT_STARTED for part in parts),
        stopped=sum(part.status == STOPPED for part in parts),
        overdue=sum(part.is_overdue for part in parts),
        last_update_on=max((part.last_update_on for part in parts if part.last_update_on), default=None),
    )
