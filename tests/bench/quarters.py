"""A made-up workforce through four quarters, for measuring what editions side by side give away.

30,000 people in 12 directorates and six broad ethnic groups; in a quarter about 3% leave, as many come, 0.5% move and
0.2% answer anew. The same numbers every time.
"""

from datetime import date

import numpy as np

from disclosure.cubes import Category, Dimension
from disclosure.linked import protect_linked
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
