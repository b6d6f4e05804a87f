"""A crowd of assessments for measuring: as many as wanted, with ten cards each, made inside the database in seconds.

`grow(10_000)` adds 10,000 assessments and 100,000 cards to a database that holds an organisation with directorates and an
officer. They are the same in every run: titles, kinds, states, dates and effects follow from the number alone. Columns not
named here take the model's own default, so a new column needs nothing. History is not kept and foreign keys are not
checked while the crowd comes in; what the rooms above keep count of is counted afterwards.
"""

import datetime
from typing import Any

from django.db import connection, models, transaction

from eqia.models import (
    Assessment,
    AssessmentVersion,
    Conclusion,
    Impact,
    Intersection,
    Mitigation,
    ReferenceCounter,
    Screening,
    ScreeningAnswer,
)
from organisation.models import Characteristic, RoleHolding, Unit
from oversight.services.tallies import rebuild_tallies

CARDS = 10
YEAR = 2090
DOES = ["Reduce the hours of", "Move", "Replace", "Close", "Rebuild", "Charge for", "Put online", "Open up", "Merge", "Retender", "Relocate", "Extend", "Redesign", "Pause", "Share with districts", "End", "Review", "Limit", "Combine", "Renew"]  # fmt: skip
WHAT = ["the library", "day care", "the bus service", "the children’s centre", "home to school transport", "the recycling centre", "the fire station", "meals at home", "respite care", "the youth club", "the registration office", "street lighting", "the care home", "the sports hall", "the advice service", "short breaks", "school crossings", "the family hub", "the archive", "adult learning", "the car park", "the museum", "supported housing", "the help desk", "speech therapy"]  # fmt: skip
WHERE = ["Aldermere", "Brackenford", "Coldharbour", "Dunmarsh", "Eastwell", "Fernhurst", "Gatley", "Holmwood", "Ivybridge", "Kelston", "Langford", "Marlow End", "Netherby", "Oakhanger", "Penfold", "Quarrendon", "Ripley Cross", "Stanmoor", "Thornbury", "Uckfield", "Vinesham", "Westmere", "Yarrow", "Ashcombe", "Birchwood", "Castle Hill", "Dereham", "Elmstead", "Foxcote", "Greenways", "Harrowgate"]  # fmt: skip


