"""Whether a new release may go out beside everything that readers already have."""

import time
from collections.abc import Sequence

from disclosure.attack import Exposure, exposed
from disclosure.explaining import Learnt, explain, learnt_of
from disclosure.linear import Unfinished
from disclosure.over_time.model import Model, Subject, models
from disclosure.over_time.unlinked import changes_seen
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
    found: list[Finding] = []
    judged = 0
    for model in models(linked, policy, where) if len(linked) > 1 else ():
        judged += len(model.needs)
        found += _attacked(model, until)
    if any(new.name not in (subject.edition, subject.since) for _model, _exposure, subject in found) and linked[2:]:
        known = _known_before([each for each in linked if each is not new], policy, where, until)
        found = [each for each in found if (each[2], learnt_of(each[0].publication, each[1])) not in known]
    leaks = [_leak(*each, in_words=place < in_words) for place, each in enumerate(found)]
    for edition in unlinked:
        changes = changes_seen(edition, new, new.staff.population, policy, where, seconds=_left(until))
        judged += len(changes.judged)
        leaks += changes.leaks
    return Verdict(tuple(leaks), (), tuple(edition.name for edition in unlinked), judged)


def _attacked(model: Model, until: float) -> list[Finding]:
    found = exposed(model.publication, model.needs, seconds=_left(until))
    return [(model, exposure, model.subjects[exposure.id]) for exposure in found]


def _known_before(
    linked: Sequence[Edition], policy: Policy, where: Sequence[str], until: float
) -> set[tuple[Subject, Learnt]]:
    """What the earlier editions give away among themselves."""
    return {
        (subject, learnt_of(model.publication, exposure))
        for model in models(linked, policy, where)
        for _model, exposure, subject in _attacked(model, until)
    }


def _leak(model: Model, exposure: Exposure, subject: Subject, *, in_words: bool) -> Leak:
    # Usually it is one edition’s number minus the other’s.
    same = [f"{edition}: {subject.number}" for edition in (subject.edition, subject.since)]
    attack = explain(model.publication, exposure, totals=same) if in_words else None
    learnt = attack.learnt if attack else learnt_of(model.publication, exposure)
    return Leak(subject.kind, subject.edition, subject.number, subject.since, learnt, attack)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Unfinished("The attack over time did not finish in its time, so nothing is known to be safe.")
    return left
