"""Directorates, services and separate employers. Nothing that records use is ever deleted: it closes."""

import datetime
from typing import Any

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.choices import UnitKind
from organisation.models import RoleHolding, Unit
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged
from toolkit.records import is_used


@transaction.atomic
def add_unit(*, by: Any, kind: str, name: str, code: str, parent: Unit | None = None) -> Unit:
    return Unit.objects.create(kind=kind, name=name, code=code, parent=_checked(parent))


@transaction.atomic
def rename_unit(*, unit: Unit, version: int, by: Any, name: str) -> Unit:
    """The code stays: imported files and saved links name it."""
    unit = lock_unchanged(unit, version)
    unit.name = name
    unit.save()
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, version: int, by: Any, parent: Unit) -> Unit:
    """Put a service under another directorate. Its people and records move with it, and so does who may see them."""
    unit = lock_unchanged(unit, version)
    if unit.kind != UnitKind.SERVICE:
        raise NotPossible(_("Only a service can move; a directorate or employer stands on its own"))
    unit.parent = _checked(parent)
    unit.save()
    return unit


def obstacles_to_closing(unit: Unit, on: datetime.date) -> list[str]:
    """What must be settled before the unit closes on that day, in sentences."""
    sentences = []
    for service in unit.children.open(on).order_by("name"):
        sentences.append(_("Close “%s” first, or move it to another directorate") % service.name)
    held = RoleHolding.objects.filter(directorate=unit).filter(
        models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
    )
    for holding in held.select_related("person").order_by("person__full_name", "role"):
        sentences.append(
            _("End the role of %(person)s as %(role)s, which goes on after %(day)s")
            % {
                "person": holding.person,
                "role": holding.get_role_display().lower(),
                "day": date_format(on - datetime.timedelta(days=1), "j F Y"),
            }
        )
    for post in unit.posts.open(on):
        sentences.append(_("Move or abolish the post “%s”") % post)
    people = unit.people.filter(is_active=True).count()
    if people:
        sentences.append(
            ngettext(
                "Move the person who belongs here to another service",
                "Move the %(count)s people who belong here to another service",
                people,
            )
            % {"count": people}
        )
    return sentences


@transaction.atomic
def close_unit(*, unit: Unit, version: int, by: Any, closed_on: datetime.date) -> Unit:
    """From that day nothing new starts here; what is recorded stays. Refused while something would be left without a home."""
    unit = lock_unchanged(unit, version)
    if obstacles := obstacles_to_closing(unit, closed_on):
        raise NotPossible(*obstacles)
    unit.closed_on = closed_on
    unit.save()
    return unit


@transaction.atomic
def reopen_unit(*, unit: Unit, by: Any) -> Unit:
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if unit.parent is not None and unit.parent.closed_on is not None:
        raise NotPossible(_("Open “%s” first: this service stands in it") % unit.parent.name)
    unit.closed_on = None
    unit.save()
    return unit


@transaction.atomic
def remove_unit(*, unit: Unit, by: Any) -> None:
    """Take away a unit added by mistake. Refused as soon as any record of any room uses it."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if is_used(unit):
        raise NotPossible(_("Records use “%s”, so it cannot be removed. Close it instead.") % unit.name)
    unit.delete()


def _checked(parent: Unit | None) -> Unit | None:
    """The directorate or employer, locked so that it does not close at the same moment."""
    if parent is None:
        return None
    parent = Unit.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if parent.kind == UnitKind.SERVICE or parent.closed_on is not None:
        raise NotPossible(_("Select a directorate or employer that is open"), field="parent")
    return parent
