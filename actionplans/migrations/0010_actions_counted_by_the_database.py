"""How actions are counted, as functions and triggers of the database: docs/decisions/0058.

`actionplans_facts` says how an action ought to be counted; it is the one place where that is defined, and what it calls
missing is what `actionplans.rules.completeness` says in sentences. A statement that changes an action, its leads, its plan
or its unit calls `actionplans_recount` for the actions it touched, which brings `actionplans_counted` into line. Every
change of that table adds the differences to `actionplans_plantally`.
"""

from typing import ClassVar

from django.db import migrations

FACTS = """
CREATE FUNCTION actionplans_facts(wanted bigint[]) RETURNS TABLE (
    action_id bigint, plan_id bigint, directorate_id bigint, status varchar, missing varchar[]
) LANGUAGE sql STABLE AS $$
    SELECT a.id, a.plan_id, coalesce(u.parent_id, u.id, p.directorate_id, 0),
        CASE WHEN a.status = 'completed' AND a.verified_on IS NOT NULL THEN 'verified' ELSE a.status END,
        ARRAY(SELECT part FROM unnest(ARRAY[
            CASE WHEN a.deadline_text = '' THEN 'deadline' WHEN a.deadline_question <> '' THEN 'question'
                WHEN a.deadline_kind IN ('ongoing', 'recurring') AND a.next_review_on IS NULL THEN 'review' END,
            CASE WHEN l.is_led IS NULL THEN 'lead' WHEN NOT l.is_led THEN 'accountable' END,
            CASE WHEN a.indicator = '' THEN 'indicator' END,
            CASE WHEN a.impact = '' THEN 'impact' END
        ]::varchar[]) AS part
            WHERE part IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM actionplans_notneeded n WHERE n.action_id = a.id AND n.part = part.part
            ))
    FROM actionplans_action a
    JOIN actionplans_plan p ON p.id = a.plan_id
    LEFT JOIN organisation_unit u ON u.id = a.unit_id
    LEFT JOIN (
        SELECT action_id, bool_or(role = 'accountable') AS is_led
        FROM actionplans_lead WHERE action_id = ANY (wanted) GROUP BY action_id
    ) l ON l.action_id = a.id
    -- What is done in parts is counted in its parts.
    WHERE a.id = ANY (wanted) AND NOT EXISTS (SELECT 1 FROM actionplans_action part WHERE part.parent_id = a.id)
$$;
"""

RECOUNT = """
CREATE FUNCTION actionplans_recount(wanted bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for each action: whoever comes second sees, in the next statement, what the first committed.
    PERFORM 1 FROM actionplans_action WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM actionplans_counted c
    WHERE c.action_id = ANY (wanted) AND NOT EXISTS (SELECT 1 FROM actionplans_facts(wanted) f WHERE f.action_id = c.action_id);
    INSERT INTO actionplans_counted AS c (action_id, plan_id, directorate_id, status, missing)
    SELECT * FROM actionplans_facts(wanted)
    ON CONFLICT (action_id) DO UPDATE SET
        plan_id = EXCLUDED.plan_id, directorate_id = EXCLUDED.directorate_id, status = EXCLUDED.status,
        missing = EXCLUDED.missing
    WHERE (c.plan_id, c.directorate_id, c.status, c.missing)
        IS DISTINCT FROM (EXCLUDED.plan_id, EXCLUDED.directorate_id, EXCLUDED.status, EXCLUDED.missing);
END
$$;
"""

# Where one counted row is added up: as a whole and for each part it lacks, in its plan and in all plans together (0).
CELLS = "unnest(d.missing || ''::varchar) AS x (part) CROSS JOIN LATERAL (VALUES (d.plan_id), (0)) AS w (plan_id)"
BY = "w.plan_id, d.directorate_id, d.status, x.part"

ADD_UP = f"""
CREATE FUNCTION actionplans_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changes text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT 1 AS sign, * FROM came'
    WHEN 'DELETE' THEN 'SELECT -1 AS sign, * FROM went'
    ELSE 'SELECT 1 AS sign, * FROM came UNION ALL SELECT -1, * FROM went' END;
BEGIN
    EXECUTE 'INSERT INTO actionplans_plantally (plan_id, directorate_id, status, part, number, is_folded)
        SELECT {BY}, sum(d.sign), false FROM (' || changes || $q$) d CROSS JOIN LATERAL {CELLS}
        GROUP BY {BY} HAVING sum(d.sign) <> 0$q$;
    RETURN NULL;
END
$$;
CREATE TRIGGER actionplans_add_up_inserted AFTER INSERT ON actionplans_counted
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION actionplans_add_up();
CREATE TRIGGER actionplans_add_up_updated AFTER UPDATE ON actionplans_counted
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION actionplans_add_up();
CREATE TRIGGER actionplans_add_up_deleted AFTER DELETE ON actionplans_counted
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION actionplans_add_up();
"""

