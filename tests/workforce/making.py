"""Staff files and snapshots for tests."""

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

from organisation.models import Unit
from workforce.choices import ReleaseState
from workforce.models import Release, Snapshot
from workforce.services import import_snapshot, prove_release, release_figures

AS_AT = datetime.date(2026, 3, 31)
COLUMNS = (
    "Reference",
    "Directorate",
    "Age",
    "Sex",
    "Ethnic group",
    "Disability",
    "Religion or belief",
    "Sexual orientation",
    "Gender identity",
    "Marital status",
)
USUAL = {
    "Directorate": "Place",
    "Age": "40",
    "Sex": "Female",
    "Ethnic group": "White British",
    "Disability": "No",
    "Religion or belief": "Christian",
    "Sexual orientation": "Heterosexual",
    "Gender identity": "Yes",
    "Marital status": "Married",
}


def people(number: int, first: int = 1, **answers: str) -> list[dict[str, str]]:
    """So many people with the usual answers but for those given (`ethnic_group="Roma"`)."""
    given = {key.replace("_", " ").capitalize(): value for key, value in answers.items()}
    return [{"Reference": f"R{first + index}", **USUAL, **given} for index in range(number)]


def staff_file(rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def import_rows(
    rows: Sequence[dict[str, str]] | None = None,
    *,
    by: Any,
    as_at: datetime.date = AS_AT,
    employer: Unit | None = None,
    released: bool = True,
) -> Snapshot:
    """A snapshot that was imported and, if wanted, whose figures were proved and released."""
    content = staff_file(people(30) if rows is None else rows)
    snapshot = import_snapshot(content=content, file_name="staff.csv", as_at=as_at, by=by, employer=employer).snapshot
    if released:
        release_snapshot(snapshot, by=by)
    return snapshot


def release_snapshot(snapshot: Snapshot, *, by: Any) -> Release:
    """Proved and released; fails where the figures are refused."""
    judged = prove_release(release=snapshot.releases.open().get(), by=by)
    assert judged.state == ReleaseState.PROVEN, judged.verdict
    return release_figures(release=judged, by=by)
