"""The history that the database keeps by itself: who changed what, when and in which request."""

import datetime
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

Record = TypeVar("Record", bound=models.Model)


# For records of which thousands may be written in one statement: the history is then written in one statement too.
BY_STATEMENT = pghistory.Statement


def tracked(**options: Any) -> Any:
    """Class decorator: a database trigger keeps every insert, update and delete of the model's rows."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)


def acting(person: Any, source: str) -> Any:
    """Context manager for work outside a request (a task, a command): changes carry the person and the source."""
    return pghistory.context(user=getattr(person, "pk", None), url=source, request=uuid.uuid4().hex)


class HistoryMiddleware(BaseHistoryMiddleware):
    """Changes made in a request carry the person, the address and a number that all of that request's changes share."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_context(request) | {"request": uuid.uuid4().hex}


@dataclass(frozen=True)
class Change:
    """One entry of a history: at a moment, somebody did something to some fields.

    `what` names the kind of record (singular, lower case); `fields` holds (label, before, after), with an empty text
    before a first value and after a last one; `request` is short and the same for all changes of one request; `record_id`
    is the changed record's own.
    """

    at: datetime.datetime
    by: str
    source: str
    kind: str
    fields: list[tuple[str, str, str]]
    what: str = ""
    request: str = ""
    record_id: Any = None
    reason: str = ""


def events_of(model: type[models.Model], **lookup: Any) -> models.QuerySet:
    """The kept events of a tracked model, also of rows deleted since, by the values they had: `person=person`."""
    return model.pgh_event_model._default_manager.filter(**lookup)  # type: ignore[attr-defined]


def history_of(record: models.Model, *related: models.QuerySet, limit: int = 200) -> list[Change]:
    """A record's changes, newest first, in words; with those of related records (`events_of`) among them.

    Takes one query for each kind of record, one for the people, and one for each kind of record that a changed field
    points to. Beyond `limit` for each kind of record the oldest are left out.
    """
    entries = []
    for events in (record.events.all(), *related):  # type: ignore[attr-defined]
        entries += _entries(events, limit, is_record_itself=events.model is record.pgh_event_model)  # type: ignore[attr-defined]
    people = _people(entry.event for entry in entries)
    names = _names(entries)
    return [_change(entry, people, names) for entry in sorted(entries, key=lambda entry: entry.order, reverse=True)]


def version_of(record: models.Model) -> int:
    """A number that grows with every recorded change of a tracked record; for forms that must not overwrite silently."""
    return record.events.aggregate(version=models.Max("pgh_id"))["version"] or 0  # type: ignore[attr-defined]


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since the form was opened; `changes` says what, newest first."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__()
        self.changes = changes


def lock_unchanged(record: Record, version: int) -> Record:
    """The record, locked until the transaction ends, if it still has that version; else raises ChangedMeanwhile."""
    locked: Record = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    newer = version_of(locked)
    if newer != version:
        count = locked.events.filter(pgh_id__gt=version).count()  # type: ignore[attr-defined]
        raise ChangedMeanwhile(history_of(locked, limit=count))
    return locked


@dataclass
class _Entry:
    event: Any
    before: Any
    is_record_itself: bool
    differences: list[tuple[models.Field, Any, Any]] = field(default_factory=list)

    @property
    def order(self) -> tuple[datetime.datetime, int]:
        return self.event.pgh_created_at, self.event.pgh_id

    @property
    def model(self) -> type[models.Model]:
        return self.event.pgh_tracked_model


def _entries(events: models.QuerySet, limit: int, *, is_record_itself: bool) -> list[_Entry]:
    newest_first = list(events.select_related("pgh_context").order_by("-pgh_id")[: limit + 1])
    entries = []
    earlier: dict[Any, Any] = {}
    for event in reversed(newest_first):
        entry = _Entry(event, earlier.get(event.pgh_obj_id), is_record_itself)
        entry.differences = _differences(entry)
        earlier[event.pgh_obj_id] = event
        entries.append(entry)
    return entries[-limit:] if limit else []


def _differences(entry: _Entry) -> list[tuple[models.Field, Any, Any]]:
    """What changed; for a related record that came or went, its filled-in fields."""
    differences = []
    for each in entry.event._meta.fields:
        if each.name.startswith("pgh_") or each.name == "id":
            continue
        after = getattr(entry.event, each.attname)
        if entry.event.pgh_label == "update":
            before = getattr(entry.before, each.attname, after)
            if before != after:
                differences.append((each, before, after))
        elif not entry.is_record_itself and after not in (None, ""):
            is_gone = entry.event.pgh_label == "delete"
            differences.append((each, after if is_gone else None, None if is_gone else after))
    return differences


def _people(events: Iterable[Any]) -> dict[Any, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
    return {person.pk: str(person) for person in get_user_model().objects.filter(pk__in=ids - {None})}


def _names(entries: list[_Entry]) -> dict[type[models.Model], dict[Any, str]]:
    """The names of the records that changed fields point to."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for each, before, after in entry.differences:
            if each.remote_field:
                wanted[each.remote_field.model] |= {before, after} - {None}
    return {
        model: {record.pk: str(record) for record in model._base_manager.filter(pk__in=ids)}
        for model, ids in wanted.items()
    }


def _change(entry: _Entry, people: dict[Any, str], names: dict[type[models.Model], dict[Any, str]]) -> Change:
    event = entry.event
    context = event.pgh_context.metadata if event.pgh_context else {}
    return Change(
        at=event.pgh_created_at,
        by=people.get(context.get("user"), _("nobody signed in")),
        source=context.get("url") or _("directly in the database"),
        kind={"insert": _("Created"), "update": _("Changed"), "delete": _("Deleted")}[event.pgh_label],
        fields=[
            (_label(entry.model, each), _words(each, before, names), _words(each, after, names))
            for each, before, after in entry.differences
        ],
        what=str(entry.model._meta.verbose_name),
        request=context.get("request", "")[:8],
        record_id=event.pgh_obj_id,
        reason=context.get("reason", ""),
    )


def _label(model: type[models.Model], each: models.Field) -> str:
    try:
        return capfirst(str(model._meta.get_field(each.name).verbose_name))  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return each.name


def _words(each: models.Field, value: Any, names: dict[type[models.Model], dict[Any, str]]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if each.remote_field:
        return names.get(each.remote_field.model, {}).get(value, str(value))
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    if isinstance(value, list) and (options := getattr(getattr(each, "base_field", None), "flatchoices", None)):
        return ", ".join(str(dict(options).get(one, one)) for one in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
