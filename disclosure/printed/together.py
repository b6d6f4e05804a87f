"""Printed tables as one publication: what each cell counts, the sums that bind cells, and what no table prints.

Tables that split people in the same way share their categories. Where their attributes close a circle, such as
directorate by site, site by ethnic group and ethnic group by directorate, the counts behind all of them are in the model
too: what such tables give away together, none of them shows.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.population import Items, name_of
from disclosure.printed.adding import Part, Role, Span, recognise
from disclosure.printed.cells import read_cell
from disclosure.printed.grid import Printed
from disclosure.printed.trees import Axis, Tree, axis, code_of
from disclosure.printed.troubles import CannotRead, Trouble
from disclosure.printed.worlds import TOTAL, Names, fill, said_span, words_of
from disclosure.publication import Number, Publication, Status, Sum

MOST_NUMBERS = 20_000
MOST_BEHIND = 20_000
NOBODY: Span = (0.0, 0.0)
ANY: Span = (0.0, math.inf)


@dataclass(frozen=True)
class Brought:
    """A table with what a person has said of it: a role for each row and column, and what each sign stands for.

    `signs` maps the text of a hidden cell to the least and the most it can be; (0, 0) says that it is nobody.
    """

    printed: Printed
    rows: tuple[Role, ...]
    columns: tuple[Role, ...]
    signs: Mapping[str, Span] = field(default_factory=dict)

    def span(self, row: int, column: int) -> Span:
        entry = self.printed.cells[row][column]
        return (entry.low, entry.high) if entry.is_count else self.signs.get(entry.text, usual_meaning(entry.text))


def confirmed_by_nobody(printed: Printed, signs: Mapping[str, Span] | None = None) -> Brought:
    """The table as it is recognised, before a person has looked at it."""
    plain = Brought(printed, (), (), signs or {})
    spans = [[plain.span(row, column) for column in range(len(printed.columns))] for row in range(len(printed.rows))]
    across = [list(column) for column in zip(*spans, strict=True)]
    return Brought(
        printed, tuple(recognise(printed.rows, spans)), tuple(recognise(printed.columns, across)), plain.signs
    )


def usual_meaning(sign: str) -> Span:
    """What a sign stands for if nobody says otherwise: an empty cell nobody, “<5” what it says, any other any number."""
    entry = read_cell(sign)
    return (entry.low, entry.high) if sign else NOBODY


@dataclass(frozen=True)
class Together:
    """Tables in one model.

    `places`: for each table and each of its rows and columns the number that stands there, None where a line is left
    out. `spans`: what a reader of the tables knows of each printed number. `behind`: numbers in no table, behind several.
    Values of hidden numbers are those of one world that fits; any other that fits is as good.
    """

    publication: Publication
    places: tuple[tuple[tuple[str | None, ...], ...], ...]
    spans: Mapping[str, Span]
    items: Mapping[str, Items]
    trees: Mapping[str, Tree]
    behind: frozenset[str] = frozenset()

    @property
    def printed(self) -> frozenset[str]:
        return frozenset(self.spans)

    @property
    def hidden(self) -> list[str]:
        """The printed cells whose number is hidden, in the order of the tables."""
        return [name for name, (low, high) in self.spans.items() if low < high]


@dataclass(frozen=True)
class _Layout:
    """The attributes that a part of a table crosses, each with the categories that it shows."""

    attributes: tuple[str, ...]
    trees: Mapping[str, Tree]

    def cells(self) -> Iterator[Items]:
        lists = [("", *self.trees[name].codes) for name in self.attributes]
        for codes in itertools.product(*lists):
            yield tuple((name, code) for name, code in zip(self.attributes, codes, strict=True) if code)

    @property
    def size(self) -> int:
        return math.prod(1 + len(self.trees[name].codes) for name in self.attributes)

    def sums(self) -> Iterator[tuple[Items, tuple[Items, ...]]]:
        for at, name in enumerate(self.attributes):
            others = [
                [(), *(((other, code),) for code in self.trees[other].codes)]
                for other in self.attributes
                if other != name
            ]
            for rest in itertools.product(*others):
                before, after = sum(rest[:at], ()), sum(rest[at:], ())
                for whole, parts in self.trees[name].children.items():
                    if parts:
                        total = (*before, *(((name, whole),) if whole else ()), *after)
                        yield total, tuple((*before, (name, part), *after) for part in parts)


def together(tables: Sequence[Brought], *, seconds: float = 20.0) -> Together:
    """Raises CannotRead, with the row and the column, where the tables contradict themselves or each other."""
    known = _Attributes()
    axes: list[tuple[Axis, Axis]] = []
    for number, table in enumerate(tables, start=1):
        rows = axis(table.printed.rows, table.rows, next(filter(None, table.printed.levels), "") or "Rows")
        columns = axis(table.printed.columns, table.columns, "Columns")
        axes.append((known.take(rows, number), known.take(columns, number)))
    order = {name: place for place, name in enumerate(known.trees)}
    layouts = [
        _Layout(tuple(sorted({*above, *beside}, key=order.__getitem__)), {**rows.trees, **columns.trees})
        for rows, columns in axes
        for above in rows.blocks
        for beside in columns.blocks
    ]
    _refuse_large(layouts)
    spans, places = _cells(tables, axes, order)
    items = {name_of(each): each for layout in layouts for each in layout.cells()}
    sums: dict[tuple[str, frozenset[str]], Sum] = {}
    for layout in layouts:
        for total, parts in layout.sums():
            each = Sum(name_of(total), tuple(map(name_of, parts)))
            sums.setdefault((each.total, frozenset(each.parts)), each)
    behind, bound = _behind(layouts, known.trees)
    items.update((name_of(each), each) for each in behind)
    everything = [*sums.values(), *bound]
    totals = {
        name: next((label.text for label, role in zip(labels, roles, strict=True) if role.part is Part.TOTAL), TOTAL)
        for table, (rows, columns) in zip(tables, axes, strict=True)
        for labels, roles, found in (
            (table.printed.columns, table.columns, columns),
            (table.printed.rows, table.rows, rows),
        )
        for name in found.trees
    }
    wanted = {name: spans.get(name, ANY) for name in items}
    values = fill(wanted, everything, Names(items, totals), seconds=seconds)
    numbers = tuple(
        Number(name, values[name], *_as_read(spans.get(name)), threshold=1 if name not in spans else None)
        for name in items
    )
    unseen = frozenset(name_of(each) for each in behind) - spans.keys()
    return Together(Publication(numbers, tuple(everything)), places, spans, items, known.trees, unseen)


def _as_read(span: Span | None) -> tuple[Status, float, float]:
    if span is None:
        return Status.HIDDEN, 0.0, math.inf
    return (Status.PUBLISHED, 0.0, math.inf) if span[0] == span[1] else (Status.SECONDARY, *span)


def _refuse_large(layouts: Sequence[_Layout]) -> None:
    size = sum(layout.size for layout in layouts)
    if size > MOST_NUMBERS:
        raise CannotRead(Trouble.TOO_MANY_CELLS, number=f"{size:,}", most=f"{MOST_NUMBERS:,}")


class _Attributes:
    """The attributes of all tables; those with the same categories are one, a coarser list is the upper part of a finer."""

    def __init__(self) -> None:
        self.trees: dict[str, Tree] = {}

    def take(self, found: Axis, number: int) -> Axis:
        """The axis with its attributes and categories called as in the tables before."""
        names: dict[str, str] = {}
        codes: dict[tuple[str, str], str] = {}
        trees: dict[str, Tree] = {}
        for title, tree in found.trees.items():
            name = next((name for name, other in self.trees.items() if number > 1 and _is_same(tree, other)), None)
            if name is None:
                name = code_of(title)
                while name in self.trees:
                    name += f" ({number})"
                renamed = Tree(name, tree.children, tree.rests)
                self.trees[name] = renamed
            else:
                theirs = {code.casefold(): code for code in self.trees[name].codes}
                spelled = {code: theirs.get(code.casefold(), code) for code in tree.codes}
                codes.update(((title, code), other) for code, other in spelled.items())
                children = {
                    spelled.get(whole, ""): tuple(spelled[part] for part in parts)
                    for whole, parts in tree.children.items()
                }
                renamed = Tree(name, children, tree.rests)
                if len(renamed.codes) > len(self.trees[name].codes):
                    self.trees[name] = renamed
            names[title], trees[name] = name, renamed
        lines = tuple(
            None if items is None else tuple((names[title], codes.get((title, code), code)) for title, code in items)
            for items in found.lines
        )
        blocks = tuple(tuple(names[title] for title in block) for block in found.blocks)
        return Axis(lines, trees, blocks, found.labels)


def _is_same(one: Tree, other: Tree) -> bool:
    """Whether two lists split people alike, one perhaps more finely than the other."""
    fine, coarse = (one, other) if len(one.codes) >= len(other.codes) else (other, one)
    known = {code.casefold(): code for code in fine.codes}
    ends = [known.get(code.casefold()) for code in coarse.leaves()]
    if len(ends) < 2 or None in ends:
        return False
    covered = [leaf for end in ends for leaf in fine.leaves(end or "")]
    return sorted(covered) == sorted(fine.leaves())


def _cells(
    tables: Sequence[Brought], axes: Sequence[tuple[Axis, Axis]], order: Mapping[str, int]
) -> tuple[dict[str, Span], tuple[tuple[tuple[str | None, ...], ...], ...]]:
    """What is printed of each number, and which number stands where."""
    spans: dict[str, Span] = {}
    places = []
    for table, (rows, columns) in zip(tables, axes, strict=True):
        grid = []
        for row, above in enumerate(rows.lines):
            line: list[str | None] = []
            for column, beside in enumerate(columns.lines):
                if above is None or beside is None:
                    line.append(None)
                    continue
                items = tuple(sorted((*above, *beside), key=lambda item: order[item[0]]))
                name, span = name_of(items), table.span(row, column)
                before = spans.get(name, ANY)
                both = max(span[0], before[0]), min(span[1], before[1])
                if both[0] > both[1]:
                    raise CannotRead(
                        Trouble.TWO_VALUES, what=words_of(items), first=said_span(before), second=said_span(span)
                    )
                spans[name] = both
                line.append(name)
            grid.append(tuple(line))
        places.append(tuple(grid))
    return spans, tuple(places)


def _behind(layouts: Sequence[_Layout], trees: Mapping[str, Tree]) -> tuple[list[Items], list[Sum]]:
    """The counts behind tables that close a circle, and how each table's finest cells are made of them."""
    core = _circle([set(layout.attributes) for layout in layouts])
    if not core:
        return [], []
    attributes = tuple(name for name in trees if name in core)
    size = math.prod(len(trees[name].leaves()) for name in attributes)
    if size > MOST_BEHIND:
        raise CannotRead(
            Trouble.TOO_MANY_TOGETHER,
            number=f"{size:,}",
            what=", ".join(attributes),
            most=f"{MOST_BEHIND:,}",
        )
    finest = [
        tuple(zip(attributes, codes, strict=True))
        for codes in itertools.product(*(trees[name].leaves() for name in attributes))
    ]
    sums: dict[str, Sum] = {}
    for layout in layouts:
        inside = [name for name in layout.attributes if name in core]
        upper = {
            name: {leaf: end for end in layout.trees[name].leaves() for leaf in trees[name].leaves(end)}
            for name in inside
        }
        parts: dict[str, list[str]] = {}
        for items in finest:
            total = name_of(tuple((name, upper[name][code]) for name, code in items if name in inside))
            parts.setdefault(total, []).append(name_of(items))
        sums.update((total, Sum(total, tuple(names))) for total, names in parts.items())
    return finest, list(sums.values())


def _circle(edges: Sequence[set[str]]) -> set[str]:
    """The attributes that stay when again and again those are taken away that only one table has (Graham's reduction)."""
    left = [set(edge) for edge in edges]
    while True:
        before = [set(edge) for edge in left]
        for edge in left:
            edge -= {name for name in edge if sum(name in other for other in left) == 1}
        left = [
            edge
            for at, edge in enumerate(left)
            if edge
            and not any(
                edge <= other and (edge != other or at > place) for place, other in enumerate(left) if place != at
            )
        ]
        if left == before:
            return set().union(*left) if left else set()
