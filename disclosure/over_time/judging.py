"""Whether a new release may go out beside everything that readers already have."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from disclosure.attack import Exposure, exposed
from disclosure.explaining import explain, learnt_of
from disclosure.linear import Unfinished
from disclosure.over_time.model import Model, Subject, models
from disclosure.over_time.unlinked import Changes, changes_seen
from disclosure.over_time.verdict import Leak, Verdict
from disclosure.policy import Policy
from disclosure.publication import Inconsistent
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
class Readers:
    """What readers have already, and how long may be spent on asking what more they would learn."""

    earlier: Sequence[Edition]
    policy: Policy
    where: Sequence[str]
    seconds: float
    started: float = field(default_factory=time.monotonic)
    _before: dict[tuple[str, date, tuple[str, ...]], dict[Subject, Demand]] = field(default_factory=dict)

    def verdict(self, new: Edition, in_words: int = 0) -> Verdict:
        judged, found = self.findings(new)
        # What shows beside the latest edition comes first: everybody will look there.
        age = {edition.name: place for place, edition in enumerate(reversed(_in_order(self.earlier)), start=1)}
        found.sort(key=lambda each: age.get(each[2].edition, 0) + age.get(each[2].since, 0))
        leaks = [_leak(*each, in_words=place < in_words) for place, each in enumerate(found)]
        for changes in self.changes(new):
            judged += len(changes.judged)
            leaks += changes.leaks
        return Verdict(tuple(leaks), (), tuple(edition.name for edition in self._unlinked), judged)

    def findings(self, new: Edition) -> tuple[int, list[Finding]]:
        """How many counts were judged in the editions whose people can be followed, and what would be learnt of them."""
        if new.staff is None:
            raise Inconsistent("A release can be judged only with the people behind it.")
        if new.name in (names := [edition.name for edition in self.earlier]) or len(set(names)) < len(names):
            raise Inconsistent("Two editions have the same name, so nobody could tell which is meant.")
        judged, found = 0, []
        for model in self.models_with(new):
            judged += len(model.needs)
            found += self._attacked(model)
        if found:
            before = self.known_without_numbers(new)
            found = [new_to_them for each in found if (new_to_them := _beyond(each, before.get(each[2])))]
        return judged, found

    def models_with(self, new: Edition) -> list[Model]:
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

    def known_without_numbers(self, new: Edition) -> dict[Subject, Demand]:
        """What readers know already where all they are told by the new edition is who works where: what is left to keep."""
        key = (new.name, new.day, tuple(new.numbers))
        if key not in self._before:
            blank = {
                name: seen if all(attribute in self.where for attribute, _code in items_in(name)) else None
                for name, seen in new.numbers.items()
            }
            found = [each for model in self.models_with(replace(new, numbers=blank)) for each in self._attacked(model)]
            self._before[key] = {subject: Demand(exposure.low, exposure.high) for _model, exposure, subject in found}
        return self._before[key]

    def _attacked(self, model: Model) -> list[Finding]:
        found = exposed(model.publication, model.needs, seconds=self.left())
        return [(model, exposure, model.subjects[exposure.id]) for exposure in found]


def _in_order(editions: Sequence[Edition]) -> list[Edition]:
    """By day; of two of a day the one that was given later comes last, as a correction does."""
    return sorted(editions, key=lambda each: each.day)


def _beyond(finding: Finding, left: Demand | None) -> Finding | None:
    """The finding with what can still be kept from readers as its demand; None where they knew as much."""
    if left is None:
        return finding
    model, now, subject = finding
    if now.demand.is_any_width:
        return None
    demand = Demand(max(now.demand.low, left.low), min(now.demand.high, left.high))
    return None if demand.is_met_by(now.low, now.high) else (model, replace(now, demand=demand), subject)


def _leak(model: Model, exposure: Exposure, subject: Subject, *, in_words: bool) -> Leak:
    # Usually it is one edition’s number minus the other’s.
    same = [f"{edition}: {subject.number}" for edition in (subject.edition, subject.since)]
    attack = explain(model.publication, exposure, totals=same) if in_words else None
    learnt = attack.learnt if attack else learnt_of(model.publication, exposure)
    return Leak(subject.kind, subject.edition, subject.number, subject.since, learnt, attack)
