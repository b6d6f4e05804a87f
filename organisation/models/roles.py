"""What people may do, and from when to when."""

import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.choices import Role
from organisation.models.people import Person
from organisation.models.structure import Unit
from organisation.querysets import RoleHoldingQuerySet
from toolkit.history import tracked


class HeldDays(models.Func):
    """The days from the first to the last, both included; an open end lasts for ever."""

    function = "DATERANGE"
    output_field = DateRangeField()


@tracked()
class RoleHolding(models.Model):
    """A role that a person holds from one day to another, for one directorate or for the whole body."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    directorate = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="role_holdings",
        verbose_name=_("directorate"),
        help_text=_("Leave empty for the whole body"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        ordering = ("role", "starts_on")
        verbose_name = _("role")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_holding_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first"),
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.ADMINISTRATOR) | models.Q(directorate__isnull=True),
                name="role_holding_administrator_is_for_the_whole_body",
                violation_error_message=_("An administrator is one for the whole body: leave the directorate empty"),
            ),
            ExclusionConstraint(
                name="role_holding_is_the_only_one_of_its_kind_that_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("directorate", 0, output_field=models.BigIntegerField()), RangeOperators.EQUAL),
                    (HeldDays("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already holds this role there on some of these days"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def covers(self, unit: Unit) -> bool:
        return self.directorate_id is None or self.directorate_id in (unit.pk, unit.parent_id)

    def is_current(self, on: datetime.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
