"""Counting staff rows: exact numbers, which only HR's own pages and the protection may read."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from organisation.code_lists import CODE_LISTS
from workforce.models import Snapshot

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
