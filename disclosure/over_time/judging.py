"""Whether a new release may go out beside everything that readers already have."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.attack import Exposure, exposed
from disclosure.explaining import Learnt, explain, learnt_of
from disclosure.linear import Unfinished
from disclosure.over_time.model import Model, Subject, models
from disclosure.over_time.unlinked import Changes, changes_seen
from disclosure.over_time.verdict import Leak, Verdict
from disclosure.policy import Policy
from disclosure.publication import Inconsistent
from disclosure.releases import Edition

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
    """What a reader of all these editions would learn from the new one, in the order of its numbers.

    `where` are the attributes that colleagues can see of each other. The first `in_words` leaks come with the arithmetic.
    What the earlier editions give away by themselves is not held against the new one. Without ways out: `ways_out`
    looks for those. Raises Unfinished: then nothing is known to be safe; Inconsistent if the numbers cannot be true.
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

    def verdict(self, new: Edition, in_words: int = 0) -> Verdict:
        judged, found = self.findings(new)
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
        if any(new.name not in (subject.edition, subject.since) for _model, _exposure, subject in found):
            found = [each for each in found if _known(each) not in self._known_before]
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

    @cached_property
    def _known_before(self) -> set[tuple[Subject, Learnt]]:
        """What the earlier editions give away among themselves."""
        linked = _in_order([each for each in self.earlier if each.staff])
        return {_known(each) for model in models(linked, self.policy, self.where) for each in self._attacked(model)}

    def _attacked(self, model: Model) -> list[Finding]:
        found = exposed(model.publication, model.needs, seconds=self.left())
        return [(model, exposure, model.subjects[exposure.id]) for exposure in found]


def _in_order(editions: Sequence[Edition]) -> list[Edition]:
    """By day; of two of a day the one that was given later comes last, as a correction does."""
    return sorted(editions, key=lambda each: each.day)


def _known(finding: Finding) -> tuple[Subject, Learnt]:
    model, exposure, subject = finding
    return subject, learnt_of(model.publication, exposure)


def _leak(model: Model, exposure: Exposure, subject: Subject, *, in_words: bool) -> Leak:
    # Usually it is one edition’s number minus the other’s.
    same = [f"{edition}: {subject.number}" for edition in (subject.edition, subject.since)]
    attack = explain(model.publication, exposure, totals=same) if in_words else None
    learnt = attack.learnt if attack else learnt_of(model.publication, exposure)
    return Leak(subject.kind, subject.edition, subject.number, subject.since, learnt, attack)
