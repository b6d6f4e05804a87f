"""Tables of any number of dimensions, each with its hierarchy, as numbers and sums."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.publication import MOST_NUMBERS, Inconsistent, Number, Publication, Status, Sum


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
        codes = {category.code: category for category in self.categories}
        if len(codes) < len(self.categories):
            raise Inconsistent(f"{self.name} has two categories with the same code.")
        for category in self.categories:
            if category.parent is not None and category.parent not in codes:
                raise Inconsistent(
                    f"{self.name}: “{category.code}” is part of “{category.parent}”, which is not there."
                )
            self._refuse_loop(category, codes)
        for category in self.categories:
            if children := self.children(category.code):
                covered = [place for child in children for place in child.places]
                if len(covered) != len(set(covered)):
                    raise Inconsistent(f"{self.name}: parts of “{category.code}” overlap.")
                if set(covered) != category.places:
                    raise Inconsistent(f"{self.name}: the parts of “{category.code}” do not make up the whole of it.")

    def _refuse_loop(self, category: Category, codes: dict[str, Category]) -> None:
        seen = [category.code]
        while (parent := codes[seen[-1]].parent) is not None:
            if parent in seen:
                raise Inconsistent(f"{self.name}: “{parent}” is part of itself.")
            seen.append(parent)

    def children(self, code: str) -> list[Category]:
        return [category for category in self.categories if category.parent == code]

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

    @property
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
        size = 1
        for dimension in self.dimensions:
            size *= len(dimension.categories)
        if size > MOST_NUMBERS:
            raise Inconsistent(
                f"The table has {size:,} cells. At most {MOST_NUMBERS:,} can be protected together: use a coarser list."
            )
        finest = dict(self._finest())
        numbers = []
        for entries in itertools.product(*(dimension.categories for dimension in self.dimensions)):
            places = itertools.product(*(sorted(entry.places) for entry in entries))
            value = sum(finest[place] for place in places)
            status = Status.PRIMARY if 0 < value < self.threshold else Status.PUBLISHED
            numbers.append(Number(cell_id(entry.code for entry in entries), value, status))
        return Publication(tuple(numbers), tuple(self._sums()), self.threshold, self.name)

    def _finest(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Each innermost count with its place; refuses what is not a whole number of people or has another shape."""
        widths = [dimension.width for dimension in self.dimensions]

        def walk(part: Any, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], int]]:
            depth = len(place)
            if depth == len(widths):
                if isinstance(part, bool) or not isinstance(part, int | float) or part < 0 or part != int(part):
                    raise Inconsistent(
                        f"The count at {place} is {part!r}. It must be a whole number of people, 0 or more."
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
