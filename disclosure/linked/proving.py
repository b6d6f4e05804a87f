"""The proof that linked tables are safe: other workforces, which anybody can check by adding whole numbers."""

import time
from collections.abc import Callable, Iterable

from disclosure.attack import Exposure
from disclosure.linked.attacking import Inside, Model, audit
from disclosure.policy import Policy
from disclosure.population import Population, Table
from disclosure.proofs import Proof, Shown
from disclosure.proofs.seen import Seen, numbers_sha256
from disclosure.publication import Publication, Status
from disclosure.standards import Demand, Insider
from disclosure.witnesses import Search, Witness, witnesses

Report = Callable[[int, int, str], None]  # done, total, what is being done


class Exposed(ValueError):
    """What was to be proven safe is not: `exposures` to any reader, `inside` to people alone in a cell."""

    def __init__(self, exposures: Iterable[Exposure], inside: Iterable[Inside]) -> None:
        self.exposures, self.inside = tuple(exposures), tuple(inside)
        names = dict.fromkeys([each.id for each in self.exposures] + [each.exposure.id for each in self.inside])
        super().__init__(f"What is published gives these numbers away: {', '.join(names)}.")


def prove(
    publication: Publication,
    population: Population,
    layouts: Iterable[Table],
    *,
    policy: Policy | None = None,
    seconds: float = 600.0,
    report: Report | None = None,
) -> Proof:
    """Witnesses for every sensitive number in the joint model. `report` is called after each number.

    Raises Exposed where the attack succeeds, Unfinished if time runs out or no world of whole people is found.
    """
    until = time.monotonic() + seconds
    found = audit(publication, population, layouts, policy=policy, seconds=seconds)
    if not found.is_safe:
        raise Exposed(found.exposures, found.inside)
    total = sum(len(model.needs) + len(model.insiders) for model in found.models)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if report:
            report(done, total, "witnesses")

    shown = [_shown(model, until, step) for model in found.models]
    seen = _seen(publication)
    covered = {name for each in shown for name in each.model.publication.by_id}
    if any(value is None and name not in covered for name, value in seen.items()):
        # Hidden without need, as to keep a pattern: in the proof with its sums, and nothing to stand.
        shown.append(Shown(Model(publication), ()))
    return Proof(tuple(shown), {"": numbers_sha256(seen)})


def _seen(publication: Publication) -> dict[str, Seen]:
    """What a reader sees of a publication, by number."""
    found: dict[str, Seen] = {}
    for number in publication.numbers:
        if number.status is Status.PUBLISHED:
            found[number.id] = int(number.value)
        elif number.status is Status.ROUNDED:
            found[number.id] = (int(number.low), int(number.high))
        elif number.status is not Status.HIDDEN:
            found[number.id] = None
    return found


def _shown(model: Model, until: float, step: Callable[[], None]) -> Shown:
    left = max(0.0, until - time.monotonic())
    worlds = witnesses(model.publication, needs=model.needs, seconds=left, report=step)
    search = Search(model.publication, max((need.high for need in model.needs.values()), default=0.0))
    against = []
    for insider in model.insiders:
        places: dict[str, tuple[int | None, int | None]] = {}
        for name, need in insider.needs.items():
            places[name] = (
                _place(model, search, worlds, insider, name, need, -1, until),
                _place(model, search, worlds, insider, name, need, 1, until),
            )
        against.append(places)
        step()
    return Shown(model, tuple(worlds), tuple(against))


def _place(
    model: Model,
    search: Search,
    worlds: list[Witness],
    insider: Insider,
    name: str,
    need: Demand,
    direction: int,
    until: float,
) -> int | None:
    """Where the world stands that shows an insider this number low (-1) or high (1) enough; a new one if there is none."""
    true = model.publication.by_id[name].value
    goal = need.low if direction < 0 else need.high
    if (true - goal) * direction >= 0:
        return None
    for place, world in enumerate(worlds):
        if world.serves(insider, name, goal, direction):
            return place
    left = max(0.0, until - time.monotonic())
    worlds.append(search.one(name, int(goal), insider.known, seconds=left))
    return len(worlds) - 1
