"""Tables of any number of dimensions, each with its hierarchy, as numbers and sums."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from disclosure.publication import MOST_NUMBERS, MOST_PEOPLE, Inconsistent, Number, Publication, Status, Sum, check_size


@dataclass(frozen=True)
class Category:
    """One entry of a dimension: the places it covers in the finest table, and the entry it is part of."""

    code: str
    places: frozenset[int]
    parent: str | None = None


@dataclass(frozen=True)
class Dimension:
    """A classification, such as ethnicity in 19, 5 and 1 categories. Raises Inconsistent.

    The children of an entry cover its places, each once: lists that overlap or leave a gap do not add up.
    """

    name: str
    categories: tuple[Category, ...]

    def __post_init__(self) -> None:
        for category in self.categories:
            self._check_kinds(category)
        codes = {category.code: category for category in self.categories}
        if not codes:
            raise Inconsistent(f"{self.name} has no categories.")
        if len(codes) < len(self.categories):
            raise Inconsistent(f"{self.name} has two categories with the same code.")
        for category in self.categories:
            if category.parent is not None and category.parent not in codes:
                raise Inconsistent(
                    f"{self.name}: “{category.code}” is part of “{category.parent}”, which is not there."
                )
        self._refuse_loops(codes)
        for category in self.categories:
            if children := self.children(category.code):
                covered = [place for child in children for place in child.places]
                if len(covered) != len(set(covered)):
                    raise Inconsistent(f"{self.name}: parts of “{category.code}” overlap.")
                if set(covered) != category.places:
                    raise Inconsistent(f"{self.name}: the parts of “{category.code}” do not make up the whole of it.")

    def _check_kinds(self, category: Category) -> None:
        if not isinstance(category.code, str) or not isinstance(category.parent, str | None):
            raise Inconsistent(f"{self.name}: the code of a category, and of what it is part of, must be text.")
        if not category.places or not all(
            isinstance(place, int) and not isinstance(place, bool) and 0 <= place < MOST_NUMBERS
            for place in category.places
        ):
            raise Inconsistent(
                f"{self.name}: the places of “{category.code}” must be whole numbers from 0 to {MOST_NUMBERS - 1:,}."
            )

    def _refuse_loops(self, codes: dict[str, Category]) -> None:
        ends: set[str] = set()
        for category in self.categories:
            path: dict[str, None] = {}
            code: str | None = category.code
            while code is not None and code not in ends:
                if code in path:
                    raise Inconsistent(f"{self.name}: “{code}” is part of itself.")
                path[code] = None
                code = codes[code].parent
            ends.update(path)

    def children(self, code: str) -> list[Category]:
        return self._children.get(code, [])

    @cached_property
    def _children(self) -> dict[str, list[Category]]:
        found: dict[str, list[Category]] = {}
        for category in self.categories:
            if category.parent is not None:
                found.setdefault(category.parent, []).append(category)
        return found

    def category(self, code: str) -> Category:
        found = next((category for category in self.categories if category.code == code), None)
        if found is None:
            raise Inconsistent(f"{self.name} has no category “{code}”.")
        return found

    def ancestors(self, code: str) -> list[Category]:
        """The categories that one is part of, the nearest first."""
        found: list[Category] = []
        above = self.category(code).parent
        while above is not None:
            found.append(self.category(above))
            above = found[-1].parent
        return found

    @cached_property
    def width(self) -> int:
        return 1 + max((max(category.places, default=-1) for category in self.categories), default=-1)


@dataclass(frozen=True)
class Cube:
    """Counts of people by some dimensions: `inner` is nested, one level a dimension, in the order of their places."""

    name: str
    dimensions: tuple[Dimension, ...]
    inner: Sequence[Any]
    threshold: int

    def publication(self) -> Publication:
        """Every cell with its totals; counts from 1 to threshold - 1 are primary."""
        size = math.prod(len(dimension.categories) for dimension in self.dimensions)
        finest = math.prod(dimension.width for dimension in self.dimensions)
        check_size(max(size, finest))
        counts = np.zeros([dimension.width for dimension in self.dimensions], dtype=np.int64)
        for place, value in self._finest():
            counts[place] = value
        if float(counts.sum(dtype=float)) > MOST_PEOPLE:
            raise Inconsistent(f"The table counts more than {MOST_PEOPLE:,} people.")
        for axis, dimension in enumerate(self.dimensions):
            rows = np.moveaxis(counts, axis, 0)
            added = [rows[sorted(category.places)].sum(axis=0) for category in dimension.categories]
            counts = np.moveaxis(np.stack(added), 0, axis)
        entries = itertools.product(*(dimension.categories for dimension in self.dimensions))
        numbers = tuple(
            Number(
                cell_id(entry.code for entry in cell),
                int(value),
                Status.PRIMARY if 0 < value < self.threshold else Status.PUBLISHED,
            )
            for cell, value in zip(entries, counts.flat, strict=True)
        )
        return Publication(numbers, tuple(self._sums()), self.threshold, self.name)

    def _finest(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Each innermost count with its place; refuses what is not a whole number of people or has another shape."""
        widths = [dimension.width for dimension in self.dimensions]

        def walk(part: Any, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], int]]:
            depth = len(place)
            if depth == len(widths):
                is_number = isinstance(part, int | float) and not isinstance(part, bool)
                if not is_number or not 0 <= part <= MOST_PEOPLE or part != int(part):
                    raise Inconsistent(
                        f"The count at {place} is {str(part)[:40]}. It must be a whole number of people, "
                        f"0 to {MOST_PEOPLE:,}."
                    )
                yield place, int(part)
                return
            if not isinstance(part, Sequence) or isinstance(part, str) or len(part) != widths[depth]:
                raise Inconsistent(
                    f"The counts at {place or 'the top'} do not have the {widths[depth]} entries that "
                    f"“{self.dimensions[depth].name}” has."
                )
            for index, deeper in enumerate(part):
                yield from walk(deeper, (*place, index))

        return walk(self.inner, ())

    def _sums(self) -> Iterator[Sum]:
        for axis, dimension in enumerate(self.dimensions):
            others = [each.categories for place, each in enumerate(self.dimensions) if place != axis]
            for category in dimension.categories:
                children = dimension.children(category.code)
                if not children:
                    continue
                for rest in itertools.product(*others):
                    codes = [entry.code for entry in rest]
                    total = cell_id([*codes[:axis], category.code, *codes[axis:]])
                    yield Sum(total, tuple(cell_id([*codes[:axis], child.code, *codes[axis:]]) for child in children))


def cell_id(codes: Any) -> str:
    return "|".join(codes)
