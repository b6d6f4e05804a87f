"""Small made-up staffs for the tests of linked tables."""

import itertools
from collections.abc import Mapping

import numpy as np
from hypothesis import strategies as st

from disclosure.cubes import Category, Dimension
from disclosure.population import Population


def attribute(name: str, size: int) -> Dimension:
    """`size` categories, called name1, name2 …, under a whole called Total."""
    parts = [Category(f"{name}{place + 1}", frozenset([place]), "Total") for place in range(size)]
    return Dimension(name, (Category("Total", frozenset(range(size))), *parts))


def people(counts: Mapping[tuple[int, ...], int], sizes: Mapping[str, int]) -> Population:
    """So many people for each combination of places, the places in the order of `sizes`."""
    rows = [place for place, count in counts.items() for _person in range(count)]
    codes = np.array(rows, dtype=int).reshape(len(rows), len(sizes))
    return Population(tuple(attribute(name, size) for name, size in sizes.items()), codes)


@st.composite
def staffs(draw: st.DrawFn, sizes: Mapping[str, int], most: int = 3) -> Population:
    """Any staff with at most `most` people of each kind."""
    kinds = list(itertools.product(*(range(size) for size in sizes.values())))
    return people({kind: draw(st.integers(0, most)) for kind in kinds}, sizes)
