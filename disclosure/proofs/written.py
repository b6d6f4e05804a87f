"""A model and its worlds in JSON: each number once, by name, and by its place in that list everywhere else."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from disclosure.proofs.models import Model, Shown, Witness
from disclosure.publication import Number, Publication, Share, Status, Sum
from disclosure.standards import Demand, Insider

# One letter for each number, in the order of the names.
LETTERS: Mapping[Status, str] = {
    Status.PUBLISHED: "p",
    Status.PRIMARY: "f",
    Status.SECONDARY: "s",
    Status.HIDDEN: "h",
    Status.ROUNDED: "r",
}
STATUSES = {letter: status for status, letter in LETTERS.items()}


def shown_as_json(shown: Shown) -> dict[str, Any]:
    publication = shown.model.publication
    place = {number.id: at for at, number in enumerate(publication.numbers)}
    return {
        "names": [number.id for number in publication.numbers],
        "values": [int(number.value) for number in publication.numbers],
        "statuses": "".join(LETTERS[number.status] for number in publication.numbers),
        "limits": [
            [place[number.id], number.low, None if math.isinf(number.high) else number.high]
            for number in publication.numbers
            if number.low > 0 or number.high < math.inf
        ],
        "sums": [[place[each.total], [place[part] for part in each.parts]] for each in publication.sums],
        "shares": [
            [
                place[each.part],
                place[each.whole],
                each.scale,
                each.low,
                each.high,
                each.is_low_closed,
                each.is_high_closed,
            ]
            for each in publication.shares
        ],
        "needs": _needs_as_json(place, shown.model.needs),
        "insiders": [
            [[place[name] for name in insider.known], _needs_as_json(place, insider.needs)]
            for insider in shown.model.insiders
        ],
        "worlds": [
            [place[each.shows], each.value, [[place[name], value] for name, value in each.changed.items()]]
            for each in shown.witnesses
        ],
        "against": [[[place[name], *ends] for name, ends in each.items()] for each in shown.against],
    }


def shown_from_json(document: Mapping[str, Any]) -> Shown:
    """Raises Inconsistent for numbers that cannot be true, and the errors of wrong types, keys and places for no model."""
    names, values, statuses = document["names"], document["values"], document["statuses"]
    name = _namer(names)
    limits = {
        name(place): (_amount(low), math.inf if high is None else _amount(high))
        for place, low, high in document["limits"]
    }
    numbers = tuple(
        Number(each, _whole(value), STATUSES[letter], *limits.get(each, (0.0, math.inf)), threshold=1)
        for each, value, letter in zip(names, values, statuses, strict=True)
    )
    sums = tuple(Sum(name(total), tuple(map(name, parts))) for total, parts in document["sums"])
    shares = tuple(
        Share(
            name(part), name(whole), _whole(scale), _whole(low), _whole(high), bool(is_low_closed), bool(is_high_closed)
        )
        for part, whole, scale, low, high, is_low_closed, is_high_closed in document["shares"]
    )
    insiders = tuple(
        Insider(tuple(map(name, known)), _needs_from_json(name, needs)) for known, needs in document["insiders"]
    )
    model = Model(Publication(numbers, sums, shares=shares), _needs_from_json(name, document["needs"]), insiders)
    worlds = tuple(
        Witness(name(shows), _whole(value), {name(place): _whole(other) for place, other in changed})
        for shows, value, changed in document["worlds"]
    )
    against = tuple(
        {name(place): (_place(low), _place(high)) for place, low, high in each} for each in document["against"]
    )
    return Shown(model, worlds, against)


def _needs_as_json(place: Mapping[str, int], needs: Mapping[str, Demand]) -> list[list[float]]:
    return [[place[name], need.low, need.high] for name, need in needs.items()]


def _needs_from_json(name: Callable[[Any], str], needs: list[Any]) -> dict[str, Demand]:
    return {name(place): Demand(_amount(low), _amount(high)) for place, low, high in needs}


def _namer(names: list[str]) -> Callable[[Any], str]:
    if not all(isinstance(each, str) for each in names):
        raise TypeError("a name that is no text")

    def name(place: Any) -> str:
        at = _whole(place)
        if not 0 <= at < len(names):
            raise IndexError(f"place {at}")
        return names[at]

    return name


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r}, which is not a whole number")
    return value


def _place(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _amount(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r}, which is not a number")
    return value
