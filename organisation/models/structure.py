"""Directorates, services within them, and separate employers."""

import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.choices import UnitKind
from organisation.querysets import UnitQuerySet
from toolkit.history import tracked


@tracked()
class Unit(models.Model):
    """A directorate, a service within one, or a separate employer such as a school."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind, default=UnitKind.SERVICE)
    name = models.CharField(_("name"), max_length=200)
    code = models.SlugField(_("short code"), max_length=20, unique=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind=UnitKind.SERVICE, parent__isnull=False)
                | (~models.Q(kind=UnitKind.SERVICE) & models.Q(parent__isnull=True)),
                name="unit_service_stands_in_a_directorate",
                violation_error_message=_(
                    "A service stands within a directorate; a directorate or employer stands on its own"
                ),
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="two_floors",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                condition=pgtrigger.Q(new__parent__isnull=False),
                func="""
                    IF EXISTS (SELECT 1 FROM organisation_unit WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
                        OR EXISTS (SELECT 1 FROM organisation_unit WHERE parent_id = NEW.id)
                    THEN RAISE EXCEPTION 'unit_tree_has_two_floors: a service stands in a directorate or employer, and nothing in a service';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:unit", args=[self.pk])

    def is_closed(self, on: datetime.date) -> bool:
        return self.closed_on is not None and self.closed_on <= on

    @property
    def directorate(self) -> "Unit":
        """The directorate or employer this unit belongs to: itself at the top of the tree."""
        return self.parent or self
