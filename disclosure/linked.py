"""All tables of an organisation at once: protected, attacked as one, and proven.

    staff = Population(attributes, codes)
    layouts = [Layout(("directorate", "ethnicity"), {"ethnicity": groups}), Layout(("grade", "sex"))]
    safe = protect_linked(staff, layouts, policy=Policy())
    safe.publication.by_id["directorate=Place & ethnicity=Asian"].status
    proof = prove(safe.publication, staff, layouts, policy=Policy())
    proof.flaws()                                                          # [] for a good one; no solver is needed

What to hide is chosen in a model that links tables through the cells they share, which is quick, and then attacked in the
joint model of everything behind them (`disclosure.joint`). Where that gives something away, more is hidden until nothing
does. Loss is counted as information: 1 + log2(1 + count) for each number that is hidden to protect another.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from disclosure.attack import Exposure, exposed
from disclosure.joint import Cluster, behind, behind_all, clusters
from disclosure.linear import Unfinished
from disclosure.policy import Policy, Reason
from disclosure.population import Population, Table, attributes_of, layout_of, margins, needs, published, sensitive
from disclosure.publication import Number, Publication, Status, Sum
from disclosure.standards import Demand
from disclosure.suppression import COSTS, CannotProtect, Cost, suppress, suppress_optimally
from disclosure.witnesses import Witness, flaws, witnesses

Report = Callable[[int, int, str], None]  # done, total, what is being done


@dataclass(frozen=True)
class Model:
    """One publication to attack, and what the numbers that it answers for must stand in it."""

    publication: Publication
    needs: Mapping[str, Demand]


@dataclass(frozen=True)
class Audit:
    """What an intruder finds in the joint model: nothing, if the tables are safe."""

    models: tuple[Model, ...]
    exposures: tuple[Exposure, ...]

    @property
    def is_safe(self) -> bool:
        return not self.exposures


@dataclass(frozen=True)
class Protected:
    """Tables with what is hidden in them, and what that costs.

    `loss` is the information lost with the numbers hidden to protect others, `lower_bound` the least that any choice
    loses. `repaired` are those that only the joint attack showed to be needed. `hidden_shares` is the share of hidden
    cells for each layout, by its title.
    """

    publication: Publication
    reasons: Mapping[str, Reason]
    loss: float
    lower_bound: float
    repaired: frozenset[str] = frozenset()
    hidden_shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        """Everything hidden that a layout would have printed; a reader cannot tell the two kinds apart."""
        unseen = (Status.PRIMARY, Status.SECONDARY)
        return frozenset(number.id for number in self.publication.numbers if number.status in unseen)

    @property
    def is_proven(self) -> bool:
        return self.loss - self.lower_bound <= 1e-6 * max(1.0, self.loss)

    @property
    def gap(self) -> float:
        """By what share of its loss the choice could at most be improved."""
        return 0.0 if self.loss <= 0 else max(0.0, self.loss - self.lower_bound) / self.loss


def protect_linked(
    population: Population,
    layouts: Iterable[Table],
    *,
    policy: Policy | None = None,
    kept: Collection[str] | None = None,
    seconds: float = 60.0,
    optimal: bool = False,
    before: Collection[str] | None = None,
    cost: Cost = COSTS["log2"],
    report: Report | None = None,
) -> Protected:
    """Hide what must be hidden, and as little else as can be found in time.

    `kept` stay in sight: everybody and the totals by one attribute if not given. `optimal` spends up to `seconds` on
    proving the least loss. `before`: what the edition before hid, preferred where that loses nothing.
    Raises CannotProtect if what is kept gives something away whatever else is hidden, Unfinished if time ran out.
    """
    until = time.monotonic() + seconds
    policy, layouts = policy or Policy(), [layout_of(each) for each in layouts]
    open_ = published(population, layouts, policy)
    kept = margins(open_) if kept is None else set(kept)
    wanted = needs(population, layouts, policy, kept=kept)
    if optimal:
        chosen = suppress_optimally(open_, cost=cost, kept=kept, needs=wanted, seconds=seconds / 2)
    else:
        chosen = suppress(open_, cost=cost, kept=kept, needs=wanted, seconds=0)
    safe = open_.hiding(chosen.secondary)
    repaired: set[str] = set()
    while found := audit(
        safe, population, layouts, policy=policy, kept=kept, seconds=until - time.monotonic()
    ).exposures:
        more = _repair(safe, population, layouts, kept, {each.id: each.demand for each in found}, cost)
        repaired |= more
        safe = safe.hiding(more)
    loss = sum(cost(number) for number in safe.numbers if number.status is Status.SECONDARY)
    shares = {layout.title: _hidden_share(safe, layout) for layout in layouts}
    reasons = sensitive(population, layouts, policy)
    return Protected(safe, reasons, loss, min(chosen.lower_bound, loss), frozenset(repaired), shares)


def audit(
    publication: Publication,
    population: Population,
    layouts: Iterable[Table],
    *,
    policy: Policy | None = None,
    kept: Collection[str] | None = None,
    seconds: float = 600.0,
) -> Audit:
    """Attack a publication of these layouts, cluster by cluster. Raises Unfinished: then nothing is known to be safe."""
    until = time.monotonic() + seconds
    models = _models(publication, population, layouts, policy or Policy(), kept)
    found: dict[str, Exposure] = {}
    for model in models:
        left = until - time.monotonic()
        if left <= 0:
            raise Unfinished("The attack did not finish in its time, so nothing is known to be safe.")
        found.update((each.id, each) for each in exposed(model.publication, model.needs, seconds=left))
    return Audit(tuple(models), tuple(found.values()))


@dataclass(frozen=True)
class Shown:
    """A model with the worlds that prove it."""

    model: Model
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True)
class Proof:
    """Other workforces for every sensitive number, and the models they are checked in. It holds true values: keep it private."""

    shown: tuple[Shown, ...]

    @property
    def witnesses(self) -> int:
        return sum(len(each.witnesses) for each in self.shown)

    def flaws(self, seen: Mapping[str, int | None] | None = None) -> list[str]:
        """What is wrong, in sentences; none for a good proof. Whole-number arithmetic only.

        `seen`: what a reader was shown, by number (None: hidden). Whatever was shown must be fixed in the proof, too.
        """
        said = [flaw for each in self.shown for flaw in flaws(each.model.publication, each.witnesses, needs=each.model.needs)]  # fmt: skip
        for name, value in (seen or {}).items():
            for each in self.shown:
                number = each.model.publication.by_id.get(name)
                if value is not None and number is not None and (number.is_unknown or number.value != value):
                    said.append(
                        f"“{name}” was shown as {value}, but the proof takes it for hidden or for another number."
                    )
                    break
        return said

    def as_json(self) -> dict[str, Any]:
        return {"models": [_shown_as_json(each) for each in self.shown]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Proof":
        return cls(tuple(_shown_from_json(each) for each in document["models"]))


def prove(
    publication: Publication,
    population: Population,
    layouts: Iterable[Table],
    *,
    policy: Policy | None = None,
    kept: Collection[str] | None = None,
    seconds: float = 600.0,
    report: Report | None = None,
) -> Proof:
    """Witnesses for every sensitive number in the joint model. Raises Unfinished where there are none or time runs out."""
    until = time.monotonic() + seconds
    models = _models(publication, population, layouts, policy or Policy(), kept)
    total, done = sum(len(model.needs) for model in models), 0

    def step() -> None:
        nonlocal done
        done += 1
        if report:
            report(done, total, "witnesses")

    shown = []
    for model in models:
        left = max(0.0, until - time.monotonic())
        shown.append(Shown(model, tuple(witnesses(model.publication, needs=model.needs, seconds=left, report=step))))
    return Proof(tuple(shown))


def _models(
    publication: Publication,
    population: Population,
    layouts: Iterable[Table],
    policy: Policy,
    kept: Collection[str] | None,
) -> list[Model]:
    """The models that answer for every need: one cluster where it can move within one, all together where it cannot.

    A number of the separators cannot move within a cluster, where they are fixed; it is attacked in one model of all.
    """
    layouts = [layout_of(each) for each in layouts]
    kept = margins(published(population, layouts, policy)) if kept is None else kept
    wanted = needs(population, layouts, policy, kept=kept)
    together = clusters(population, layouts)
    of_cluster: dict[Cluster, dict[str, Demand]] = {cluster: {} for cluster in together}
    of_all: dict[str, Demand] = {}
    for name, need in wanted.items():
        inside = attributes_of(name)
        home = next(
            (
                cluster
                for cluster in together
                if inside <= set(cluster.attributes) and not any(inside <= set(each) for each in cluster.separators)
            ),
            None,
        )
        (of_cluster[home] if home else of_all)[name] = need
    models = [Model(behind(population, publication, cluster), found) for cluster, found in of_cluster.items() if found]
    if of_all:
        models.append(Model(behind_all(population, publication, together), of_all))
    return models


def _repair(
    safe: Publication,
    population: Population,
    layouts: Sequence[Table],
    kept: Collection[str],
    wanted: Mapping[str, Demand],
    cost: Cost,
) -> set[str]:
    """What else to hide so that these numbers are safe in the joint model, where everything behind the tables is free."""
    model = behind_all(population, safe, clusters(population, layouts))
    more = suppress(model, cost=cost, kept=kept, needs=wanted, seconds=0).secondary
    if not more:
        raise CannotProtect(sorted(wanted))
    return set(more)


def _hidden_share(publication: Publication, layout: Table) -> float:
    layout = layout_of(layout)
    wanted = frozenset(layout.attributes)
    unseen = (Status.PRIMARY, Status.SECONDARY)
    inner = [
        number for number in publication.numbers
        if attributes_of(number.id) == wanted and number.status is not Status.HIDDEN
    ]  # fmt: skip
    return sum(number.status in unseen for number in inner) / len(inner) if inner else 0.0


def _shown_as_json(shown: Shown) -> dict[str, Any]:
    """Numbers by place in one list, so that the file stays small."""
    publication = shown.model.publication
    place = {number.id: at for at, number in enumerate(publication.numbers)}
    return {
        "numbers": [[number.id, int(number.value), str(number.status)] for number in publication.numbers],
        "limits": {number.id: number.high for number in publication.numbers if number.high < float("inf")},
        "sums": [[place[each.total], [place[part] for part in each.parts]] for each in publication.sums],
        "needs": {name: [need.low, need.high] for name, need in shown.model.needs.items()},
        "witnesses": [
            [place[each.shows], each.value, [[place[name], value] for name, value in each.changed.items()]]
            for each in shown.witnesses
        ],
    }


def _shown_from_json(document: Mapping[str, Any]) -> Shown:
    names = [each[0] for each in document["numbers"]]
    limits = document["limits"]
    numbers = tuple(
        Number(name, value, Status(status), high=limits.get(name, float("inf")))
        for name, value, status in document["numbers"]
    )
    sums = tuple(Sum(names[total], tuple(names[part] for part in parts)) for total, parts in document["sums"])
    wanted = {name: Demand(low, high) for name, (low, high) in document["needs"].items()}
    worlds = tuple(
        Witness(names[shows], value, {names[place]: other for place, other in changed})
        for shows, value, changed in document["witnesses"]
    )
    return Shown(Model(Publication(numbers, sums), wanted), worlds)
