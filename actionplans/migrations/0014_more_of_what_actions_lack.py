"""Counts, besides each part, what is worth having and what actions lack altogether: docs/decisions/0057.

`any`: something needed is missing. `incomplete`: a deadline, a lead or an indicator is. `nothing`: all three are.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

EARLIER = import_module("actionplans.migrations.0010_actions_counted_by_the_database")

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
    LEFT JOIN (
        SELECT action_id, bool_or(role = 'accountable') AS is_led
        FROM actionplans_lead WHERE action_id = ANY (wanted) GROUP BY action_id
    ) l ON l.action_id = a.id
    LEFT JOIN (
        SELECT action_id, array_agg(part::varchar) AS parts
        FROM actionplans_notneeded WHERE action_id = ANY (wanted) GROUP BY action_id
    ) n ON n.action_id = a.id
    CROSS JOIN LATERAL (SELECT
        ARRAY(SELECT part FROM unnest(ARRAY[
            CASE WHEN a.deadline_text = '' THEN 'deadline' WHEN a.deadline_question <> '' THEN 'question'
                WHEN a.deadline_kind IN ('ongoing', 'recurring') AND a.next_review_on IS NULL THEN 'review' END,
            CASE WHEN l.is_led IS NULL THEN 'lead' WHEN NOT l.is_led THEN 'accountable' END,
            CASE WHEN a.indicator = '' THEN 'indicator' END,
            CASE WHEN a.impact = '' THEN 'impact' END
        ]::varchar[]) AS part WHERE part IS NOT NULL AND part <> ALL (coalesce(n.parts, '{}'))) AS needed,
        ARRAY(SELECT part FROM unnest(ARRAY[
            CASE WHEN NOT EXISTS (SELECT 1 FROM actionplans_actioncharacteristic c WHERE c.action_id = a.id)
                THEN 'characteristics' END,
            CASE WHEN a.later_years = '' THEN 'later_years' END
        ]::varchar[]) AS part WHERE part IS NOT NULL AND part <> ALL (coalesce(n.parts, '{}'))) AS worth_having
    ) f
    -- What is done in parts is counted in its parts.
    WHERE a.id = ANY (wanted) AND NOT EXISTS (SELECT 1 FROM actionplans_action part WHERE part.parent_id = a.id)
$$;
"""
FACTS_BEFORE = EARLIER.FACTS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

ACTION = "actionplans_action"
LEADS_TO, COLUMNS = EARLIER.WATCHED[ACTION]
CHARACTERISTIC = "actionplans_actioncharacteristic"
RECOUNTED = "SELECT actionplans_recount(ARRAY(SELECT id FROM actionplans_action))"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("actionplans", "0013_history_by_statement")]

    operations: ClassVar = [
        migrations.RunSQL(
            [
                FACTS,
                EARLIER.unwatching(ACTION),
                EARLIER.watching(ACTION, LEADS_TO, [*COLUMNS, "later_years"]),
                EARLIER.watching(CHARACTERISTIC, "SELECT r.action_id", ["action_id"]),
            ],
            [
                EARLIER.unwatching(CHARACTERISTIC),
                EARLIER.unwatching(ACTION),
                EARLIER.watching(ACTION, LEADS_TO, COLUMNS),
                FACTS_BEFORE,
            ],
        ),
        migrations.RunSQL(RECOUNTED, migrations.RunSQL.noop),
    ]
