"""Many new records at once, faster than any INSERT."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.utils import timezone

_as_json = json.JSONEncoder(ensure_ascii=False).encode


@contextmanager
def keeping_everything() -> Iterator[None]:
    """For work that makes many thousand objects and lets none go: to search them for garbage, over and over as they grow,
    would take a quarter of the time. Everything is searched again afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class NewRows:
    """Rows of one model for PostgreSQL's COPY, each a list of values in the order of the table's columns.

    Triggers and constraints work as for any insert, history and its context included; validation, `save` and signals do
    not. A row begins as a copy of an unsaved record's values, which may stand for thousands that are alike.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields: list[Any] = [field for field in model._meta.local_concrete_fields if not field.generated]
        self.place = {field.attname: place for place, field in enumerate(self.fields)}
        self.key = self.place[model._meta.pk.attname]
        self._values = attrgetter(*self.place)

    def like(self, record: models.Model) -> list[Any]:
        """The values of a record that is not saved."""
        return list(self._values(record))

    def reserve(self, count: int) -> list[int]:
        """Keys for rows that will be written later, so that others may point to them already."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [self.model._meta.db_table, self.fields[self.key].column, count],
            )
            return [key for (key,) in cursor.fetchall()]

    def write(self, rows: Sequence[list[Any]], keys: list[int] | None = None) -> list[int]:
        """Write the rows inside the surrounding transaction and give their new keys, in the same order."""
        if not rows:
            return []
        keys = self.reserve(len(rows)) if keys is None else keys
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        with connection.cursor() as cursor:
            # It carries the history's context into the transaction, which COPY cannot. And it spares every row an error
            # that the triggers catch where this setting is missing: PostgreSQL answers each by going through all foreign
            # keys still to be checked, so that ten thousand rows would take ten times as long.
            cursor.execute("SET LOCAL pgtrigger.ignore TO '{}'")
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row, key in zip(rows, keys, strict=True):
                    row[self.key] = key
                    for place, converted in self._conversions:
                        row[place] = converted(row[place])
                    copy.write_row(row)
        return keys

    @cached_property
    def _conversions(self) -> list[tuple[int, Callable[[Any], Any]]]:
        """What must become something else on its way: by the place of the column."""
        now = timezone.now()
        found: list[tuple[int, Callable[[Any], Any]]] = []
        for place, field in enumerate(self.fields):
            if isinstance(field, models.JSONField):
                found.append((place, _as_json))
            elif getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
                found.append((place, lambda _value: now))
        return found


def copy_in(records: Iterable[models.Model]) -> None:
    """Write new records of one model with COPY; each gets its key."""
    records = list(records)
    if not records:
        return
    rows = NewRows(type(records[0]))
    for record, key in zip(records, rows.write([rows.like(record) for record in records]), strict=True):
        record.pk = key
        record._state.adding = False
        record._state.db = connection.alias
