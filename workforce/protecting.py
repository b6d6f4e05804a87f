"""From people to numbers: what may be seen of a snapshot, and the same as a reader meets it."""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure.linear import Unfinished
from disclosure.linked import Protected, protect_linked
from disclosure.policy import Policy
from disclosure.population import Layout, Population, attributes_of, published
from disclosure.publication import Number, Publication, Status
from disclosure.suppression import CannotProtect
from workforce.outputs import Crossed, crossed, layouts
from workforce.population import DECLARED, DIRECTORATE, GRADE, GROUP, HOURS
from workforce.rules import SMALLEST_PART

# By id: the count, a pair of the least and the most it may be, or None where it is hidden; absent where it is not printed.
Numbers = Mapping[str, Any]
QUICKLY = 20.0  # seconds for a choice that is to be made at once


@dataclass(frozen=True)
class Plan:
    """What may leave: the numbers as a reader sees them, the tables they make, and what hiding costs a reader.

    `summary` says what is hidden, for HR only: how many numbers for which reason (“protect”: to protect others), and which
    tables are left out because too much of them would be hidden.
    """

    numbers: Numbers = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    loss: float = 0.0
    lower_bound: float = 0.0
    left_out: tuple[Crossed, ...] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)


def plan_release(
    population: Population,
    policy: Policy,
    *,
    by_directorate: bool = True,
    least_loss_within: float | None = None,
    before: Collection[str] | None = None,
) -> Plan:
    """What may be seen of these people: nothing where they are fewer than `SMALLEST_PART`.

    A table of which more than `policy.most_hidden` would be hidden is left out: full of holes it tells less than its
    totals. `by_directorate` no: nothing is crossed with directorates or anything else. `least_loss_within` so many seconds
    the least possible loss is looked for; without it a good choice is taken at once. `before` is what the edition before
    hid, preferred where that costs nothing.
    """
    if len(population.codes) < SMALLEST_PART:
        return Plan(summary={"too_few": True})
    work = _Work(population, policy, before, least_loss_within)
    wanted = crossed(population) if by_directorate else []
    shown, found, safe = work.protected(wanted)
    while too_empty := {names for names in shown if safe.hidden_shares[_title(names)] > policy.most_hidden}:
        shown, found, safe = work.protected([names for names in shown if names not in too_empty])
    reasons = Counter(str(safe.reasons[name]) if name in safe.reasons else "protect" for name in safe.hidden)
    left_out = tuple(names for names in wanted if names not in shown)
    return Plan(
        numbers_of(safe.publication),
        tuple(found),
        safe.loss,
        safe.lower_bound,
        left_out,
        {"reasons": dict(reasons), "left_out": [list(names) for names in left_out]},
    )


@dataclass(frozen=True)
class _Work:
    population: Population
    policy: Policy
    before: Collection[str] | None
    least_loss_within: float | None

    def protected(self, wanted: list[Crossed]) -> tuple[list[Crossed], list[Layout], Protected]:
        """As many of the tables as can be protected: without grades and hours if they cannot be with them in time, and at
        last without directorates. Totals of the whole body stay in sight as far as they give nothing away."""
        without_grades = [names for names in wanted if not {GRADE, HOURS} & set(names)]
        for shown in (wanted, without_grades, []):
            found = layouts(shown)
            try:
                return shown, found, self._protect(found)
            except (CannotProtect, Unfinished):
                continue
        found = [Layout((DIRECTORATE,))]
        return [], found, self._protect(found)

    def _protect(self, found: list[Layout]) -> Protected:
        return protect_linked(
            self.population,
            found,
            policy=self.policy,
            cost=loss,
            before=self.before,
            optimal=self.least_loss_within is not None,
            seconds=self.least_loss_within or QUICKLY,
        )


def _title(names: Crossed) -> str:
    return Layout(names).title


def loss(number: Number) -> float:
    """What a reader loses with a number: more with larger counts, groups and figures of the whole body."""
    found = 1 + math.log2(1 + number.value)
    if not {DIRECTORATE, GRADE, HOURS} & set(attributes_of(number.id)):
        found *= 4
    if number.id.endswith(f"={DECLARED}"):
        found *= 6  # with a base all the shares of its row would go
    return found * 3 if GROUP in number.id else found


def numbers_of(publication: Publication) -> dict[str, int | None]:
    """What a reader sees of a protected publication."""
    return {
        number.id: int(number.value) if number.status is Status.PUBLISHED else None
        for number in publication.numbers
        if number.status is not Status.HIDDEN
    }


def as_seen(population: Population, tables: list[Layout], policy: Policy, numbers: Numbers) -> Publication:
    """The tables as a reader of these numbers meets them: what is shown, what is rounded, what is hidden or not printed."""
    found = published(population, tables, policy)

    def seen(number: Number) -> Number:
        if number.id not in numbers:
            return replace(number, status=Status.HIDDEN)
        shown = numbers[number.id]
        if isinstance(shown, int):
            return replace(number, status=Status.PUBLISHED)
        if shown is not None:
            low, high = shown
            return replace(number, status=Status.ROUNDED, low=float(low), high=float(high))
        return replace(number, status=Status.SECONDARY) if number.status is Status.PUBLISHED else number

    return replace(found, numbers=tuple(map(seen, found.numbers)))
