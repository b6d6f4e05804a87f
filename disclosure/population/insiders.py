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

    Of a sensitive count they must not learn that anybody is in it besides themselves; of a hidden zero, that nobody is.
    """
    alone: dict[int, list[str]] = {}
    for name in wanted:
        if (cell := found.get(name)) is not None and cell.value == 1:
            alone.setdefault(_only_person_in(population, cell.items), []).append(name)
    return [
        Insider(tuple(known), needs)
        for person, known in alone.items()
        if (needs := dict(_needs_against(population, person, known, found, wanted)))
    ]


def _needs_against(
    population: Population,
    person: int,
    known: list[str],
    found: Mapping[str, Cell],
    wanted: Mapping[str, Demand],
) -> list[tuple[str, Demand]]:
    needs = []
    for name in wanted:
        cell = found.get(name)
        if cell is None or name in known:
            continue
        low = 1.0 if _is_in(population, person, cell.items) else 0.0
        needs.append((name, Demand(low, max(1.0, float(cell.value)))))
    return needs


def _is_in(population: Population, person: int, items: Items) -> bool:
    return all(population.codes[person, population.column(name)] in places for name, places in population.places_of(items).items())  # fmt: skip


def _only_person_in(population: Population, items: Items) -> int:
    (person,) = np.flatnonzero(population.are_in(items))
    return int(person)
