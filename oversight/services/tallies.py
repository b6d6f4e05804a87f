"""Keeping the tallies short, checking them, and making them anew. The counting itself is the database's."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from oversight.models import Tally

DIMENSIONS = "face, kind, round, directorate_id, standing, quarter, combination, characteristic_id, place"
MEASURES = ("total", "harmed", "mitigated", "helped", "unknown", "unaffected", "unanswered")
SUMS = ", ".join(f"sum({each}) AS {each}" for each in MEASURES)
ANY_LEFT = " OR ".join(f"sum({each}) <> 0" for each in MEASURES)

# In one statement, so that a reader sees the rows either as they were or added up. Rows that another fold takes away at the
# same time are left to it: nothing is added twice.
FOLD = f"""
WITH gone AS (DELETE FROM oversight_tally RETURNING *)
INSERT INTO oversight_tally ({DIMENSIONS}, {", ".join(MEASURES)}, is_folded)
SELECT {DIMENSIONS}, {SUMS}, true FROM gone GROUP BY {DIMENSIONS} HAVING {ANY_LEFT}
"""  # noqa: S608  every part stands above
# With so many differences noted, adding them up pays; fewer cost a page nothing.
MANY = 2_000

COUNTED = """assessment_id, characteristic_id, combination, directorate_id, standing, kind, round, quarter, places,
    is_harmed, is_mitigated, is_helped, is_unknown, is_unaffected, is_unanswered"""
FACTS = "oversight_facts(ARRAY(SELECT id FROM eqia_assessment))"
MISCOUNTED = f"""
SELECT count(*) FROM (
    (SELECT {COUNTED} FROM {FACTS} EXCEPT SELECT {COUNTED} FROM oversight_counted)
    UNION ALL (SELECT {COUNTED} FROM oversight_counted EXCEPT SELECT {COUNTED} FROM {FACTS})
) d
"""  # noqa: S608
KEPT = f"SELECT {DIMENSIONS}, {SUMS} FROM oversight_tally GROUP BY {DIMENSIONS} HAVING {ANY_LEFT}"  # noqa: S608
EXPECTED = f"SELECT {DIMENSIONS}, {', '.join(MEASURES)} FROM oversight_expected"  # noqa: S608
MISADDED = f"SELECT count(*) FROM (({KEPT} EXCEPT {EXPECTED}) UNION ALL ({EXPECTED} EXCEPT {KEPT})) d"  # noqa: S608


@dataclass(frozen=True)
class Differences:
    """How many counted rows and how many sums are not what the assessments say; both nought when all is well."""

    counted: int
    sums: int

    def __bool__(self) -> bool:
        return bool(self.counted or self.sums)


def differences() -> Differences:
    """Compare what is kept with what the assessments themselves say, in one view of the database.

    Slow with many assessments (seconds for 10,000), so for the night and for the doubtful, not for a page.
    """
    with transaction.atomic():
        return Differences(_number(MISCOUNTED), _number(MISADDED))


@transaction.atomic
def fold_tallies(*, by: Any, many: int = MANY) -> bool:
    """Add up the differences noted since the last time, once there are as many as that; whether it was done."""
    if not Tally.objects.filter(is_folded=False)[many - 1 : many].exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
    return True


@transaction.atomic
def rebuild_tallies(*, by: Any) -> None:
    """Throw the counts away and count everything again, while nobody can change an assessment."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE eqia_assessment, oversight_counted, oversight_tally IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM oversight_counted")
        cursor.execute("DELETE FROM oversight_tally")
        cursor.execute("SELECT oversight_recount(ARRAY(SELECT id FROM eqia_assessment))")
        # Counted in one go, every sum is one row already.
        cursor.execute("UPDATE oversight_tally SET is_folded = true")


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
