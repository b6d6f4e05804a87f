from django.core.management import call_command
from django.db import migrations


def create(apps: object, schema_editor: object) -> None:
    call_command("createcachetable", verbosity=0)


class Migration(migrations.Migration):
    """The cache (rate limits, short-lived counts) lives in the database, so that every worker sees the same one."""

    dependencies = [("toolkit", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
