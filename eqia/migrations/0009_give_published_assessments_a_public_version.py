"""What was published before there were public versions gets one: the same content, without people's names and inner steps."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from eqia.redaction import public_content
from governance.rules import content_hash


def fill(apps: Any, _schema_editor: Any) -> None:
    Assessment = apps.get_model("eqia", "Assessment")
    PublicVersion = apps.get_model("eqia", "PublicVersion")
    for assessment in Assessment.objects.filter(published_version__isnull=False).select_related("published_version"):
        version = assessment.published_version
        move = assessment.moves.filter(transition="publish").order_by("-at", "-pk").first()
        approved_at = timezone.localtime(version.made_at).isoformat(timespec="seconds")
        payload = public_content(version.payload) | {
            "public": {"version": version.number, "approved_at": approved_at, "hidden": []}
        }
        PublicVersion.objects.create(
            assessment=assessment,
            source=version,
            number=1,
            stage="published",
            payload=payload,
            sha256=content_hash(payload),
            made_by_id=move.by_id if move else version.made_by_id,
            made_at=move.at if move else version.made_at,
        )


class Migration(migrations.Migration):
    dependencies = [("eqia", "0008_public_versions_and_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
