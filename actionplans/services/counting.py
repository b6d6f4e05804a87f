"""How many actions there are, from the tallies that the database keeps (docs/decisions/0058)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from actionplans.choices import Lack, Part, Status
from actionplans.models import Action, Counted, PlanTally
from actionplans.querysets import OPEN, Reach, sees_all

# Beyond so many a page says "more than".
MANY = 1_000
NAMES = {
    Part.DEADLINE: "without_deadline",
    Part.QUESTION: "with_question",
    Part.REVIEW: "without_review",
    Part.LEAD: "without_lead",
    Part.ACCOUNTABLE: "without_accountable",
    Part.INDICATOR: "without_indicator",
    Part.IMPACT: "without_impact",
}
Counts = dict[str, int]
VERIFIED = "verified"


def none_counted() -> Counts:
    return dict.fromkeys(["total", *Status.values, VERIFIED, "overdue", *NAMES.values()], 0)


def counts_of_plans(plans: Collection[int], on: datetime.date, *, seen_by: Any = None) -> dict[int, Counts]:
    """For each plan: `total`, a number for each status and each missing part, and `overdue`.

    Only what the person may see is counted; everything where nobody is named. At most four queries.
    """
    counts = _tallied(plans, seen_by)
    late = Action.objects.overdue(on).to_be_done().filter(plan__in=plans)
    if seen_by is not None:
        late = late.visible_to(seen_by)
    for plan, number in late.order_by().values_list("plan").annotate(Count("pk")):
        counts[plan]["overdue"] = number
    return {plan: counts[plan] for plan in plans}


def counts_of_all(on: datetime.date, *, seen_by: Any) -> Counts:
    """The same for all plans together; of the overdue, at most one more than `MANY` are counted."""
    counts = _tallied([0], seen_by)[0]
    late = Action.objects.overdue(on).to_be_done().visible_to(seen_by)
    return counts | {"overdue": late.order_by()[: MANY + 1].count()}


def completeness_of_plans(plans: Collection[int], *, seen_by: Any) -> dict[int, "Completeness"]:
    """For each plan, what its open actions lack, as far as the person sees them; 0 stands for all plans. Two queries."""
    found = {plan: Completeness() for plan in plans}
    for plan, status, part, number in _rows(plans, seen_by):
        if status in OPEN and part:
            found[plan].parts[part] += number
        elif status in OPEN:
            found[plan].total += number
    return found


@dataclass
class Completeness:
    """How many open actions there are, and how many lack what: each `Part` and each `Lack`."""

    total: int = 0
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys([*Part.values, *Lack.values], 0))

    @property
    def whole(self) -> int:
        """With a deadline, a lead and an indicator."""
        return self.total - self.parts[Lack.INCOMPLETE]

    @property
    def nothing(self) -> int:
        """With none of the three."""
        return self.parts[Lack.NOTHING]

    @property
    def lacking(self) -> int:
        """With something still to be filled in or explained."""
        return self.parts[Lack.ANY]

    @property
    def complete(self) -> int:
        return self.total - self.lacking


def _tallied(plans: Collection[int], person: Any) -> dict[int, Counts]:
    counts: dict[int, Counts] = defaultdict(none_counted)
    for plan, status, part, number in _rows(plans, person):
        _add(counts[plan], status, part, number)
    return counts


def _rows(plans: Collection[int], person: Any) -> Iterator[tuple[int, str, str, int]]:
    """Plan, status, what is lacking (empty for all actions) and a number to be added."""
    tallies = PlanTally.objects.filter(plan__in=plans)
    if person is not None and not sees_all(person):
        reach = Reach.of(person, Action)
        # Of their directorates by the tallies; what they lead or own elsewhere is added one by one.
        tallies = tallies.filter(directorate__in=reach.directorates)
        others = Counted.objects.filter(Q(action__in=reach.led) | Q(plan__in=reach.owned))
        others = others.exclude(directorate__in=reach.directorates)
        if 0 not in plans:
            others = others.filter(plan__in=plans)
        for plan, status, missing, number in (
            others.order_by().values_list("plan", "status", "missing").annotate(Count("pk"))
        ):
            for part in ("", *missing):
                for counted in {0, plan}.intersection(plans):
                    yield counted, status, part, number
    for row in tallies.summed("plan", "status", "part"):
        yield row["plan"], row["status"], row["part"], row["sum"]


def _add(counts: Counts, status: str, part: str, number: int) -> None:
    if part in NAMES:
        counts[NAMES[Part(part)]] += number
    elif not part:
        counts["total"] += number
        counts[status] += number
        # What was verified is completed as well.
        if status == VERIFIED:
            counts[Status.COMPLETED] += number


# In one statement, so that a reader sees the rows either as they were or added up. Rows that another fold takes away at
# the same time are left to it: nothing is added twice.
FOLD = """
WITH gone AS (DELETE FROM actionplans_plantally RETURNING *)
INSERT INTO actionplans_plantally (plan_id, directorate_id, status, part, number, is_folded)
SELECT plan_id, directorate_id, status, part, sum(number), true FROM gone
GROUP BY plan_id, directorate_id, status, part HAVING sum(number) <> 0
"""
# With so many differences noted, adding them up pays; fewer cost a page nothing.
ENOUGH = 2_000


@transaction.atomic
def fold_tallies(*, by: Any, enough: int = ENOUGH) -> bool:
    """Add up the differences noted since the last time, once there are as many as that; whether it was done."""
    if not PlanTally.objects.filter(is_folded=False)[enough - 1 : enough].exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
    return True


@transaction.atomic
def rebuild_tallies(*, by: Any) -> None:
    """Throw the counts away and count everything again, while nobody can change an action."""
    with connection.cursor() as cursor:
        cursor.execute(
            "LOCK TABLE actionplans_action, actionplans_counted, actionplans_plantally IN SHARE ROW EXCLUSIVE MODE"
        )
        cursor.execute("DELETE FROM actionplans_counted")
        cursor.execute("DELETE FROM actionplans_plantally")
        cursor.execute("SELECT actionplans_recount(ARRAY(SELECT id FROM actionplans_action))")
        # Counted in one go, every sum is one row already.
        cursor.execute("UPDATE actionplans_plantally SET is_folded = true")


def miscounted() -> int:
    """How many actions and sums are not counted as they ought to be; nought when all is well. Not for a page."""
    facts = "SELECT * FROM actionplans_facts(ARRAY(SELECT id FROM actionplans_action))"
    kept = "SELECT action_id, plan_id, directorate_id, status, missing FROM actionplans_counted"
    by = "directorate_id, status, part"
    ought = f"""SELECT w.plan_id, {by}, count(*) FROM actionplans_counted d, unnest(d.missing || ''::varchar) AS x (part),
        LATERAL (VALUES (d.plan_id), (0)) AS w (plan_id) GROUP BY w.plan_id, {by}"""  # noqa: S608
    sums = (
        f"SELECT plan_id, {by}, sum(number) FROM actionplans_plantally GROUP BY plan_id, {by} HAVING sum(number) <> 0"  # noqa: S608
    )
    with connection.cursor() as cursor:
        wrong = 0
        for one, other in ((facts, kept), (ought, sums)):
            cursor.execute(f"SELECT count(*) FROM (({one} EXCEPT {other}) UNION ALL ({other} EXCEPT {one})) d")  # noqa: S608
            wrong += cursor.fetchone()[0]
        return int(wrong)
