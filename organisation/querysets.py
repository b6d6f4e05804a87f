import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from organisation.choices import UnitKind


def within_scope(person: Any, *roles: str, unit: str = "unit") -> Q:
    """The rows whose unit lies in a directorate for which the person holds one of the roles today.

    `unit` is the path from the row to its unit ("plan__unit"). A role for the whole body reaches every row, also those
    without a unit; no such role reaches none. Safe to combine with `|`: an empty Q would vanish there.
    """
    directorates = person.directorates_as(*roles)
    if directorates is None:
        return Q(pk__isnull=False)
    if not directorates:
        return Q(pk__in=[])
    return Q(**{f"{unit}__in": directorates}) | Q(**{f"{unit}__parent__in": directorates})


class UnitQuerySet(models.QuerySet):
    def directorates(self) -> "UnitQuerySet":
        return self.filter(kind=UnitKind.DIRECTORATE)

    def open(self, on: datetime.date) -> "UnitQuerySet":
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


class RoleHoldingQuerySet(models.QuerySet):
    def current(self, on: datetime.date) -> "RoleHoldingQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class PostQuerySet(models.QuerySet):
    def open(self, on: datetime.date) -> "PostQuerySet":
        return self.filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=on))

    def with_holders(self, on: datetime.date) -> "PostQuerySet":
        """Each with `held_today`: its current holdings with the person, in one more query."""
        holdings: Any = self.model._meta.get_field("holdings").related_model
        held = holdings.objects.current(on).select_related("person").order_by("person__full_name")
        return self.prefetch_related(Prefetch("holdings", queryset=held, to_attr="held_today"))

    def vacant(self, on: datetime.date) -> "PostQuerySet":
        """Open posts that nobody who can sign in holds on that day."""
        holdings: Any = self.model._meta.get_field("holdings").related_model
        held = holdings.objects.serving(on).filter(post=OuterRef("pk"))
        return self.open(on).filter(~Exists(held))


class PostHoldingQuerySet(models.QuerySet):
    def current(self, on: datetime.date) -> "PostHoldingQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def serving(self, on: datetime.date) -> "PostHoldingQuerySet":
        """Current holdings of open posts by people who have not left: they answer for what the post leads."""
        not_abolished = Q(post__abolished_on__isnull=True) | Q(post__abolished_on__gt=on)
        return self.current(on).filter(not_abolished, person__is_active=True)


class CharacteristicQuerySet(models.QuerySet):
    def statutory(self) -> "CharacteristicQuerySet":
        return self.filter(is_statutory=True)

    def in_use(self, on: datetime.date) -> "CharacteristicQuerySet":
        """What a new record offers: the statutory nine and the local ones not retired by that day."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on))
