"""Staff as `disclosure` knows people: attributes with their trees of answers, and a place for everybody in each.

The answers of a characteristic stand under: all > responded > declared > groups > answers; a missing answer under
responded if it is “prefer not to say”, and under unanswered if it is any other, so that rates are sums as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _

from disclosure.cubes import Category, Dimension
from disclosure.population import Population
from organisation.code_lists import CODE_LISTS, MISSING, CodeList, Missing
from organisation.models import Unit
from workforce.models import Snapshot
from workforce.rules import parts

ALL, DECLARED, RESPONDED, UNANSWERED = "", "declared", "responded", "unanswered"
GROUP = "group "  # how the key of a group of answers begins
DIRECTORATE, GRADE, HOURS = "directorate", "grade", "hours"
OTHER_PARTS = "other parts"
FULL_TIME, PART_TIME, NOT_RECORDED = "full time", "part time", "not recorded"
FULL_TIME_HOURS = 350  # contracted hours a week, in tenths

Labels = dict[str, dict[str, str]]  # words by attribute and code, in the order of a table

_QUERY = """
SELECT staff.reference, coalesce(unit.parent_id, unit.id), staff.grade, coalesce(staff.hours, -1), {keys}
FROM workforce_staffrow AS staff JOIN organisation_unit AS unit ON unit.id = staff.unit_id
WHERE staff.snapshot_id = %s ORDER BY staff.reference
"""


@dataclass(frozen=True)
class People:
    """Everybody of one snapshot: `people[i]` is the pseudonym of row i of the population's codes, the same in every
    snapshot, so that people can be followed from one to the next; and the words for the codes."""

    population: Population
    people: tuple[str, ...]
    labels: Labels


def staff_population(snapshot: Snapshot) -> Population:
    """The staff of a snapshot by everything that is recorded of them."""
    return staff_of(snapshot).population


def staff_of(snapshot: Snapshot) -> People:
    """Reads the rows in one query, and the names of the directorates in another."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY.format(keys=", ".join(f"staff.{key}" for key in CODE_LISTS)), [snapshot.pk])
        rows = cursor.fetchall()
    people, directorates, grades, hours, *answers = zip(*rows, strict=True) if rows else ((),) * (4 + len(CODE_LISTS))
    units = Unit.objects.filter(parent=None).in_bulk(set(directorates))
    of_directorates, directorate_codes = _directorates(directorates, {pk: unit.code for pk, unit in units.items()})
    of_grades, grade_codes = _grades(grades)
    columns = [
        directorate_codes,
        grade_codes,
        np.array([2 if each < 0 else int(each < FULL_TIME_HOURS) for each in hours], dtype=int),
        *(
            _places(codes, [*code_list.by_code, *MISSING])
            for code_list, codes in zip(CODE_LISTS.values(), answers, strict=True)
        ),
    ]
    population = Population(
        (
            of_directorates,
            of_grades,
            flat(HOURS, [FULL_TIME, PART_TIME, NOT_RECORDED]),
            *map(answer_tree, CODE_LISTS.values()),
        ),
        np.stack(columns, axis=1) if rows else np.zeros((0, len(columns)), dtype=int),
    )
    names = {unit.code: unit.name for unit in units.values()} | {OTHER_PARTS: _("All other parts")}
    alone = [each.code for each in of_directorates.categories if each.parent is not None and each.code != OTHER_PARTS]
    together = [OTHER_PARTS] if len(alone) + 1 < len(of_directorates.categories) else []
    labels = {
        DIRECTORATE: {code: names[code] for code in (*sorted(alone, key=names.__getitem__), *together)},
        GRADE: _grade_labels(grades),
        HOURS: {FULL_TIME: _("Full time"), PART_TIME: _("Part time"), NOT_RECORDED: _("Not recorded")},
    }
    return People(population, tuple(map(str, people)), labels)


def flat(name: str, codes: Sequence[str]) -> Dimension:
    """An attribute without groups, in the order given."""
    everything = Category(ALL, frozenset(range(len(codes))))
    return Dimension(name, (everything, *(Category(code, frozenset({place}), ALL) for place, code in enumerate(codes))))


def answer_tree(code_list: CodeList) -> Dimension:
    """The answers to one question with everything they add up to; places in the order of the list, then of the missing."""
    answers = list(code_list.categories)
    declared = range(len(answers))
    missing = dict(enumerate(MISSING, start=len(answers)))
    said = {place for place, code in missing.items() if code == Missing.PREFER_NOT_TO_SAY}
    groups = [
        Category(
            group_key(group), frozenset(place for place, each in enumerate(answers) if each.group == group), DECLARED
        )
        for group in code_list.groups
    ]
    return Dimension(
        code_list.key,
        (
            Category(ALL, frozenset({*declared, *missing})),
            Category(RESPONDED, frozenset({*declared, *said}), ALL),
            Category(UNANSWERED, frozenset(set(missing) - said), ALL),
            Category(DECLARED, frozenset(declared), RESPONDED),
            *groups,
            *(
                Category(each.key, frozenset({place}), group_key(each.group) if each.group else DECLARED)
                for place, each in enumerate(answers)
            ),
            *(
                Category(missing_key(code), frozenset({place}), RESPONDED if place in said else UNANSWERED)
                for place, code in missing.items()
            ),
        ),
    )


def group_key(group: str) -> str:
    return f"{GROUP}{group}"


def missing_key(code: int) -> str:
    return f"missing {code}"


def _directorates(units: Sequence[int], codes: Mapping[int, str]) -> tuple[Dimension, np.ndarray]:
    """The directorates, small ones together under one code."""
    pks, at, numbers = np.unique(np.array(units, dtype=int), return_inverse=True, return_counts=True)
    alone, together = parts({int(pk): int(number) for pk, number in zip(pks, numbers, strict=True)})
    order = [codes[pk] for pk in sorted(alone, key=lambda pk: codes[pk])] + ([OTHER_PARTS] if together else [])
    place_of = {code: place for place, code in enumerate(order)}
    places = np.array([place_of[OTHER_PARTS if pk in set(together) else codes[int(pk)]] for pk in pks], dtype=int)
    return flat(DIRECTORATE, order), places[at] if len(units) else np.zeros(0, dtype=int)


def _grades(grades: Iterable[str]) -> tuple[Dimension, np.ndarray]:
    found, at = np.unique(np.array([grade_code(grade) for grade in grades], dtype=str), return_inverse=True)
    return flat(GRADE, [str(code) for code in found]), np.array(at, dtype=int)


def _grade_labels(grades: Iterable[str]) -> dict[str, str]:
    words = {grade_code(grade): grade.strip() or _("Not recorded") for grade in set(grades)}
    return dict(sorted(words.items()))


def grade_code(grade: str) -> str:
    """A grade within the id of a number, where “&” and “=” have a meaning of their own."""
    return grade.strip().replace("&", "+").replace("=", "-") or NOT_RECORDED


def _places(codes: Sequence[int], order: Sequence[int]) -> np.ndarray:
    """The place of each code in the order of its list."""
    place_of = np.full(max(order) + 1, -1)
    place_of[list(order)] = range(len(order))
    return place_of[np.array(codes, dtype=int)]
