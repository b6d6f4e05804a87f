from django.apps.registry import Apps
from django.db import migrations

from organisation.rules import PROTECTED_CHARACTERISTICS


def add(apps: Apps, schema_editor: object) -> None:
    Characteristic = apps.get_model("organisation", "Characteristic")
    for position, (key, name) in enumerate(PROTECTED_CHARACTERISTICS.items(), start=1):
        Characteristic.objects.update_or_create(key=key, defaults={"name": name, "is_statutory": True, "position": position})


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
