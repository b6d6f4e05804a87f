"""What was recorded before there were tallies is counted once; from then on triggers count."""

from typing import ClassVar

from django.db import migrations

COUNT = """
INSERT INTO actionplans_actiontally (action_id, last_update_on, times_moved, days_later, times_uncounted)
SELECT a.id, u.last_update_on, coalesce(c.moved, 0), coalesce(c.days, 0), coalesce(c.uncounted, 0)
FROM actionplans_action a
LEFT JOIN (SELECT action_id, max("on") AS last_update_on FROM actionplans_update GROUP BY action_id) u
    ON u.action_id = a.id
LEFT JOIN (
    SELECT action_id,
        count(*) FILTER (WHERE (new_falls_due_on - old_falls_due_on) IS DISTINCT FROM 0) AS moved,
        sum(new_falls_due_on - old_falls_due_on) AS days,
        count(*) FILTER (WHERE (new_falls_due_on - old_falls_due_on) IS NULL) AS uncounted
    FROM actionplans_deadlinechange GROUP BY action_id
) c ON c.action_id = a.id
WHERE u.action_id IS NOT NULL OR c.action_id IS NOT NULL
ON CONFLICT (action_id) DO NOTHING;
"""
NEXT_MILESTONE = """
UPDATE actionplans_action SET next_milestone_on = (
    SELECT min((each->>'due_on')::date) FROM jsonb_array_elements(milestones) AS each
    WHERE each->>'due_on' IS NOT NULL AND NOT (each->>'is_to_be_confirmed')::boolean
)
WHERE jsonb_array_length(milestones) > 0;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("actionplans", "0007_verification_and_tallies")]

    operations: ClassVar = [
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.RunSQL(NEXT_MILESTONE, migrations.RunSQL.noop),
    ]
