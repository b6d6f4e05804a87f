"""Printed tables attacked as they stand, and protected: what a reader learns, what to hide instead, and at what loss."""

import math
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from disclosure.attack import Exposure, Feasible, exposed, intervals
from disclosure.explaining import Attack, explain
from disclosure.files.wishes import Levels
from disclosure.linear import Unfinished
from disclosure.printed.together import Together
from disclosure.publication import Number, Publication, Status
from disclosure.standards import Demand
from disclosure.suppression import COSTS, CannotProtect, suppress_optimally
from disclosure.witnesses import Witness, witnesses

MOST_EXPLAINED = 40
ROUNDS = 6
log2 = COSTS["log2"]


@dataclass(frozen=True)
class Rule:
    """Counts from 1 to `threshold` - 1 are sensitive, and 0 too where zeros are not shown."""

    threshold: int = 5
    shows_zeros: bool = True

    def is_sensitive(self, value: float) -> bool:
        return 0 < value < self.threshold or (value == 0 and not self.shows_zeros)

    def may_be_sensitive(self, low: float, high: float) -> bool:
        return max(low, 0 if not self.shows_zeros else 1) <= min(high, self.threshold - 1)


@dataclass(frozen=True)
class Leak:
    """A number of few people that a reader can learn: between `low` and `high`, by the attack if it is not in the open."""

    name: str
    low: float
    high: float
    is_open: bool = False
    is_printed: bool = True
    attack: Attack | None = None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Attacked:
    """What a reader of the tables as they stand can tell: the leaks, and the interval of every hidden cell."""

    leaks: tuple[Leak, ...]
    intervals: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Safe:
    """The tables with more hidden: every sensitive number can be 0 and the threshold for all that a reader knows.

    `loss` counts, as information, what is hidden to protect others, and `lower_bound` the least that any choice loses.
    """

    publication: Publication
    needs: Mapping[str, Demand]
    hidden: frozenset[str]
    intervals: Mapping[str, tuple[float, float]]
    loss: float
    lower_bound: float
    given_up: tuple[str, ...] = field(default=())

    @property
    def is_proven_least(self) -> bool:
        return self.loss - self.lower_bound <= 1e-6 * max(1.0, self.loss)

    def proof(self, *, seconds: float = 60.0) -> list[Witness]:
        """Raises Unfinished."""
        return witnesses(self.publication, needs=self.needs, seconds=seconds)


def attack(world: Together, rule: Rule, *, seconds: float = 20.0) -> Attacked:
    """What the tables as they stand give away. Raises Unfinished."""
    until = time.monotonic() + seconds
    publication = world.publication
    found = _whole(intervals(publication, only=world.hidden, seconds=seconds))
    leaks = [
        Leak(name, low, low, is_open=True)
        for name, (low, high) in world.spans.items()
        if low == high and rule.is_sensitive(low)
    ]
    exposures = [
        Exposure(name, publication.by_id[name].value, low, high, need)
        for name, (low, high) in found.items()
        if rule.may_be_sensitive(low, high) and not (need := _need(world.spans[name], rule)).is_met_by(low, high)
    ]
    exposures += certain_behind(publication, rule, seconds=_left(until))
    for exposure in sorted(exposures, key=lambda each: (each.high - each.low, each.low)):
        words = None
        if len(leaks) < MOST_EXPLAINED and time.monotonic() < until:
            words = explain(publication, exposure, seconds=2.0)
        leaks.append(
            Leak(exposure.id, exposure.low, exposure.high, is_printed=exposure.id in world.spans, attack=words)
        )
    return Attacked(tuple(leaks), found)


def _need(known: tuple[float, float], rule: Rule) -> Demand:
    """What must stay possible of a hidden cell, within what its sign says of it."""
    return Demand(max(0.0, known[0]), min(float(rule.threshold), known[1]))


def certain_behind(publication: Publication, rule: Rule, *, seconds: float) -> list[Exposure]:
    """Numbers in no table of which it is certain that they are of somebody, and of few. Raises Unfinished."""
    until = time.monotonic() + seconds
    small = {
        number.id: Demand(0.0, number.value)
        for number in publication.numbers
        if number.status is Status.HIDDEN and 0 < number.value < rule.threshold
    }
    certain = exposed(publication, small, seconds=_left(until))
    found = _whole(intervals(publication, only={each.id for each in certain}, seconds=_left(until)))
    return [
        Exposure(each.id, each.value, *found[each.id], Demand(0.0, float(rule.threshold)))
        for each in certain
        if found[each.id][0] >= 1 and found[each.id][1] < rule.threshold
    ]


