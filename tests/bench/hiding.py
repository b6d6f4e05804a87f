"""What disclosure control costs: a whole annual report of linked tables, protected, attacked, proven and verified.

Ratios are to one linear programme over the same report, the smallest thing any of it could be made of.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from disclosure.attack import exposed
from disclosure.cubes import Category, Dimension
from disclosure.joint import behind, clusters
from disclosure.linear import Programme, independent_parts
from disclosure.population import Population, margins, published
from disclosure.publication import Publication, Status
from disclosure.standards import Demand, demands
from disclosure.suppression import suppress, suppress_optimally
from disclosure.witnesses import flaws, witnesses

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
    kept = margins(report)
    print(f"\nA report of {len(TABLES)} linked tables of {STAFF:,} staff: {len(report.numbers):,} numbers, {len(report.unknown)} sensitive")  # fmt: skip
    unit = timed(lambda: one_programme(report))[0]
    print(f"(1 = one linear programme over all of it, {unit * 1000:.0f} ms here)")

    def told(name: str, taken: float, limit: float, words: str = "") -> None:
        verdict = "" if taken <= limit else ", TOO SLOW"
        show(name, taken / unit, f"{taken:.2f} s here, about {limit:g} s at most{verdict}{words}")

    quick_for, quick = timed(lambda: suppress(report, kept=kept, seconds=0))
    protected = report.hiding(quick.secondary)
    attack_for, left = timed(lambda: attacked(staff, protected))
    found = sum(len(exposed(model, needs)) for model, needs in left)
    told("protected and attacked", quick_for + attack_for, QUICK, f"; {found} exposed, loss {quick.cost:.1f}")
    best_for, best = timed(lambda: suppress_optimally(report, kept=kept, seconds=120))
    proof = "proven" if best.is_proven else f"within {best.gap:.1%}"
    told("least loss", best_for, PROVEN, f"; loss {best.cost:.1f}, {proof}")
    witness_for, shown = timed(lambda: [witnesses(model, needs=needs) for model, needs in left])
    told("witnesses", witness_for, WITNESSED, f"; {sum(map(len, shown))} of whole people")
    verify_for, wrong = timed(
        lambda: [flaws(model, each, needs=needs) for (model, needs), each in zip(left, shown, strict=True)]
    )
    told("verified without a solver", verify_for, VERIFIED, f"; {sum(map(len, wrong))} flaws")


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


def attacked(staff: Population, report: Publication) -> list[tuple[Publication, dict[str, Demand]]]:
    """Each cluster's model with what it must stand, once attacked."""
    found = []
    for cluster in clusters(staff, TABLES):
        model = behind(staff, report, cluster)
        needs = {name: need for name, need in demands(model).items() if model.by_id[name].status is not Status.HIDDEN}
        if needs:
            exposed(model, needs)
            found.append((model, needs))
    return found


def one_programme(report: Publication) -> Any:
    part = max(independent_parts(report, [number.id for number in report.numbers]), key=lambda part: len(part.ids))
    programme = Programme(part.lows, part.highs, part.rows)
    programme.aim(0, -1)
    return programme.solve()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = work()
    return time.perf_counter() - started, answer
