import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from actionplans.choices import Status
from actionplans.rules.overdue import DATED, REVIEWED

OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS)


def falls_due_before(day: datetime.date) -> Q:
    """The day an action falls due (`rules.overdue.falls_due_on`) lies before this one."""
    return Q(deadline_kind__in=DATED, due_on__lt=day) | Q(deadline_kind__in=REVIEWED, next_review_on__lt=day)


class PlanQuerySet(models.QuerySet):
    """Questions about plans."""


class ActionQuerySet(models.QuerySet):
    def open(self) -> "ActionQuerySet":
        return self.filter(status__in=OPEN)

    def overdue(self, on: datetime.date) -> "ActionQuerySet":
        return self.open().filter(falls_due_before(on))

    def due_between(self, first: datetime.date, last: datetime.date) -> "ActionQuerySet":
        """Open actions that fall due on the first day, the last, or between."""
        return self.open().filter(falls_due_before(last + datetime.timedelta(days=1)), ~falls_due_before(first))

    def of_directorates(self, ids: Any) -> "ActionQuerySet":
        return self.filter(in_directorates(ids))

    def without_deadline(self) -> "ActionQuerySet":
        return self.filter(deadline_text="")

    def without_lead(self) -> "ActionQuerySet":
        return self.filter(leads_text="")

    def without_indicator(self) -> "ActionQuerySet":
        return self.filter(indicator="")

    def led_by(self, person: Any) -> "ActionQuerySet":
        return self.filter(leads__person=person)


def in_directorates(ids: Any) -> Q:
    """An action belongs to its own unit's directorate or, where it names none, to its plan's."""
    return Q(unit_id__in=ids) | Q(unit__parent_id__in=ids) | Q(unit__isnull=True, plan__directorate_id__in=ids)
