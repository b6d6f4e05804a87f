"""What a case wants: which counts are sensitive, how far they must be able to move, and what hiding costs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.files.fields import as_object, entries, number, shortly
from disclosure.publication import Inconsistent, Number, Publication, Status
from disclosure.suppression import COSTS, Cost

# What a case may say in words of which counts are sensitive, and of what must stay possible for them.
_PRIMARY = re.compile(r"\s*(?:(\d+)\s*(<=?)\s*)?value\s*(<=?)\s*(threshold|\d+)\s*")
_REQUIREMENT = re.compile(r"contain\s+(value\s*-\s*\d+|\d+)\s+and\s+(value\s*\+\s*\d+|threshold|\d+)\b")


@dataclass(frozen=True)
class Levels:
    """How far a number must be able to move below and above its value, in its own unit."""

    below: float = 0.0
    above: float = 0.0


def threshold_of(document: Mapping[str, Any]) -> int | None:
    """The stated one, or the one that a rule such as “value <= 10” comes to. A table by dimensions needs one."""
    threshold, rule = document.get("threshold"), document.get("primary")
    if threshold is None and isinstance(rule, str) and (found := _PRIMARY.fullmatch(rule)) and found[4] != "threshold":
        return max(1, int(found[4][:12]) + (found[3] == "<="))
    if threshold is None and ("dims" not in document or isinstance(rule, list)):
        return None
    if isinstance(threshold, bool) or not isinstance(threshold, int) or not 1 <= threshold <= 10**6:
        raise Inconsistent("“threshold” must be a whole number of 1 or more: counts below it are sensitive.")
    return threshold


def smallness(document: Mapping[str, Any], threshold: int | None) -> Callable[[float], bool]:
    """Which counts are sensitive: from 1 to below the threshold, unless the case says it otherwise in `primary`."""
    rule = document.get("primary", "0 < value < threshold")
    if isinstance(rule, list):
        return lambda value: False
    found = _PRIMARY.fullmatch(rule) if isinstance(rule, str) else None
    if found is None:
        raise Inconsistent(
            f"“primary” is {shortly(rule)}. It must be a list of cells, or say which counts are sensitive in the form "
            "“0 < value < threshold” or “value <= 10”."
        )
    # Of zeros nothing is said unless a rule names them.
    least = int((found[1] or "0")[:12]) + (found[2] == "<") if found[1] else 0
    end = (threshold or 1) if found[4] == "threshold" else int(found[4][:12])
    most = end - (found[3] == "<")
    return lambda value: least <= value <= most


def cost_of(said: Any) -> Cost:
    """By its short name, or by the sentence that says it."""
    for word, name in (
        ("log2", "log2"),
        ("value", "value"),
        ("frequenc", "value"),
        ("unit", "unit"),
        ("number of", "unit"),
    ):
        if isinstance(said, str) and word in said:
            return COSTS[name]
    raise Inconsistent(f"The cost is “{shortly(said)}”. It must be one of {', '.join(COSTS)}.")


def levels_of(document: Mapping[str, Any], publication: Publication) -> dict[str, Levels]:
    """How far sensitive numbers must be able to move: all alike, or each by what its cell says."""
    protection = as_object(document.get("protection") or {}, "“protection”")
    below, above = (_level(protection, name, "The protection") for name in ("below", "above"))
    primaries = [each for each in publication.numbers if each.status is Status.PRIMARY]
    found: dict[str, Levels] = {}
    if below is not None or above is not None:
        found = {each.id: Levels(below or 0.0, above or 0.0) for each in primaries}
    elif isinstance(document.get("requirement"), str):
        found = _required(document["requirement"], primaries, publication.threshold)
    for cell in entries(document, "cells"):
        own = [_level(cell, name, f"“{shortly(cell.get('id'))}”: the protection") for name in ("below", "above")]
        if own != [None, None]:
            if not publication.by_id[cell["id"]].is_unknown:
                raise Inconsistent(f"“{shortly(cell['id'])}” has protection levels, but is published as it is.")
            found[cell["id"]] = Levels(*(each or 0.0 for each in own))
    return found


def _level(document: Mapping[str, Any], name: str, what: str) -> float | None:
    level = document.get(name)
    return None if level is None else float(number(level, f"{what} {name}", least=0))


def _required(sentence: str, primaries: list[Number], threshold: int | None) -> dict[str, Levels]:
    """What a requirement in words comes to, such as “feasible interval must contain value-1 and value+1”."""
    ends = _REQUIREMENT.search(sentence)
    if ends is None:
        raise Inconsistent(
            f"“requirement” is “{shortly(sentence)}”. It must say what an interval has to contain: “contain 0 and threshold”, "
            "“contain 0 and 10” or “contain value-1 and value+1”."
        )
    if ends[1] == "0" and ends[2] in ("threshold", str(threshold)):
        return {}

    def end(words: str, value: float) -> float:
        if words.startswith("value"):
            step = int("".join(letter for letter in words if letter.isdigit())[:12])
            return value - step if "-" in words else value + step
        return float(threshold or 1) if words == "threshold" else float(int(words[:12]))

    return {
        each.id: Levels(
            max(0.0, each.value - end(ends[1], each.value)), max(0.0, end(ends[2], each.value) - each.value)
        )
        for each in primaries
    }
