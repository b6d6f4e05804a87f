"""What disclosure control costs: a whole annual report of linked tables, protected, attacked, proven and verified.

Ratios are to one linear programme over the same report, the smallest thing any of it could be made of.
"""

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.attack import exposed
from disclosure.cubes import Category, Dimension
from disclosure.files import case_of
from disclosure.linear import Programme, independent_parts
from disclosure.linked import audit, protect_linked, prove
from disclosure.population import Population, margins, published
from disclosure.publication import Publication
from disclosure.standards import Demand, demands
from disclosure.suppression import COSTS, suppress, suppress_optimally
from tests.bench.gauss import suppressed_by_elimination

STAFF = 30_000
# How many of a thousand are in each category; ethnicity is 19 categories in five groups, and not known.
SHARES: dict[str, list[float]] = {
    "directorate": [237, 180, 170, 92, 88, 80, 37, 37, 42, 15, 12, 5],
    "grade": [133, 170, 163, 140, 117, 90, 70, 48, 22, 9],
    "ethnicity": [780, 6, 0.9, 1.8, 40, 6, 3.5, 6, 4.5, 30, 14.5, 6, 4.5, 12, 20, 7.5, 5, 3, 7, 40],
    "sex": [720, 280],
    "age": [50, 190, 240, 270, 220, 30],
    "disability": [60, 800, 140],
    "religion": [430, 4, 12, 2, 20, 5, 10, 360, 157],
    "orientation": [820, 12, 11, 13, 4, 140],
    "gender identity": [830, 4, 166],
    "marital status": [480, 340, 10, 80, 15, 75],
    "hours": [550, 450],
}
GROUPS = {"ethnicity": {"White": range(5), "Mixed": range(5, 9), "Asian": range(9, 14), "Black": range(14, 17), "Other": range(17, 19)}}  # fmt: skip
CHARACTERISTICS = ("ethnicity", "sex", "age", "disability", "religion", "orientation", "gender identity", "marital status")  # fmt: skip
TABLES = [
    *((breakdown, each) for each in CHARACTERISTICS for breakdown in ("directorate", "grade")),
    ("directorate", "grade"),
    ("directorate", "hours"),
    ("sex", "hours"),
    ("sex", "grade", "hours"),
]
# In seconds on two cores that do nothing else: what the figures were found to be worth having at.
QUICK, PROVEN, WITNESSED, VERIFIED = 2.0, 10.0, 30.0, 0.1


def measure_hiding(show: Callable[..., None]) -> None:
    staff = made_up_staff()
    report = published(staff, TABLES)
    print(f"\nA report of {len(TABLES)} linked tables of {STAFF:,} staff: {len(report.numbers):,} numbers, {len(report.unknown)} sensitive")  # fmt: skip
    unit = timed(lambda: one_programme(report))[0]
    print(f"(1 = one linear programme over all of it, {unit * 1000:.0f} ms here)")

    def told(name: str, taken: float, limit: float, words: str = "") -> None:
        verdict = "" if taken <= limit else ", TOO SLOW"
        show(name, taken / unit, f"{taken:.2f} s here, about {limit:g} s at most{verdict}{words}")

    quick_for, quick = timed(lambda: protect_linked(staff, TABLES))
    told(
        "protected and attacked",
        quick_for,
        QUICK,
        f"; loss {quick.loss:.1f}, {len(quick.repaired)} for the joint attack",
    )
    best_for, best = timed(lambda: protect_linked(staff, TABLES, optimal=True, seconds=120))
    found = "proven" if best.is_proven else f"within {best.gap:.1%}"
    told("least loss, attacked", best_for, PROVEN, f"; loss {best.loss:.1f}, {found}")
    steady_for, steady = timed(lambda: protect_linked(staff, TABLES, before=best.hidden))
    new = len(steady.secondary - best.hidden), len(quick.secondary - best.hidden)
    told(
        "kept near the edition before", steady_for, 2 * QUICK, f"; {new[0]} newly hidden for others instead of {new[1]}"
    )
    attack_for, safe = timed(lambda: audit(best.publication, staff, TABLES))
    told("attacked alone", attack_for, QUICK, "" if safe.is_safe else "; EXPOSED")
    witness_for, proof = timed(lambda: prove(best.publication, staff, TABLES))
    told("witnesses, attacked before", witness_for, WITNESSED, f"; {proof.witnesses} of whole people")
    verify_for, wrong = timed(proof.flaws)
    told("verified without a solver", verify_for, VERIFIED, f"; {len(wrong)} flaws")
    measure_weaker_standard(report, show)
    measure_known_optima(show)


