"""How often a deadline moved, and how far in all: a move is counted whether or not it can be counted in days."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Slippage:
    """`days` is the sum of the moves that can be counted: negative if it came forward. `uncounted` are the others."""

    times: int = 0
    days: int = 0
    uncounted: int = 0

    def __bool__(self) -> bool:
        return self.times > 0

    @property
    def words(self) -> str:
        """ "Moved 3 times, 214 days later in all"; empty if it never moved."""
        if not self.times:
            return ""
        sentence = _("Moved %s") % _often(self.times)
        if self.days > 0:
            later = ngettext("%(days)d day later", "%(days)d days later", self.days) % {"days": self.days}
            sentence = f"{sentence}, {later} {_('in all')}" if self.times > 1 else f"{sentence}, {later}"
        elif self.days < 0:
            earlier = ngettext("%(days)d day earlier", "%(days)d days earlier", -self.days) % {"days": -self.days}
            sentence = f"{sentence}, {earlier} {_('in all')}" if self.times > 1 else f"{sentence}, {earlier}"
        if self.uncounted == self.times:
            return f"{sentence}, {_('by no countable number of days')}"
        if self.uncounted:
            sentence = f"{sentence}, {_('%s of them by no countable number of days') % _often(self.uncounted)}"
        return sentence

    def __add__(self, other: "Slippage") -> "Slippage":
        return Slippage(self.times + other.times, self.days + other.days, self.uncounted + other.uncounted)


def _often(times: int) -> str:
    if times <= 2:
        return _("once") if times == 1 else _("twice")
    return _("%d times") % times


def slippage(moves: Iterable[int | None]) -> Slippage:
    """From the days of each change, None where either deadline names no day.

    A change of the words that leaves the day as it was is no move. The database counts in the same way (`ActionTally`).
    """
    moved = [days for days in moves if days != 0]
    return Slippage(len(moved), sum(days for days in moved if days), sum(days is None for days in moved))
