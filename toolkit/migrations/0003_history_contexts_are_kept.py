from django.db import migrations

KEEP = """
CREATE FUNCTION toolkit_keep_history_context() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
        AND NEW.id::text = current_setting('pghistory.context_id', true)
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'history_context_is_kept: who changed what, and when, cannot be altered';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER history_context_is_kept BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION toolkit_keep_history_context();
"""
LET_GO = """
DROP TRIGGER history_context_is_kept ON pghistory_context;
DROP FUNCTION toolkit_keep_history_context();
"""


class Migration(migrations.Migration):
    """The rows that say who acted are kept like the history itself: only the request that wrote one may add to it."""

    dependencies = [("toolkit", "0002_cache_table"), ("pghistory", "0007_auto_20250421_0444")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
