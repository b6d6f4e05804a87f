"""Counting staff rows: exact numbers, which only HR's own pages and the protection may read."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from disclosure.population import name_of
from organisation.code_lists import CODE_LISTS, MISSING
from workforce.models import Snapshot
from workforce.population import ALL, DIRECTORATE, answer_tree

_QUERY = """
SELECT coalesce(unit.parent_id, unit.id) AS directorate, {columns}, grouping({columns}), count(*)
FROM workforce_staffrow AS staff JOIN organisation_unit AS unit ON unit.id = staff.unit_id
WHERE staff.snapshot_id = %s
GROUP BY GROUPING SETS ({sets})
"""


@dataclass(frozen=True)
class Counts:
    """People by code list, directorate and code: `people["sex"][directorate_id][1]`."""

    people: dict[str, dict[int, Counter[int]]]

    @property
    def headcounts(self) -> dict[int, int]:
        """People by directorate."""
        return {unit: codes.total() for unit, codes in self.people["sex"].items()}

    def numbers(self) -> dict[str, int]:
        """Every number by the id that a release would give it; a directorate's code is its own id here."""
        found: dict[str, int] = {}
        for key, by_unit in self.people.items():
            code_list = CODE_LISTS[key]
            order = [*code_list.by_code, *MISSING]
            everybody = sum(by_unit.values(), Counter())
            for unit, codes in [(ALL, everybody), *((str(unit), codes) for unit, codes in by_unit.items())]:
                for category in answer_tree(code_list).categories:
                    items = (((DIRECTORATE, unit),) * (unit != ALL)) + (
                        ((key, category.code),) * (category.code != ALL)
                    )
                    found[name_of(items)] = sum(codes[order[place]] for place in category.places)
        return found


def count(snapshot: Snapshot) -> Counts:
    """Every code list by directorate, in one pass over the rows."""
    keys = list(CODE_LISTS)
    query = _QUERY.format(
        columns=", ".join(f"staff.{key}" for key in keys),
        sets=", ".join(f"(coalesce(unit.parent_id, unit.id), staff.{key})" for key in keys),
    )
    people: dict[str, dict[int, Counter[int]]] = {key: {} for key in keys}
    everything = 2 ** len(keys) - 1
    with connection.cursor() as cursor:
        cursor.execute(query, [snapshot.pk])
        for directorate, *codes, left_out, number in cursor.fetchall():
            # grouping() sets the bit of each column that is left out; the one that is not is the one counted.
            position = len(keys) - (everything - left_out).bit_length()
            people[keys[position]].setdefault(directorate, Counter())[codes[position]] = number
    return Counts(people)
