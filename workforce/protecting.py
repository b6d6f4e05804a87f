"""From people to numbers: what may be seen of a snapshot, and the same as a reader meets it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from disclosure.linked import Protected, protect_linked
from disclosure.policy import Policy
from disclosure.population import Layout, Population, published
from disclosure.publication import Number, Publication, Status
from disclosure.suppression import CannotProtect
from organisation.code_lists import CODE_LISTS
from workforce.outputs import layouts
from workforce.population import DIRECTORATE, GROUP
from workforce.rules import SMALLEST_PART

Numbers = Mapping[str, int | None]  # by id; None where it is hidden, absent where it is not printed


@dataclass(frozen=True)
class Plan:
    """What may leave: the numbers as a reader sees them, the tables they make, and what hiding costs a reader.

    `left_out`: characteristics without a table by directorate, because too much of it would be hidden.
    """

    numbers: Numbers = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    loss: float = 0.0
    lower_bound: float = 0.0
    left_out: tuple[str, ...] = ()


def plan_release(population: Population, policy: Policy, *, by_directorate: bool = True) -> Plan:
    """What may be seen of these people: nothing where they are fewer than `SMALLEST_PART`.

    A table by directorate of which more than `policy.most_hidden` would be hidden is left out: a table full of holes
    tells less than its totals.
    """
    if len(population.codes) < SMALLEST_PART:
        return Plan()
    wanted = list(CODE_LISTS) if by_directorate else []
    found, safe = _protected(population, policy, wanted)
    if too_empty := {key for key in wanted if safe.hidden_shares[f"{DIRECTORATE} by {key}"] > policy.most_hidden}:
        found, safe = _protected(population, policy, [key for key in wanted if key not in too_empty])
    return Plan(
        numbers_of(safe.publication),
        tuple(found),
        safe.loss,
        safe.lower_bound,
        tuple(key for key in CODE_LISTS if (DIRECTORATE, key) not in {each.attributes for each in found}),
    )


def _protected(population: Population, policy: Policy, wanted: list[str]) -> tuple[list[Layout], Protected]:
    """Protected with every total in sight that can be; without tables by directorate, and then with headcounts alone, where
    no choice of what to hide is safe."""
    for found in (layouts(by_directorate=wanted), layouts(by_directorate=[])):
        try:
            return found, protect_linked(population, found, policy=policy, cost=loss)
        except CannotProtect:
            continue
    found = [Layout((DIRECTORATE,))]
    return found, protect_linked(population, found, policy=policy, cost=loss)


def loss(number: Number) -> float:
    """What a reader loses with a number: more with larger counts, groups and figures of the whole body."""
    found = 1 + math.log2(1 + number.value)
    if DIRECTORATE not in number.id:
        found *= 4
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
