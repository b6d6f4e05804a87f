"""Assessments and the decisions they are written for: which decision, and which exact version was put to it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.models.assessment import Assessment
from eqia.models.versions import AssessmentVersion
from eqia.querysets import DecisionLinkQuerySet
from governance.models import Clearance, Decision
from toolkit.history import tracked


@tracked()
class DecisionLink(models.Model):
    """This assessment is written for that decision: said as early as possible, before anything is approved."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="decision_links")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="assessment_links", verbose_name=_("decision"))

    objects = DecisionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision it is written for")
        ordering = ("decision__expected_on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "decision"], name="decision_link_is_the_only_one_of_an_assessment_and_a_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment.reference}: {self.decision.reference}"


class DecisionPaper(models.Model):
    """The exact version that was put to a decision, and the clearance it gave. Taking it off lapses the clearance."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="papers")
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="papers")
    clearance = models.OneToOneField(Clearance, models.PROTECT, related_name="paper")
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("put_at", "pk")
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version}: {self.decision_id}"

    def get_absolute_url(self) -> str:
        return reverse("eqia:paper", args=[self.clearance.reference, self.pk])
