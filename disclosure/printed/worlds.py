"""One world of whole people that fits what tables print, hidden cells and all; or the sum that no world can keep."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.linear import EXACT, Programme
from disclosure.population import Items
from disclosure.printed.adding import Span
from disclosure.printed.troubles import CannotRead, Trouble
from disclosure.publication import Sum

TOTAL = "Total"


@dataclass(frozen=True)
class Names:
    """What each number counts, and what the total of each attribute is called in its table, for what is said of them."""

    items: Mapping[str, Items]
    totals: Mapping[str, str]

    def of_total(self, each: Sum) -> tuple[str, str]:
        """The line of the table that is the total, and where across it."""
        total = dict(self.items[each.total])
        own = {name for part in each.parts for name, code in self.items[part] if total.get(name) != code}
        line = tuple(item for item in self.items[each.total] if item[0] in own)
        across = tuple(item for item in self.items[each.total] if item[0] not in own)
        whole = next((self.totals[name] for name in own if name in self.totals), TOTAL)
        other = next((label for name, label in self.totals.items() if name not in own), TOTAL)
        return words_of(line) if line else whole, words_of(across) if across else other


def fill(spans: Mapping[str, Span], sums: Sequence[Sum], names: Names, *, seconds: float = 20.0) -> dict[str, int]:
    """One world of whole people that fits what is printed. Raises CannotRead where there is none."""
    values = {name: int(low) for name, (low, high) in spans.items() if low == high}
    waiting: dict[str, list[int]] = {}
    open_in = [0] * len(sums)
    for at, each in enumerate(sums):
        for name in {each.total, *each.parts}:
            if name not in values:
                waiting.setdefault(name, []).append(at)
                open_in[at] += 1
    ahead = [at for at, number in enumerate(open_in) if number <= 1]
    while ahead:
        each = sums[ahead.pop()]
        missing = [name for name in (each.total, *each.parts) if name not in values]
        if not missing:
            _check(each, values, spans, names)
            continue
        name = missing[0]
        parts = sum(values[part] for part in each.parts if part != name)
        value = parts if name == each.total else values[each.total] - parts
        if not spans[name][0] <= value <= spans[name][1]:
            raise _contradiction(each, values, spans, names)
        values[name] = value
        for at in waiting.pop(name):
            open_in[at] -= 1
            if open_in[at] <= 1:
                ahead.append(at)
    unknown = [name for name in spans if name not in values]
    if unknown:
        values.update(_solved(unknown, values, spans, sums, names, seconds))
    return values


def _check(each: Sum, values: Mapping[str, int], spans: Mapping[str, Span], names: Names) -> None:
    if values[each.total] != sum(values[part] for part in each.parts):
        raise _contradiction(each, values, spans, names)


def _solved(
    unknown: Sequence[str],
    values: Mapping[str, int],
    spans: Mapping[str, Span],
    sums: Sequence[Sum],
    names: Names,
    seconds: float,
) -> dict[str, int]:
    column = {name: at for at, name in enumerate(unknown)}
    rows = []
    for each in sums:
        inside = [(column[part], 1.0) for part in each.parts if part in column]
        inside += [(column[each.total], -1.0)] if each.total in column else []
        if inside:
            right = values.get(each.total, 0) - sum(values.get(part, 0) for part in each.parts)
            least = sum(spans[part][0] for part in each.parts) - spans[each.total][1]
            most = sum(spans[part][1] for part in each.parts) - spans[each.total][0]
            if least > 0 or most < 0:
                raise _contradiction(each, values, spans, names)
            rows.append((tuple(at for at, _sign in inside), tuple(sign for _at, sign in inside), float(right)))
    lows, highs = [spans[name][0] for name in unknown], [spans[name][1] for name in unknown]
    found: np.ndarray | None = None
    for whole in (None, [True] * len(unknown)):
        found = Programme(lows, highs, rows, whole=whole).solve(seconds)
        if found is None:
            raise CannotRead(Trouble.CANNOT_BE, where="")
        if np.all(np.abs(found - np.round(found)) < EXACT):
            break
    assert found is not None
    return {name: round(float(value)) for name, value in zip(unknown, found, strict=True)}


def _contradiction(each: Sum, values: Mapping[str, int], spans: Mapping[str, Span], names: Names) -> CannotRead:
    """The sum that does not hold, by the line that is the total and where across the table."""
    total, across = names.of_total(each)
    known = [spans[part] for part in each.parts]
    low, high = sum(low for low, _high in known), sum(high for _low, high in known)
    return CannotRead(
        Trouble.DOES_NOT_ADD_UP,
        total=total,
        across=across,
        value=said_span(spans[each.total] if each.total not in values else (values[each.total],) * 2),
        sum=said_span((low, high)),
    )


def words_of(items: Items) -> str:
    return ", ".join(code for _name, code in items) or TOTAL


def said_span(span: Span) -> str:
    low, high = span
    if low == high:
        return f"{low:,.0f}"
    return f"at least {low:,.0f}" if math.isinf(high) else f"{low:,.0f} to {high:,.0f}"
