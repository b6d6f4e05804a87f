from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import Finding
from actionplans.models.actions import Action
from actionplans.models.base import KEPT
from actionplans.models.records import Update


class Verification(models.Model):
    """What an equality lead found when they looked at a completion, first to verify it and later to review it.

    A completion that stands has the day on which it is next looked at; one that does not is sent back with the reason.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="verifications", verbose_name=_("action"))
    # What was judged; none where an action was completed before completions had to bring evidence.
    update = models.ForeignKey(
        Update, models.PROTECT, null=True, blank=True, related_name="verifications", verbose_name=_("completion")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    on = models.DateField(_("date"), default=timezone.localdate)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Finding)
    is_review = models.BooleanField(_("review of what was verified before"), default=False)
    reason = models.TextField(_("reason or remark"), blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        triggers: ClassVar = KEPT
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verdict=Finding.VERIFIED, next_review_on__gt=models.F("on"))
                | (Q(verdict=Finding.SENT_BACK, next_review_on__isnull=True) & ~Q(reason="")),
                name="verification_has_its_next_review_or_its_reason",
                violation_error_message=_("Enter the next review, or the reason why it is sent back"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.action}"
