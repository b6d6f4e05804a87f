"""The one public body that is served here."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.choices import Jurisdiction
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
