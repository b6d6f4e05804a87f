"""A crowd of actions for measuring: as many as wanted, with their leads and characteristics, made inside the database.

`grow_actions(100_000)` adds actions in adopted plans of `A_PLAN` each to a database that holds an organisation with
directorates, services and an officer. They are the same in every run: words, statuses, deadlines and holes follow from the
number alone. For every `A_LEAD` actions there is a person more, who leads them beside those who were there. One in five has no deadline, one in seven nobody who leads it; one in eight is completed. Columns not named
here take the model's own default. History is not kept and foreign keys are not checked while the crowd comes in; what the
database counts is counted afterwards.
"""

import datetime

from django.db import connection, models, transaction

from actionplans.models import Action, ActionCharacteristic, ActionTally, DeadlineChange, Lead, Plan, PriorityOutcome
from actionplans.services.counting import rebuild_tallies
from organisation.models import Characteristic, Person, RoleHolding, Unit
from tests.bench.crowd import DOES, WHAT, WHERE, copy_in, pick

A_PLAN = 500
A_LEAD = 50
# In these only the whole text counts: words that real plans use, a few for each kind.
UNDATED = ["To be confirmed", "All courses include a part on equality", "See the workforce strategy"]


def grow_actions(count: int, *, on: datetime.date | None = None) -> None:
    """Add `count` actions whose deadlines lie within a year before and two years after `on` (a fixed day unless given)."""
    day = on or datetime.date(2026, 11, 22)
    people = sorted(set(RoleHolding.objects.values_list("person_id", flat=True)))
    units = list(Unit.objects.filter(parent__isnull=False).order_by("pk").values_list("pk", flat=True))
    groups = list(Characteristic.objects.order_by("pk").values_list("pk", flat=True)[:9])
    first_plan = Plan.objects.aggregate(last=models.Max("pk"))["last"] or 0
    first_outcome = PriorityOutcome.objects.aggregate(last=models.Max("pk"))["last"] or 0
    first = Action.objects.aggregate(last=models.Max("pk"))["last"] or 0
    plans = -(-count // A_PLAN)
    due = f"(DATE '{day}' - 365 + (mod(n::bigint * 7919, 1095))::int)"
    has_day = "mod(n, 5) <> 0 AND mod(n, 11) <> 0"
    made = f"actionplans_action a WHERE a.id > {first} AND a.id <= {first + count}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        first_person = Person.objects.aggregate(last=models.Max("pk"))["last"] or 0
        crowd = -(-count // A_LEAD)
        copy_in(
            Person,
            f"generate_series(1, {crowd}) AS n",
            id=f"{first_person} + n",
            full_name=f"'Manager ' || ({first_person} + n)",
            email=f"'manager' || ({first_person} + n) || '@crowd.example'",
            job_title="'Manager'",
        )
        copy_in(
            Plan,
            f"generate_series(1, {plans}) AS n",
            id=f"{first_plan} + n",
            title=f"'Equality plan ' || ({first_plan} + n) || ': ' || {pick(WHERE, 'n')}",
            starts_on=f"DATE '{day}' - 600",
            ends_on=f"DATE '{day}' + 900",
            state="'current'",
        )
        copy_in(
            PriorityOutcome,
            f"generate_series(1, {plans}) AS n",
            id=f"{first_outcome} + n",
            plan=f"{first_plan} + n",
            text="'People are treated fairly wherever they meet us'",
        )
        series = f"generate_series(1, {int(count)}) AS n"
        copy_in(
            Action,
            series,
            id=f"{first} + n",
            plan=f"{first_plan} + 1 + (n - 1) / {A_PLAN}",
            outcome=f"{first_outcome} + 1 + (n - 1) / {A_PLAN}",
            reference=f"(mod(n - 1, {A_PLAN}) + 1)::text",
            position=f"mod(n - 1, {A_PLAN}) + 1",
            description=f"{pick(DOES, 'n')} || ' ' || {pick(WHAT, 'n / 20')} || ' in ' || {pick(WHERE, 'n / 7')} || ' so that"
            " everybody can use it, and ask those who do not why they do not'",
            impact="CASE WHEN mod(n, 3) > 0 THEN 'More people use it than last year' ELSE '' END",
            indicator="CASE WHEN mod(n, 4) = 0 THEN 'Number of people who use it' ELSE '' END",
            deadline_text=f"CASE WHEN mod(n, 5) = 0 THEN '' WHEN mod(n, 11) = 0 THEN {pick(UNDATED, 'n')}"
            f" ELSE to_char({due}, 'FMDD FMMonth YYYY') END",
            deadline_kind="CASE WHEN mod(n, 5) = 0 THEN '' WHEN mod(n, 11) = 0 THEN 'not_a_deadline' ELSE 'date' END",
            deadline_precision=f"CASE WHEN {has_day} THEN 'day' ELSE '' END",
            deadline_question="CASE WHEN mod(n, 5) <> 0 AND mod(n, 11) = 0 THEN 'On which day will it be done?' ELSE '' END",
            due_on=f"CASE WHEN {has_day} THEN {due} END",
            starts_on=f"CASE WHEN {has_day} AND mod(n, 2) = 0 THEN {due} - 200 END",
            milestones="'[]'::jsonb",
            created_at=f"DATE '{day}' - 500 + TIME '09:00'",
            leads_text="CASE WHEN mod(n, 7) = 0 THEN '' ELSE 'Policy manager ' || mod(n, 90) END",
            unit=f"CASE WHEN mod(n, 9) > 0 THEN {pick(units, 'n')} END",
            status="CASE WHEN mod(n, 8) = 0 THEN 'completed' WHEN mod(n, 8) IN (1, 2, 3) THEN 'in_progress'"
            " WHEN mod(n, 97) = 4 THEN 'stopped' ELSE 'not_started' END",
            completed_on=f"CASE WHEN mod(n, 8) = 0 THEN DATE '{day}' - (mod(n, 300))::int END",
        )
        copy_in(
            Lead,
            f"{made} AND a.leads_text <> ''",
            action="a.id",
            role="'accountable'",
            kind="'person'",
            text="a.leads_text",
            person=f"CASE WHEN mod(a.id, 40) = 0 THEN {pick(people, 'a.id / 40')} ELSE {first_person} + 1 + (a.id - {first} - 1) / {A_LEAD} END",
        )
        copy_in(ActionCharacteristic, made, action="a.id", characteristic=pick(groups, "a.id"))
        copy_in(
            DeadlineChange,
            f"{made} AND mod(a.id, 10) = 1 AND a.due_on IS NOT NULL",
            action="a.id",
            by=str(people[0]),
            on=f"DATE '{day}' - 30",
            old_text="to_char(a.due_on - 90, 'FMDD FMMonth YYYY')",
            old_falls_due_on="a.due_on - 90",
            new_text="a.deadline_text",
            new_falls_due_on="a.due_on",
            reason="'The building was not ready'",
            recorded_at=f"DATE '{day}' - 30 + TIME '09:00'",
        )
        copy_in(
            ActionTally,
            f"actionplans_deadlinechange c JOIN {made} AND a.id = c.action_id".replace(" WHERE ", " ON ", 1),
            action="c.action_id",
            times_moved="1",
            days_later="90",
        )
        for model, last in (
            (Action, first + count),
            (Plan, first_plan + plans),
            (PriorityOutcome, first_outcome + plans),
        ):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), {last})")
        cursor.execute("SET LOCAL session_replication_role = origin")
    rebuild_tallies(by=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
