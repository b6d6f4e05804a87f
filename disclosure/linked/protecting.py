"""What to hide so that linked tables are safe: chosen in the tables' own cells, mended where the joint attack succeeds."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from disclosure.joint import behind_all, clusters
from disclosure.linked.attacking import Audit, audit, promised
from disclosure.linked.recoding import HIDDEN, Holes, Offer, holes, offers
from disclosure.policy import Policy, Reason
from disclosure.population import (
    EVERYBODY,
    Layout,
    Population,
    Table,
    attributes_of,
    layout_of,
    margins,
    published,
    sensitive,
)
from disclosure.publication import Number, Publication, Status
from disclosure.standards import Insider
from disclosure.suppression import COSTS, CannotProtect, Cost, Suppression, suppress, suppress_optimally

# How much dearer a number is that the edition before showed, where two choices lose the same.
NEWLY_HIDDEN = 1e-3


@dataclass(frozen=True)
class Protected:
    """Tables with what is hidden in them, and what that costs.

    `loss` is the information lost with the numbers hidden to protect others, `lower_bound` the least that any choice
    loses. `repaired` are those that only the joint attack showed to be needed. `given_up` are totals by one attribute
    that were to stay in sight but would have given something away. `holes` says how much of each layout is
    hidden, by its title.
    """

    publication: Publication
    reasons: Mapping[str, Reason]
    loss: float
    lower_bound: float
    repaired: frozenset[str] = frozenset()
    given_up: frozenset[str] = frozenset()
    holes: Mapping[str, Holes] = field(default_factory=dict)
    find_offers: Callable[[], tuple[Offer, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Coarser lists for the layouts of which more is hidden than the policy likes; worked out when first asked for."""
        return self.find_offers()

    @property
    def hidden(self) -> frozenset[str]:
        """Everything hidden that a layout would have printed; a reader cannot tell the two kinds apart."""
        return frozenset(number.id for number in self.publication.numbers if number.status in HIDDEN)

    @property
    def secondary(self) -> frozenset[str]:
        return frozenset(number.id for number in self.publication.numbers if number.status is Status.SECONDARY)

    @property
    def hidden_shares(self) -> dict[str, float]:
        """The share of each layout's own cells that is hidden, by its title."""
        return {title: found.share for title, found in self.holes.items()}

    @property
    def is_proven(self) -> bool:
        """Whether no other choice is known to be possible that loses less."""
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
) -> Protected:
    """Hide what must be hidden, and as little else as can be found in time.

    `kept` stay in sight: everybody and the totals by one attribute if not given, but for those that give something away.
    `optimal` spends up to `seconds` on proving the least loss. `before`: what the edition before hid; of two choices that
    lose the same the one is taken that hides less which was in sight then.
    Raises CannotProtect if what is kept gives something away whatever else is hidden, Unfinished if time ran out.
    """
    work = _Work(
        population, [layout_of(each) for each in layouts], policy or Policy(), cost, time.monotonic() + seconds
    )
    wanted = margins(work.open) if kept is None else set(kept)
    staying = set(wanted)
    while True:
        try:
            return work.protected(staying, wanted - staying, optimal=optimal, before=before)
        except CannotProtect as problem:
            lists = {attributes_of(name) for name in problem.ids}
            fewer = {name for name in staying if name == EVERYBODY or not _is_within(name, lists)}
            if kept is not None or fewer == staying:
                raise
            staying = fewer


def _is_within(name: str, lists: Iterable[frozenset[str]]) -> bool:
    return any(attributes_of(name) <= each for each in lists)


class _Work:
    """One population and its layouts, while it is decided what to hide."""

    def __init__(self, population: Population, layouts: list[Layout], policy: Policy, cost: Cost, until: float) -> None:
        self.population, self.layouts, self.policy, self.cost, self.until = population, layouts, policy, cost, until
        self.open = published(population, layouts, policy)
        self.together = clusters(population, layouts)

    @property
    def left(self) -> float:
        return max(0.0, self.until - time.monotonic())

    def protected(
        self, kept: set[str], given_up: set[str], *, optimal: bool, before: Collection[str] | None
    ) -> Protected:
        chosen = self.chosen(kept, optimal=optimal)
        best, repaired = self.mended(kept, chosen.secondary)
        if before is not None:
            best, repaired = self.steadied(kept, before, best, repaired, optimal=optimal)
        loss = self.loss(best)
        return Protected(
            best,
            sensitive(self.population, self.layouts, self.policy),
            loss,
            min(chosen.lower_bound, loss),
            frozenset(repaired),
            frozenset(given_up),
            {layout.title: holes(best, layout) for layout in self.layouts},
            partial(offers, self.population, self.layouts, best, self.policy),
        )

    def chosen(self, kept: set[str], *, optimal: bool, cost: Cost | None = None) -> Suppression:
        needs, inside = promised(kept, self.population, self.layouts, self.policy)
        cost = cost or self.cost
        if optimal:
            return suppress_optimally(
                self.open, cost=cost, kept=kept, needs=needs, insiders=inside, seconds=self.left * 0.6
            )
        return suppress(self.open, cost=cost, kept=kept, needs=needs, insiders=inside, seconds=0)

    def mended(self, kept: set[str], secondary: Collection[str]) -> tuple[Publication, set[str]]:
        """The choice with more hidden until the joint attack finds nothing, and what more that is."""
        safe, repaired = self.open.hiding(secondary), set[str]()
        while not (found := self.attacked(safe)).is_safe:
            more = self._repair(safe, kept, found)
            repaired |= more
            safe = safe.hiding(more)
        return safe, repaired

    def attacked(self, publication: Publication) -> Audit:
        return audit(publication, self.population, self.layouts, policy=self.policy, seconds=self.left)

    def _repair(self, safe: Publication, kept: Collection[str], found: Audit) -> set[str]:
        """What else to hide so that what was found is safe with everything behind the tables free to move."""
        model = behind_all(self.population, safe, self.together)
        wanted = {each.id: each.demand for each in found.exposures}
        inside = [Insider(each.known, {each.exposure.id: each.exposure.demand}) for each in found.inside]
        more = suppress(model, cost=self.cost, kept=kept, needs=wanted, insiders=inside, seconds=0).secondary
        if not more:
            raise CannotProtect(sorted({*wanted, *(each.exposure.id for each in found.inside)}))
        return set(more)

    def steadied(
        self, kept: set[str], before: Collection[str], best: Publication, repaired: set[str], *, optimal: bool
    ) -> tuple[Publication, set[str]]:
        """A choice nearer to the edition before, if one is found that loses no more; otherwise the one given."""
        then = set(before)

        def leaning(number: Number) -> float:
            price = self.cost(number)
            return price if number.id in then else price * (1 + NEWLY_HIDDEN)

        other = self.chosen(kept, optimal=optimal, cost=leaning)
        if not repaired and new_in(self.open.hiding(other.secondary), then) >= new_in(best, then):
            return best, repaired
        steady, mended = self.mended(kept, other.secondary)
        if self.loss(steady) > self.loss(best) + 1e-9 or new_in(steady, then) >= new_in(best, then):
            return best, repaired
        return steady, mended

    def loss(self, publication: Publication) -> float:
        return sum(self.cost(number) for number in publication.numbers if number.status is Status.SECONDARY)


def new_in(publication: Publication, before: Collection[str]) -> int:
    """How many numbers are hidden to protect others that were not hidden before."""
    return sum(number.status is Status.SECONDARY and number.id not in before for number in publication.numbers)
