"""What the public reads: the version made for it, and the words hidden in making it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import RedactionReason
from eqia.models.assessment import Assessment
from eqia.models.versions import AssessmentVersion
from eqia.querysets import PublicVersionQuerySet, RedactionQuerySet
from eqia.redaction import Span
from governance.models import FrozenVersion
from toolkit.history import tracked


class PublicVersion(FrozenVersion):
    """The approved version as the public reads it. Hidden words are not in it; it has a hash and a PDF of its own.

    `number` counts the public versions of an assessment, whichever approved version they were made from.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="public_versions")
    source = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="public_versions")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawal_note = models.TextField(_("why it was taken down"), blank=True)
    is_replaced = models.BooleanField(default=False, editable=False)

    objects = PublicVersionQuerySet.as_manager()

    class Meta(FrozenVersion.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="public_version_number_is_used_once"),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(withdrawn_at__isnull=True),
                name="public_version_is_the_only_one_shown",
                violation_error_message=_("Another public version of this assessment is shown already"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_note="", is_replaced=False)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_note="")),
                name="public_version_withdrawn_says_by_whom_and_why",
                violation_error_message=_("A public version that was taken down needs the person and a note"),
            ),
        ]
        triggers: ClassVar = [
            *FrozenVersion.Meta.triggers,
            pgtrigger.ReadOnly(name="source_frozen", fields=["assessment", "source"]),
        ]

    def __str__(self) -> str:
        return f"{self.payload['reference']}, public version {self.number}"

    @property
    def is_shown(self) -> bool:
        return self.withdrawn_at is None

    def get_stage_display(self) -> str:
        return str(_("Published"))


@tracked()
class Redaction(models.Model):
    """Words of one approved version that the public does not read: where they stand, why, who hid them and when.

    The words are not stored again: the version's own text from `start` to before `end` at `path` (a JSON pointer into the
    payload) is what is hidden. Once published in a public version a redaction can be lifted, but not changed or deleted.
    """

    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="redactions")
    path = models.CharField(max_length=200)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(_("why"), max_length=20, choices=RedactionReason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ("version", "path", "start", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="redaction_hides_at_least_a_character",
                violation_error_message=_("Choose the words to hide"),
            ),
            models.UniqueConstraint(
                fields=["version", "path", "start", "end"],
                condition=Q(lifted_at__isnull=True),
                name="redaction_hides_the_same_words_once",
                violation_error_message=_("These words are hidden already"),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="published_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="published_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False)
                & (
                    pgtrigger.Q(old__path__df=pgtrigger.F("new__path"))
                    | pgtrigger.Q(old__start__df=pgtrigger.F("new__start"))
                    | pgtrigger.Q(old__end__df=pgtrigger.F("new__end"))
                    | pgtrigger.Q(old__reason__df=pgtrigger.F("new__reason"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__by__df=pgtrigger.F("new__by"))
                    | pgtrigger.Q(old__published_at__df=pgtrigger.F("new__published_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.start}–{self.end}: {self.get_reason_display()}"

    @property
    def span(self) -> Span:
        return Span(self.path, self.start, self.end, self.reason)
