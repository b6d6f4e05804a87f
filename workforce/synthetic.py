"""A made-up workforce, the same for the same seed: believable, and nobody's.

Two years of it are one body of people: most stay, some leave and join, and some who had not answered now have.
Shares were chosen by us to lie near what councils of this size publish and near the county's population.
"""

import datetime
import random
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from organisation.code_lists import CODE_LISTS, Missing, age_band
from workforce.rules import age_on

# service code: (share of staff in thousandths, share of women)
SERVICES: Mapping[str, tuple[int, float]] = {
    "adult-care": (225, 0.83),
    "public-health": (31, 0.79),
    "communities": (48, 0.71),
    "send": (104, 0.88),
    "early-help": (92, 0.86),
    "schools": (88, 0.80),
    "highways": (79, 0.24),
    "libraries": (62, 0.77),
    "waste": (58, 0.33),
    "fire": (67, 0.22),
    "people": (28, 0.75),
    "digital": (36, 0.38),
    "procurement": (19, 0.58),
    "customers": (63, 0.72),
}
CARE = {"adult-care", "public-health", "early-help"}
OUTDOOR = {"highways", "waste", "fire"}
GRADES = [f"WS{number}" for number in range(1, 13)]
_GRADE_WEIGHTS = [4, 9, 14, 16, 15, 12, 10, 8, 5, 3, 2.4, 1.6]

# Ethnic group: near Kent's 2021 population of working age, in ten-thousandths.
_ETHNICITY = {
    11: 150, 12: 28, 13: 30, 14: 42, 15: 160,
    21: 45, 22: 230, 23: 32,
    31: 48, 32: 30, 33: 55, 34: 55,
    41: 8420, 42: 85, 43: 12, 44: 2, 45: 480,
    51: 14, 52: 85,
}  # fmt: skip
_RELIGION = {1: 4410, 2: 4640, 3: 58, 4: 150, 5: 9, 6: 236, 7: 104, 8: 84}
_ORIENTATION = {1: 9610, 2: 196, 3: 150, 4: 44}
_GENDER_IDENTITY = {1: 9975, 2: 25}
_MARITAL = {
    1: {1: 94, 2: 4, 3: 0.4, 4: 1, 5: 0.5, 6: 0.1},
    2: {1: 63, 2: 31, 3: 0.8, 4: 2.4, 5: 2.6, 6: 0.2},
    3: {1: 36, 2: 53, 3: 1, 4: 3.2, 5: 6.3, 6: 0.5},
    4: {1: 22, 2: 60, 3: 0.9, 4: 3.5, 5: 12.4, 6: 1.2},
    5: {1: 14, 2: 63, 3: 0.6, 4: 3, 5: 16, 6: 3.4},
    6: {1: 9, 2: 61, 3: 0.3, 4: 2.2, 5: 16, 6: 11.5},
}
# Share of staff who declared in the earlier year, and who of the others does so a year later.
_DECLARED = {
    "ethnicity": (0.945, 0.42),
    "disability": (0.742, 0.19),
    "religion": (0.668, 0.15),
    "sexual_orientation": (0.641, 0.16),
    "gender_identity": (0.602, 0.13),
    "marital_status": (0.836, 0.21),
}
_MISSING = {Missing.PREFER_NOT_TO_SAY: 34, Missing.NOT_STATED: 52, Missing.NOT_KNOWN: 13, Missing.NOT_APPLICABLE: 0.0}


@dataclass(frozen=True)
class Post:
    """One made-up post-holder. Codes as in the code lists; `hours` a week."""

    reference: str
    service: str
    grade: str
    hours: float
    born_on: datetime.date
    sex: int
    answers: Mapping[str, int]  # the declared lists but age and sex, by key

    def age_code(self, on: datetime.date) -> int:
        return age_band(age_on(on, self.born_on))


def workforce(size: int, on: datetime.date, *, seed: int = 2010) -> list[Post]:
    """So many people employed on a day."""
    return _hire(random.Random(seed), size, on, first=1, newcomers=False)  # noqa: S311  made-up people, not secrets


def a_year_later(before: Sequence[Post], size: int, on: datetime.date, *, seed: int = 2011) -> list[Post]:
    """The same workforce a year on: about one in ten has left, others have joined, more have answered."""
    return _later(before, size, on, seed=seed, years=1.0)


def half_a_year_later(before: Sequence[Post], size: int, on: datetime.date, *, seed: int = 2012) -> list[Post]:
    """The same workforce six months on: about one in twenty has left. Nobody has answered anew."""
    return _later(before, size, on, seed=seed, years=0.5)


def _later(before: Sequence[Post], size: int, on: datetime.date, *, seed: int, years: float) -> list[Post]:
    rng = random.Random(seed)  # noqa: S311  made-up people, not secrets
    staying = [post for post in before if rng.random() > years * (0.16 if post.born_on.year > on.year - 27 else 0.09)]
    declaring = [_declares(rng, post, on) for post in staying[:size]] if years >= 1 else staying[:size]
    newest = max(int(post.reference.removeprefix("P")) for post in before)
    joining = _hire(rng, size - len(declaring), on, first=newest + 1, newcomers=True)
    return sorted([*declaring, *joining], key=lambda post: post.reference)


