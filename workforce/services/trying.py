"""Trying a table out: read, attacked as it stands, protected. Nothing of it is kept, here or anywhere."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from disclosure import THRESHOLD
from disclosure.files import Case, as_release, case_of
from disclosure.linear import Unfinished
from disclosure.population import Items
from disclosure.printed import (
    Attacked,
    Brought,
    CannotRead,
    Printed,
    Role,
    Rule,
    Safe,
    Together,
    Trouble,
    attack,
    confirmed_by_nobody,
    grids_of,
    protect,
    read_grid,
    together,
)
from disclosure.printed.alternatives import Alternative, alternatives
from disclosure.printed.trial import levels_of
from disclosure.publication import Publication, Status
from disclosure.suppression import COSTS, CannotProtect
from toolkit.tables import read_pasted, read_tables

SECONDS = 12.0
SECONDS_FOR_PROOF = 20.0
# What is worked on while somebody waits; the command line takes 250,000.
MOST_NUMBERS = 1_500
MOST_TABLES = 4
MOST_BYTES = 5 * 1024 * 1024
MARKED_UP = ("<table", "<tr", "<html")


@dataclass(frozen=True)
class Reading:
    """One table: the text that it was read from, and what was read."""

    text: str
    printed: Printed


@dataclass(frozen=True)
class Tried:
    """What came of it. Without `safe` nothing was found that protects the tables, for the reason in `problem`."""

    tables: tuple[Brought, ...]
    rule: Rule
    world: Together
    attacked: Attacked | None
    safe: Safe | None
    alternatives: tuple[Alternative, ...] = ()
    problem: CannotProtect | Unfinished | None = None
    is_too_large: bool = False


def texts_of_file(file: BinaryIO, name: str) -> list[str]:
    """The tables of a file as text with tabs. Raises toolkit.tables.Unreadable."""
    found = read_tables(file, name, most_bytes=MOST_BYTES)
    return [
        "\n".join("\t".join(" ".join(cell.split()) for cell in row.cells) for row in table.rows)
        for table in found
        if not table.is_blank and not table.is_hidden
    ]


def read(texts: Sequence[str]) -> list[Reading]:
    """The tables of what was pasted, each with its own text. Raises CannotRead, or toolkit.tables.Unreadable."""
    found: list[Reading] = []
    for text in texts:
        for grid in _grids(text):
            plain = "\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in grid)
            found.append(Reading(plain, read_grid(grid)))
    return found


def _grids(text: str) -> list[list[list[str]]]:
    if any(mark in text[:20_000].lower() for mark in MARKED_UP):
        tables, _ending = read_pasted(text)
        return [[list(row.cells) for row in table.rows] for table in tables if not table.is_blank]
    return grids_of(text)


def recognised(readings: Sequence[Reading], signs: Mapping[str, tuple[float, float]] | None = None) -> list[Brought]:
    return [confirmed_by_nobody(reading.printed, signs) for reading in readings]


def confirmed(
    readings: Sequence[Reading],
    roles: Sequence[tuple[Sequence[Role], Sequence[Role]]],
    signs: Mapping[str, tuple[float, float]],
) -> list[Brought]:
    return [
        Brought(reading.printed, tuple(rows), tuple(columns), signs)
        for reading, (rows, columns) in zip(readings, roles, strict=True)
    ]


def try_out(tables: Sequence[Brought], rule: Rule, *, with_alternatives: bool = True) -> Tried:
    """Attack and protect, within seconds. Raises CannotRead where the tables contradict themselves or each other."""
    world = together(tables, seconds=4.0)
    return try_out_world(world, rule, tables=tables, with_alternatives=with_alternatives)


def try_out_world(
    world: Together, rule: Rule, *, tables: Sequence[Brought] = (), with_alternatives: bool = False
) -> Tried:
    until = time.monotonic() + SECONDS
    brought = tuple(tables)
    if len(world.publication.numbers) - len(world.behind) > MOST_NUMBERS:
        return Tried(brought, rule, world, None, None, is_too_large=True)
    found: Attacked | None = None
    try:
        found = attack(world, rule, seconds=SECONDS / 2)
        safe = protect(world, rule, found, seconds=max(1.0, until - time.monotonic()))
    except (CannotProtect, Unfinished) as problem:
        return Tried(brought, rule, world, found, None, problem=problem)
    others: list[Alternative] = []
    if with_alternatives:
        others = alternatives(brought, world, safe, rule, seconds=max(1.0, until - time.monotonic()) / 2)
    return Tried(brought, rule, world, found, safe, tuple(others))


def proof_of(tried: Tried, name: str) -> dict[str, Any]:
    """The release with its witnesses, as the command line verifies it; private, for it holds true values.

    Raises Unfinished.
    """
    if tried.safe is None:
        raise Unfinished("There is nothing safe to prove.")
    case = Case(_named(tried.safe.publication, name), COSTS["log2"], levels=levels_of(tried.safe))
    return as_release(case, tried.safe.proof(seconds=SECONDS_FOR_PROOF))


def for_command_line(tried: Tried, name: str) -> dict[str, Any]:
    """The tables unprotected, for `python -m disclosure protect`; private as well."""
    return as_release(Case(_named(tried.world.publication, name, tried.rule.threshold), COSTS["log2"]), [])


def _named(publication: Publication, name: str, threshold: int | None = None) -> Publication:
    return replace(publication, name=name, threshold=threshold or publication.threshold)


def is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[") and '"' in text[:200]


def json_text(content: bytes) -> str:
    """Raises CannotRead."""
    try:
        text = content.decode("utf-8-sig")
        json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise CannotRead(Trouble.NOT_JSON) from None
    return text


def world_of_json(texts: Sequence[str]) -> tuple[Together, Rule]:
    """A file in the documented form, its numbers one below the other. Raises CannotRead or Inconsistent."""
    try:
        document = json.loads(texts[0])
    except (ValueError, RecursionError):
        raise CannotRead(Trouble.NOT_JSON) from None
    documents = document if isinstance(document, list) else [document]
    if len(documents) != 1 or len(texts) != 1:
        raise CannotRead(Trouble.ONE_CASE)
    publication = case_of(documents[0]).publication
    if any(not number.is_count for number in publication.numbers) or publication.shares:
        raise CannotRead(Trouble.NOT_OF_PEOPLE)
    spans = {
        number.id: (number.low, number.high) if number.is_unknown else (float(number.value),) * 2
        for number in publication.numbers
        if number.status is not Status.HIDDEN
    }
    items: dict[str, Items] = {number.id: ((number.id, number.id),) for number in publication.numbers}
    places = (tuple((name,) for name in spans),)
    return Together(publication, places, spans, items, {}), Rule(publication.threshold or THRESHOLD)
