"""Those who sign in."""

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm

from organisation.models.structure import Unit
from toolkit.history import tracked

if TYPE_CHECKING:
    from organisation.models.roles import RoleHolding


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