def _hire(rng: random.Random, size: int, on: datetime.date, *, first: int, newcomers: bool) -> list[Post]:
    services = rng.choices(list(SERVICES), [share for share, _ in SERVICES.values()], k=size)
    sexes = [1 if rng.random() < SERVICES[service][1] else 2 for service in services]
    grades = rng.choices(range(12), _GRADE_WEIGHTS, k=size)
    ages = [_age(rng, grade, newcomers) for grade in grades]
    posts = []
    ethnicity = _draw(rng, list(zip(services, grades, strict=True)), _ethnicity_weights)
    marital = _draw(rng, [age_band(age) for age in ages], lambda band: _MARITAL[band])
    disability = _draw(rng, [min(age // 10, 6) for age in ages], lambda decade: {1: 1.9 + 1.2 * decade, 2: 93})
    religion = _draw(rng, [code // 10 in (1, 2) for code in ethnicity], _religion_weights)
    orientation = _draw(rng, [age < 35 for age in ages], _orientation_weights)
    identity = _draw(rng, [0] * size, lambda _: _GENDER_IDENTITY)
    for index in range(size):
        answers = {
            "ethnicity": ethnicity[index],
            "disability": disability[index],
            "religion": religion[index],
            "sexual_orientation": orientation[index],
            "gender_identity": identity[index],
            "marital_status": marital[index],
        }
        for key, (declared, later) in _DECLARED.items():
            # Newcomers are asked when they join, so more of them have answered.
            if rng.random() > (declared + (1 - declared) * (later + 0.15) if newcomers else declared):
                answers[key] = int(rng.choices(list(_MISSING), list(_MISSING.values()))[0])
        born_on = on - datetime.timedelta(days=int(365.25 * ages[index]) + rng.randrange(5, 360))
        is_part_time = rng.random() < (0.47 if sexes[index] == 1 else 0.16)
        posts.append(
            Post(
                reference=f"P{first + index:06d}",
                service=services[index],
                grade=GRADES[grades[index]],
                hours=rng.choice([16.0, 18.5, 20.0, 22.2, 25.0, 29.6, 30.0]) if is_part_time else 37.0,
                born_on=born_on,
                sex=sexes[index],
                answers=answers,
            )
        )
    return posts


def _declares(rng: random.Random, post: Post, on: datetime.date) -> Post:
    """Some of those who had not answered do so within the year."""
    answers = dict(post.answers)
    for key, (_, later) in _DECLARED.items():
        if answers[key] >= Missing.PREFER_NOT_TO_SAY and rng.random() < later:
            choices: dict[str, Mapping[int, float]] = {
                "ethnicity": _ETHNICITY,
                "disability": {1: 13, 2: 87},
                "religion": _RELIGION,
                "sexual_orientation": _ORIENTATION,
                "gender_identity": _GENDER_IDENTITY,
                "marital_status": _MARITAL[post.age_code(on)],
            }
            answers[key] = rng.choices(list(choices[key]), list(choices[key].values()))[0]
    return replace(post, answers=answers)


def _age(rng: random.Random, grade: int, newcomers: bool) -> int:
    middle = (36 if newcomers else 44) + grade * 0.6
    return min(74, max(17, round(rng.gauss(middle, 12.2 - grade * 0.4))))


def _ethnicity_weights(place: tuple[str, int]) -> Mapping[int, float]:
    """Care draws on the whole world, outdoor work and the top grades less so: what the profile should bring to light."""
    service, grade = place
    other = 1.55 if service in CARE else 0.5 if service in OUTDOOR else 0.95
    other *= 1.15 if grade < 4 else 0.55 if grade > 8 else 0.95
    weights: dict[int, float] = {code: share if code == 41 else share * other for code, share in _ETHNICITY.items()}
    if service == "adult-care":
        weights[22] *= 1.9
        weights[15] *= 1.5
    return weights


def _religion_weights(is_asian_or_black: bool) -> Mapping[int, float]:
    if is_asian_or_black:
        return {1: 1400, 2: 4700, 3: 160, 4: 1350, 5: 2, 6: 1350, 7: 840, 8: 140}
    return _RELIGION | {4: 12, 6: 70, 7: 6}


def _orientation_weights(is_young: bool) -> Mapping[int, float]:
    return _ORIENTATION | ({2: 260, 3: 330} if is_young else {})


def _draw(rng: random.Random, keys: Sequence[Hashable], weights: Callable[..., Mapping[int, float]]) -> list[int]:
    """One code for each key, drawn with that key's weights; all of one key at once, which is quick."""
    places: dict[Hashable, list[int]] = {}
    for index, key in enumerate(keys):
        places.setdefault(key, []).append(index)
    drawn = [0] * len(keys)
    for key, indices in places.items():
        chances = weights(key)
        for index, code in zip(
            indices, rng.choices(list(chances), list(chances.values()), k=len(indices)), strict=True
        ):
            drawn[index] = code
    return drawn


def labelled(posts: Sequence[Post], names: Mapping[str, str]) -> list[list[str]]:
    """The same people as a staff file has them: headings, then one row each. `names` are the services' names by code."""
    headings = ["Reference", "Directorate", "Date of birth", "Grade", "Hours"]
    keys = ["sex", *_DECLARED]
    rows = [[*headings, *(CODE_LISTS[key].name for key in keys)]]
    for post in posts:
        codes = {"sex": post.sex, **post.answers}
        rows.append(
            [
                post.reference,
                names[post.service],
                post.born_on.strftime("%d/%m/%Y"),
                post.grade,
                f"{post.hours:g}",
                *(CODE_LISTS[key].label(codes[key]) for key in keys),
            ]
        )
    return rows


def sample_rows(directorates: Sequence[str]) -> list[list[str]]:
    """A few made-up people in the directorates of the body, as a staff file has them."""
    posts = workforce(12, datetime.date(2026, 3, 31), seed=3)
    names = {post.service: directorates[index % len(directorates)] for index, post in enumerate(posts)}
    return labelled(posts, names)
