"""Whom equality work considers: the nine of the Act, and local ones."""

import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.choices import Aim
from organisation.querysets import CharacteristicQuerySet
from organisation.rules import PROTECTED_CHARACTERISTICS, aims_for
from toolkit.history import tracked


@tracked()
class Characteristic(models.Model):
    """A protected characteristic of the Equality Act 2010, or a local one that the body chose to consider.

    The statutory nine are fixed by their keys; their labels may be worded locally. A local one that is no longer
    considered is retired: old records keep it, new ones do not offer it.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("who it covers"), blank=True)
    is_statutory = models.BooleanField(_("statutory"), default=False, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = CharacteristicQuerySet.as_manager()

    class Meta:
        ordering = ("-is_statutory", "position", "name")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_statutory=False) | models.Q(retired_on__isnull=True),
                name="characteristic_statutory_never_retires",
                violation_error_message=_("A protected characteristic cannot be retired: the Equality Act names it"),
            ),
            models.CheckConstraint(
                condition=models.Q(is_statutory=True, key__in=list(PROTECTED_CHARACTERISTICS))
                | (models.Q(is_statutory=False) & ~models.Q(key__in=list(PROTECTED_CHARACTERISTICS))),
                name="characteristic_statutory_is_one_of_the_nine",
                violation_error_message=_("Only the nine characteristics of the Equality Act are statutory"),
            ),
        ]

    def __str__(self) -> str:
        """The name as it must stand wherever a reader sees it: a local characteristic says that it is not statutory."""
        return self.name if self.is_statutory else _("%s (not statutory)") % self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:characteristic", args=[self.key])

    @property
    def legal_name(self) -> str:
        """What the Equality Act 2010 calls it; empty for a local one."""
        return PROTECTED_CHARACTERISTICS.get(self.key, "")

    def is_retired(self, on: datetime.date) -> bool:
        return self.retired_on is not None and self.retired_on <= on

    @property
    def aims(self) -> tuple[Aim, ...]:
        """The aims of section 149 that apply."""
        return aims_for(self.key)
