"""Bodies, who sits on them, and their meetings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from governance.choices import BodyKind
from governance.querysets import BodyQuerySet, MeetingQuerySet, SeatQuerySet
from toolkit.history import tracked


@tracked()
class Body(models.Model):
    """A committee, board, forum or network that meets, decides, advises or leads."""

    name = models.CharField(
        _("name"), max_length=200, unique=True, error_messages={"unique": _("A body with this name is already here")}
    )
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    purpose = models.TextField(_("what it is for"), blank=True)
    is_dormant = models.BooleanField(_("dormant"), default=False)
    # Whom to write to where nobody of the body signs in here: a trade union, a charity, another authority.
    contact_name = models.CharField(_("contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact’s e-mail address"), blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.pk])


@tracked()
class Meeting(models.Model):
    """One sitting of a body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "held_on"],
                name="meeting_is_the_only_one_of_its_body_that_day",
                violation_error_message=_("This body already has a meeting on that day"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}, {date_format(self.held_on, 'j F Y')}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting", args=[self.pk])


@tracked()
class Seat(models.Model):
    """Somebody's place on a body, from one day to another: who decides when the body does."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("person"))
    post = models.CharField(_("post"), max_length=100, blank=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("person__full_name", "starts_on")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(ends_on__isnull=True),
                name="seat_open_ended_is_the_only_one_of_a_person_on_a_body",
                violation_error_message=_("This person already has a seat on this body"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("The last day must be the same as or after the first day"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body}"
