"""From people to numbers: what may be seen of a snapshot, and the same as a reader meets it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from disclosure.linked import Protected, protect_linked
from disclosure.policy import Policy
from disclosure.population import Layout, Population, attributes_of, published
from disclosure.publication import Number, Publication, Status
from disclosure.suppression import CannotProtect
from workforce.outputs import Crossed, crossed, layouts
from workforce.population import DECLARED, DIRECTORATE, GRADE, GROUP, HOURS
from workforce.rules import SMALLEST_PART

Numbers = Mapping[str, int | None]  # by id; None where it is hidden, absent where it is not printed


@dataclass(frozen=True)
class Plan:
    """What may leave: the numbers as a reader sees them, the tables they make, and what hiding costs a reader.

    `left_out`: the tables that are not published, because too much of them would be hidden.
    """

    numbers: Numbers = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    loss: float = 0.0
    lower_bound: float = 0.0
    left_out: tuple[Crossed, ...] = ()


def plan_release(population: Population, policy: Policy) -> Plan:
    """What may be seen of these people: nothing where they are fewer than `SMALLEST_PART`.

    A table of which more than `policy.most_hidden` would be hidden is left out: full of holes it tells less than its
    totals.
    """
    if len(population.codes) < SMALLEST_PART:
        return Plan()
    wanted = crossed(population)
    shown, found, safe = _protected(population, policy, wanted)
    while too_empty := {names for names in shown if safe.hidden_shares[_title(names)] > policy.most_hidden}:
        shown, found, safe = _protected(population, policy, [names for names in shown if names not in too_empty])
    return Plan(
        numbers_of(safe.publication),
        tuple(found),
        safe.loss,
        safe.lower_bound,
        tuple(names for names in wanted if names not in shown),
    )


def _protected(
    population: Population, policy: Policy, wanted: list[Crossed]
) -> tuple[list[Crossed], list[Layout], Protected]:
    """As many of the tables as can be protected: without grades and hours if they cannot be with them, and at last without
    directorates. Totals of the whole body stay in sight as far as they give nothing away."""
    without_grades = [names for names in wanted if not {GRADE, HOURS} & set(names)]
    for shown in (wanted, without_grades, []):
        found = layouts(shown)
        try:
            return shown, found, protect_linked(population, found, policy=policy, cost=loss)
        except CannotProtect:
            continue
    found = [Layout((DIRECTORATE,))]
    return [], found, protect_linked(population, found, policy=policy, cost=loss)


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
    """The tables as a reader of these numbers meets them: what is shown, what is hidden, and what is nowhere printed."""
    found = published(population, tables, policy)

    def seen(number: Number) -> Number:
        if numbers.get(number.id) is not None:
            return replace(number, status=Status.PUBLISHED)
        if number.status is Status.PUBLISHED:
            return replace(number, status=Status.SECONDARY)
        return number

    return Publication(tuple(map(seen, found.numbers)), found.sums, found.threshold)
