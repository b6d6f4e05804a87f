"""The body itself: its structure, its people, the roles they hold and the characteristics it considers."""

import datetime
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm

from organisation.choices import Aim, Jurisdiction, Role, UnitKind
from organisation.querysets import CharacteristicQuerySet, RoleHoldingQuerySet, UnitQuerySet
from organisation.rules import PROTECTED_CHARACTERISTICS, aims_for
from toolkit.history import tracked


@tracked()
class Organisation(models.Model):
    """The one public body that this deployment serves."""

    name = models.CharField(_("name"), max_length=200)
    jurisdiction = models.CharField(
        _("jurisdiction"), max_length=20, choices=Jurisdiction, default=Jurisdiction.ENGLAND
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#12436d",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a colour as # and six digits, such as #12436d"))],
    )
    # Decoded and written again by us as PNG (organisation.logos); the bytes a person sent are never served.
    logo = models.FileField(_("logo"), upload_to="organisation", blank=True)
    contact = models.TextField(_("contact for equality matters"), blank=True)
    area = models.CharField(_("area whose population is the benchmark"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="organisation_is_the_only_one",
                violation_error_message=_("There is one body only"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:overview")

    @classmethod
    def the(cls) -> "Organisation":
        """The body itself; a nameless one before an administrator has set it up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name="Due Regard")


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


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


@tracked(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do follows from the roles they hold today."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("directorate or service")
    )
    is_active = models.BooleanField(_("can sign in"), default=True)

    _holdings_read: "tuple[datetime.date, list[RoleHolding]] | None" = None

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering = ("full_name",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_is_unique_in_any_case",
                violation_error_message=_("Somebody with this e-mail address is already here"),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("organisation:person", args=[self.pk])

    def get_full_name(self) -> str:
        return self.full_name

    def has_perm(self, permission: str, record: object = None) -> bool:
        return self.is_active and has_perm(permission, self, record)

    @property
    def current_holdings(self) -> list["RoleHolding"]:
        """The roles held today: one query for each person object and day, so one for each request."""
        today = timezone.localdate()
        if self._holdings_read is None or self._holdings_read[0] != today:
            self._holdings_read = today, list(self.holdings.current(today))
        return self._holdings_read[1]

    def forget_holdings(self) -> None:
        """Read the roles again when next asked: they have just been changed."""
        self._holdings_read = None

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.forget_holdings()

    def holds(self, *roles: str, unit: Unit | None = None) -> bool:
        """Whether one of the roles is held today: anywhere, or covering the unit if one is given."""
        return any(
            holding.role in roles and (unit is None or holding.covers(unit)) for holding in self.current_holdings
        )

    def directorates_as(self, *roles: str) -> "list[int] | None":
        """Ids of the directorates for which one of the roles is held; None means the whole body."""
        ids = {holding.directorate_id for holding in self.current_holdings if holding.role in roles}
        return None if None in ids else sorted(pk for pk in ids if pk is not None)


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
