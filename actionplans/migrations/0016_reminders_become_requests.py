"""Reminders that went out are requests that were asked: they stay in the record, with links that nobody has."""

import datetime
import hashlib
import secrets
from typing import Any

from django.db import migrations
from django.utils import timezone


def carry_over(apps: Any, schema_editor: Any) -> None:
    Reminder = apps.get_model("actionplans", "Reminder")
    Update = apps.get_model("actionplans", "Update")
    Request = apps.get_model("actionplans", "UpdateRequest")
    answered: dict[int, list[datetime.datetime]] = {}
    for action, moment in Update.objects.order_by("recorded_at").values_list("action_id", "recorded_at"):
        answered.setdefault(action, []).append(moment)
    Request.objects.bulk_create(
        Request(
            action_id=reminder.action_id,
            person_id=reminder.person_id,
            name=reminder.person.full_name,
            email=reminder.person.email,
            why=reminder.step,
            falls_due_on=reminder.falls_due_on,
            token_hash=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
            on=timezone.localdate(reminder.sent_at),
            asked_at=reminder.sent_at,
            expires_at=reminder.sent_at,
            settled_at=next((at for at in answered.get(reminder.action_id, []) if at >= reminder.sent_at), None),
        )
        for reminder in Reminder.objects.select_related("person")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actionplans", "0015_open_actions_first"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
