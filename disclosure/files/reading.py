"""Cases out of a file: publications, what is to be kept in sight, what hiding costs and any proof that came along."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from disclosure.cubes import Category, Cube, Dimension
from disclosure.files.fields import as_object, choice, entries, load, name_in, names, number, shortly, whole
from disclosure.files.printed import FORMS, form_of, share_of
from disclosure.files.wishes import Levels, cost_of, levels_of, smallness, threshold_of
from disclosure.forms import as_number, structural_zero, without
from disclosure.publication import Inconsistent, Number, Publication, Share, Status, Sum, check_size
from disclosure.standards import Demand, demands, tenth
from disclosure.suppression import COSTS, Cost
from disclosure.witnesses import Witness


@dataclass(frozen=True)
class Case:
    """One publication of a file, with all that the file says of how it is to be protected.

    `levels`: for each sensitive number that has its own. `implied`: numbers that no table prints, such as differences.
    """

    publication: Publication
    cost: Cost = COSTS["log2"]
    kept: tuple[str, ...] = ()
    levels: Mapping[str, Levels] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    implied: frozenset[str] = frozenset()

    def needs(self, publication: Publication | None = None) -> dict[str, Demand]:
        """What must stay possible for each sensitive number of this publication (the case's own if none is given)."""
        publication = publication or self.publication
        found = demands(publication)
        # A magnitude that is printed nowhere, such as the pay of somebody who left between two means, is somebody's.
        found |= {
            each.id: tenth(each)
            for each in publication.numbers
            if each.status is Status.HIDDEN and not each.is_count and each.value
        }
        for name, levels in self.levels.items():
            one = publication.by_id[name]
            found[name] = Demand(max(one.low, one.value - levels.below), min(one.high, one.value + levels.above))
        return found


def read_cases(path: Path) -> tuple[list[Case], bool]:
    """The cases of a file, and whether it holds a list of them. Raises Inconsistent, or OSError."""
    content = load(path)
    is_list = isinstance(content, list)
    documents = content if is_list else [content]
    if not documents:
        raise Inconsistent("The file is a list without a case.")
    found = []
    for place, document in enumerate(documents, start=1):
        try:
            found.append(case_of(document))
        except Inconsistent as error:
            name = document.get("id", place) if isinstance(document, dict) else place
            raise Inconsistent(f"Case {shortly(name)}: {error}") from None
    return found, is_list


def case_of(document: Any) -> Case:
    """The case that an object of a file describes. Raises Inconsistent."""
    if not isinstance(document, dict):
        raise Inconsistent("A case must be an object with “cells” and “equations”, or with “dims” and “inner”.")
    if "cells" in document:
        publication = _from_cells(document)
    elif "dims" in document:
        publication = _from_cube(document)
    else:
        raise Inconsistent("There are neither “cells” nor “dims”.")
    if isinstance(document.get("primary"), list):
        publication = publication.of_status(_known(publication, document, "primary"), Status.PRIMARY)
    publication = publication.hiding(_known(publication, document, "suppressed"))
    printed = {each.id for each in publication.numbers}
    if insides := entries(document, "inside"):
        publication = without(publication, [_pair(each) for each in insides])
    return Case(
        publication,
        cost_of(document.get("cost", "log2")),
        tuple(_known(publication, document, "kept")),
        levels_of(document, publication),
        tuple(_witness(each) for each in entries(document, "witnesses")),
        frozenset(each.id for each in publication.numbers if each.id not in printed),
    )


def _from_cells(document: Mapping[str, Any]) -> Publication:
    threshold = threshold_of(document)
    check_size(len(entries(document, "cells")))
    cells = [as_object(each, "A cell") for each in entries(document, "cells")]
    if not cells:
        raise Inconsistent("There are no cells.")
    sums = [_sum(each) for each in entries(document, "equations")]
    kinds = _kinds(cells, sums, is_counted=threshold is not None)
    numbers = [_number(cell, kinds) for cell in cells]
    if threshold is not None and not any(each.status is Status.PRIMARY for each in numbers):
        is_small = smallness(document, threshold)
        numbers = [
            replace(each, status=Status.PRIMARY)
            if each.is_count and each.status is Status.PUBLISHED and is_small(each.value)
            else each
            for each in numbers
        ]
    published = {each.id: each.value for each in numbers if not each.is_unknown}
    by_id = {each.id: each for each in numbers}
    numbers = [_as_printed(each, cell, published) for each, cell in zip(numbers, cells, strict=True)]
    shares = [found for cell in cells if (found := _about(cell, share_of, cell, by_id))]
    shares += [_share(each) for each in entries(document, "shares")]
    return Publication(tuple(numbers), tuple(sums), threshold, str(document.get("id", "")), tuple(shares))


def _kinds(cells: list[Mapping[str, Any]], sums: list[Sum], *, is_counted: bool) -> Mapping[str, bool]:
    """Which cells are counts of people (True), and which are magnitudes.

    A cell says so by its `kind`. Without one it is a count, unless nothing says that people are counted (no threshold) and
    it has a fraction, or it is added up with one that has.
    """
    kinds: dict[str, bool] = {}
    unsaid = set()
    for cell in cells:
        id_, value = cell.get("id"), cell.get("value")
        if not isinstance(id_, str):
            continue
        if cell.get("kind") not in (None, "count", "magnitude"):
            raise Inconsistent(f"The kind of “{shortly(id_)}” must be count or magnitude.")
        if cell.get("kind") is None and "mean" not in cell:
            unsaid.add(id_)
        has_fraction = isinstance(value, float) and value > 0 and not value.is_integer()
        kinds[id_] = cell.get("kind", "count") == "count" and "mean" not in cell
        if id_ in unsaid and has_fraction and not is_counted:
            kinds[id_] = False
    near: dict[str, list[Sum]] = {}
    for each in sums:
        for name in (each.total, *each.parts):
            near.setdefault(name, []).append(each)
    waiting = [name for name, is_count in kinds.items() if not is_count and not is_counted]
    while waiting:
        for each in near.get(waiting.pop(), ()):
            for name in (each.total, *each.parts):
                if name in unsaid and kinds[name]:
                    kinds[name] = False
                    waiting.append(name)
    return kinds


def _number(cell: Mapping[str, Any], kinds: Mapping[str, bool]) -> Number:
    name = name_in(cell.get("id"), "The “id” of a cell")
    value = number(cell.get("value"), f"The value of “{shortly(name)}”")
    is_printed_otherwise = any(form in cell for form in FORMS)
    usual = Status.ROUNDED if is_printed_otherwise else Status.PUBLISHED
    if "below" in cell or "above" in cell:
        usual = Status.PRIMARY
    status = choice(cell.get("status", usual), Status, f"The status of “{shortly(name)}”")
    if cell.get("structural"):
        if value:
            raise Inconsistent(f"“{shortly(name)}” is {value:g}, so it is no structural zero.")
        return structural_zero(name)
    is_count = kinds[name]
    # A magnitude that says it is one, such as a change in pay, may be below zero.
    lowest = -math.inf if cell.get("kind") == "magnitude" or (value < 0 and not is_count) else 0.0
    low, high = cell.get("lo"), cell.get("up")
    threshold = cell.get("threshold")
    return Number(
        name,
        value,
        status,
        lowest if low is None else float(number(low, f"“lo” of “{shortly(name)}”")),
        math.inf if high is None else float(number(high, f"“up” of “{shortly(name)}”")),
        is_count,
        None if threshold is None else whole(threshold, f"The threshold of “{shortly(name)}”", least=1),
    )


def _as_printed(one: Number, cell: Mapping[str, Any], published: Mapping[str, float]) -> Number:
    """The number with what its printed form says of it, beside what was known before."""
    form = _about(cell, form_of, cell, published)
    if form is None:
        return one
    found = as_number(one.id, one.value, form, is_count=one.is_count)
    return replace(one, low=max(one.low, found.low), high=min(one.high, found.high))


def _about(cell: Mapping[str, Any], read: Any, *arguments: Any) -> Any:
    """Says of which cell an error speaks."""
    try:
        return read(*arguments)
    except Inconsistent as error:
        raise Inconsistent(f"“{shortly(cell.get('id'))}”: {error}") from None


def _sum(each: Any) -> Sum:
    is_pair = isinstance(each, list) and len(each) == 2 and isinstance(each[1], list)
    if not is_pair or not all(isinstance(name, str) for name in (each[0], *each[1])):
        raise Inconsistent(f"An equation must be [total, [part, …]], not {shortly(each)}.")
    return Sum(each[0], tuple(each[1]))


def _share(each: Any) -> Share:
    """A percentage as a release writes it; a case says the same in a cell, with “percent”."""
    share = as_object(each, "A share")
    with_low, with_high = share.get("with_low", True), share.get("with_high", True)
    if not isinstance(with_low, bool) or not isinstance(with_high, bool):
        raise Inconsistent("“with_low” and “with_high” of a share must be true or false.")
    return Share(
        name_in(share.get("part"), "The part of a share"),
        name_in(share.get("whole"), "The whole of a share"),
        whole(share.get("scale"), "“scale” of a share", least=1),
        whole(share.get("low"), "“low” of a share", least=-(10**9)),
        whole(share.get("high"), "“high” of a share", least=0),
        with_low,
        with_high,
    )


def _from_cube(document: Mapping[str, Any]) -> Publication:
    dimensions = []
    for each in entries(document, "dims"):
        try:
            name, categories = each
            listed = tuple(
                Category(code, frozenset(places if isinstance(places, list) else ()), parent)
                for code, places, parent in categories
            )
        except (TypeError, ValueError):
            raise Inconsistent("A dimension must be [name, [[code, [places], parent], …]].") from None
        dimensions.append(Dimension(name_in(name, "The name of a dimension"), listed))
    if not dimensions:
        raise Inconsistent("There are no dimensions.")
    threshold = threshold_of(document)
    is_small = smallness(document, threshold)
    cube = Cube(str(document.get("id", "")), tuple(dimensions), document.get("inner", []), threshold or 1)
    publication = cube.publication()
    zeros = set(_known(publication, document, "structural"))
    if wrong := [name for name in zeros if publication.by_id[name].value]:
        raise Inconsistent(f"“{wrong[0]}” is {publication.by_id[wrong[0]].value:g}, so it is no structural zero.")
    numbers = tuple(
        structural_zero(each.id)
        if each.id in zeros
        else replace(each, status=Status.PRIMARY if is_small(each.value) else Status.PUBLISHED)
        for each in publication.numbers
    )
    return replace(publication, numbers=numbers, threshold=threshold)


def _known(publication: Publication, document: Mapping[str, Any], where: str) -> list[str]:
    found = names(document, where)
    for name in found:
        if name not in publication.by_id:
            raise Inconsistent(f"“{where}” names “{shortly(name)}”, which is not among the numbers.")
    return found


def _pair(each: Any) -> tuple[str, str]:
    if not isinstance(each, list) or len(each) != 2:
        raise Inconsistent(f"An entry of “inside” must be [inner, outer], not {shortly(each)}.")
    return name_in(each[0], "An entry of “inside”"), name_in(each[1], "An entry of “inside”")


def _witness(document: Any) -> Witness:
    try:
        found = Witness(document["shows"], document["value"], dict(document["changed"]))
        is_typed = isinstance(found.shows, str) and all(isinstance(name, str) for name in found.changed)
    except (TypeError, KeyError, ValueError):
        is_typed = False
    if not is_typed:
        raise Inconsistent("A witness must be an object with “shows”, “value” and “changed”.")
    return found
