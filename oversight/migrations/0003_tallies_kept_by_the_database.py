"""How live assessments are counted, as functions and triggers of the database: docs/decisions/0085.

`oversight_facts` says how an assessment ought to be counted; it is the one place where that is defined. A statement that
changes an assessment or one of its parts calls `oversight_recount` for the assessments it touched, which brings
`oversight_counted` into line. Every change of that table adds the differences to `oversight_tally`.
"""

from typing import ClassVar

from django.db import migrations

FACTS = """
CREATE FUNCTION oversight_facts(wanted bigint[]) RETURNS TABLE (
    assessment_id bigint, characteristic_id bigint, combination text, directorate_id bigint, standing text, kind text,
    round text, quarter text, places varchar[], is_harmed boolean, is_mitigated boolean, is_helped boolean,
    is_unknown boolean, is_unaffected boolean, is_unanswered boolean
) LANGUAGE sql STABLE AS $$
    -- Live: not withdrawn, not screened out, not stopped; a programme is counted through the proposals it consists of.
    WITH live AS (
        SELECT a.id, coalesce(u.parent_id, u.id) AS directorate_id,
            CASE WHEN a.state IN ('approved', 'published') THEN 'finished' ELSE 'in_progress' END AS standing,
            a.kind::text AS kind, coalesce(nullif(a.budget_round, ''), '-')::text AS round,
            coalesce(to_char(a.decision_expected_on, 'YYYY-Q'), '-') AS quarter,
            ARRAY(SELECT DISTINCT unnest(a.places) ORDER BY 1) AS places
        FROM eqia_assessment a
        JOIN organisation_unit u ON u.id = a.unit_id
        LEFT JOIN eqia_screening s ON s.assessment_id = a.id
        LEFT JOIN eqia_conclusion c ON c.assessment_id = a.id
        WHERE a.id = ANY (wanted) AND a.state <> 'withdrawn' AND a.kind <> 'programme'
            AND coalesce(s.result, '') <> 'not_required'
            AND NOT (a.state IN ('approved', 'published') AND coalesce(c.outcome, '') = 'stop')
    ),
    -- Mitigated: something is promised for the group, with somebody who leads it and a date.
    promised AS (
        SELECT DISTINCT m.impact_id FROM eqia_mitigation m
        WHERE m.assessment_id = ANY (wanted) AND m.impact_id IS NOT NULL AND m.kind = 'mitigate'
            AND m.lead_person_id IS NOT NULL AND m.due_on IS NOT NULL
    ),
    cards AS (
        SELECT l.id, i.characteristic_id, ''::text AS combination, i.effect IN ('negative', 'both') AS is_harmed,
            i.effect IN ('negative', 'both') AND p.impact_id IS NOT NULL AS is_mitigated,
            i.effect IN ('positive', 'both') AS is_helped, i.effect = 'unknown' AS is_unknown,
            i.effect = 'none' AS is_unaffected, i.effect = '' AS is_unanswered
        FROM live l JOIN eqia_impact i ON i.assessment_id = l.id LEFT JOIN promised p ON p.impact_id = i.id
    ),
    combinations AS (
        SELECT n.assessment_id AS id, n.combination, bool_or(n.effect IN ('negative', 'both')) AS is_harmed,
            bool_or(n.effect IN ('positive', 'both')) AS is_helped, bool_or(n.effect = 'unknown') AS is_unknown,
            bool_or(n.effect = 'none') AS is_unaffected, bool_or(n.effect = '') AS is_unanswered
        FROM (
            SELECT i.assessment_id, i.effect, string_agg(c.key, '+' ORDER BY c.key) AS combination
            FROM eqia_intersection i
            JOIN eqia_intersection_characteristics x ON x.intersection_id = i.id
            JOIN organisation_characteristic c ON c.id = x.characteristic_id
            WHERE i.assessment_id = ANY (wanted)
            GROUP BY i.id
            HAVING count(*) > 1
        ) n
        GROUP BY n.assessment_id, n.combination
    ),
    counted AS (
        SELECT id, characteristic_id, combination, is_harmed, is_mitigated, is_helped, is_unknown, is_unaffected,
            is_unanswered
        FROM cards
        UNION ALL
        SELECT id, 0, combination, is_harmed, false, is_helped, is_unknown, is_unaffected, is_unanswered
        FROM combinations
        UNION ALL
        -- The whole: mitigated when every harm is, unaffected when every group is.
        SELECT l.id, 0, '', coalesce(bool_or(c.is_harmed), false),
            coalesce(bool_or(c.is_harmed) AND bool_and(c.is_mitigated OR NOT c.is_harmed), false),
            coalesce(bool_or(c.is_helped), false), coalesce(bool_or(c.is_unknown), false),
            coalesce(bool_and(c.is_unaffected), false), coalesce(bool_or(c.is_unanswered), true)
        FROM live l LEFT JOIN cards c ON c.id = l.id
        GROUP BY l.id
    )
    SELECT l.id, n.characteristic_id, n.combination, l.directorate_id, l.standing, l.kind, l.round, l.quarter, l.places,
        n.is_harmed, n.is_mitigated, n.is_helped, n.is_unknown, n.is_unaffected, n.is_unanswered
    FROM live l JOIN counted n ON n.id = l.id
$$;
"""

