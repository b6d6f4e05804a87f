"""What could be published instead: each way out is judged like a release of its own, and offered only if it is safe."""

import contextlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from disclosure.forms import Rounded
from disclosure.linear import Unfinished
from disclosure.over_time.judging import WHERE, Readers
from disclosure.over_time.model import SHORT
from disclosure.over_time.verdict import Way, WayOut
from disclosure.policy import Policy
from disclosure.publication import Number, Status
from disclosure.releases import Edition, Seen, items_in
from disclosure.suppression import COSTS, CannotProtect, suppress

BASES = (5, 10)
# What is hidden for one leak may open another in a table that was safe; after so many turns it is given up.
TURNS = 6


def ways_out(
    new: Edition,
    earlier: Sequence[Edition],
    *,
    policy: Policy | None = None,
    where: Sequence[str] = WHERE,
    seconds: float = 120.0,
) -> tuple[WayOut, ...]:
    """The ways out of a refusal that give nothing away, the least loss first and waiting last."""
    readers = Readers(earlier, policy or Policy(), where, seconds)
    found: list[WayOut] = []
    for way in (_hide, _whole_body, _round, _wait):
        # A way that cannot be judged in its time is left out, for nothing is known of it.
        with contextlib.suppress(Unfinished):
            found += way(new, readers)
    return tuple(sorted(found, key=lambda way: (way.way is Way.WAIT, way.loss, way.sentence)))


def _hide(new: Edition, readers: Readers) -> Iterator[WayOut]:
    if edition := _hiding(new, readers):
        yield WayOut(Way.HIDE, loss(new.numbers, edition.numbers), edition.numbers, _hidden(new, edition))


def _whole_body(new: Edition, readers: Readers) -> Iterator[WayOut]:
    whole = {
        name: seen
        for name, seen in new.numbers.items()
        if all(attribute not in readers.where for attribute, _code in items_in(name))
    }
    if len(whole) < len(new.numbers) and (edition := _hiding(start := replace(new, numbers=whole), readers)):
        yield WayOut(Way.WHOLE_BODY, loss(new.numbers, edition.numbers), edition.numbers, _hidden(start, edition))


def _round(new: Edition, readers: Readers) -> Iterator[WayOut]:
    for base in BASES:
        edition = replace(new, numbers=rounded(new.numbers, base))
        if readers.verdict(edition).is_safe:
            yield WayOut(Way.ROUND, loss(new.numbers, edition.numbers), edition.numbers, base=base)


def _wait(new: Edition, readers: Readers) -> Iterator[WayOut]:
    near = [each.day for each in readers.earlier if abs((new.day - each.day).days) < SHORT]
    if near and readers.verdict(replace(new, day=(day := max(near) + timedelta(days=SHORT)))).is_safe:
        yield WayOut(Way.WAIT, 0.0, new.numbers, until=day)


def _hiding(new: Edition, readers: Readers) -> Edition | None:
    """The edition with further numbers hidden until nothing is given away, or None where hiding does not help."""
    for _turn in range(TURNS):
        found = readers.findings(new).found
        hide = {leak.number for changes in readers.changes(new) for leak in changes.leaks}
        if not found and not hide:
            return new
        for model in {id(model): model for model, _exposure, _subject in found}.values():
            mine = {f"{new.name}: {name}": name for name, seen in new.numbers.items() if _may_hide(name, seen, readers)}
            kept = {each.id for each in model.publication.numbers if not each.is_unknown and each.id not in mine}
            needs = {exposure.id: exposure.demand for other, exposure, _subject in found if other is model}
            try:
                chosen = suppress(model.publication, cost=_cost, kept=kept, needs=needs, seconds=0).secondary
            except CannotProtect:
                return None
            hide |= {mine[name] for name in chosen}
        if all(new.numbers[name] is None for name in hide):
            return None
        new = replace(new, numbers={**new.numbers, **dict.fromkeys(hide)})
    return None


def _hidden(before: Edition, after: Edition) -> tuple[str, ...]:
    return tuple(name for name, seen in before.numbers.items() if seen is not None and after.numbers[name] is None)


def _may_hide(name: str, seen: Seen, readers: Readers) -> bool:
    """Whether a number may be hidden: how many work where stays in sight."""
    return seen is not None and any(attribute not in readers.where for attribute, _code in items_in(name))


def rounded(numbers: Mapping[str, Seen], base: int) -> dict[str, Seen]:
    """What a reader sees of the numbers, each rounded to the nearest multiple of `base`: least and greatest."""
    form = Rounded(base)

    def ends(seen: Seen) -> Seen:
        if not isinstance(seen, int):
            return seen
        low, high = form.interval(Fraction(seen))
        return int(low), int(high)

    return {name: ends(seen) for name, seen in numbers.items()}


def loss(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> float:
    """The share of what numbers say that is lost (0 to 1): 1 + log2(1 + count) for each, of a rounded one what is open."""

    def says(seen: Seen) -> float:
        if seen is None:
            return 0.0
        if isinstance(seen, int):
            return COSTS["log2"](Number("", seen))
        low, high = seen
        return max(0.0, COSTS["log2"](Number("", (low + high) // 2)) - math.log2(1 + high - low))

    whole = sum(map(says, before.values()))
    return 1 - sum(says(after.get(name)) for name in before) / whole if whole else 0.0


def _cost(number: Number) -> float:
    return 0.0 if number.status is Status.HIDDEN else COSTS["log2"](number)
