"""Linear programmes over what is not published, solved by HiGHS, part by independent part."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from disclosure.publication import Publication

# How far a solver's answer may be off, in people: bounds are rounded to this before they are judged.
EXACT = 1e-6


class Unfinished(RuntimeError):
    """The solver gave no answer in its time. Nothing is known, so nothing may be called safe."""


class Endless(RuntimeError):
    """What was aimed at can grow without limit."""


@dataclass(frozen=True)
class Part:
    """Unknown numbers that hang together through sums: one linear programme.

    `rows`: for each sum, (columns, coefficients, right-hand side), every row an equation. `ranges`: for each printed
    percentage, (columns, coefficients, lower limit, upper limit).
    """

    ids: tuple[str, ...]
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    counts: tuple[bool, ...]
    rows: tuple[tuple[tuple[int, ...], tuple[float, ...], float], ...]
    ranges: tuple["Range", ...] = ()

    def ranges_of_deviations(self) -> list["Range"]:
        """The ranges as limits on how far the numbers may move from the truth together."""
        found = []
        for columns, signs, low, high in self.ranges:
            now = sum(sign * self.values[column] for column, sign in zip(columns, signs, strict=True))
            found.append((columns, signs, low - now, high - now))
        return found


Range = tuple[tuple[int, ...], tuple[float, ...], float, float]


def independent_parts(publication: Publication, free: Iterable[str] | None = None) -> list[Part]:
    """The unknown numbers in groups that no sum connects; published numbers cut the ties.

    `free`: the numbers taken as unknown; those hidden in the publication if not given.
    """
    by_id = publication.by_id
    unknown = [number.id for number in publication.unknown] if free is None else list(free)
    leader = {name: name for name in unknown}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    bound = []
    for each in publication.sums:
        inside = [(name, 1.0) for name in each.parts if name in leader]
        if each.total in leader:
            inside.append((each.total, -1.0))
        if not inside:
            continue
        known = sum(by_id[name].value for name in each.parts if name not in leader)
        right = -known if each.total in leader else by_id[each.total].value - known
        bound.append((inside, right))
        for name, _sign in inside[1:]:
            leader[find(name)] = find(inside[0][0])
    limits = []
    for inside, low in _limits(publication):
        open_ = [(name, sign) for name, sign in inside if name in leader]
        known = sum(sign * by_id[name].value for name, sign in inside if name not in leader)
        if not open_:
            continue
        limits.append((open_, low - known))
        for name, _sign in open_[1:]:
            leader[find(name)] = find(open_[0][0])
    groups: dict[str, list[str]] = defaultdict(list)
    for name in unknown:
        groups[find(name)].append(name)
    rows_of: dict[str, list[tuple[list[tuple[str, float]], float]]] = defaultdict(list)
    for inside, right in bound:
        rows_of[find(inside[0][0])].append((inside, right))
    limits_of: dict[str, list[tuple[list[tuple[str, float]], float]]] = defaultdict(list)
    for inside, low in limits:
        limits_of[find(inside[0][0])].append((inside, low))
    return [_part(publication, names, rows_of[head], limits_of[head]) for head, names in groups.items()]


def _limits(publication: Publication) -> Iterable[tuple[list[tuple[str, float]], float]]:
    """What each printed percentage says of whole people: some numbers, times their coefficients, are at least so much."""
    for each in publication.shares:
        above = [(each.part, float(each.scale)), (each.whole, -float(each.low))]
        below = [(each.part, -float(each.scale)), (each.whole, float(each.high))]
        yield above, 0.0 if each.is_low_closed else 1.0
        yield below, 0.0 if each.is_high_closed else 1.0
        yield [(each.whole, 1.0)], 1.0
        yield [(each.whole, 1.0), (each.part, -1.0)], 0.0


def _part(
    publication: Publication,
    names: list[str],
    bound: list[tuple[list[tuple[str, float]], float]],
    limits: list[tuple[list[tuple[str, float]], float]],
) -> Part:
    place = {name: index for index, name in enumerate(names)}
    numbers = [publication.by_id[name] for name in names]
    rows = {
        (tuple(place[name] for name, _sign in inside), tuple(sign for _name, sign in inside), right)
        for inside, right in bound
    }
    return Part(
        tuple(names),
        tuple(float(number.value) for number in numbers),
        tuple(number.low for number in numbers),
        tuple(number.high for number in numbers),
        tuple(number.is_count for number in numbers),
        tuple(sorted(rows)),
        tuple(
            (tuple(place[name] for name, _sign in inside), tuple(sign for _name, sign in inside), low, math.inf)
            for inside, low in limits
        ),
    )


class Programme:
    """One linear programme, kept warm between solves. Columns are bounded; rows are equations, `ranges` have limits."""

    def __init__(
        self,
        lows: Sequence[float] | np.ndarray,
        highs: Sequence[float] | np.ndarray,
        rows: Sequence[tuple[Sequence[int], Sequence[float], float]],
        *,
        costs: Sequence[float] | np.ndarray | None = None,
        whole: Sequence[bool] | None = None,
        strategy: int = 4,
        ranges: Sequence[Range] = (),
    ) -> None:
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        # Attacks change the objective, for which the primal simplex is the quicker one; bounds want the dual.
        self.solver.setOptionValue("simplex_strategy", strategy)
        width = len(lows)
        self.width = width
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = width, len(rows) + len(ranges)
        model.col_cost_ = np.array(costs if costs is not None else [0.0] * width, dtype=float)
        model.col_lower_ = np.array(lows, dtype=float)
        model.col_upper_ = np.array([highspy.kHighsInf if math.isinf(high) else high for high in highs], dtype=float)
        model.row_lower_ = np.array([*(row[2] for row in rows), *(each[2] for each in ranges)], dtype=float)
        model.row_upper_ = np.array([*(row[2] for row in rows), *(each[3] for each in ranges)], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        both = [(row[0], row[1]) for row in rows] + [(each[0], each[1]) for each in ranges]
        lengths = [len(columns) for columns, _signs in both]
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([column for columns, _signs in both for column in columns], dtype=np.int32)
        model.a_matrix_.value_ = np.array([sign for _columns, signs in both for sign in signs], dtype=float)
        if whole is not None and any(whole):
            model.integrality_ = [
                highspy.HighsVarType.kInteger if each else highspy.HighsVarType.kContinuous for each in whole
            ]
        self.solver.passModel(model)
        self._aimed_at: int | None = None

    def aim(self, column: int, direction: int) -> None:
        """Make the objective the value of one column: to raise it (+1) or lower it (-1) as far as it goes."""
        if self._aimed_at is not None:
            self.solver.changeColCost(self._aimed_at, 0.0)
        self.solver.changeColCost(column, float(-direction))
        self._aimed_at = column

    def solve(self, seconds: float = 60.0) -> np.ndarray | None:
        """The best values of all columns; None if nothing is feasible. Raises Endless and Unfinished."""
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + seconds)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self.solver.getSolution().col_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise Endless
        raise Unfinished(f"The solver stopped without an answer ({self.solver.modelStatusToString(status)}).")

    def middle(self, seconds: float = 60.0) -> np.ndarray | None:
        """Values that fit, as far from every bound as an interior-point method leaves them; None if nothing is feasible."""
        self.solver.setOptionValue("run_crossover", "off")
        try:
            return self.afresh(seconds)
        finally:
            self.solver.setOptionValue("run_crossover", "on")
            self.solver.clearSolver()

    def afresh(self, seconds: float = 60.0) -> np.ndarray | None:
        """The best values by an interior-point method: quicker where the objective is of many columns and quite new."""
        self.solver.setOptionValue("solver", "ipm")
        try:
            return self.solve(seconds)
        finally:
            self.solver.setOptionValue("solver", "choose")

    def set_bounds(self, lows: np.ndarray, highs: np.ndarray) -> None:
        columns = np.arange(self.width, dtype=np.int32)
        self.solver.changeColsBounds(self.width, columns, lows, highs)

    def set_costs(self, costs: np.ndarray) -> None:
        self.solver.changeColsCost(self.width, np.arange(self.width, dtype=np.int32), costs)

    def reduced_costs(self) -> np.ndarray:
        return np.array(self.solver.getSolution().col_dual)

    def held_by_ranges(self) -> float:
        """How much of the objective the limits of rows give, beside those of columns; 0 where every row is an equation to 0."""
        solution = self.solver.getSolution()
        return float(np.dot(solution.row_dual, solution.row_value))
