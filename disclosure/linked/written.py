"""A model in JSON: its numbers once by name, and by their places in that list everywhere else, so that the file stays small."""

import math
from collections.abc import Mapping
from typing import Any

from disclosure.linked.attacking import Model
from disclosure.publication import Number, Publication, Share, Status, Sum
from disclosure.standards import Demand, Insider


def model_as_json(model: Model) -> dict[str, Any]:
    publication = model.publication
    place = {number.id: at for at, number in enumerate(publication.numbers)}
    return {
        "numbers": [[number.id, int(number.value), str(number.status)] for number in publication.numbers],
        "limits": {
            place[number.id]: [number.low, None if math.isinf(number.high) else number.high]
            for number in publication.numbers
            if number.low > 0 or number.high < math.inf
        },
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
        "needs": [[place[name], need.low, need.high] for name, need in model.needs.items()],
        "insiders": [
            [
                [place[name] for name in insider.known],
                [[place[name], need.low, need.high] for name, need in insider.needs.items()],
            ]
            for insider in model.insiders
        ],
    }


def model_from_json(document: Mapping[str, Any]) -> Model:
    """Raises Inconsistent for numbers that cannot be true, and KeyError, IndexError, TypeError or ValueError for no model."""
    names = [each[0] for each in document["numbers"]]
    limits = {int(place): ends for place, ends in document["limits"].items()}
    numbers = []
    for place, (name, value, status) in enumerate(document["numbers"]):
        low, high = limits.get(place, (0.0, None))
        numbers.append(Number(name, value, Status(status), low, math.inf if high is None else high))
    sums = tuple(Sum(names[total], tuple(names[part] for part in parts)) for total, parts in document["sums"])
    shares = tuple(Share(names[part], names[whole], *rest) for part, whole, *rest in document["shares"])
    wanted = {names[place]: Demand(low, high) for place, low, high in document["needs"]}
    told = tuple(
        Insider(
            tuple(names[place] for place in known), {names[place]: Demand(low, high) for place, low, high in against}
        )
        for known, against in document["insiders"]
    )
    return Model(Publication(tuple(numbers), sums, shares=shares), wanted, told)
