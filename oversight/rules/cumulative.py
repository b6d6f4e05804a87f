"""What many proposals do together to the same people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# From how many live proposals on a group counts as hit repeatedly.
REPEATEDLY = 2


@dataclass(frozen=True)
class Sum:
    """How many proposals (or, for a group, cards) there are, and what they found.

    `mitigated` are those of the harmed for which something is promised with somebody who leads it and a date. A card may
    help and harm at once, so the parts can add up to more than `total`; unknown and unanswered are never anything else.
    """

    total: int = 0
    harmed: int = 0
    mitigated: int = 0
    helped: int = 0
    unknown: int = 0
    unaffected: int = 0
    unanswered: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.total + other.total,
            self.harmed + other.harmed,
            self.mitigated + other.mitigated,
            self.helped + other.helped,
            self.unknown + other.unknown,
            self.unaffected + other.unaffected,
            self.unanswered + other.unanswered,
        )

    @property
    def unmitigated(self) -> int:
        return self.harmed - self.mitigated

    @property
    def not_settled(self) -> int:
        """What nobody can say yet: unknown, or not yet assessed. It is never read as no effect (R (Bridges) v Chief
        Constable of South Wales Police [2020] EWCA Civ 1058)."""
        return self.unknown + self.unanswered


def added(sums: Iterable[Sum]) -> Sum:
    return sum(sums, start=Sum())


def percent(part: int, whole: int) -> int | None:
    """A share in whole per cent, never rounded up to all nor down to nothing; None of nothing."""
    if not whole:
        return None
    share = round(100 * part / whole)
    if part < whole:
        share = min(share, 99)
    return max(share, 1) if part else 0


def is_hit_repeatedly(sum_: Sum) -> bool:
    """Whether several live proposals harm the same group. What one proposal does little of, ten may do much of: the
    assessment of each alone misses it, and the duty is owed to the decisions as a whole (R (Bracking) v Secretary of
    State [2013] EWCA Civ 1345; on budgets, R (W) v Birmingham City Council [2011] EWHC 1147 (Admin))."""
    return sum_.harmed >= REPEATEDLY


def shade(value: int, values: Sequence[int]) -> int:
    """How dark a cell of a heat table is, 0 to 4, beside the highest of all its cells; 0 for nought only."""
    highest = max(values, default=0)
    if not value or not highest:
        return 0
    return min(4, 1 + (4 * value - 1) // highest)
