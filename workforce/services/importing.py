"""Taking a staff file in, all or nothing."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.services import move
from organisation.choices import UnitKind
from organisation.code_lists.reading import plain
from organisation.models import Unit
from workforce.models import Snapshot, StaffRow
from workforce.reading import ANSWERS, Body, Problem, Row, read_staff
from workforce.services.proposing import propose_release
from workforce.services.removing import remove_staff

_COLUMNS = ("snapshot_id", "reference", "unit_id", "grade", "hours", "age", *ANSWERS)
_NONE = r"\N"  # how COPY writes an empty value
Report = Callable[[int, int, str], None]  # done, total, step


class SnapshotRefused(Exception):
    """Nothing was taken in. The sentence says why; the problems name every line."""

    def __init__(self, sentence: str, problems: list[Problem] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.problems = problems or []


@dataclass(frozen=True)
class Imported:
    snapshot: Snapshot
    is_new: bool
    not_asked: list[str]


@transaction.atomic
def import_snapshot(
    *,
    content: bytes,
    file_name: str,
    as_at: datetime.date,
    by: Any,
    employer: Unit | None = None,
    report: Report = lambda done, total, step: None,
) -> Imported:
    """Take in the staff of one day. The same file for the same day changes nothing; another one replaces it.

    Raises SnapshotRefused, with every bad row, and PermissionDenied.
    """
    if not by.has_perm("workforce.import_snapshot"):
        raise PermissionDenied
    if as_at > timezone.localdate():
        raise SnapshotRefused(_("The day of the snapshot is in the future. Enter the day the file describes."))
    sha256 = hashlib.sha256(content).hexdigest()
    # One import at a time, so that two of the same file cannot both be new.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('workforce.import_snapshot'))")
    same_day = Snapshot.objects.in_use().filter(employer=employer, as_at=as_at).first()
    if same_day and same_day.sha256 == sha256:
        return Imported(same_day, False, [])
    step = _("Reading the file")
    reading = read_staff(
        content,
        _body(as_at, employer),
        name=file_name,
        report=lambda done, total: report(done * 7, total * 10, step),
    )
    if reading.problems:
        raise SnapshotRefused(_refusal(reading.bad_rows, reading.row_count), reading.problems)
    snapshot = take_in(
        rows=reading.rows,
        content=content,
        file_name=file_name,
        as_at=as_at,
        employer=employer,
        ignored_columns=reading.ignored,
        by=by,
        report=report,
    )
    return Imported(snapshot, True, reading.not_asked)


@transaction.atomic
def take_in(
    *,
    rows: list[Row],
    content: bytes,
    file_name: str,
    as_at: datetime.date,
    by: Any,
    employer: Unit | None = None,
    ignored_columns: list[str] | None = None,
    at: datetime.datetime | None = None,
    report: Report = lambda done, total, step: None,
) -> Snapshot:
    """Store rows that were read already and propose what of them may leave. `content` is the file's own, for its hash; `at` the
    moment it happened, for records brought in from elsewhere."""
    same_day = Snapshot.objects.in_use().filter(employer=employer, as_at=as_at).first()
    if same_day:
        same_day = move(same_day, "replace", by=by)
        remove_staff(same_day, reason=_("A corrected file took its place"), by=by)
    snapshot = Snapshot.objects.create(
        as_at=as_at,
        employer=employer,
        file_name=file_name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=len(rows),
        ignored_columns=ignored_columns or [],
        imported_by=by,
        imported_at=at or timezone.now(),
        replaces=same_day,
    )
    report(70, 100, _("Storing the records"))
    store_rows(snapshot, rows)
    report(90, 100, _("Working out what may leave"))
    propose_release(snapshot=snapshot, by=by, at=at)
    return snapshot


def store_rows(snapshot: Snapshot, rows: list[Row]) -> None:
    """Write staff rows with COPY."""
    lines = "".join(
        f"{snapshot.pk}\t{row.reference.hex}\t{row.unit}\t{_copy_text(row.grade)}\t"
        f"{_NONE if row.hours is None else row.hours}\t{row.age}\t" + "\t".join(map(str, row.answers)) + "\n"
        for row in rows
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {StaffRow._meta.db_table} ({', '.join(_COLUMNS)}) FROM STDIN") as copy,
    ):
        copy.write(lines)


def _body(as_at: datetime.date, employer: Unit | None) -> Body:
    units: dict[str, int] = {}
    employers: dict[str, str] = {}
    for unit in Unit.objects.all():
        for name in (unit.name, unit.code):
            if employer is not None:
                if employer.pk in (unit.pk, unit.parent_id):
                    units[plain(name)] = unit.pk
            elif unit.kind == UnitKind.EMPLOYER:
                employers[plain(name)] = unit.name
            else:
                units[plain(name)] = unit.pk
    return Body(as_at, units, employers, pseudonym)


@cache
def _reference_key() -> bytes:
    return hashlib.sha256(b"workforce.reference" + settings.SECRET_KEY.encode()).digest()


def pseudonym(reference: str) -> UUID:
    """A keyed hash: the same person has the same one in every snapshot, and nobody can go back to the reference."""
    return UUID(bytes=hashlib.blake2b(reference.encode(), key=_reference_key(), digest_size=16).digest())


def _refusal(bad_rows: int, rows: int) -> str:
    if not bad_rows or not rows:
        return _("The file was refused and nothing was changed.")
    return ngettext(
        "The file was refused and nothing was changed: %(bad)s of %(rows)s rows needs correcting.",
        "The file was refused and nothing was changed: %(bad)s of %(rows)s rows need correcting.",
        bad_rows,
    ) % {"bad": f"{bad_rows:,}", "rows": f"{rows:,}"}


def _copy_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def already_imported(snapshot: Snapshot) -> str:
    """The sentence for a file that is here already."""
    return _("This file is here already: %(by)s imported it on %(on)s. Nothing was changed.") % {
        "by": snapshot.imported_by,
        "on": date_format(timezone.localtime(snapshot.imported_at), "j F Y"),
    }