RECOUNT = """
CREATE FUNCTION oversight_recount(wanted bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for each assessment: whoever comes second sees, in the next statement, what the first committed.
    PERFORM 1 FROM eqia_assessment WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
    WITH facts AS MATERIALIZED (SELECT * FROM oversight_facts(wanted)),
    gone AS (
        DELETE FROM oversight_counted c
        WHERE c.assessment_id = ANY (wanted) AND NOT EXISTS (
            SELECT 1 FROM facts f
            WHERE f.assessment_id = c.assessment_id AND f.characteristic_id = c.characteristic_id
                AND f.combination = c.combination
        )
    )
    INSERT INTO oversight_counted AS c (
        assessment_id, characteristic_id, combination, directorate_id, standing, kind, round, quarter, places,
        is_harmed, is_mitigated, is_helped, is_unknown, is_unaffected, is_unanswered
    )
    SELECT * FROM facts
    ON CONFLICT (assessment_id, characteristic_id, combination) DO UPDATE SET
        directorate_id = EXCLUDED.directorate_id, standing = EXCLUDED.standing, kind = EXCLUDED.kind,
        round = EXCLUDED.round, quarter = EXCLUDED.quarter, places = EXCLUDED.places, is_harmed = EXCLUDED.is_harmed,
        is_mitigated = EXCLUDED.is_mitigated, is_helped = EXCLUDED.is_helped, is_unknown = EXCLUDED.is_unknown,
        is_unaffected = EXCLUDED.is_unaffected, is_unanswered = EXCLUDED.is_unanswered
    WHERE (c.directorate_id, c.standing, c.kind, c.round, c.quarter, c.places, c.is_harmed, c.is_mitigated,
            c.is_helped, c.is_unknown, c.is_unaffected, c.is_unanswered)
        IS DISTINCT FROM (EXCLUDED.directorate_id, EXCLUDED.standing, EXCLUDED.kind, EXCLUDED.round, EXCLUDED.quarter,
            EXCLUDED.places, EXCLUDED.is_harmed, EXCLUDED.is_mitigated, EXCLUDED.is_helped, EXCLUDED.is_unknown,
            EXCLUDED.is_unaffected, EXCLUDED.is_unanswered);
END
$$;
"""

# Where one counted row is added up: by each of its faces, within its kind and round, within either, and within none.
CELLS = """
CREATE FUNCTION oversight_cells(
    characteristic_id bigint, combination text, kind text, round text, quarter text, places varchar[]
) RETURNS TABLE (
    face text, kind text, round text, quarter text, combination text, characteristic_id bigint, place text
) LANGUAGE sql IMMUTABLE AS $$
    SELECT f.face, w.kind, w.round, f.quarter, f.combination, f.characteristic_id, f.place
    FROM (
        SELECT 'proposal' AS face, $5 AS quarter, '' AS combination, 0::bigint AS characteristic_id, '' AS place
        WHERE $1 = 0 AND $2 = ''
        UNION ALL SELECT 'group', '', '', $1, '' WHERE $1 > 0
        UNION ALL SELECT 'combination', '', $2, 0, '' WHERE $2 <> ''
        UNION ALL SELECT 'place', '', '', $1, p FROM unnest($6) AS p WHERE $2 = ''
    ) f
    CROSS JOIN (VALUES ($3, $4), ($3, ''), ('', $4), ('', '')) AS w (kind, round)
$$;
"""

SUMS = """
    sum(d.sign) AS total, sum(d.sign * d.is_harmed::int) AS harmed, sum(d.sign * d.is_mitigated::int) AS mitigated,
    sum(d.sign * d.is_helped::int) AS helped, sum(d.sign * d.is_unknown::int) AS unknown,
    sum(d.sign * d.is_unaffected::int) AS unaffected, sum(d.sign * d.is_unanswered::int) AS unanswered
"""
BY = "x.face, x.kind, x.round, d.directorate_id, d.standing, x.quarter, x.combination, x.characteristic_id, x.place"
CELLS_OF = "oversight_cells(d.characteristic_id, d.combination, d.kind, d.round, d.quarter, d.places) x"

