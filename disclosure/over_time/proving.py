"""The proof that a release is safe beside the earlier ones: other workforces through all editions."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from disclosure.linear import Unfinished
from disclosure.linked.proving import Exposed
from disclosure.over_time.judging import WHERE, Readers
from disclosure.over_time.model import Model, Subject
from disclosure.policy import Policy
from disclosure.proofs import Model as Proven
from disclosure.proofs import Proof, Shown, Witness
from disclosure.releases import Edition, numbers_sha256
from disclosure.standards import Demand
from disclosure.witnesses import Search, witnesses

Report = Callable[[int, int, str], None]  # done, total, what is being done


def prove_over_time(
    new: Edition,
    earlier: Sequence[Edition],
    *,
    policy: Policy | None = None,
    where: Sequence[str] = WHERE,
    seconds: float = 600.0,
    report: Report | None = None,
) -> Proof:
    """Worlds for every count that `judge` judges; add them to the proof of the release by `proof.beside(…)`.

    Editions without staff rows are not in it: of those no other world can be made. Raises Exposed where something is given
    away, Unfinished if time runs out or no world of whole people is found.
    """
    readers = Readers(earlier, policy or Policy(), where, seconds)
    together = readers.findings(new)
    if together.found:
        raise Exposed([exposure for _model, exposure, _subject in together.found], ())
    models, total, done = together.models, together.judged, 0

    def step() -> None:
        nonlocal done
        done += 1
        if report:
            report(done, total, "witnesses over time")

    linked = [each for each in (*earlier, new) if each.staff]
    return Proof(
        tuple(_shown(model, together.known, readers, step) for model in models),
        {each.name: numbers_sha256(each.numbers) for each in linked} if models else {},
        new.name,
    )


def _shown(model: Model, known: Mapping[Subject, Demand], readers: Readers, step: Callable[[], None]) -> Shown:
    needs, worlds = {}, list[Witness]()
    search = Search(
        model.publication, max((need.high for need in model.needs.values() if not need.is_any_width), default=5.0)
    )
    for name, need in model.needs.items():
        left = known.get(model.subjects[name])
        if need.is_any_width:
            if left is None:
                needs[name], world = _another(model, search, name, readers)
                worlds.append(world)
            step()
        else:
            needs[name] = replace(need, low=max(need.low, left.low), high=min(need.high, left.high)) if left else need
    wide = {name: need for name, need in needs.items() if not model.needs[name].is_any_width}
    worlds += witnesses(model.publication, needs=wide, seconds=readers.left(), report=step)
    return Shown(Proven(model.publication, needs), tuple(worlds))


def _another(model: Model, search: Search, name: str, readers: Readers) -> tuple[Demand, Witness]:
    """A world in which a count is one less or one more, as proof that it is not known."""
    true = int(model.publication.by_id[name].value)
    for goal in (true - 1, true + 1):
        until = time.monotonic() + readers.left()
        try:
            world = search.one(name, goal, seconds=readers.left())
        except Unfinished:
            if time.monotonic() >= until:
                raise
            continue
        return Demand(float(min(goal, true)), float(max(goal, true))), world
    raise Unfinished(f"There is no world of whole people in which “{name}” is another number by one.")
