"""Rounding instead of hiding: every count to a multiple of 3, 5 or 10, and what that still gives away.

Rounding is easy to read, and leaks in ways that cannot be seen: four counts shown as 0 with a total shown as 10 are 2
each. So rounded tables are attacked like any others, with each number known to lie in its interval. They cannot promise
that a count could be the threshold, since a 0 says “few”; they must still show nobody to be there.
"""

import math
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from disclosure.attack import exposed
from disclosure.forms import Rounded
from disclosure.linked.attacking import Audit, attack, promised
from disclosure.policy import Policy
from disclosure.population import Population, Table, layout_of, margins, published
from disclosure.publication import Number, Publication, Status
from disclosure.standards import Demand
from disclosure.suppression import COSTS


@dataclass(frozen=True, slots=True)
class Leak:
    """A sensitive count that rounded tables show not to be 0: known exactly, or known to be `low` to `high`.

    `known`: the cells in which the only person finds this out; none for every reader.
    """

    id: str
    low: float
    high: float
    known: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        return self.high - self.low < 1

    @property
    def sentence(self) -> str:
        who = f"Whoever is alone in “{self.known[0]}”" if self.known else "A reader"
        what = f"is {self.low:g}" if self.is_exact else f"is at least {self.low:g}"
        return f"{who} can work out that “{self.id}” {what}."


@dataclass(frozen=True)
class RoundedTables:
    """Tables with rounded counts: `printed` by number (None: hidden after all), and what they leak.

    `mean_error` is how far a printed count is from the true one on average, in people.
    """

    publication: Publication
    base: int
    printed: Mapping[str, int | None]
    leaks: tuple[Leak, ...]
    mean_error: float

    @property
    def is_safe(self) -> bool:
        return not self.leaks


def round_linked(
    population: Population,
    layouts: Iterable[Table],
    base: int,
    *,
    policy: Policy | None = None,
    keeps_totals: bool = True,
    hides_small: bool = False,
    seconds: float = 60.0,
) -> RoundedTables:
    """Round every count to the nearest multiple of `base`, and attack what is printed.

    `keeps_totals`: everybody and the totals by one attribute stay exact. `hides_small`: sensitive counts are hidden rather
    than rounded, and others as far as that is needed, so that the promise is that of tables with hidden cells.
    Raises Unfinished: then nothing is known to be safe.
    """
    policy, drawn = policy or Policy(), [layout_of(each) for each in layouts]
    open_ = published(population, drawn, policy)
    exact = margins(open_) if keeps_totals else set()
    rule = Rounded(base)
    rounded = replace(
        open_, numbers=tuple(_rounded(each, rule, exact, hides_small=hides_small) for each in open_.numbers)
    )
    as_printed = rounded.by_id
    wanted, inside = promised(exact, population, drawn, policy)
    if not hides_small:
        wanted = {name: _weaker(need, rounded.by_id[name]) for name, need in wanted.items()}

    def attacked(publication: Publication) -> Audit:
        return attack(publication, population, drawn, wanted, inside, seconds=seconds)

    if hides_small:
        # The tables' own cells are quick to attack, so most of what is missing is found there.
        while more := _beside([each.id for each in exposed(rounded, wanted, seconds=seconds)], rounded, exact):
            rounded = _hiding(rounded, more)
        rounded = _tidied(rounded, as_printed, wanted, seconds)
    found = attacked(rounded)
    while hides_small and not found.is_safe:
        more = _beside(
            [*(each.id for each in found.exposures), *(each.exposure.id for each in found.inside)], rounded, exact
        )
        if not more:
            break
        rounded = _hiding(rounded, more)
        found = attacked(rounded)
    leaks = [Leak(each.id, each.low, each.high) for each in found.exposures]
    leaks += [Leak(each.exposure.id, each.exposure.low, each.exposure.high, each.known) for each in found.inside]
    printed = {number.id: _printed(number, rule) for number in rounded.numbers if number.status is not Status.HIDDEN}
    errors = [abs(value - rounded.by_id[name].value) for name, value in printed.items() if value is not None]
    return RoundedTables(rounded, base, printed, tuple(leaks), sum(errors) / len(errors) if errors else 0.0)


def _weaker(need: Demand, number: Number) -> Demand:
    """What rounding can promise: that nobody need be there; of a hidden zero, that somebody may be."""
    return Demand(need.low, max(1.0, number.value)) if need.low == 0 and need.high > 2 else need


def _rounded(number: Number, rule: Rounded, exact: set[str], *, hides_small: bool) -> Number:
    if number.status is Status.HIDDEN or number.id in exact or number.high <= 0:
        return number
    if number.status is Status.PRIMARY and hides_small:
        return number
    low, high = rule.interval(Fraction(int(number.value)))
    return replace(number, status=Status.ROUNDED, low=float(low), high=float(high))


def _printed(number: Number, rule: Rounded) -> int | None:
    if number.status is Status.ROUNDED:
        return rule.of(int(number.value))
    return int(number.value) if number.status is Status.PUBLISHED else None


def _beside(given_away: Collection[str], publication: Publication, exact: Collection[str]) -> set[str]:
    """For each exposed number the cheapest one that shares a sum with it and could be hidden."""
    cost = COSTS["log2"]
    by_id = publication.by_id
    found: dict[str, str] = {}
    for each in publication.sums:
        names = (each.total, *each.parts)
        open_ = [
            name for name in names if by_id[name].status in (Status.ROUNDED, Status.PUBLISHED) and name not in exact
        ]
        if not open_:
            continue
        cheapest = min(open_, key=lambda name: (cost(by_id[name]), name))
        for name in names:
            if name in given_away and (name not in found or cost(by_id[cheapest]) < cost(by_id[found[name]])):
                found[name] = cheapest
    return set(found.values())


def _tidied(
    publication: Publication, as_printed: Mapping[str, Number], wanted: Mapping[str, Demand], seconds: float
) -> Publication:
    """The same with what need not be hidden rounded again, the dearest first, in at most a quarter of the time."""
    until = time.monotonic() + seconds / 4
    cost = COSTS["log2"]
    spare = [number for number in publication.numbers if number.status is Status.SECONDARY]
    for number in sorted(spare, key=lambda each: (-cost(each), each.id)):
        if time.monotonic() > until:
            break
        fewer = replace(
            publication,
            numbers=tuple(as_printed[each.id] if each.id == number.id else each for each in publication.numbers),
        )
        if not exposed(fewer, wanted, seconds=seconds):
            publication = fewer
    return publication


def _hiding(publication: Publication, ids: Collection[str]) -> Publication:
    numbers = (
        replace(each, status=Status.SECONDARY, low=0.0, high=math.inf) if each.id in ids else each
        for each in publication.numbers
    )
    return replace(publication, numbers=tuple(numbers))
