"""Every address, as everybody who may open it."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import get_resolver, reverse

from tests.access import Row
from tests.test_access import ROWS
from tests.walls.saying import FLEETING, FLEETING_HEADERS, Said, body_of, said_in
from tests.walls.worlds import World

# Where an address finds its records in a world: by room and argument, or by its own name.
RECORDS = {
    "actionplans:action": "action", "actionplans:plan": "plan", "actionplans:change-plan": "plan",
    "actionplans:plan-state": "plan", "actionplans:plan-history": "plan", "actionplans:add-action": "plan",
    "actionplans:plan-missing": "plan", "actionplans:plan-leads": "plan", "actionplans:plan-escalation": "plan",
    "actionplans:ask-plan": "plan", "actionplans:change-action": "action", "actionplans:update": "action",
    "actionplans:settle": "action", "actionplans:leads": "action", "actionplans:milestones": "action",
    "actionplans:verify": "action", "actionplans:history": "action", "actionplans:ask": "action",
    "actionplans:export": "export",
    "eqia:assessment": "either", "eqia:history": "either", "eqia:submit": "either", "eqia:versions": "either",
    "eqia:version": ("reference", "number"), "eqia:version-pdf": ("reference", "number"),
    "eqia:version-payload": ("reference", "number"), "eqia:section": "section",
    "reporting:pack": "pack", "reporting:pack-item": "pack", "reporting:pack-report": "pack",
    "reporting:pack-appendices": "pack", "reporting:pack-history": "pack", "reporting:pack-pdf": ("pack", "number"),
    "reporting:edition": "edition", "reporting:edition-read": "edition", "reporting:edition-history": "edition",
    "reporting:edition-narrative": "edition", "reporting:edition-pdf": ("edition", "number"),
    "reporting:edition-figures": ("edition", "number", "export"), "public:report-figures": ("year", "export"),
    "reporting:court": "reference", "reporting:court-file": "court",
    "objectives:detail": "objective", "objectives:change": "objective", "objectives:history": "objective",
    "objectives:put-in-force": "objective", "objectives:close": "objective", "objectives:reopen": "objective",
    "objectives:add-indicator": "objective", "objectives:change-indicator": "indicator",
    "objectives:indicator-history": "indicator", "objectives:add-reading": "indicator",
    "objectives:correct-reading": "reading", "objectives:reading-history": "reading",
    "workforce:release": "release",
    "workforce:let-out": "release",
    "workforce:withdraw": "release",
    "workforce:snapshot": "snapshot", "workforce:purge": "snapshot",
    "toolkit:job": "job", "toolkit:job-state": "job",
}  # fmt: skip
ROOMS = {
    ("eqia", "reference"): "reference", ("public", "reference"): "reference", ("public", "year"): "year",
    ("oversight", "reference"): "reference", ("decisions", "reference"): "decision", ("evidence", "pk"): "evidence",
}  # fmt: skip
# Pages that show nothing of what is recorded.
NOTHING_TO_TELL = ("toolkit:components", "toolkit:sample-document", "health", "organisation-")
# Addresses of records that hold no count of people: there is nothing behind them to look for.
NOBODY_COUNTED = (
    "organisation:", "governance:", "answer:", "actionplans:", "decisions:", "oversight:", "eqia:wording", "eqia:chain",
    "eqia:absence", "eqia:edition", "eqia:paper", "eqia:take-off", "eqia:thread", "eqia:comment-withdraw", "eqia:prompt",
    "eqia:impact", "eqia:item", "workforce:problems", "reporting:edition-step", "reporting:pack-step",
)  # fmt: skip
# What is asked of an address beside the bare one.
QUERIES = {
    "workforce:profile": ("", "?figures=exact", "?figures=protected", "?directorate=Place"),
    "eqia:compare": ("", "?before=1&after=now"),
    "eqia:register": ("", "?words=library"),
    "evidence:library": ("", "?words=visits"),
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    url: str
    opens: frozenset[str]


@dataclass(frozen=True)
class Place:
    """An address, and who asked for it."""

    name: str
    url: str
    who: str

    def __str__(self) -> str:
        return f"{self.url} as {self.who}"


@dataclass(frozen=True)
class Answer:
    """`headers` and `content` without what differs from one request to the next."""

    status: int
    kind: str
    headers: tuple[Said, ...]
    content: bytes

    def said(self) -> list[Said]:
        return [*self.headers, *said_in(self.content)]


Heard = dict[Place, Answer]


def difference(one: Answer, other: Answer) -> str:
    """Where two answers part, in words; nothing where they are the same to the byte."""
    if one == other:
        return ""
    if one.status != other.status:
        return f"status {one.status} or {other.status}"
    for before, after in itertools.zip_longest(one.said(), other.said(), fillvalue=("end", "")):
        if before != after:
            return f"{before[0]}: “{before[1][:2000]}” or “{after[1][:2000]}”"
    return "bytes"


def readable() -> dict[str, frozenset[str]]:
    """Every address that can be read, with everybody who may open it in one state or another of its record."""
    found: dict[str, frozenset[str]] = {}
    for row in ROWS:
        if not row.only_post:
            found[row.name] = found.get(row.name, frozenset()) | _opens(row)
    return found


def _opens(row: Row) -> frozenset[str]:
    """As the table says; another officer of the same directorate fares as the officer does, and is not asked again."""
    also = {"officer_elsewhere"} if "officer" in row.opens else set()
    opens = frozenset(row.opens | also) - row.missing - row.refused - {"other_officer"}
    # What opens to nobody in the table may open in a world, such as a public version.
    return opens or frozenset({"anonymous"})


def records_of(name: str) -> tuple[str, ...] | None:
    """Which records of a world stand behind an address: none where it takes none; None where nobody is counted there."""
    taken = _arguments_of().get(name, ())
    if not taken:
        return None if name.startswith(NOTHING_TO_TELL) else ()
    if name in RECORDS:
        found = RECORDS[name]
        return (found,) if isinstance(found, str) else found
    room = name.partition(":")[0]
    return (ROOMS[room, taken[0]],) if len(taken) == 1 and (room, taken[0]) in ROOMS else None


def _arguments_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    waiting = [(get_resolver(), "")]
    while waiting:
        resolver, prefix = waiting.pop()
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                waiting.append((entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix))
            elif entry.name:
                found[prefix + entry.name] = tuple(entry.pattern.converters)
    return found


def addresses_in(world: World, only: str = "") -> Iterator[Address]:
    for name, opens in readable().items():
        records = records_of(name)
        if records is None or not name.startswith(only):
            continue
        arguments: list[dict[str, Any]] = [{}]
        for record in records:
            arguments = [{**one, **other} for one in arguments for other in world.arguments[record]]
        for kwargs in arguments:
            for query in QUERIES.get(name, ("",)):
                yield Address(name, reverse(name, kwargs=kwargs) + query, opens)


class Reader(Client):
    """A client that only reads: without copies of every context of every template, which would take half the time."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


def walk(world: World, *, only: str = "", readers: Collection[str] | None = None) -> Heard:
    """Ask for every address (or those whose names begin like `only`) as everybody who may open it (or as those `readers`)."""
    heard: Heard = {}
    clients = {"anonymous": Reader()}
    for who, person in world.cast.items():
        clients[who] = Reader()
        clients[who].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in addresses_in(world, only):
        for who in sorted(address.opens if readers is None else address.opens & set(readers)):
            response = clients[who].get(address.url)
            content = body_of(response)
            kind = response.get("Content-Type", "")
            if kind.startswith("text/html"):
                content = FLEETING.sub(r"\1", content.decode()).encode()
            headers = tuple((f"header {key}", value) for key, value in response.items() if key not in FLEETING_HEADERS)
            heard[Place(address.name, address.url, who)] = Answer(response.status_code, kind, headers, content)
    return heard
