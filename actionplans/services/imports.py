"""Bringing in action plans from somebody's file: looked at first, then all of it or nothing."""

import datetime
import hashlib
import io
import logging
from collections.abc import Sequence
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from actionplans.choices import ImportState
from actionplans.models import ActionImport
from actionplans.rules.joining import join_tables
from actionplans.rules.rows import Flag, lay_out
from actionplans.services.preparing import Preparation, prepare
from actionplans.services.writing import Writer
from toolkit.bulk import keeping_everything
from toolkit.tables import Table, Unreadable, kind_of, pack, read_pasted, read_tables, unpack

logger = logging.getLogger(__name__)


class ImportRefused(Exception):
    """Nothing was imported; the flags say which rows are wrong and why."""

    def __init__(self, flags: list[Flag]) -> None:
        super().__init__(*(flag.reason for flag in flags))
        self.flags = flags


def receive_file(
    *, title: str, file: IO[bytes], name: str, by: Any, written_on: datetime.date | None, read: bool = True
) -> ActionImport:
    """Keep the file privately and make an import that waits to be confirmed. Raises Unreadable.

    Without `read`, its kind is looked at and no more: `read_file` must follow, in a job of its own.
    """
    tables: list[Table] | None = None
    if read:
        tables = readable(read_tables(file, name))
    else:
        kind_of(file, name)
    file.seek(0)
    return _keep(title, file.read(), name, by, written_on, tables)


def receive_pasted(*, title: str, text: str, by: Any, written_on: datetime.date | None) -> ActionImport:
    """The same for a table that was copied out of a document, a workbook or a web page. Raises Unreadable."""
    tables, ending = read_pasted(text)
    name = _("Pasted table.%s") % ending
    return _keep(title, text.encode(), name, by, written_on, readable(tables))


def read_file(*, brought: ActionImport) -> ActionImport:
    """Read the kept file. Raises Unreadable."""
    with brought.file.open("rb") as file:
        tables = readable(read_tables(io.BytesIO(file.read()), brought.file_name))
    brought.reading, brought.row_count = pack(tables), _rows(tables)
    brought.save(update_fields=["reading", "row_count"])
    return brought


def readable(tables: list[Table]) -> list[Table]:
    if not any(lay_out(table.name, table.rows) for table in join_tables(tables)):
        raise Unreadable(_("No table was found. Choose a file with a row of headings and a row for each action."))
    return tables


def tables_of(brought: ActionImport) -> list[Table]:
    if brought.reading is None:
        read_file(brought=brought)
    assert brought.reading is not None
    return unpack(bytes(brought.reading))


def imported_before(brought: ActionImport) -> ActionImport | None:
    """The latest import of the very same file under the same title."""
    same = ActionImport.objects.filter(title=brought.title, file_sha256=brought.file_sha256)
    done = same.filter(state=ImportState.IMPORTED).exclude(pk=brought.pk)
    return done.select_related("by").order_by("-imported_at").first()


@transaction.atomic
def choose(*, brought: ActionImport, choices: dict[str, Any]) -> ActionImport:
    """Keep which sheets are taken, which column is what, and what the plans are called."""
    brought.choices = choices
    brought.save(update_fields=["choices"])
    return brought


@transaction.atomic
def discard(*, brought: ActionImport) -> None:
    """Do not import the file after all; it stays on record."""
    waiting = ActionImport.objects.filter(pk=brought.pk, state=ImportState.UPLOADED)
    waiting.update(state=ImportState.DISCARDED, reading=None)


@keeping_everything()
@transaction.atomic
def carry_out(*, brought: ActionImport, by: Any) -> dict[str, Any]:
    """Import everything, or raise ImportRefused and leave everything as it was. Returns what was done, as JSON.

    An import is carried out once; asked again, it answers what it did.
    """
    tables = tables_of(brought) if brought.state == ImportState.UPLOADED else []
    brought = ActionImport.objects.select_for_update(of=("self",)).defer("reading").get(pk=brought.pk)
    if brought.state == ImportState.IMPORTED:
        return dict(brought.result)
    if brought.state == ImportState.DISCARDED:
        raise Unreadable(_("This file was not imported. Upload it again if you want it after all."))
    preparation = preparation_of(brought, tables)
    if preparation.wrong:
        raise ImportRefused(preparation.wrong)
    Writer(brought, preparation, by).write()
    brought.state = ImportState.IMPORTED
    brought.imported_at = timezone.now()
    brought.result = preparation.for_the_record()
    brought.reading = None
    brought.save()
    transaction.on_commit(lambda: _compare_later(brought), robust=True)
    return preparation.as_json()


def _compare_later(brought: ActionImport) -> None:
    """Have a worker look for actions of other plans that are the same work; where none can be told, the night does it."""
    try:
        import_string("actionplans.tasks.suggest_same_work").delay(brought.pk)
    except (OperationalError, OSError):
        logger.info("No worker could be told to compare the actions of import %s", brought.pk)


def preparation_of(brought: ActionImport, tables: Sequence[Table] | None = None) -> Preparation:
    """What the import would do. Raises Unreadable."""
    return prepare(
        title=brought.title,
        tables=tables_of(brought) if tables is None else tables,
        choices=brought.choices,
        written_on=brought.written_on,
    )


def _keep(
    title: str, content: bytes, name: str, by: Any, written_on: datetime.date | None, tables: list[Table] | None
) -> ActionImport:
    brought = ActionImport(
        title=title,
        file_name=name[-255:],
        file_sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        written_on=written_on,
        reading=None if tables is None else pack(tables),
        row_count=0 if tables is None else _rows(tables),
    )
    brought.file.save(name[-80:], ContentFile(content), save=False)
    brought.save()
    return brought


def _rows(tables: list[Table]) -> int:
    return sum(len(table.rows) for table in tables)
