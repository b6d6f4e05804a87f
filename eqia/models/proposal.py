"""What else belongs to a proposal: the other ways considered, and who assesses it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eqia.models.assessment import Assessment
from toolkit.history import tracked


@tracked()
class Alternative(models.Model):
    """Another way to reach the same end, and why it was not chosen."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="other_ways")
    description = models.TextField(_("the other way"))
    effect = models.TextField(_("what it would have meant for people"), blank=True)
    why_not = models.TextField(_("why it was not chosen"), blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.description


@tracked()
class TeamMember(models.Model):
    """Somebody who assesses the proposal together with its author: a person of ours, or one named in words."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="team")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name and organisation"), max_length=200, blank=True)
    why = models.TextField(_("why they were chosen"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="team_member_is_a_person_or_a_name",
                violation_error_message=_("Select a person or enter a name, not both"),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)
