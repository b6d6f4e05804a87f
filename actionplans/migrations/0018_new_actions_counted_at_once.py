"""Counts thousands of new actions without looking at each twice: docs/decisions/0058.

What is new needs no lock, for nobody else sees it yet, and has no earlier count to take away. Leads and parts that are not
needed are looked up action by action through their indexes: whatever the planner knows or does not know about the tables,
it finds no way to compare every action with every lead.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

FIRST = import_module("actionplans.migrations.0010_actions_counted_by_the_database")
BEFORE = import_module("actionplans.migrations.0014_more_of_what_actions_lack")

FACTS = """
CREATE OR REPLACE FUNCTION actionplans_facts(wanted bigint[]) RETURNS TABLE (
    action_id bigint, plan_id bigint, directorate_id bigint, status varchar, missing varchar[]
) LANGUAGE sql STABLE AS $$
    SELECT a.id, a.plan_id, coalesce(u.parent_id, u.id, p.directorate_id, 0),
        CASE WHEN a.status = 'completed' AND a.verified_on IS NOT NULL THEN 'verified' ELSE a.status END,
        f.needed || f.worth_having
            || CASE WHEN cardinality(f.needed) > 0 THEN '{any}'::varchar[] ELSE '{}' END
            || CASE WHEN f.needed && '{deadline,lead,indicator}' THEN '{incomplete}'::varchar[] ELSE '{}' END
            || CASE WHEN f.needed @> '{deadline,lead,indicator}' THEN '{nothing}'::varchar[] ELSE '{}' END
    FROM actionplans_action a
    JOIN actionplans_plan p ON p.id = a.plan_id
    LEFT JOIN organisation_unit u ON u.id = a.unit_id
    CROSS JOIN LATERAL (
        SELECT bool_or(role = 'accountable') AS is_led FROM actionplans_lead WHERE action_id = a.id
    ) l
    CROSS JOIN LATERAL (
        SELECT array_agg(part::varchar) AS parts FROM actionplans_notneeded WHERE action_id = a.id
    ) n
    CROSS JOIN LATERAL (SELECT
        ARRAY[
            CASE WHEN a.deadline_text = '' THEN 'deadline' WHEN a.deadline_question <> '' THEN 'question'
                WHEN a.deadline_kind IN ('ongoing', 'recurring') AND a.next_review_on IS NULL THEN 'review' END,
            CASE WHEN l.is_led IS NULL THEN 'lead' WHEN NOT l.is_led THEN 'accountable' END,
            CASE WHEN a.indicator = '' THEN 'indicator' END,
            CASE WHEN a.impact = '' THEN 'impact' END
        ]::varchar[] AS needed,
        ARRAY[
            CASE WHEN NOT EXISTS (SELECT 1 FROM actionplans_actioncharacteristic c WHERE c.action_id = a.id)
                THEN 'characteristics' END,
            CASE WHEN a.later_years = '' THEN 'later_years' END
        ]::varchar[] AS worth_having
    ) m
    -- Of the few that something is not needed for, that is left out.
    CROSS JOIN LATERAL (SELECT
        CASE WHEN n.parts IS NULL THEN array_remove(m.needed, NULL)
            ELSE ARRAY(SELECT part FROM unnest(m.needed) AS part WHERE part <> ALL (n.parts)) END AS needed,
        CASE WHEN n.parts IS NULL THEN array_remove(m.worth_having, NULL)
            ELSE ARRAY(SELECT part FROM unnest(m.worth_having) AS part WHERE part <> ALL (n.parts)) END AS worth_having
    ) f
    -- What is done in parts is counted in its parts.
    WHERE a.id = ANY (wanted) AND NOT EXISTS (SELECT 1 FROM actionplans_action part WHERE part.parent_id = a.id)
$$;
"""

COUNT = """
CREATE FUNCTION actionplans_count(wanted bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO actionplans_counted AS c (action_id, plan_id, directorate_id, status, missing)
    SELECT * FROM actionplans_facts(wanted)
    ON CONFLICT (action_id) DO UPDATE SET
        plan_id = EXCLUDED.plan_id, directorate_id = EXCLUDED.directorate_id, status = EXCLUDED.status,
        missing = EXCLUDED.missing
    WHERE (c.plan_id, c.directorate_id, c.status, c.missing)
        IS DISTINCT FROM (EXCLUDED.plan_id, EXCLUDED.directorate_id, EXCLUDED.status, EXCLUDED.missing);
$$;
"""

RECOUNT = """
CREATE OR REPLACE FUNCTION actionplans_recount(wanted bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for each action: whoever comes second sees, in the next statement, what the first committed.
    PERFORM 1 FROM actionplans_action WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM actionplans_counted c WHERE c.action_id = ANY (wanted) AND (
        NOT EXISTS (SELECT 1 FROM actionplans_action a WHERE a.id = c.action_id)
        OR EXISTS (SELECT 1 FROM actionplans_action part WHERE part.parent_id = c.action_id)
    );
    PERFORM actionplans_count(wanted);
END
$$;
"""

# A part that is new takes the count of its whole away, which others may be counting as well.
ADDED = """
CREATE FUNCTION actionplans_count_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wholes bigint[];
BEGIN
    PERFORM actionplans_count(ARRAY(SELECT id FROM came));
    SELECT array_agg(DISTINCT parent_id) INTO wholes FROM came WHERE parent_id IS NOT NULL;
    IF wholes IS NOT NULL THEN PERFORM actionplans_recount(wholes); END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER actionplans_inserted ON actionplans_action;
CREATE TRIGGER actionplans_inserted AFTER INSERT ON actionplans_action
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION actionplans_count_added();
"""
NOT_ADDED = """
DROP TRIGGER actionplans_inserted ON actionplans_action;
CREATE TRIGGER actionplans_inserted AFTER INSERT ON actionplans_action
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION actionplans_actionplans_action_counts();
DROP FUNCTION actionplans_count_added();
"""
RECOUNT_BEFORE = FIRST.RECOUNT.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("actionplans", "0017_no_more_reminders")]

    operations: ClassVar = [
        migrations.RunSQL(
            [FACTS, COUNT, RECOUNT, ADDED],
            [NOT_ADDED, RECOUNT_BEFORE, "DROP FUNCTION actionplans_count(bigint[])", BEFORE.FACTS],
        )
    ]
