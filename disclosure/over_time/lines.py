"""People followed through editions: how many were where, and when, with which answers.

A line is one person with one answer: where they were in each edition in which they gave it (None: not there, or with
another answer). Whoever moves keeps one line through two places. Whoever changes an answer has two lines, one that ends
and one that begins. Editions are in order; “where” are the attributes of posts that everybody can see, such as directorate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.cubes import Dimension
from disclosure.releases import Edition, Staff

Codes = tuple[str, ...]  # finest categories, one for each attribute


@dataclass(frozen=True)
class Lines:
    """`counts[path, answer]` people: `paths` say where in each edition, `answers` the finest answers.

    Shapes: `counts` is len(paths) by len(answers). Every path is somebody's; answers nobody gave are there, too.
    """

    paths: tuple[tuple[Codes | None, ...], ...]
    answers: tuple[Codes, ...]
    counts: np.ndarray


def finest(dimension: Dimension) -> dict[int, str]:
    """The code of the finest category at each place."""
    return {
        place: category.code
        for category in dimension.categories
        if not dimension.children(category.code)
        for place in category.places
    }


def follow(editions: Sequence[Edition], where: Sequence[str], answers: Sequence[str]) -> Lines:
    """The lines of everybody through these editions, all of which have their staff."""
    staffs = [edition.staff for edition in editions if edition.staff is not None]
    rows = {person: row for row, person in enumerate(dict.fromkeys(p for staff in staffs for p in staff.people))}
    places, places_by_code = _coded(staffs, where, rows)
    given, given_by_code = _coded(staffs, answers, rows, everything=True)
    found = []
    for first in range(len(staffs)):
        # A line begins with the first edition in which this answer was given.
        begins = given[:, first] >= 0
        for before in range(first):
            begins &= given[:, before] != given[:, first]
        answer = given[begins, first]
        path = np.where(given[begins] == answer[:, None], places[begins], -1)
        found.append(np.column_stack([path, answer]))
    lines, people = np.unique(np.concatenate(found), axis=0, return_counts=True)
    paths, path_of = np.unique(lines[:, :-1], axis=0, return_inverse=True)
    counts = np.zeros((len(paths), len(given_by_code)), dtype=int)
    np.add.at(counts, (path_of.reshape(-1), lines[:, -1]), people)
    by_code = [*places_by_code, None]  # -1 is the last
    return Lines(tuple(tuple(by_code[code] for code in path) for path in paths.tolist()), tuple(given_by_code), counts)


def _coded(
    staffs: Sequence[Staff], names: Sequence[str], rows: dict[str, int], *, everything: bool = False
) -> tuple[np.ndarray, list[Codes]]:
    """Each person's categories in each edition as one number (-1: not there), and what the numbers stand for.

    `everything`: categories in which nobody is get a number, too.
    """
    numbers: dict[Codes, int] = {}
    coded = np.full((len(rows), len(staffs)), -1)
    for column, staff in enumerate(staffs):
        population = staff.population
        dimensions = [population.attribute(name) for name in names]
        at = [population.attributes.index(dimension) for dimension in dimensions]
        widths = [dimension.width for dimension in dimensions]
        codes = [finest(dimension) for dimension in dimensions]
        flat = (
            np.ravel_multi_index([population.codes[:, place] for place in at], widths)
            if names
            else np.zeros(len(population.codes), dtype=int)
        )
        there = np.arange(int(np.prod(widths))) if everything else np.unique(flat)
        meant = np.full(int(np.prod(widths)), -1)
        for place in there.tolist():
            each = tuple(
                code[int(one)]
                for code, one in zip(codes, np.unravel_index(place, widths) if names else (), strict=True)
            )
            meant[place] = numbers.setdefault(each, len(numbers))
        coded[[rows[person] for person in staff.people], column] = meant[flat]
    return coded, list(numbers)
