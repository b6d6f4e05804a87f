"""What the lines of a table count: attributes of people, each with its categories as a tree under everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure.population import Items
from disclosure.printed.adding import Part, Role
from disclosure.printed.grid import Label
from disclosure.printed.troubles import CannotRead, Trouble


@dataclass(frozen=True)
class Tree:
    """An attribute: `children` of each category; those of "" stand directly under everybody.

    A category in `rests` is not in the table: it is what a line leaves over of which only some parts are shown.
    """

    name: str
    children: Mapping[str, tuple[str, ...]]
    rests: frozenset[str] = frozenset()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for codes in self.children.values() for code in codes)

    def leaves(self, code: str = "") -> tuple[str, ...]:
        below = self.children.get(code, ())
        return tuple(leaf for each in below for leaf in self.leaves(each)) if below else ((code,) if code else ())


@dataclass(frozen=True)
class Axis:
    """The rows or the columns of a table.

    `lines`: for each line what it counts, None for one that is left out. `blocks`: the attributes that are crossed with
    each other; a table by sex and, beside it, by age has two.
    """

    lines: tuple[Items | None, ...]
    trees: Mapping[str, Tree]
    blocks: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...] = field(default=())


def axis(labels: Sequence[Label], roles: Sequence[Role], name: str) -> Axis:
    """Raises CannotRead where the roles contradict each other."""
    _refuse_loops(labels, roles)
    lists = _lists(labels, roles)
    trees: dict[str, Tree] = {}
    lines: dict[int, Items] = {place: () for place, role in enumerate(roles) if role.part is Part.TOTAL}
    for number, tops in enumerate(lists, start=1):
        section = labels[tops[0]].section
        title = section or (name if len(lists) == 1 else f"{name} {number}")
        while title in trees:
            title += " again"
        trees[title], codes = _tree(title, labels, roles, tops)
        lines.update((place, ((title, code),)) for place, code in codes.items())
    blocks: list[tuple[str, ...]] = [(title,) for title in trees]
    for title in list(trees):
        _cross(title, trees, lines, blocks)
    shown = tuple(lines.get(place) for place in range(len(labels)))
    texts = [label.text for label, items in zip(labels, shown, strict=True) if items is not None]
    return Axis(shown, trees, tuple(blocks) or ((),), tuple(texts))


def _refuse_loops(labels: Sequence[Label], roles: Sequence[Role]) -> None:
    for place in range(len(roles)):
        seen, at = {place}, roles[place].of
        while at is not None:
            if at in seen:
                raise CannotRead(Trouble.LOOP, row=labels[at].text)
            seen.add(at)
            at = roles[at].of
        if roles[place].part is Part.FIRST and roles[place].of is not None:
            raise CannotRead(Trouble.TOO_DEEP, row=labels[roles[place].of or 0].text)


def _lists(labels: Sequence[Label], roles: Sequence[Role]) -> list[list[int]]:
    """The lines directly under everybody, in the ways of splitting them."""
    lists: list[list[int]] = []
    for place, role in enumerate(roles):
        is_top = role.of is None or roles[role.of].part in (Part.TOTAL, Part.OUT)
        if role.part in (Part.TOTAL, Part.OUT) or not is_top:
            continue
        if role.part is Part.OF and lists:
            lists[-1].append(place)
        else:
            lists.append([place])
    return lists


def _tree(
    title: str, labels: Sequence[Label], roles: Sequence[Role], tops: Sequence[int]
) -> tuple[Tree, dict[int, str]]:
    """The tree of one list, and the category of each of its lines."""
    codes: dict[int, str] = {}
    children: dict[str, tuple[str, ...]] = {}
    rests: set[str] = set()

    def take(parent: str, places: Sequence[int]) -> None:
        if not parent and (groups := _unprinted_groups(labels, places)):
            children[""] = tuple(groups)
            for group, inside in groups.items():
                take(group, inside)
            return
        for place in places:
            word = code_of(labels[place].text)
            code = f"{parent}, {word}" if parent and word in codes.values() else word
            if code in codes.values():
                raise CannotRead(Trouble.SAME_LABEL, row=labels[place].text)
            codes[place] = code
        names = [codes[place] for place in places]
        if any(roles[place].part is Part.SOME for place in places):
            rest = f"{f'{parent}, ' if parent else ''}not {' or '.join(labels[place].text for place in places)}"
            rests.add(code_of(rest))
            names.append(code_of(rest))
        children[parent] = tuple(names)
        for place in places:
            if below := [at for at, role in enumerate(roles) if role.of == place and role.part is not Part.OUT]:
                take(codes[place], below)

    take("", tops)
    return Tree(title, children, frozenset(rests)), codes


def _unprinted_groups(labels: Sequence[Label], places: Sequence[int]) -> dict[str, list[int]]:
    """Lines with labels of two levels and no line for the upper one: the women and the men of each directorate."""
    if any(len(labels[place].words) < 2 for place in places):
        return {}
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(code_of(labels[place].words[0]), []).append(place)
    return groups if all(len(inside) > 1 for inside in groups.values()) else {}


def _cross(title: str, trees: dict[str, Tree], lines: dict[int, Items], blocks: list[tuple[str, ...]]) -> None:
    """Groups that are all split alike, such as each directorate by sex, are two attributes crossed with each other."""
    tree = trees[title]
    tops = tree.children[""]
    below = [tree.children.get(top, ()) for top in tops]
    plain = [[_within(code, top) for code in codes] for top, codes in zip(tops, below, strict=True)]
    if len(tops) < 2 or any(set(each) != set(plain[0]) for each in plain) or len(plain[0]) < 2 or tree.rests:
        return
    if any(tree.children.get(code) for codes in below for code in codes):
        return
    # The whole body split in the same way, in the same table, is the margin of this one.
    same = next(
        (name for name, each in trees.items() if name != title and set(each.children[""]) == set(plain[0])), None
    )
    inner = same or f"{title}, parts"
    moved: dict[Items, Items] = {}
    for top, codes in zip(tops, below, strict=True):
        moved.update((((title, code),), ((title, top), (inner, _within(code, top)))) for code in codes)
    lines.update((place, moved.get(items, items)) for place, items in lines.items())
    trees[title] = replace(tree, children={"": tops})
    if same is None:
        trees[inner] = Tree(inner, {"": tuple(plain[0])})
    else:
        blocks.remove((same,))
    blocks[blocks.index((title,))] = (title, inner)


def _within(code: str, group: str) -> str:
    return code.removeprefix(f"{group}, ")


def code_of(text: str) -> str:
    """A label as part of a number's name, in which “=”, “ & ” and “: ” part things."""
    return text.replace(" & ", " and ").replace("=", " is ").replace(": ", ", ")