def protect(world: Together, rule: Rule, found: Attacked, *, seconds: float = 20.0, best: float = 4.0) -> Safe:
    """What to hide so that nothing is learnt; up to `best` seconds are spent on finding the least.

    Raises CannotProtect and Unfinished: then nothing may be called safe.
    """
    until = time.monotonic() + seconds
    start, needs = _start(world, rule, found)
    given_up: tuple[str, ...] = ()
    for kept in (_margins(world, start), _everybody(start), frozenset()):
        try:
            safe, bound = _hide(world, rule, start, needs, kept, until, best)
        except CannotProtect as refused:
            if not kept:
                raise
            given_up = refused.ids
            continue
        break
    hidden = frozenset(name for name in world.spans if safe.publication.by_id[name].is_unknown)
    loss = sum(log2(safe.publication.by_id[name]) for name in hidden - _primaries(start))
    return replace(safe, hidden=hidden, loss=loss, lower_bound=min(bound, loss), given_up=given_up)


def _start(world: Together, rule: Rule, found: Attacked) -> tuple[Publication, dict[str, Demand]]:
    """The tables with what is sensitive hidden, and what that needs."""
    is_complete = not world.hidden
    numbers: list[Number] = []
    needs: dict[str, Demand] = {}
    for number in world.publication.numbers:
        span = world.spans.get(number.id)
        status, threshold = Status.HIDDEN, 1
        if span is None:
            is_known = is_complete and number.id not in world.behind
            if is_known and 0 < number.value < rule.threshold:
                needs[number.id], threshold = Demand(0.0, number.value), rule.threshold
        else:
            low, high = found.intervals.get(number.id, span)
            is_sensitive = rule.is_sensitive(low) if low == high else rule.may_be_sensitive(low, high)
            was_hidden = span[0] < span[1]
            status = Status.PRIMARY if is_sensitive else Status.SECONDARY if was_hidden else Status.PUBLISHED
            threshold = rule.threshold
            if is_sensitive:
                needs[number.id] = Demand(0.0, float(rule.threshold))
        numbers.append(replace(number, status=status, low=0.0, high=math.inf, threshold=threshold))
    return replace(world.publication, numbers=tuple(numbers), threshold=rule.threshold), needs


def _hide(
    world: Together,
    rule: Rule,
    start: Publication,
    needs: Mapping[str, Demand],
    kept: Collection[str],
    until: float,
    best: float,
) -> tuple[Safe, float]:
    wanted, safe, least = dict(needs), start, 0.0
    for turn in range(ROUNDS):
        if wanted:
            chosen = suppress_optimally(safe, kept=kept, needs=wanted, seconds=min(best, _left(until) / 3))
            safe = safe.hiding(chosen.secondary)
            # What is added later was not part of the question to which this is the answer.
            least = chosen.lower_bound if turn == 0 else 0.0
        shown = [name for name in world.spans if safe.by_id[name].is_unknown]
        found = _whole(intervals(safe, only={*shown, *wanted}, seconds=_left(until)))
        short = {name: need for name, need in wanted.items() if not need.is_met_by(*found[name])}
        if short:
            raise CannotProtect(sorted(short))
        more = {each.id: Demand(0.0, each.value) for each in certain_behind(safe, rule, seconds=_left(until))}
        # A cell that was hidden before may be one of the sensitive ones, whatever else is hidden now.
        more |= {
            name: Demand(0.0, float(rule.threshold))
            for name in world.hidden
            if rule.may_be_sensitive(*found[name]) and not (found[name][0] <= 0 and found[name][1] >= rule.threshold)
        }
        if not more:
            return Safe(safe, wanted, frozenset(), {name: found[name] for name in shown}, 0.0, least), least
        wanted |= more
    raise Unfinished("What must be hidden was not found in time, so nothing is known to be safe.")


def _margins(world: Together, start: Publication) -> frozenset[str]:
    """Everybody and the totals by one attribute; not those of a list in which one is sensitive."""
    single = {name: items for name, items in world.items.items() if len(items) < 2 and name in world.spans}
    broken = {
        items[0][0] for name, items in single.items() if items and start.by_id[name].status is not Status.PUBLISHED
    }
    return frozenset(
        name
        for name, items in single.items()
        if start.by_id[name].status is Status.PUBLISHED and not (items and items[0][0] in broken)
    )


def _everybody(start: Publication) -> frozenset[str]:
    return frozenset(
        number.id for number in start.numbers if number.id == "everybody" and number.status is Status.PUBLISHED
    )


def _primaries(start: Publication) -> frozenset[str]:
    return frozenset(number.id for number in start.numbers if number.is_unknown)


def _whole(found: Mapping[str, Feasible]) -> dict[str, tuple[float, float]]:
    return {name: each.integer for name, each in found.items()}


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Unfinished("The work did not finish in its time, so nothing is known to be safe.")
    return left


def levels_of(safe: Safe) -> dict[str, Levels]:
    """How far each sensitive number must be able to move from the value that is taken for it, as a file says it.

    Only for those of which the value itself does not say so: of a cell that came hidden nobody here knows the true one.
    """
    found = {}
    for name, need in safe.needs.items():
        number = safe.publication.by_id[name]
        if number.status is Status.PRIMARY and not 0 < number.value < (number.threshold or 1):
            found[name] = Levels(max(0.0, number.value - need.low), max(0.0, need.high - number.value))
    return found