def measure_weaker_standard(report: Publication, show: Callable[..., None]) -> None:
    """At the promise that other tools make, that nothing sensitive is recovered exactly: what they lose, and what we do."""
    weaker = {number.id: Demand(-math.inf, math.inf, is_any_width=True) for number in report.unknown}
    ours = {name: need for name, need in demands(report).items() if name in weaker}
    print("\nThe same report where sensitive numbers must only not be known exactly (1 = Gaussian elimination)")
    unit, theirs = timed(lambda: suppressed_by_elimination(report))
    loss = sum(COSTS["log2"](report.by_id[name]) for name in theirs)
    short = len(exposed(report.hiding(theirs), ours))
    show("Gaussian elimination", 1.0, f"{unit:.2f} s here; loss {loss:.1f}, {short} short of our own standard")
    kept = margins(report)
    for name, work in (
        ("ours, quickly", lambda: suppress(report, kept=kept, needs=weaker, seconds=0)),
        ("ours, least loss", lambda: suppress_optimally(report, kept=kept, needs=weaker, seconds=60)),
    ):
        taken, found = timed(work)
        known = len(exposed(report.hiding(found.secondary), weaker))
        worse = ", MORE THAN BY ELIMINATION" if found.cost > loss + 1e-6 else ""
        show(name, taken / unit, f"{taken:.2f} s here; loss {found.cost:.1f}{worse}, {known} known exactly")


def measure_known_optima(show: Callable[..., None]) -> None:
    cases = json.loads((Path(__file__).parents[1] / "disclosure" / "known" / "optimum.json").read_text())
    print("\nTables whose least loss others have proven (in seconds here)")
    for case in cases:
        read = case_of(case)
        taken, best = timed(lambda read=read: suppress_optimally(read.publication, cost=read.cost, seconds=120))
        off = abs(best.cost - case["optimal_cost"])
        verdict = "the same" if off <= 1e-6 and best.is_proven else f"OFF BY {off:.6f}"
        show(case["id"], taken, f"loss {best.cost:.6f}, {verdict}")


def made_up_staff() -> Population:
    rng = np.random.default_rng(7)
    codes = np.stack(
        [rng.choice(len(shares), STAFF, p=np.array(shares) / sum(shares)) for shares in SHARES.values()], axis=1
    )
    return Population(tuple(attribute(name, len(shares)) for name, shares in SHARES.items()), codes)


def attribute(name: str, size: int) -> Dimension:
    groups = GROUPS.get(name, {})
    within = {place: group for group, places in groups.items() for place in places}
    return Dimension(
        name,
        (
            Category("Total", frozenset(range(size))),
            *(Category(group, frozenset(places), "Total") for group, places in groups.items()),
            *(Category(f"{place + 1}", frozenset({place}), within.get(place, "Total")) for place in range(size)),
        ),
    )


def one_programme(report: Publication) -> Any:
    part = max(independent_parts(report, [number.id for number in report.numbers]), key=lambda part: len(part.ids))
    programme = Programme(part.lows, part.highs, part.rows)
    programme.aim(0, -1)
    return programme.solve()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = work()
    return time.perf_counter() - started, answer
