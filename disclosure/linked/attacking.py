"""The attack on linked tables: cluster by cluster, and on all clusters at once for what lies between them."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.attack import Exposure, exposed
from disclosure.explaining import Attack, explain
from disclosure.joint import Cluster, behind, behind_all, clusters
from disclosure.linear import Unfinished
from disclosure.policy import Policy
from disclosure.population import (
    EVERYBODY,
    Layout,
    Population,
    Table,
    attributes_of,
    cells,
    insiders,
    layout_of,
    needs,
)
from disclosure.proofs.models import Model
from disclosure.publication import Publication, Status
from disclosure.standards import Demand, Insider
from disclosure.suppression import COSTS
from disclosure.suppression.checking import Checker
from disclosure.suppression.problem import problems


@dataclass(frozen=True, slots=True)
class Inside:
    """A number that somebody who knows others, being alone in them, knows more of than was promised."""

    known: tuple[str, ...]
    exposure: Exposure


@dataclass(frozen=True)
class Audit:
    """What an intruder finds in the joint model, as a reader and as somebody alone in a cell: nothing, if it is safe."""

    models: tuple[Model, ...]
    exposures: tuple[Exposure, ...] = ()
    inside: tuple[Inside, ...] = ()

    @property
    def is_safe(self) -> bool:
        return not self.exposures and not self.inside

    @property
    def in_words(self) -> tuple[Attack, ...]:
        """How a reader gets at each exposed number; those left out that only reasoning about whole people gives away."""
        found = []
        for exposure in self.exposures:
            model = next(each for each in reversed(self.models) if exposure.id in each.needs)
            if attack := explain(model.publication, exposure):
                found.append(attack)
        return tuple(found)


def audit(
    publication: Publication,
    population: Population,
    layouts: Iterable[Table],
    *,
    policy: Policy | None = None,
    seconds: float = 600.0,
) -> Audit:
    """Attack a publication of these layouts. Raises Unfinished: then nothing is known to be safe."""
    drawn = [layout_of(each) for each in layouts]
    wanted, inside = promised(totals_in_sight(publication), population, drawn, policy or Policy())
    return attack(publication, population, drawn, wanted, inside, seconds=seconds)


def attack(
    publication: Publication,
    population: Population,
    drawn: Sequence[Layout],
    wanted: Mapping[str, Demand],
    inside: Sequence[Insider],
    *,
    seconds: float,
) -> Audit:
    """Whether every number stands what is wanted of it, as a reader and as insiders see it. Raises Unfinished.

    Each number is attacked within one cluster, whose separators are fixed at their true values. That gives an intruder
    more than was published, so what fails there, and what the separators fix, is attacked in one model of all.
    """
    until = time.monotonic() + seconds
    together = clusters(population, drawn)
    passed, between = [], []
    for cluster, names in _homes(together, wanted).items():
        if cluster is None:
            between += names
            continue
        model = _restricted(behind(population, publication, cluster), names, wanted, inside)
        failed = _failing(model, until)
        between += failed
        if held := [name for name in names if name not in failed]:
            passed.append(_restricted(model.publication, held, wanted, inside))
    if not between:
        return Audit(tuple(passed))
    of_all = _restricted(behind_all(population, publication, together), between, wanted, inside)
    if not _failing(of_all, until):
        return Audit((*passed, of_all))
    found = exposed(of_all.publication, of_all.needs, seconds=_left(until))
    return Audit((*passed, of_all), tuple(found), tuple(_found_inside(of_all, until)))


def totals_in_sight(publication: Publication) -> set[str]:
    """The numbers of everybody and by one attribute that are published."""
    return {
        number.id
        for number in publication.numbers
        if number.status is Status.PUBLISHED and (number.id == EVERYBODY or len(attributes_of(number.id)) == 1)
    }


def promised(
    in_sight: Collection[str], population: Population, layouts: Sequence[Layout], policy: Policy
) -> tuple[dict[str, Demand], list[Insider]]:
    """What sensitive numbers must stand, against readers and against insiders, while these totals are in sight."""
    wanted = needs(population, layouts, policy, kept=in_sight)
    return wanted, insiders(population, cells(population, layouts), wanted) if policy.coalition else []


def _homes(together: Sequence[Cluster], names: Iterable[str]) -> dict[Cluster | None, list[str]]:
    """The cluster in which each number can move; None for numbers of the separators, which are fixed in all of them."""
    found: dict[Cluster | None, list[str]] = {}
    for name in names:
        of = attributes_of(name)
        home = next(
            (
                cluster
                for cluster in together
                if of <= set(cluster.attributes) and not any(of <= set(each) for each in cluster.separators)
            ),
            None,
        )
        found.setdefault(home, []).append(name)
    return found


def _restricted(
    publication: Publication, names: Iterable[str], wanted: Mapping[str, Demand], inside: Iterable[Insider]
) -> Model:
    """A model that answers for these numbers. What an insider knows elsewhere says nothing in it."""
    here = {name: wanted[name] for name in names}
    unknown = {number.id for number in publication.unknown}
    told = []
    for insider in inside:
        known = tuple(name for name in insider.known if name in unknown)
        if known and (against := {name: need for name, need in insider.needs.items() if name in here}):
            told.append(Insider(known, against))
    return Model(publication, here, tuple(told))


def _failing(model: Model, until: float) -> list[str]:
    """The numbers of a model that fall short of a demand, a reader's or an insider's."""
    by_id = model.publication.by_id
    bare = [name for name, need in model.needs.items() if not by_id[name].is_unknown and need.low < need.high]
    hidden = {name: need for name, need in model.needs.items() if name not in bare}
    in_sight = [number.id for number in model.publication.numbers if not number.is_unknown]
    # An insider asks for less than a reader does of a number in sight, so those need no second look.
    told = [
        Insider(each.known, {name: need for name, need in each.needs.items() if name in hidden})
        for each in model.insiders
    ]
    failed = set(bare)
    for problem in problems(model.publication, COSTS["unit"], kept=in_sight, needs=hidden, insiders=told):
        if time.monotonic() > until:
            raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
        everything = np.ones(len(problem.part.ids), dtype=bool)
        unmet = Checker(problem, seconds=_left(until)).unmet(everything)
        failed |= {problem.part.ids[target.column] for target in unmet}
    return [name for name in model.needs if name in failed]


def _found_inside(model: Model, until: float) -> list[Inside]:
    found = []
    for insider in model.insiders:
        as_known = model.publication.revealing(insider.known)
        found += [
            Inside(insider.known, each) for each in exposed(as_known, insider.needs, seconds=_left(until))
        ]  # fmt: skip
    return found


def _left(until: float) -> float:
    if (left := until - time.monotonic()) <= 0:
        raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
    return left
