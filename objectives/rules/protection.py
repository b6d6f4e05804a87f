"""Which groups' readings must not be shown, because few people stand behind them. Pure: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure import SENSITIVE_THRESHOLD, THRESHOLD, TOTAL, Table, protect
from objectives.rules.values import COUNT, PERCENT, QUOTIENTS

# About these people keep more to themselves: up to nine are protected instead of four.
SENSITIVE_CHARACTERISTICS = frozenset({"sexual_orientation", "gender_reassignment", "religion_belief"})


@dataclass(frozen=True)
class Counted:
    """A group's reading: its value, and the counts of people behind it where they are known."""

    value: Decimal
    numerator: int | None = None
    denominator: int | None = None


def hidden_groups(unit: str, groups: Mapping[str, Counted], *, characteristic: str = "") -> frozenset[str]:
    """The groups, out of those of one indicator, day and characteristic (its key), whose readings must be hidden.

    A reading is hidden when one to four people stand behind it (one to nine for the sensitive characteristics): who were counted, who were not (of a share), or out of
    whom they were counted; and so are as many others as it takes that nobody can work a hidden one out from the figure for
    everybody together. A share, rate or average without the counts behind it is hidden, because nobody can tell how few it
    speaks of. The whole group's reading is hidden, not a part of it. Source: docs/decisions/0010.
    """
    threshold = SENSITIVE_THRESHOLD if characteristic in SENSITIVE_CHARACTERISTICS else THRESHOLD
    if unit == PERCENT:
        uncounted = {name for name, group in groups.items() if group.numerator is None or group.denominator is None}
        shares = {
            name: {"counted": group.numerator, "other": max(0, group.denominator - group.numerator)}
            for name, group in groups.items()
            if group.numerator is not None and group.denominator is not None
        }
        if not shares:
            return frozenset(uncounted)
        protected = protect(Table.two_way(shares, threshold=threshold))
        given_away = {
            name
            for name in shares
            if any(protected.count(name, column) is None for column in ("counted", "other", TOTAL))
        }
        return frozenset(uncounted | given_away)
    if unit == COUNT:
        whole = {name: int(group.value) for name, group in groups.items() if group.value >= 0}
        return _hidden(whole, threshold) | (groups.keys() - whole.keys())
    bases = {name: group.denominator for name, group in groups.items() if group.denominator is not None}
    hidden = _hidden(bases, threshold) | (groups.keys() - bases.keys())
    if unit in QUOTIENTS:
        parts = {name: group.numerator for name, group in groups.items() if group.numerator is not None}
        hidden |= _hidden(parts, threshold) | (groups.keys() - parts.keys())
    return frozenset(hidden)


def _hidden(counts: Mapping[str, int], threshold: int) -> frozenset[str]:
    if not counts:
        return frozenset()
    protected = protect(Table.one_way(counts, threshold=threshold))
    return frozenset(name for name in counts if protected.count(TOTAL, name) is None)


def may_show_counts(numerator: int | None, denominator: int | None) -> bool:
    """Whether the counts behind a reading for everybody together may stand beside it: none of them is one to four."""
    counts = [numerator, denominator]
    if numerator is not None and denominator is not None:
        counts.append(denominator - numerator)
    return not any(count is not None and 0 < count < THRESHOLD for count in counts)
