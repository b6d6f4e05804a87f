"""A comparator: secondary suppression by Gaussian elimination, as the R package GaussSuppression chooses it.

Written anew from the published description (Langsrud, Secondary Cell Suppression by Gaussian Elimination, Privacy in
Statistical Databases 2024), since neither R's packages nor R itself are needed to run this project. Numbers are offered for
publication one after another, zeros first and then from the largest down; one that would make a sensitive number a sum and
difference of published ones is suppressed. That is all it promises: no sensitive number is recovered exactly. Its special
treatment of people alone in a cell, which suppresses more, is left out.
"""

import numpy as np

from disclosure.publication import Number, Publication, Status

# Dependence is decided in whole numbers modulo a prime, so no rounding can hide or feign it.
PRIME = 2**31 - 1


def suppressed_by_elimination(publication: Publication) -> frozenset[str]:
    """The numbers that this algorithm hides besides the sensitive ones."""
    vectors = _vectors(publication)
    primary = [place for place, number in enumerate(publication.numbers) if number.status is Status.PRIMARY]
    candidates = sorted(
        (place for place, number in enumerate(publication.numbers) if not number.is_unknown),
        key=lambda place: _turn(publication.numbers[place]),
    )
    secondary = []
    for place in candidates:
        pivots = np.flatnonzero(vectors[place])
        if not len(pivots):
            continue
        others = [each for each in primary if vectors[each, pivots[0]]]
        if _is_revealed(vectors, place, others, pivots[0]):
            secondary.append(publication.numbers[place].id)
            continue
        _eliminate(vectors, place, pivots[0])
    return frozenset(secondary)


def _turn(number: Number) -> tuple[bool, float]:
    return number.value > 0, -number.value


def _is_revealed(vectors: np.ndarray, place: int, others: list[int], pivot: int) -> bool:
    """Whether a sensitive number is a multiple of this one, given all that is published already."""
    if not others:
        return False
    scaled = vectors[place] * _inverse(vectors[place, pivot]) % PRIME
    left = (vectors[others] - vectors[others, pivot][:, np.newaxis] * scaled) % PRIME
    return bool(np.any(~left.any(axis=1)))


def _eliminate(vectors: np.ndarray, place: int, pivot: int) -> None:
    """Publish a number: take it away from every other one."""
    scaled = vectors[place] * _inverse(vectors[place, pivot]) % PRIME
    columns = np.flatnonzero(scaled)
    rows = np.flatnonzero(vectors[:, pivot])
    block = np.ix_(rows, columns)
    vectors[block] = (vectors[block] - vectors[rows, pivot][:, np.newaxis] * scaled[columns]) % PRIME


def _vectors(publication: Publication) -> np.ndarray:
    """Each number as a combination of those that the sums leave free, one row each."""
    place = {number.id: at for at, number in enumerate(publication.numbers)}
    # Totals are expressed by their parts, so that the finest counts are the ones left free.
    order = sorted(place.values(), key=lambda at: -publication.numbers[at].value)
    column = {at: to for to, at in enumerate(order)}
    sums = np.zeros((len(publication.sums), len(place)), dtype=np.int64)
    for row, each in enumerate(publication.sums):
        sums[row, column[place[each.total]]] = 1
        sums[row, [column[place[part]] for part in each.parts]] = PRIME - 1
    leaders, row = [], 0
    for to in range(len(place)):
        rows = np.flatnonzero(sums[row:, to])
        if not len(rows):
            continue
        sums[[row, row + rows[0]]] = sums[[row + rows[0], row]]
        sums[row] = sums[row] * _inverse(sums[row, to]) % PRIME
        columns, with_it = np.flatnonzero(sums[row]), np.flatnonzero(sums[:, to])
        with_it = with_it[with_it != row]
        block = np.ix_(with_it, columns)
        sums[block] = (sums[block] - sums[with_it, to][:, np.newaxis] * sums[row, columns]) % PRIME
        leaders.append(to)
        row += 1
        if row == len(sums):
            break
    free = [to for to in range(len(place)) if to not in set(leaders)]
    vectors = np.zeros((len(place), len(free)), dtype=np.int64)
    for to, at in enumerate(free):
        vectors[order[at], to] = 1
    for at, to in enumerate(leaders):
        vectors[order[to]] = (PRIME - sums[at, free]) % PRIME
    return vectors


def _inverse(value: int) -> int:
    return pow(int(value), -1, PRIME)
