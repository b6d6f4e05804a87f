"""The JSON form of a publication: tables in, results out. docs/disclosure-files.md describes it field by field."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from disclosure.attack import Exposure, Feasible
from disclosure.cubes import Category, Cube, Dimension
from disclosure.publication import Inconsistent, Number, Publication, Status, Sum
from disclosure.suppression import COSTS, Cost
from disclosure.witnesses import Witness

MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Case:
    """One publication of a file, with what is to be kept in sight, what hiding costs and any proof that came with it."""

    publication: Publication
    cost: Cost
    kept: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None
    witnesses: tuple[Witness, ...] = field(default=())


def read_cases(path: Path) -> tuple[list[Case], bool]:
    """The cases of a file, and whether it holds a list of them. Raises Inconsistent, or OSError."""
    if path.stat().st_size > MOST_BYTES:
        raise Inconsistent(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it by publication.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Inconsistent(f"The file is not JSON that we can read: {error}.") from None
    is_list = isinstance(content, list)
    documents = content if is_list else [content]
    return [_named(case_of, document, place) for place, document in enumerate(documents, start=1)], is_list


def _named(read: Any, document: Any, place: int) -> Case:
    """Says of which case of the file an error speaks."""
    name = document.get("id", place) if isinstance(document, dict) else place
    try:
        return read(document)
    except Inconsistent as error:
        raise Inconsistent(f"Case {name}: {error}") from None


def case_of(document: Any) -> Case:
    if not isinstance(document, dict):
        raise Inconsistent("A case must be an object with “cells” and “equations”, or with “dims” and “inner”.")
    if "cells" in document:
        publication = _from_cells(document)
    elif "dims" in document:
        publication = _from_cube(document)
    else:
        raise Inconsistent("There are neither “cells” nor “dims”.")
    if suppressed := _texts(document, "suppressed"):
        publication = publication.hiding(_known(publication, suppressed, "suppressed"))
    protection = document.get("protection") or {}
    if not isinstance(protection, dict):
        raise Inconsistent("“protection” must be an object with “below” and “above”.")
    return Case(
        publication,
        _cost(document.get("cost", "log2")),
        tuple(_known(publication, _texts(document, "kept"), "kept")),
        _level(protection, "below"),
        _level(protection, "above"),
        tuple(_witness(each) for each in _list(document, "witnesses")),
    )


def _from_cells(document: Mapping[str, Any]) -> Publication:
    threshold = _threshold(document, is_needed=False)
    numbers = tuple(_number(cell) for cell in _list(document, "cells"))
    if threshold is not None and not any(number.status is Status.PRIMARY for number in numbers):
        numbers = tuple(
            replace(number, status=Status.PRIMARY)
            if number.is_count and number.status is Status.PUBLISHED and 0 < number.value < threshold
            else number
            for number in numbers
        )
    sums = []
    for each in _list(document, "equations"):
        is_pair = isinstance(each, Sequence) and len(each) == 2 and isinstance(each[1], list)
        if not is_pair or not all(isinstance(name, str) for name in (each[0], *each[1])):
            raise Inconsistent(f"An equation must be [total, [part, …]], not {json.dumps(each)[:80]}.")
        sums.append(Sum(each[0], tuple(each[1])))
    return Publication(numbers, tuple(sums), threshold, str(document.get("id", "")))


def _number(cell: Any) -> Number:
    if not isinstance(cell, dict) or not isinstance(cell.get("id"), str):
        raise Inconsistent(f"A cell must be an object with an “id”, not {json.dumps(cell)[:80]}.")
    name, value = cell["id"], cell.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Inconsistent(f"The value of “{name}” is {json.dumps(value)}, which is not a number.")
    status = cell.get("status", Status.PUBLISHED)
    if status not in set(Status):
        raise Inconsistent(f"The status of “{name}” is “{status}”. It must be one of {', '.join(Status)}.")
    is_count = cell.get("kind", "count") != "magnitude"
    lowest = 0.0 if is_count else -math.inf
    low, high = cell.get("lo"), cell.get("up")
    return Number(
        name, value, Status(status), lowest if low is None else low, math.inf if high is None else high, is_count
    )


def _from_cube(document: Mapping[str, Any]) -> Publication:
    dimensions = []
    for each in _list(document, "dims"):
        try:
            name, entries = each
            categories = tuple(Category(code, frozenset(places), parent) for code, places, parent in entries)
        except (TypeError, ValueError):
            raise Inconsistent("A dimension must be [name, [[code, [places], parent], …]].") from None
        dimensions.append(Dimension(name, categories))
    threshold = _threshold(document, is_needed=True)
    return Cube(str(document.get("id", "")), tuple(dimensions), document.get("inner", []), threshold or 1).publication()


def _threshold(document: Mapping[str, Any], *, is_needed: bool) -> int | None:
    threshold = document.get("threshold")
    if threshold is None and not is_needed:
        return None
    if isinstance(threshold, bool) or not isinstance(threshold, int) or threshold < 1:
        raise Inconsistent("“threshold” must be a whole number of 1 or more: counts below it are sensitive.")
    return threshold


def _cost(name: Any) -> Cost:
    """By its short name, or by the sentence that says it."""
    for key, cost in COSTS.items():
        if isinstance(name, str) and key in name:
            return cost
    raise Inconsistent(f"The cost is “{name}”. It must be one of {', '.join(COSTS)}.")


def _level(protection: Mapping[str, Any], name: str) -> float | None:
    level = protection.get(name)
    if level is not None and (isinstance(level, bool) or not isinstance(level, int | float) or level < 0):
        raise Inconsistent(f"The protection {name} must be a number, 0 or more.")
    return level


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name, [])
    if not isinstance(found, list):
        raise Inconsistent(f"“{name}” must be a list.")
    return found


def _texts(document: Mapping[str, Any], name: str) -> list[str]:
    return [str(each) for each in _list(document, name)]


def _known(publication: Publication, names: list[str], where: str) -> list[str]:
    for name in names:
        if name not in publication.by_id:
            raise Inconsistent(f"“{where}” names “{name}”, which is not among the numbers.")
    return names


def _witness(document: Any) -> Witness:
    try:
        return Witness(document["shows"], document["value"], dict(document["changed"]))
    except (TypeError, KeyError, ValueError):
        raise Inconsistent("A witness must be an object with “shows”, “value” and “changed”.") from None


def as_intervals(found: Mapping[str, Feasible]) -> dict[str, dict[str, list[float | None]]]:
    """Every interval as {"lp": [low, high], "integer": [low, high]}; null is without limit."""
    return {
        name: {"lp": [_finite(end) for end in each.lp], "integer": [_finite(end) for end in each.integer]}
        for name, each in found.items()
    }


def as_exposure(exposure: Exposure) -> dict[str, Any]:
    return {
        "id": exposure.id,
        "low": _finite(exposure.low),
        "high": _finite(exposure.high),
        "exact": exposure.is_exact,
    }


def as_release(case: Case, proof: Sequence[Witness]) -> dict[str, Any]:
    """A publication with its proof, in the form that `read_cases` reads: private, for it holds the true values."""
    publication = case.publication
    return {
        "id": publication.name,
        "threshold": publication.threshold,
        "cells": [_as_cell(number) for number in publication.numbers],
        "equations": [[each.total, list(each.parts)] for each in publication.sums],
        "witnesses": [
            {"shows": witness.shows, "value": witness.value, "changed": dict(witness.changed)} for witness in proof
        ],
    }


def _as_cell(number: Number) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "id": number.id,
        "value": int(number.value) if number.is_count else number.value,
        "status": str(number.status),
    }
    if not number.is_count:
        cell["kind"] = "magnitude"
    if number.low not in (0.0, -math.inf):
        cell["lo"] = number.low
    if not math.isinf(number.high):
        cell["up"] = number.high
    return cell


def _finite(end: float) -> float | None:
    return None if math.isinf(end) else end