def grow(count: int, *, on: datetime.date | None = None) -> None:
    """Add `count` assessments whose decisions lie within a year before and after `on` (today unless given)."""
    day = on or datetime.date(2026, 11, 22)
    author = RoleHolding.objects.filter(role="officer").order_by("pk").values_list("person_id", flat=True)[0]
    units = list(Unit.objects.filter(parent__isnull=False).order_by("pk").values_list("pk", flat=True))
    kinds = [value for value, _words in Assessment._meta.get_field("kind").flatchoices]
    first = Assessment.objects.aggregate(last=models.Max("pk"))["last"] or 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        series = f"generate_series(1, {int(count)}) AS n"
        copy_in(
            Assessment,
            series,
            id=f"{first} + n",
            reference=f"'EIA-{YEAR}-' || lpad(({first} + n)::text, 6, '0')",
            title=f"{pick(DOES, 'n')} || ' ' || {pick(WHAT, 'n / 20')} || ' in ' || {pick(WHERE, 'n / 7')}",
            kind=pick(kinds, "n / 3"),
            unit=pick(units, "n / 2"),
            author=str(author),
            owner=str(author),
            summary="'Fewer hours, another place and a new way to book for about ' || mod(n, 900) || ' people.'",
            aims="'The budget for the year asks for a saving of £' || mod(n, 90) || ',000.'",
            affected="'People who use it every week, their families and staff.'",
            decision_maker="'Cabinet'",
            decision_expected_on=f"DATE '{day}' + (mod(n * 37, 730))::int - 365",
            budget_round="(ARRAY['2026/27', '2027/28', ''])[mod(n, 3) + 1]",
            places=f"ARRAY[{pick(WHERE, 'n / 7')}, {pick(WHERE, 'n / 5 + 3')}]",
            started_on=f"DATE '{day}' - (mod(n * 13, 500))::int",
            state="CASE mod(n, 10) WHEN 0 THEN 'submitted' WHEN 1 THEN 'checked' WHEN 2 THEN 'returned' WHEN 3 THEN 'approved' "
            "WHEN 4 THEN 'published' WHEN 5 THEN 'published' WHEN 6 THEN 'published' WHEN 7 THEN 'approved' ELSE 'draft' END",
            approved_on=f"CASE WHEN mod(n, 10) BETWEEN 3 AND 7 THEN DATE '{day}' - (mod(n * 11, 300))::int END",
            published_on=f"CASE WHEN mod(n, 10) BETWEEN 4 AND 6 THEN DATE '{day}' - (mod(n * 11, 300))::int END",
            published_version=f"CASE WHEN mod(n, 10) BETWEEN 4 AND 6 THEN {first} + n + 1000000 END",
        )
        made = f"eqia_assessment a WHERE a.id > {first} AND a.id <= {first + count}"
        copy_in(
            AssessmentVersion,
            f"(SELECT a.*, jsonb_build_object('reference', a.reference, 'title', a.title) AS content FROM {made}"
            " AND a.approved_on IS NOT NULL) AS a",
            id="a.id + 1000000",
            number="1",
            stage="'approved'",
            payload="a.content",
            sha256="encode(sha256(a.content::text::bytea), 'hex')",
            made_by="a.author_id",
            made_at="a.approved_on + TIME '12:00'",
            assessment="a.id",
        )
        copy_in(Screening, made, assessment="a.id", result="'full'")
        copy_in(Conclusion, made, assessment="a.id", outcome="'adjust'", review_on="a.decision_expected_on + 365")
        groups = list(Characteristic.objects.order_by("pk").values_list("pk", flat=True)[:CARDS])
        cards = f"unnest(ARRAY{groups}) WITH ORDINALITY AS g (characteristic, place), {made}"
        copy_in(
            Impact,
            cards,
            assessment="a.id",
            characteristic="g.characteristic",
            effect="(ARRAY['negative', 'both', 'positive', 'unknown', 'none', 'none', 'none', ''])"
            "[mod(a.id * 5 + g.place * 3, 8) + 1]",
            who="'People who use it now'",
            harm="'They travel further or wait longer.'",
        )
        copy_in(
            Intersection,
            f"{made} AND mod(a.id, 4) = 0",
            id="a.id",
            assessment="a.id",
            who="'People who share both'",
            effect="(ARRAY['negative', 'unknown', 'none'])[mod(a.id, 3) + 1]",
        )
        copy_in(
            Intersection.characteristics.through,
            f"unnest(ARRAY{groups}) WITH ORDINALITY AS g (characteristic, place), eqia_intersection a"
            f" WHERE a.id > {first} AND a.id <= {first + count} AND g.place IN (mod(a.id, 9) + 1, mod(a.id / 9, 9) + 2)",
            intersection="a.id",
            characteristic="g.characteristic",
        )
        copy_in(ScreeningAnswer, cards, assessment="a.id", characteristic="g.characteristic", answer="'worse'")
        copy_in(
            Mitigation,
            f"eqia_impact i JOIN eqia_assessment a ON a.id = i.assessment_id WHERE a.id > {first}"
            " AND i.effect IN ('negative', 'both') AND mod(i.id, 3) > 0",
            assessment="a.id",
            impact="i.id",
            description="'Keep a way in by telephone'",
            lead_person="a.author_id",
            due_on="a.decision_expected_on + 90",
        )
        for model in (Assessment, AssessmentVersion, Intersection):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), {first + count + 1000000})"
            )
        ReferenceCounter.objects.get_or_create(year=YEAR, defaults={"last": first + count})
        cursor.execute("SET LOCAL session_replication_role = origin")
    rebuild_tallies(by=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_in(model: Any, source: str, **expressions: str) -> None:
    """INSERT … SELECT: an SQL expression for each field named, the model's default for every other column."""
    columns, values, literals = [], [], []
    for field in model._meta.concrete_fields:
        if field.name in expressions:
            value = expressions[field.name]
        elif field.primary_key or field.generated:
            continue
        else:
            value = "%s"
            literals.append(field.get_db_prep_save(field.get_default(), connection))
        columns.append(connection.ops.quote_name(field.column))
        values.append(value)
    # Everything put into the statement stands in this module; what a model says goes in as a parameter.
    statement = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {source}"
    with connection.cursor() as cursor:
        cursor.execute(statement, literals)


def pick(values: list[Any], by: str) -> str:
    """SQL for one of the values, by the remainder of a number."""
    listed = ", ".join(
        "'" + str(each).replace("'", "''") + "'" if isinstance(each, str) else str(each) for each in values
    )
    return f"(ARRAY[{listed}])[mod({by}, {len(values)}) + 1]"
