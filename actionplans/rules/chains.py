"""Chains of actions: what waits for what must never come round to where it began."""

from collections import defaultdict
from collections.abc import Iterable


def loop_made_by(action: int, depends_on: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """The shortest loop that a new dependency would close, from the action back to itself; empty if it closes none.

    `edges` are (action, what it depends on). The answer reads in the order of waiting: a, b, c, a where a would wait for
    b, b waits for c and c waits for a.
    """
    waits_for = defaultdict(list)
    for one, other in edges:
        waits_for[one].append(other)
    came_from = {depends_on: action}
    layer = [depends_on]
    while layer:
        following = []
        for one in layer:
            for other in waits_for[one]:
                if other == action:
                    way = [action, one]
                    while way[-1] != depends_on:
                        way.append(came_from[way[-1]])
                    return [action, *reversed(way[1:]), action]
                if other not in came_from:
                    came_from[other] = one
                    following.append(other)
        layer = following
    return []
