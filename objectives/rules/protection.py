"""Which groups' readings must not be shown, because few people stand behind them. Pure: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure import THRESHOLD, TOTAL, Table, protect
from objectives.rules.values import COUNT, PER_THOUSAND, PERCENT, QUOTIENTS
from organisation.few_people import threshold_for

# Those of the whole who are in none of the groups that were read: nobody reads of them, but anybody can subtract.
REST = "everybody else"


@dataclass(frozen=True)
class Counted:
    """A reading: its value, and the counts of people behind it where they are known."""

    value: Decimal
    numerator: int | None = None
    denominator: int | None = None


def hidden_groups(
    unit: str, groups: Mapping[str, Counted], *, characteristic: str = "", everybody: Counted | None = None
) -> frozenset[str]:
    """The groups, out of those of one indicator, day and characteristic (its key), whose readings must be hidden.

    A reading is hidden when one to four people stand behind it (one to nine for the sensitive characteristics): who were
    counted, who were not (of a share), or out of whom they were counted; and so are as many others as it takes that nobody
    can work a hidden one out from the figure for `everybody` together, which is shown whatever happens here, nor how many
    are in none of the groups. A share, rate or average without the counts behind it is hidden, because nobody can tell how
    few it speaks of. The whole group's reading is hidden, not a part of it. Source: docs/decisions/0010.
    """
    threshold = threshold_for([characteristic])
    whole = everybody or Counted(Decimal(-1))
    if unit == PERCENT:
        shares = {name: split for name, group in groups.items() if (split := _split(group)) is not None}
        return _hidden(shares, _split(whole), threshold) | (groups.keys() - shares.keys())
    if unit == COUNT:
        counts = {name: {COUNT: int(group.value)} for name, group in groups.items() if group.value >= 0}
        total = {COUNT: int(whole.value)} if whole.value >= 0 else None
        return _hidden(counts, total, threshold) | (groups.keys() - counts.keys())
    bases = {name: {COUNT: group.denominator} for name, group in groups.items() if group.denominator is not None}
    total = {COUNT: whole.denominator} if whole.denominator is not None else None
    hidden = _hidden(bases, total, threshold) | (groups.keys() - bases.keys())
    if unit in QUOTIENTS:
        parts = {name: {COUNT: group.numerator} for name, group in groups.items() if group.numerator is not None}
        total = {COUNT: whole.numerator} if whole.numerator is not None else None
        hidden |= _hidden(parts, total, threshold) | (groups.keys() - parts.keys())
    return hidden


def _split(reading: Counted) -> dict[str, int] | None:
    """Who were counted and who were not, of a share."""
    if reading.numerator is None or reading.denominator is None:
        return None
    return {"counted": reading.numerator, "other": max(0, reading.denominator - reading.numerator)}


def _hidden(rows: Mapping[str, dict[str, int]], whole: dict[str, int] | None, threshold: int) -> frozenset[str]:
    """The rows of which a cell must be hidden, where the totals are known to everybody unless they are small themselves."""
    if not rows:
        return frozenset()
    # A group may bear any name, that of a total too.
    counts = {f"group {name}": row for name, row in rows.items()}
    if whole is not None:
        rest = {column: count - sum(row[column] for row in rows.values()) for column, count in whole.items()}
        # People may be in several groups; then the whole says nothing about the rest.
        if min(rest.values()) >= 0 and max(rest.values()) > 0:
            counts[REST] = rest
    table = Table.two_way(counts, threshold=threshold)
    totals = {cell for cell, value in table.values().items() if cell[0] == TOTAL and not table.is_sensitive(value)}
    try:
        protected = protect(table, printed=[cell for cell in table.all_cells if cell[0] != REST], kept=totals)
    except ValueError:
        return frozenset(rows)  # whatever else is hidden, the totals give one away
    return frozenset(
        name for name in rows if any(protected.count(f"group {name}", column) is None for column in table.all_columns)
    )


def may_show(unit: str, reading: Counted, *, threshold: int = THRESHOLD) -> bool:
    """Whether a reading for everybody together may be shown: none of the counts of people in it is one to four."""
    counts = [reading.numerator, reading.denominator]
    if reading.numerator is not None and reading.denominator is not None and unit in (PERCENT, PER_THOUSAND):
        counts.append(reading.denominator - reading.numerator)
    if unit == COUNT:
        counts.append(int(reading.value))
    return not any(count is not None and 0 < count < threshold for count in counts)
