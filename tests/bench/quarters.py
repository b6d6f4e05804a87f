"""A made-up workforce through four quarters, for measuring what editions side by side give away.

30,000 people in 12 directorates and six broad ethnic groups; in a quarter about 3% leave, as many come, 0.5% move and
0.2% answer anew. The same numbers every time.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np

from disclosure.attack import exposed
from disclosure.cubes import Category, Dimension
from disclosure.linear import EXACT
from disclosure.linked import protect_linked
from disclosure.over_time import Kind, judge
from disclosure.over_time.model import models
from disclosure.over_time.ways import rounded
from disclosure.policy import Policy
from disclosure.population import Population
from disclosure.publication import Status
from disclosure.releases import Edition, Seen, Staff

DIRECTORATES = [237, 180, 170, 92, 88, 80, 37, 37, 42, 15, 12, 10]
GROUPS = [795, 24, 60, 32, 29, 60]
DAYS = [("January 2026", date(2026, 1, 1)), ("April 2026", date(2026, 4, 1)), ("July 2026", date(2026, 7, 1)), ("October 2026", date(2026, 10, 1))]  # fmt: skip
TABLES = [("directorate", "ethnicity")]


def quarters(size: int = 30_000, *, leave: float = 0.03, move: float = 0.005, answer: float = 0.002) -> list[Staff]:
    rng = np.random.default_rng(24)
    shares = [np.array(each) / sum(each) for each in (DIRECTORATES, GROUPS)]
    attributes = tuple(
        Dimension(
            name,
            (
                Category("Total", frozenset(range(len(share)))),
                *(
                    Category(f"{name[0].upper()}{place + 1}", frozenset({place}), "Total")
                    for place in range(len(share))
                ),
            ),
        )
        for name, share in zip(("directorate", "ethnicity"), shares, strict=True)
    )

    def hired(count: int) -> np.ndarray:
        return np.stack([rng.choice(len(share), count, p=share) for share in shares], axis=1)

    people, codes, found = np.arange(size), hired(size), []
    for _quarter in DAYS:
        found.append(Staff(Population(attributes, codes), tuple(map(str, people.tolist()))))
        stays = rng.random(len(people)) >= leave
        gone = int((~stays).sum())
        people = np.concatenate([people[stays], np.arange(gone) + people.max() + 1])
        codes = np.concatenate([codes[stays], hired(gone)])
        for column, share in ((0, move), (1, answer)):
            changed = rng.random(len(codes)) < share
            codes[changed, column] = rng.choice(len(shares[column]), int(changed.sum()), p=shares[column])
    return found


def edition(name: str, day: date, staff: Staff) -> Edition:
    """The table of directorates by ethnic group, small counts and what gives them back hidden."""
    safe = protect_linked(staff.population, TABLES, policy=Policy(hides_group_disclosure=False))
    numbers: dict[str, Seen] = {
        number.id: int(number.value) if number.status is Status.PUBLISHED else None
        for number in safe.publication.numbers
        if number.status is not Status.HIDDEN
    }
    return Edition(name, day, numbers, staff)


def measure_quarters(show: Callable[..., None]) -> None:
    """How many of the small comings and goings of a quarter become known, by what is published of four quarters."""
    editions = [edition(name, day, staff) for (name, day), staff in zip(DAYS, quarters(), strict=True)]
    started = time.perf_counter()
    verdict = judge(editions[-1], editions[:-1], in_words=0)
    taken = time.perf_counter() - started
    print(f"\nFour quarters of 30,000 staff, directorate by ethnic group: {verdict.judged} small comings and goings")
    show("judged", taken, f"{taken:.2f} s here, about 1 s at most; {len(verdict.leaks)} more would be known")
    for words, each in published_in_four_ways(editions).items():
        known, exact, small = revealed(each)
        print(f"  {words:34} {small} small counts of a quarter: {known} known to be of somebody ({known / small:.0%}), {exact} exactly")  # fmt: skip


def published_in_four_ways(editions: list[Edition]) -> dict[str, list[Edition]]:
    """What readers have, by what was published of each quarter."""

    def without(each: Edition) -> Edition:
        return replace(each, numbers=dict.fromkeys(each.numbers))

    first, *between, last = editions
    return {
        "first and last quarter": [first, *map(without, between), last],
        "four quarters": editions,
        "four quarters, rounded to 5": [replace(each, numbers=rounded(each.numbers, 5)) for each in editions],
        "four quarters, rounded to 10": [replace(each, numbers=rounded(each.numbers, 10)) for each in editions],
    }


def revealed(editions: list[Edition]) -> tuple[int, int, int]:
    """Small counts of those who came or went in a quarter: known not to be 0, known exactly, and how many there are."""
    (model,) = models(editions, Policy(), ("directorate",))
    names = [each.name for each in editions]
    wanted = {
        name: need
        for name, need in model.needs.items()
        if (subject := model.subjects[name]).kind is not Kind.THERE
        and names.index(subject.edition) == names.index(subject.since) + 1
        and " & " in subject.number
    }
    found = exposed(model.publication, wanted)
    return sum(each.low > EXACT for each in found), sum(each.is_exact for each in found), len(wanted)
