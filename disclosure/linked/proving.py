"""The proof that linked tables are safe: other workforces, which anybody can check by adding whole numbers."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.attack import Exposure
from disclosure.linked.attacking import Inside, Model, audit
from disclosure.linked.written import model_as_json, model_from_json
from disclosure.policy import Policy
from disclosure.population import Population, Table
from disclosure.publication import Publication
from disclosure.standards import Demand, Insider
from disclosure.witnesses import Search, Witness, flaws, witnesses

Report = Callable[[int, int, str], None]  # done, total, what is being done


class Exposed(ValueError):
    """What was to be proven safe is not: `exposures` to any reader, `inside` to people alone in a cell."""

    def __init__(self, exposures: Iterable[Exposure], inside: Iterable[Inside]) -> None:
        self.exposures, self.inside = tuple(exposures), tuple(inside)
        names = dict.fromkeys([each.id for each in self.exposures] + [each.exposure.id for each in self.inside])
        super().__init__(f"What is published gives these numbers away: {', '.join(names)}.")


@dataclass(frozen=True)
class Shown:
    """A model with the worlds that prove it.

    `against`: for each insider of the model, which world (its place in `witnesses`) shows each number low enough and
    which high enough; None where the truth does so itself.
    """

    model: Model
    witnesses: tuple[Witness, ...]
    against: tuple[Mapping[str, tuple[int | None, int | None]], ...] = ()


@dataclass(frozen=True)
class Proof:
    """Other workforces for every sensitive number, and the models they are checked in. It holds true values: keep it private."""

    shown: tuple[Shown, ...]

    @property
    def witnesses(self) -> int:
        return sum(len(each.witnesses) for each in self.shown)

    @property
    def sensitive(self) -> set[str]:
        """The numbers that the proof answers for."""
        return {name for each in self.shown for name in each.model.needs}

    def flaws(self, seen: Mapping[str, int | None] | None = None) -> list[str]:
        """What is wrong, in sentences; none for a good proof. Whole-number arithmetic only.

        `seen`: what a reader was shown, by number (None: hidden). Whatever was shown must be fixed in the proof, too.
        """
        said: list[str] = []
        for each in self.shown:
            said += flaws(each.model.publication, each.witnesses, needs=each.model.needs)
            said += _flaws_against_insiders(each)
        for name, value in (seen or {}).items():
            numbers = [found for each in self.shown if (found := each.model.publication.by_id.get(name))]
            if value is not None and any(number.is_unknown or number.value != value for number in numbers):
                said.append(f"“{name}” was shown as {value}; the proof takes it for hidden or for another number.")
        return said

    def as_json(self) -> dict[str, Any]:
        return {"models": [_as_json(each) for each in self.shown]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Proof":
        return cls(tuple(_from_json(each) for each in document["models"]))


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

    return Proof(tuple(_shown(model, until, step) for model in found.models))


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
        if _serves(world, insider, name, goal, direction):
            return place
    left = max(0.0, until - time.monotonic())
    worlds.append(search.one(name, int(goal), insider.known, seconds=left))
    return len(worlds) - 1


def _serves(world: Witness, insider: Insider, name: str, goal: float, direction: int) -> bool:
    value = world.changed.get(name)
    return (
        value is not None
        and (value - goal) * direction >= 0
        and not any(each in world.changed for each in insider.known)
    )


def _flaws_against_insiders(shown: Shown) -> list[str]:
    if len(shown.against) != len(shown.model.insiders):
        return ["It is not said which worlds stand against whom."]
    said = []
    for insider, places in zip(shown.model.insiders, shown.against, strict=True):
        for name, need in insider.needs.items():
            true = shown.model.publication.by_id[name].value
            for goal, direction, place in zip(
                (need.low, need.high), (-1, 1), places.get(name, (None, None)), strict=True
            ):
                if (true - goal) * direction >= 0:
                    continue
                there = place is not None and 0 <= place < len(shown.witnesses)
                if not there or not _serves(shown.witnesses[place or 0], insider, name, goal, direction):
                    said.append(
                        f"Whoever is alone in “{insider.known[0]}” can tell more of “{name}” than was promised."
                    )
    return said


def _as_json(shown: Shown) -> dict[str, Any]:
    place = {number.id: at for at, number in enumerate(shown.model.publication.numbers)}
    return model_as_json(shown.model) | {
        "witnesses": [
            [place[each.shows], each.value, [[place[name], value] for name, value in each.changed.items()]]
            for each in shown.witnesses
        ],
        "against": [[[place[name], *ends] for name, ends in each.items()] for each in shown.against],
    }


def _from_json(document: Mapping[str, Any]) -> Shown:
    model = model_from_json(document)
    names = [number.id for number in model.publication.numbers]
    worlds = tuple(
        Witness(names[shows], value, {names[place]: other for place, other in changed})
        for shows, value, changed in document["witnesses"]
    )
    against = tuple({names[at]: (low, high) for at, low, high in each} for each in document["against"])
    return Shown(model, worlds, against)
