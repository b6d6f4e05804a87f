"""Those who know more than any reader because they are alone in a cell: coalitions of one.

Somebody who is the only one in a hidden cell may know that, and can take their own cell out of every sum. What is hidden
beside it must still not show them anybody else.
"""

from collections.abc import Mapping

import numpy as np

from disclosure.population.layouts import Cell
from disclosure.population.people import Items, Population
from disclosure.standards import Demand, Insider


def insiders(population: Population, found: Mapping[str, Cell], wanted: Mapping[str, Demand]) -> list[Insider]:
    """Each person alone in a sensitive cell, with the cells they are alone in and what others must stand against them.

    Of a sensitive count they must not learn that anybody is in it besides themselves; of a hidden zero, that nobody is. A
    sum of amounts must stay as uncertain to them as to anybody else.
    """
    alone: dict[int, list[str]] = {}
    for name in wanted:
        if (cell := found.get(name)) is not None and cell.value == 1:
            alone.setdefault(_only_person_in(population, cell.items), []).append(name)
    where = {
        name: [(population.column(attribute), places) for attribute, places in population.places_of(cell.items).items()]
        for name in wanted
        if (cell := found.get(name)) is not None
    }
    return [
        Insider(tuple(known), needs)
        for person, known in alone.items()
        if (needs := _needs_against(population.codes[person], known, where, found, wanted))
    ]


def _needs_against(
    codes: np.ndarray,
    known: list[str],
    where: Mapping[str, list[tuple[int, frozenset[int]]]],
    found: Mapping[str, Cell],
    wanted: Mapping[str, Demand],
) -> dict[str, Demand]:
    needs = {}
    for name, places in where.items():
        if name in known:
            continue
        is_in = all(codes[column] in inside for column, inside in places)
        if found[name].amount is not None:
            needs[name] = wanted[name]
        else:
            needs[name] = Demand(1.0 if is_in else 0.0, max(1.0, float(found[name].value)))
    return needs


def _only_person_in(population: Population, items: Items) -> int:
    (person,) = np.flatnonzero(population.are_in(items))
    return int(person)
