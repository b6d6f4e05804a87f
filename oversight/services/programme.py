"""The yearly programme: what is to be assessed, what was agreed, and beginning an assessment from it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.models import Assessment
from eqia.services import start_assessment
from governance.errors import MoveForbidden
from governance.models import Body
from governance.services import freeze
from organisation.models import Unit
from oversight.models import Programme, ProgrammeEntry
from oversight.rules.years import words_of_year
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


@transaction.atomic
def add_programme(*, unit: Unit, year: int, by: Any) -> Programme:
    """The programme of a directorate for a year; the one that is there already, if there is one."""
    programme, _made = Programme.objects.get_or_create(unit=unit, year=year)
    return programme


@transaction.atomic
def add_entry(*, programme: Programme, by: Any, **values: Any) -> ProgrammeEntry:
    return ProgrammeEntry.objects.create(programme=programme, **values)


@transaction.atomic
def change_entry(*, entry: ProgrammeEntry, version: int, by: Any, **values: Any) -> ProgrammeEntry:
    locked = lock_unchanged(entry, version)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    return locked


@transaction.atomic
def drop_entry(*, entry: ProgrammeEntry, version: int, reason: str, by: Any) -> ProgrammeEntry:
    """Take an entry out of the programme with a reason; it stays in sight and in what was agreed."""
    locked = lock_unchanged(entry, version)
    locked.dropped_on, locked.dropped_because = timezone.localdate(), reason
    locked.save()
    return locked


@transaction.atomic
def agree_programme(
    *, programme: Programme, by: Any, body: Body | None = None, on: datetime.date | None = None
) -> Programme:
    """Agree it as it stands: the entries are frozen, and what was agreed is counted from that moment."""
    locked = Programme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=programme.pk)
    if locked.is_agreed:
        raise NotPossible(_("This programme was agreed on %s already.") % locked.agreed_on)
    entries = locked.entries.select_for_update(of=("self",)).filter(dropped_on__isnull=True).select_related("unit")
    if not entries:
        raise NotPossible(_("Add what is to be assessed before the programme is agreed."))
    locked.agreed_on, locked.agreed_by, locked.agreed_by_body = on or timezone.localdate(), by, body
    locked.save()
    freeze(locked, payload=_content(locked, list(entries)), stage="agreed", by=by)
    for entry in entries:
        entry.is_agreed = True
        entry.save(update_fields=["is_agreed"])
    return locked


@transaction.atomic
def start_from_entry(*, entry: ProgrammeEntry, by: Any) -> Assessment:
    """Begin the assessment of an entry: it takes over title, kind and service, and no judgement whatever."""
    locked = ProgrammeEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if locked.assessment_id is not None:
        raise NotPossible(_("Its assessment has been started already."))
    if locked.dropped_on is not None:
        raise NotPossible(_("It was dropped from the programme, so it cannot be started from here."))
    try:
        locked.assessment = start_assessment(title=locked.title, kind=locked.kind, unit=locked.unit, by=by)
    except MoveForbidden:
        raise NotPossible(_("Only an officer of the directorate can start an assessment.")) from None
    locked.save()
    return locked.assessment


def _content(programme: Programme, entries: list[ProgrammeEntry]) -> dict[str, Any]:
    return {
        "schema": "programme-1",
        "directorate": str(programme.unit),
        "year": words_of_year(programme.year),
        "agreed_on": programme.agreed_on.isoformat() if programme.agreed_on else "",
        "agreed_by": str(programme.agreed_by),
        "body": str(programme.agreed_by_body or ""),
        "entries": [
            {
                "title": entry.title,
                "kind": str(entry.get_kind_display()),
                "unit": str(entry.unit),
                "relevance": entry.relevance,
                "starts_on": entry.starts_on.isoformat(),
                "screened_by": entry.screened_by.isoformat(),
                "assessed_by": entry.assessed_by.isoformat(),
            }
            for entry in entries
        ],
    }
