"""Whether a new release may go out beside everything that readers already have."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure.attack import Exposure, exposed
from disclosure.explaining import explain, learnt_of
from disclosure.linear import Unfinished
from disclosure.over_time.model import Model, Subject, models
from disclosure.over_time.unlinked import Changes, changes_seen
from disclosure.over_time.verdict import Leak, Verdict
from disclosure.policy import Policy
from disclosure.publication import Inconsistent, Status
from disclosure.releases import Edition, items_in
from disclosure.standards import Demand

WHERE = ("directorate",)
Finding = tuple[Model, Exposure, Subject]


def judge(
    new: Edition,
    earlier: Sequence[Edition],
    *,
    policy: Policy | None = None,
    where: Sequence[str] = WHERE,
    seconds: float = 120.0,
    in_words: int = 10,
) -> Verdict:
    """What a reader of all these editions would learn from the new one, beside the latest edition first.

    `where` are the attributes that colleagues can see of each other. The first `in_words` leaks come with the arithmetic.
    What readers know without the new numbers, from earlier editions and from who was there, is not held against the new
    one. Without ways out: `ways_out` looks for those. Raises Unfinished: then nothing is known to be safe; Inconsistent if the numbers cannot be true.
    """
    return Readers(earlier, policy or Policy(), where, seconds).verdict(new, in_words)


@dataclass
class Findings:
    """The models of a new edition beside the earlier ones, what is learnt in them, and what was known of it before."""

    models: list[Model]
    found: list[Finding] = field(default_factory=list)
    known: dict[Subject, Demand] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        return sum(len(model.needs) for model in self.models)


@dataclass
class Readers:
    """What readers have already, and how long may be spent on asking what more they would learn."""

    earlier: Sequence[Edition]
    policy: Policy
    where: Sequence[str]
    seconds: float
    started: float = field(default_factory=time.monotonic)

    def verdict(self, new: Edition, in_words: int = 0) -> Verdict:
        together = self.findings(new)
        judged, found = together.judged, together.found
        # What shows beside the latest edition comes first: everybody will look there.
        age = {edition.name: place for place, edition in enumerate(reversed(_in_order(self.earlier)), start=1)}
        found.sort(key=lambda each: age.get(each[2].edition, 0) + age.get(each[2].since, 0))
        leaks = [_leak(*each, in_words=place < in_words) for place, each in enumerate(found)]
        for changes in self.changes(new):
            judged += len(changes.judged)
            leaks += changes.leaks
        return Verdict(tuple(leaks), (), tuple(edition.name for edition in self._unlinked), judged)

    def findings(self, new: Edition) -> Findings:
        """What would be learnt in the editions whose people can be followed."""
        if new.staff is None:
            raise Inconsistent("A release can be judged only with the people behind it.")
        if new.name in (names := [edition.name for edition in self.earlier]) or len(set(names)) < len(names):
            raise Inconsistent("Two editions have the same name, so nobody could tell which is meant.")
        together = Findings(self._models_with(new))
        for model in together.models:
            exposures = exposed(model.publication, model.needs, seconds=self.left())
            known = self._known_without(model, new, {each.id: each.demand for each in exposures}) if exposures else {}
            together.known.update((model.subjects[name], left) for name, left in known.items())
            for each in exposures:
                if demand := _still_kept(each, known.get(each.id)):
                    together.found.append((model, replace(each, demand=demand), model.subjects[each.id]))
        return together

    def _models_with(self, new: Edition) -> list[Model]:
        linked = _in_order([*(each for each in self.earlier if each.staff), new])
        return list(models(linked, self.policy, self.where)) if len(linked) > 1 else []

    def changes(self, new: Edition) -> list[Changes]:
        """What the editions without staff rows give away beside the new one."""
        return [changes_seen(each, new, self.policy, self.where, seconds=self.left()) for each in self._unlinked]

    def left(self) -> float:
        left = self.started + self.seconds - time.monotonic()
        if left <= 0:
            raise Unfinished("The attack over time did not finish in its time, so nothing is known to be safe.")
        return left

    @property
    def _unlinked(self) -> list[Edition]:
        return [each for each in self.earlier if each.staff is None]

    def _known_without(self, model: Model, new: Edition, needs: Mapping[str, Demand]) -> dict[str, Demand]:
        """What readers know of these where all they are told by the new edition is who works where: all that is left open."""
        told = {
            f"{new.name}: {name}"
            for name in new.numbers
            if any(attribute not in self.where for attribute, _code in items_in(name))
        }
        numbers = dict(model.publication.by_id)
        for name in numbers.keys() & told:
            numbers[name] = replace(numbers[name], status=Status.SECONDARY, low=0.0, high=math.inf)
        unseen = replace(model.publication, numbers=tuple(numbers.values()))
        found = exposed(unseen, needs, seconds=self.left())
        return {each.id: Demand(each.low, each.high) for each in found}


def _in_order(editions: Sequence[Edition]) -> list[Edition]:
    """By day; of two of a day the one that was given later comes last, as a correction does."""
    return sorted(editions, key=lambda each: each.day)


def _still_kept(exposure: Exposure, left: Demand | None) -> Demand | None:
    """What can still be kept from readers of a number; None where they knew as much before."""
    if left is None or exposure.demand.is_any_width:
        return exposure.demand if left is None else None
    demand = Demand(max(exposure.demand.low, left.low), min(exposure.demand.high, left.high))
    return None if demand.is_met_by(exposure.low, exposure.high) else demand


def _leak(model: Model, exposure: Exposure, subject: Subject, *, in_words: bool) -> Leak:
    # Usually it is one edition’s number minus the other’s.
    same = [f"{edition}: {subject.number}" for edition in (subject.edition, subject.since)]
    attack = explain(model.publication, exposure, totals=same) if in_words else None
    learnt = attack.learnt if attack else learnt_of(model.publication, exposure)
    return Leak(subject.kind, subject.edition, subject.number, subject.since, learnt, attack)
