"""What lets a decision pass the gate, and who read it: written once, and refused any change by the database."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.choices import ClearanceKind, LapseKind
from governance.models.decisions import Decision
from governance.querysets import ClearanceQuerySet

HASH = RegexValidator(r"^[0-9a-f]{64}$")


class Clearance(models.Model):
    """An approved version, a signed "not required", or an override: in plain values, so that it reads for ever.

    `url` is where the version stands in this installation. It may lapse, once and with a reason; nothing else changes.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="clearances")
    kind = models.CharField(max_length=20, choices=ClearanceKind)
    reference = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, validators=[HASH])
    title = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    lapsed_on = models.DateField(null=True, blank=True)
    lapse_kind = models.CharField(max_length=20, choices=LapseKind, blank=True)
    lapse_reason = models.TextField(blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ("given_at", "pk")
        indexes: ClassVar = [models.Index(fields=["reference"], name="clearance_by_reference")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=ClearanceKind.OVERRIDE, sha256="", number__isnull=True) & ~Q(reason="")
                | ~Q(kind=ClearanceKind.OVERRIDE) & ~Q(sha256="") & ~Q(reference="") & Q(number__isnull=False),
                name="clearance_has_a_version_or_a_reason",
                violation_error_message=_("A clearance needs the version that was approved, or a reason"),
            ),
            models.CheckConstraint(
                condition=Q(lapsed_on__isnull=True, lapse_kind="")
                | Q(lapsed_on__isnull=False) & ~Q(lapse_kind="") & ~Q(lapse_reason=""),
                name="clearance_lapsed_has_a_reason",
                violation_error_message=_("A clearance lapses with a reason"),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="frozen",
                fields=[
                    "decision",
                    "kind",
                    "reference",
                    "number",
                    "sha256",
                    "title",
                    "url",
                    "reason",
                    "given_by",
                    "given_at",
                ],
            ),
            pgtrigger.Protect(
                name="lapsed_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__lapsed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference} {self.number or ''}".strip()

    @property
    def is_valid(self) -> bool:
        return self.lapsed_on is None

    @property
    def is_override(self) -> bool:
        return self.kind == ClearanceKind.OVERRIDE

    @property
    def reading_url(self) -> str:
        """Where those who decide read it: the page of the paper, which the room above keeps, or the version itself."""
        paper = getattr(self, "paper", None)
        return str(paper.get_absolute_url()) if paper else self.url


class DecisionReading(models.Model):
    """That somebody who decides has read the very version put to the decision, with the duty in front of them.

    `words` are what they agreed to and `duty` the text of the law they were shown, as it stood on the page.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="readings")
    clearance = models.ForeignKey(Clearance, models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decision_readings")
    sha256 = models.CharField(max_length=64, validators=[HASH])
    words = models.TextField()
    duty = models.TextField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clearance", "person"], name="decision_reading_is_recorded_once_by_each_person"
            )
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.person}: {self.decision_id}"