# Every table whose rows decide how an action is counted: how a row leads to its actions, and its telling columns.
WATCHED = {
    "actionplans_action": (
        "SELECT id FROM unnest(ARRAY[r.id, r.parent_id]) AS id WHERE id IS NOT NULL",
        [
            "plan_id",
            "unit_id",
            "parent_id",
            "status",
            "verified_on",
            "deadline_text",
            "deadline_kind",
            "deadline_question",
            "next_review_on",
            "indicator",
            "impact",
        ],
    ),
    "actionplans_lead": ("SELECT r.action_id", ["action_id", "role"]),
    "actionplans_notneeded": ("SELECT r.action_id", ["action_id", "part"]),
    "actionplans_plan": (
        "SELECT a.id FROM actionplans_action a WHERE a.plan_id = r.id AND a.unit_id IS NULL",
        ["directorate_id"],
    ),
    "organisation_unit": ("SELECT a.id FROM actionplans_action a WHERE a.unit_id = r.id", ["parent_id"]),
}
# A new plan or unit has no actions yet, and one that has cannot be deleted.
ONLY_CHANGES = {"actionplans_plan", "organisation_unit"}


def watching(table: str, leads_to: str, columns: list[str]) -> str:
    telling = ", ".join(f"came.{each}" for each in columns), ", ".join(f"went.{each}" for each in columns)
    function = f"actionplans_{table}_counts"
    is_told = f"({telling[0]}) IS DISTINCT FROM ({telling[1]})"
    touched = f"SELECT array_agg(DISTINCT t.id) INTO touched FROM {{rows}} r CROSS JOIN LATERAL ({leads_to}) AS t (id)"
    changed = f"""(
            SELECT came.* FROM came JOIN went ON went.id = came.id WHERE {is_told}
            UNION ALL SELECT went.* FROM came JOIN went ON went.id = came.id WHERE {is_told}
        )"""
    updated = f"""
CREATE TRIGGER actionplans_updated AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
    inserted_deleted = f"""
CREATE TRIGGER actionplans_inserted AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER actionplans_deleted AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
    return f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        {touched.format(rows="came")};
    ELSIF TG_OP = 'DELETE' THEN
        {touched.format(rows="went")};
    ELSE
        {touched.format(rows=changed)};
    END IF;
    IF cardinality(touched) > 0 THEN PERFORM actionplans_recount(touched); END IF;
    RETURN NULL;
END
$$;
{updated}{"" if table in ONLY_CHANGES else inserted_deleted}"""


def unwatching(table: str) -> str:
    return f"""
DROP TRIGGER IF EXISTS actionplans_inserted ON {table};
DROP TRIGGER actionplans_updated ON {table};
DROP TRIGGER IF EXISTS actionplans_deleted ON {table};
DROP FUNCTION actionplans_{table}_counts();
"""


REMOVE = """
DROP TRIGGER actionplans_add_up_inserted ON actionplans_counted;
DROP TRIGGER actionplans_add_up_updated ON actionplans_counted;
DROP TRIGGER actionplans_add_up_deleted ON actionplans_counted;
DROP FUNCTION actionplans_add_up();
DROP FUNCTION actionplans_recount(bigint[]);
DROP FUNCTION actionplans_facts(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("actionplans", "0009_counted_actions_and_orders_of_lists"),
        ("organisation", "0002_the_nine_characteristics"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(
            [FACTS, RECOUNT, ADD_UP, *(watching(table, *how) for table, how in WATCHED.items())],
            ["".join(unwatching(table) for table in WATCHED), REMOVE],
        ),
        # What is there already is counted once; from here on the triggers count.
        migrations.RunSQL(
            "SELECT actionplans_recount(ARRAY(SELECT id FROM actionplans_action))", migrations.RunSQL.noop
        ),
    ]
