"""Which cells of the layouts are sensitive by a policy, why, and what each must stand."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from disclosure.policy import Dominance, Policy, Reason
from disclosure.population.layouts import Cell, Table, cells, layout_of
from disclosure.population.people import EVERYBODY, Population, name_of
from disclosure.standards import Demand


@dataclass(frozen=True, slots=True)
class Alike:
    """An answer that all of a row gave but `others` (0 or 1): cells by name, and the name of the count of those others."""

    cell: str
    whole: str
    rest: str
    others: int


def alike(population: Population, found: Mapping[str, Cell], policy: Policy) -> list[Alike]:
    """Rows that would give everybody in them away (group disclosure), among cells that are not too few already.

    The whole of a row is every category above the answer that is not an answer itself: all, or those who declared. Sums
    of amounts say nothing of who is alike.
    """
    rows: list[Alike] = []
    if population.amounts is not None:
        return rows
    for cell in found.values():
        if cell.value < policy.threshold_for(cell.attributes):
            continue
        for place, (name, code) in enumerate(cell.items):
            if not policy.is_answer(name, code):
                continue
            for above in population.attribute(name).ancestors(code):
                if above.parent is not None and policy.is_answer(name, above.code):
                    continue
                in_whole = () if above.parent is None else ((name, above.code),)
                whole = found[name_of((*cell.items[:place], *in_whole, *cell.items[place + 1 :]))]
                if policy.reason_for_alike(others := whole.value - cell.value):
                    others_items = ((name, f"{above.code} but not {code}"),)
                    rest = name_of((*cell.items[:place], *others_items, *cell.items[place + 1 :]))
                    rows.append(Alike(cell.id, whole.id, rest, others))
    return rows


def sensitive(population: Population, layouts: Iterable[Table], policy: Policy) -> dict[str, Reason]:
    """The cells that must be hidden for their own sake, and why; small counts that no layout prints among them."""
    found = cells(population, layouts)
    return reasons_for(population, found, alike(population, found, policy), policy)


def reasons_for(
    population: Population, found: Mapping[str, Cell], rows: Iterable[Alike], policy: Policy
) -> dict[str, Reason]:
    """Why cells are sensitive, given those and the rows alike among them."""
    reasons: dict[str, Reason] = {}
    for name, cell in found.items():
        reason = policy.reason_for(cell.value, cell.attributes, is_impossible=cell.is_impossible)
        if population.amounts is not None:
            reason = _reason_for_sum(population, cell, policy)
        if reason and (cell.is_printed or reason is Reason.FEW):
            reasons[name] = reason
    for row in rows:
        if (reason := policy.reason_for_alike(row.others)) and reasons.get(row.cell) is not Reason.EVERYBODY:
            reasons[row.cell] = reason
    return reasons


def _reason_for_sum(population: Population, cell: Cell, policy: Policy) -> Reason | None:
    if cell.value == 0:
        return None
    if margin_of(population, cell, policy) > 0:
        return Reason.DOMINANT
    return Reason.FEW if cell.value < policy.threshold_for(cell.attributes) else None


def margin_of(population: Population, cell: Cell, policy: Policy) -> float:
    """By how much a sum must stay uncertain so that nobody’s amount in it is nearly known."""
    assert population.amounts is not None
    return (policy.dominance or Dominance()).margin(population.amounts[population.are_in(cell.items)])


def needs(
    population: Population, layouts: Iterable[Table], policy: Policy, *, kept: Collection[str] = ()
) -> dict[str, Demand]:
    """What every sensitive number must stand, by the reason it is sensitive for.

    - Too few people, or nobody where that is not shown either: possible as 0 and as the threshold, or as the whole where
      a total that stays in sight (`kept`) is smaller than the threshold. A small count that no layout prints: as 0.
    - Everybody alike, or all but one: there may be one more who differs than any one reader knows of.
    - A sum that gives one person’s amount away: uncertain by the margin of the rule, to both sides; of too few people
      but none of them dominant: not known exactly.
    """
    layouts = [layout_of(each) for each in layouts]
    found = cells(population, layouts)
    rows = alike(population, found, policy)
    wanted = {}
    for name, reason in reasons_for(population, found, rows, policy).items():
        cell = found[name]
        if cell.amount is not None:
            wanted[name] = _need_of_sum(cell.amount, margin_of(population, cell, policy))
            continue
        if reason in (Reason.FEW, Reason.ZERO):
            high = float(cell.value)
            if cell.is_printed:
                whole = min((found[each].value for each in _wholes(population, cell) if each in kept), default=math.inf)
                high = max(high, min(float(policy.threshold_for(cell.attributes)), whole))
            wanted[name] = Demand(0.0, high)
    for row in rows:
        wanted[row.rest] = Demand(float(row.others), float(1 + policy.coalition))
    return wanted


def _need_of_sum(amount: float, margin: float) -> Demand:
    if margin <= 0:
        return Demand(-math.inf, math.inf, is_any_width=True)
    return Demand(max(0.0, amount - margin), amount + margin)


def _wholes(population: Population, cell: Cell) -> list[str]:
    """The totals by one attribute that a cell is part of, and everybody."""
    names = [EVERYBODY]
    for name, code in cell.items:
        entry = population.attribute(name).category(code)
        names += [
            name_of(((name, above.code),))
            for above in (entry, *population.attribute(name).ancestors(code))
            if above.parent is not None
        ]
    return names
