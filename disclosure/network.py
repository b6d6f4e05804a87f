"""The sums that a table must satisfy, as a network, and what they leave open.

In a table with rows and a tree of columns every cell stands in exactly two sums, once as a part and once as a whole or
as a part of another kind, so the table is a flow in a network: its cells are the pipes, its sums the joints (the sum of a
group's column is implied by the others and left out). A reader who sees some cells knows those flows exactly and
knows of the others only that they are not negative. How far an unseen cell can rise or fall is then a maximum flow,
whose answer is exact and whole: every bound found is reached by a table of whole people.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping

from disclosure.tables import TOTAL, Cell, Table

Joint = tuple[str, str]
Pipe = tuple[Cell, int, Joint]  # cell, +1 to raise it or -1 to lower it, the joint at the other end
GROUND: Joint = ("ground", "")
ENDLESS = 10**15


class Network:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.ends: dict[Cell, tuple[Joint, Joint]] = {cell: self._ends(cell) for cell in table.all_cells}
        self.pipes: dict[Joint, list[Pipe]] = {}
        for cell, (start, end) in self.ends.items():
            self.pipes.setdefault(start, []).append((cell, 1, end))
            self.pipes.setdefault(end, []).append((cell, -1, start))

    def _ends(self, cell: Cell) -> tuple[Joint, Joint]:
        """Where the pipe of a cell starts and ends. Raising a cell takes from the first and gives to the second.

        The joint ("Place", "White") is the sum of the parts of White in Place; ("sum of rows", "Irish") the sum over
        the rows of Irish; the ground is the sum of the rows' totals.
        """
        row, column = cell
        is_group = column == TOTAL or column in self.table.all_groups
        below = (row, column) if is_group else (("sum of rows", column) if self.table.rows else GROUND)
        above = GROUND if column == TOTAL else (row, self.table.parent(column))
        if row == TOTAL and self.table.rows:
            return above, below
        return below, above

    def slack(self, cell: Cell, direction: int, values: Mapping[Cell, int], unknown: Iterable[Cell], most: int) -> int:
        """How far an unknown cell can rise (+1) or fall (-1), at most `most`, while every known cell keeps its value."""
        flow = dict(values)
        allowed = set(unknown) - {cell}
        start, end = self._way_round(cell, direction)
        reached = 0
        most = min(most, values[cell]) if direction < 0 else most
        while reached < most:
            path = self._any_path(start, end, flow, allowed)
            if path is None:
                break
            reached += self._push(path, flow, most - reached)
        return reached

    def cheapest_slack(
        self,
        cell: Cell,
        direction: int,
        need: int,
        values: Mapping[Cell, int],
        unknown: set[Cell],
        price: Callable[[Cell], float | None],
    ) -> set[Cell] | None:
        """Further cells to hide so that a cell can rise or fall by `need`: a cheap set, not always the cheapest.

        `price` gives what hiding a cell costs, None where it must stay. Returns None if no set is enough.
        """
        flow, opened = dict(values), set(unknown)
        start, end = self._way_round(cell, direction)
        reached = 0
        while reached < need:
            path = self._cheapest_path(cell, start, end, flow, opened, price, need - reached)
            if path is None:
                return None
            opened.update(step[0] for step in path)
            reached += self._push(path, flow, need - reached)
        return opened - unknown

    def _way_round(self, cell: Cell, direction: int) -> tuple[Joint, Joint]:
        """Raising a cell must be made good by a flow from its end back to its start; lowering it by the reverse."""
        start, end = self.ends[cell]
        return (end, start) if direction > 0 else (start, end)

    def _any_path(self, start: Joint, end: Joint, flow: dict[Cell, int], allowed: set[Cell]) -> list[Pipe] | None:
        came: dict[Joint, tuple[Joint, Pipe] | None] = {start: None}
        queue = deque([start])
        while queue and end not in came:
            joint = queue.popleft()
            for pipe in self.pipes.get(joint, ()):
                cell, direction, other = pipe
                if other not in came and cell in allowed and (direction > 0 or flow[cell] > 0):
                    came[other] = (joint, pipe)
                    queue.append(other)
        return _walk_back(came, end)

    def _cheapest_path(
        self,
        avoided: Cell,
        start: Joint,
        end: Joint,
        flow: dict[Cell, int],
        opened: set[Cell],
        price: Callable[[Cell], float | None],
        need: int,
    ) -> list[Pipe] | None:
        came: dict[Joint, tuple[Joint, Pipe] | None] = {start: None}
        best: dict[Joint, float] = {start: 0.0}
        queue: list[tuple[float, Joint]] = [(0.0, start)]
        while queue:
            so_far, joint = heapq.heappop(queue)
            if joint == end:
                break
            if so_far > best[joint]:
                continue
            for pipe in self.pipes.get(joint, ()):
                cell, direction, other = pipe
                room = need if direction > 0 else min(need, flow[cell])
                cost = 0.0 if cell in opened else price(cell)
                if cell == avoided or room == 0 or cost is None:
                    continue
                # A pipe with too little room will need a second way round, which hides more.
                length = so_far + cost * need / room + 1e-6
                if length < best.get(other, float("inf")):
                    best[other] = length
                    came[other] = (joint, pipe)
                    heapq.heappush(queue, (length, other))
        return _walk_back(came, end)

    @staticmethod
    def _push(path: list[Pipe], flow: dict[Cell, int], most: int) -> int:
        amount = min([most, *(flow[cell] for cell, direction, _ in path if direction < 0)])
        for cell, direction, _ in path:
            flow[cell] += direction * amount
        return amount


def _walk_back(came: dict[Joint, tuple[Joint, Pipe] | None], end: Joint) -> list[Pipe] | None:
    if end not in came:
        return None
    path = []
    while (step := came[end]) is not None:
        end, pipe = step
        path.append(pipe)
    return path[::-1]
