"""Evidence written down earlier stays as it was written, as a citation of its own words; what can be read of its date is
read. Engagement that lies ahead and has not been heard yet becomes planned engagement."""

import calendar
import datetime
import re
from typing import Any

from django.db import migrations
from django.utils import timezone

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
LAST_YEAR = re.compile(r"(?:\b(?P<month>[A-Za-z]+)\s+)?(?P<year>(?:19|20)\d\d)\b")


def last_day_of(words: str) -> datetime.date | None:
    """The last day of the last month or year that the words name: "April 2025 to March 2026" ends on 31 March 2026."""
    found = list(LAST_YEAR.finditer(words))
    if not found:
        return None
    year, month = int(found[-1]["year"]), MONTHS.get((found[-1]["month"] or "").lower(), 12)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def carry_over(apps: Any, schema_editor: Any) -> None:
    today = timezone.localdate()
    EvidenceItem = apps.get_model("eqia", "EvidenceItem")
    for item in EvidenceItem.objects.exclude(dated="").filter(dated_on__isnull=True):
        day = last_day_of(item.dated)
        if day is not None:
            item.dated_on = min(day, today)
            item.save(update_fields=["dated_on"])
    Consultation = apps.get_model("eqia", "Consultation")
    Consultation.objects.filter(starts_on__gt=today, heard="").update(stage="planned")


class Migration(migrations.Migration):
    dependencies = [("eqia", "0002_evidence_citations_and_fair_consultation")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
