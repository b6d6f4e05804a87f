"""The history that the database keeps by itself: who changed what, when and in which request."""

import uuid
from dataclasses import dataclass
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware


def tracked(**options: Any) -> Any:
    """Class decorator: a database trigger keeps every insert, update and delete of the model's rows."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)


def acting(person: Any, source: str) -> Any:
    """Context manager for work outside a request (a task, a command): changes carry the person and the source."""
    return pghistory.context(user=getattr(person, "pk", None), url=source)


class HistoryMiddleware(BaseHistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_context(request) | {"request": uuid.uuid4().hex}


@dataclass(frozen=True)
class Change:
    """One entry of a history: at a moment, somebody did something to some fields."""

    at: Any
    by: str
    source: str
    kind: str
    fields: list[tuple[str, str, str]]  # (label, before, after)


def history_of(record: models.Model, *, limit: int = 200) -> list[Change]:
    """The record's changes, newest first, in words. Two queries beside one for each foreign key's labels."""
    events = list(record.events.select_related("pgh_context").order_by("-pgh_id")[: limit + 1])
    people = _people(events)
    changes = []
    for index, event in enumerate(events[:limit]):
        before = events[index + 1] if index + 1 < len(events) else None
        context = event.pgh_context.metadata if event.pgh_context else {}
        changes.append(
            Change(
                at=event.pgh_created_at,
                by=people.get(context.get("user"), _("the system")),
                source=context.get("url", ""),
                kind={"insert": _("Created"), "update": _("Changed"), "delete": _("Deleted")}[event.pgh_label],
                fields=_differences(record, before, event) if event.pgh_label == "update" else [],
            )
        )
    return changes


def _people(events: list[Any]) -> dict[Any, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
    return {person.pk: str(person) for person in get_user_model().objects.filter(pk__in=ids - {None})}


def _differences(record: models.Model, before: Any, after: Any) -> list[tuple[str, str, str]]:
    rows = []
    for field in after._meta.fields:
        if field.name.startswith("pgh_"):
            continue
        old, new = getattr(before, field.attname, None), getattr(after, field.attname)
        if old != new:
            rows.append((_label(record, field.name), _words(record, field, old), _words(record, field, new)))
    return rows


def _label(record: models.Model, name: str) -> str:
    try:
        return capfirst(str(record._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return name


def _words(record: models.Model, field: models.Field, value: Any) -> str:
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.remote_field:
        related = field.remote_field.model._base_manager.filter(pk=value).first()
        return str(related) if related else str(value)
    return str(value)
