"""The shapes that every governed record shares: its moves and its frozen versions."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from governance.rules import content_hash


class Move(models.Model):
    """One change of state: who made it, when, from what to what, and why. A subclass names the record."""

    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ("at", "pk")
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.transition}: {self.from_state} → {self.to_state}"


class FrozenVersion(models.Model):
    """A record's whole content at one moment, kept for ever under its SHA-256. A subclass names the record.

    The database refuses to change or delete one. The PDF is made once, from the payload, under its own SHA-256, and the
    same bytes are served from then on: the database refuses another file too.
    """

    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=40)
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    pdf = models.FileField(upload_to="versions", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
        ordering = ("number",)
        triggers: ClassVar = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="frozen", fields=["number", "stage", "payload", "sha256", "made_by", "made_at"]),
            pgtrigger.Protect(
                name="file_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pdf_sha256__gt="")
                & (
                    pgtrigger.Q(old__pdf__df=pgtrigger.F("new__pdf"))
                    | pgtrigger.Q(old__pdf_sha256__df=pgtrigger.F("new__pdf_sha256"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.number}"

    @property
    def is_intact(self) -> bool:
        """Whether the payload still has the hash it was frozen under."""
        return content_hash(self.payload) == self.sha256
