"""Whether a new release may go out beside everything that readers already have."""

import time
from collections.abc import Sequence
from dataclasses import replace

from disclosure.attack import Exposure, exposed
from disclosure.explaining import explain, learnt_of
from disclosure.linear import Unfinished
from disclosure.over_time.model import Model, models
from disclosure.over_time.unlinked import changes_seen
from disclosure.over_time.verdict import Leak, Verdict
from disclosure.policy import Policy
from disclosure.publication import Inconsistent
from disclosure.releases import Edition

WHERE = ("directorate",)


def judge(
    new: Edition,
    earlier: Sequence[Edition],
    *,
    policy: Policy | None = None,
    where: Sequence[str] = WHERE,
    seconds: float = 120.0,
    in_words: int = 20,
) -> Verdict:
    """What a reader of all these editions would learn from the new one, in the order of its numbers.

    `where` are the attributes that colleagues can see of each other. The first `in_words` leaks come with the arithmetic.
    What the earlier editions give away by themselves is not held against the new one. Without ways out: `ways_out`
    looks for those. Raises Unfinished: then nothing is known to be safe; Inconsistent if the numbers cannot be true.
    """
    until = time.monotonic() + seconds
    policy = policy or Policy()
    if new.staff is None:
        raise Inconsistent("A release can be judged only with the people behind it.")
    names = [edition.name for edition in (*earlier, new)]
    if len(set(names)) < len(names):
        raise Inconsistent("Two editions have the same name, so nobody could tell which is meant.")
    # Of two editions of a day the new one comes last: it is the correction.
    linked = [*sorted((each for each in earlier if each.staff), key=lambda each: each.day), new]
    linked.sort(key=lambda each: each.day)
    unlinked = [each for each in earlier if each.staff is None]
    leaks: list[Leak] = []
    judged = 0
    for model in models(linked, policy, where) if len(linked) > 1 else ():
        judged += len(model.needs)
        leaks += _leaks(model, exposed(model.publication, model.needs, seconds=_left(until)), in_words - len(leaks))
    if any(new.name not in (leak.edition, leak.since) for leak in leaks) and len(linked) > 2:
        leaks = _added_by_the_new(leaks, linked, new, policy, where, until)
    for edition in unlinked:
        found = changes_seen(edition, new, new.staff.population, policy, where, seconds=_left(until))
        judged += len(found.judged)
        leaks += found.leaks
    return Verdict(tuple(leaks), (), tuple(edition.name for edition in unlinked), judged)


def _leaks(model: Model, found: Sequence[Exposure], in_words: int) -> list[Leak]:
    leaks = []
    for place, exposure in enumerate(found):
        subject = model.subjects[exposure.id]
        # Usually it is one edition’s number minus the other’s.
        same = [f"{edition}: {subject.number}" for edition in (subject.edition, subject.since)]
        attack = explain(model.publication, exposure, totals=same) if place < in_words else None
        learnt = attack.learnt if attack else learnt_of(model.publication, exposure)
        leaks.append(Leak(subject.kind, subject.edition, subject.number, subject.since, learnt, attack))
    return leaks


def _added_by_the_new(
    leaks: list[Leak], linked: list[Edition], new: Edition, policy: Policy, where: Sequence[str], until: float
) -> list[Leak]:
    """The leaks without those that the earlier editions had already, no less."""
    before = [edition for edition in linked if edition is not new]
    known = {
        replace(leak, attack=None)
        for model in models(before, policy, where)
        for leak in _leaks(model, exposed(model.publication, model.needs, seconds=_left(until)), 0)
    }
    return [leak for leak in leaks if replace(leak, attack=None) not in known]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Unfinished("The attack over time did not finish in its time, so nothing is known to be safe.")
    return left