ADD_UP = f"""
CREATE FUNCTION oversight_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changes text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT 1 AS sign, * FROM came'
    WHEN 'DELETE' THEN 'SELECT -1 AS sign, * FROM went'
    ELSE 'SELECT 1 AS sign, * FROM came UNION ALL SELECT -1, * FROM went' END;
BEGIN
    EXECUTE 'INSERT INTO oversight_tally (face, kind, round, directorate_id, standing, quarter, combination,
            characteristic_id, place, total, harmed, mitigated, helped, unknown, unaffected, unanswered, is_folded)
        SELECT {BY}, {SUMS}, false FROM (' || changes || ') d CROSS JOIN LATERAL {CELLS_OF}
        GROUP BY {BY}
        HAVING sum(d.sign) <> 0 OR sum(d.sign * d.is_harmed::int) <> 0 OR sum(d.sign * d.is_mitigated::int) <> 0
            OR sum(d.sign * d.is_helped::int) <> 0 OR sum(d.sign * d.is_unknown::int) <> 0
            OR sum(d.sign * d.is_unaffected::int) <> 0 OR sum(d.sign * d.is_unanswered::int) <> 0';
    RETURN NULL;
END
$$;
CREATE TRIGGER oversight_add_up_inserted AFTER INSERT ON oversight_counted
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION oversight_add_up();
CREATE TRIGGER oversight_add_up_updated AFTER UPDATE ON oversight_counted
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION oversight_add_up();
CREATE TRIGGER oversight_add_up_deleted AFTER DELETE ON oversight_counted
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION oversight_add_up();
"""

# Every table whose rows decide how an assessment is counted: how a row leads to its assessment, and its telling columns.
WATCHED = {
    "eqia_assessment": ("r.id", ["unit_id", "kind", "state", "budget_round", "decision_expected_on", "places"]),
    "eqia_screening": ("r.assessment_id", ["result"]),
    "eqia_conclusion": ("r.assessment_id", ["outcome"]),
    "eqia_impact": ("r.assessment_id", ["characteristic_id", "effect"]),
    "eqia_mitigation": ("r.assessment_id", ["impact_id", "kind", "lead_person_id", "due_on"]),
    "eqia_intersection": ("r.assessment_id", ["effect"]),
    "eqia_intersection_characteristics": (
        "(SELECT i.assessment_id FROM eqia_intersection i WHERE i.id = r.intersection_id)",
        ["intersection_id", "characteristic_id"],
    ),
}


def watching(table: str, leads_to: str, columns: list[str]) -> str:
    telling = ", ".join(f"came.{each}" for each in columns), ", ".join(f"went.{each}" for each in columns)
    function = f"oversight_{table}_changed"
    return f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT {leads_to}) INTO touched FROM came r;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT {leads_to}) INTO touched FROM went r;
    ELSE
        SELECT array_agg(DISTINCT {leads_to}) INTO touched FROM (
            SELECT came.* FROM came JOIN went ON went.id = came.id
            WHERE ({telling[0]}) IS DISTINCT FROM ({telling[1]})
        ) r;
    END IF;
    touched := array_remove(touched, NULL);
    IF cardinality(touched) > 0 THEN PERFORM oversight_recount(touched); END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER oversight_inserted AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER oversight_updated AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER oversight_deleted AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""


# A service that moves to another directorate takes its assessments along.
UNITS = """
CREATE FUNCTION oversight_unit_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM oversight_recount(ARRAY(SELECT id FROM eqia_assessment WHERE unit_id = NEW.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER oversight_unit_moved AFTER UPDATE ON organisation_unit
    FOR EACH ROW WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION oversight_unit_moved();
"""

# What the sums ought to be, worked out from the assessments themselves; for `check_tallies`.
EXPECTED = f"""
CREATE VIEW oversight_expected AS
SELECT {BY}, {SUMS}
FROM (SELECT 1 AS sign, * FROM oversight_facts(ARRAY(SELECT id FROM eqia_assessment))) d CROSS JOIN LATERAL {CELLS_OF}
GROUP BY {BY};
"""

REMOVE = """
DROP VIEW oversight_expected;
DROP TRIGGER oversight_unit_moved ON organisation_unit;
DROP FUNCTION oversight_unit_moved();
DROP TRIGGER oversight_add_up_inserted ON oversight_counted;
DROP TRIGGER oversight_add_up_updated ON oversight_counted;
DROP TRIGGER oversight_add_up_deleted ON oversight_counted;
DROP FUNCTION oversight_add_up();
DROP FUNCTION oversight_recount(bigint[]);
DROP FUNCTION oversight_cells(bigint, text, text, text, text, varchar[]);
DROP FUNCTION oversight_facts(bigint[]);
"""


def unwatching(table: str) -> str:
    return f"""
DROP TRIGGER oversight_inserted ON {table};
DROP TRIGGER oversight_updated ON {table};
DROP TRIGGER oversight_deleted ON {table};
DROP FUNCTION oversight_{table}_changed();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("oversight", "0002_more_kinds_of_proposal"),
        ("eqia", "0010_form_with_all_its_parts"),
        ("organisation", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(
            [FACTS, RECOUNT, CELLS, ADD_UP, *(watching(table, *how) for table, how in WATCHED.items()), UNITS, EXPECTED],
            ["".join(unwatching(table) for table in WATCHED), REMOVE],
        ),
        # What is there already is counted once; from here on the triggers count.
        migrations.RunSQL(
            "SELECT oversight_recount(ARRAY(SELECT id FROM eqia_assessment))", migrations.RunSQL.noop
        ),
    ]
