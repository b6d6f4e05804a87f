"""The parts of an assessment that are written section by section."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import (
    HARMS,
    HELPS,
    Effect,
    Likelihood,
    Likely,
    Outcome,
    Relevance,
    ScreeningResult,
    Severity,
)
from eqia.models.assessment import Assessment
from eqia.models.editions import LocalQuestion
from eqia.querysets import MitigationQuerySet
from organisation.choices import Aim
from organisation.models import Characteristic
from toolkit.history import tracked


@tracked()
class Screening(models.Model):
    """Whether a full assessment is needed: relevance to each aim, and the result with its reasons."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="screening")
    eliminate = models.CharField(
        _("relevant to eliminating discrimination"), max_length=10, choices=Relevance, blank=True
    )
    advance = models.CharField(_("relevant to advancing equality"), max_length=10, choices=Relevance, blank=True)
    foster = models.CharField(_("relevant to good relations"), max_length=10, choices=Relevance, blank=True)
    aims_reason = models.TextField(_("why"), blank=True)
    result = models.CharField(_("result"), max_length=20, choices=ScreeningResult, blank=True)
    reasons = models.TextField(_("reasons for the result"), blank=True)

    def __str__(self) -> str:
        return f"{self.assessment.reference}: {self.get_result_display() or _('not decided')}"


@tracked()
class ScreeningAnswer(models.Model):
    """Screening: what the proposal could do to people who share one characteristic."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="screening_answers")
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="+", verbose_name=_("characteristic")
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Likely, blank=True)

    class Meta:
        ordering = ("-characteristic__is_statutory", "characteristic__position", "characteristic__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"], name="screening_answer_is_the_only_one_for_its_characteristic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.characteristic}: {self.get_answer_display()}"


@tracked()
class Impact(models.Model):
    """The card for one characteristic. The cards of an assessment are those in use on the day it was started."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="impacts")
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="impacts", verbose_name=_("characteristic")
    )
    effect = models.CharField(_("impact"), max_length=10, choices=Effect, blank=True)
    aims = ArrayField(
        models.CharField(max_length=10, choices=Aim), verbose_name=_("aims of the duty"), default=list, blank=True
    )
    who = models.TextField(_("who within this group"), blank=True)
    known = models.TextField(_("what we know"), blank=True)
    told = models.TextField(_("what people told us"), blank=True)
    benefit = models.TextField(_("how it helps"), blank=True)
    harm = models.TextField(_("how it could harm"), blank=True)
    likelihood = models.CharField(_("how likely is the harm"), max_length=10, choices=Likelihood, blank=True)
    severity = models.CharField(_("how serious is the harm"), max_length=10, choices=Severity, blank=True)
    no_mitigation_reason = models.TextField(_("why nothing can be done"), blank=True)
    no_impact_reason = models.TextField(_("why there is no impact"), blank=True)
    finding_out = models.TextField(_("how we will find out"), blank=True)

    class Meta:
        ordering = ("-characteristic__is_statutory", "characteristic__position", "characteristic__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"], name="impact_is_the_only_card_for_its_characteristic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.characteristic}: {self.get_effect_display() or _('not answered')}"

    @property
    def harms(self) -> bool:
        return self.effect in HARMS

    @property
    def helps(self) -> bool:
        return self.effect in HELPS


@tracked()
class Mitigation(models.Model):
    """Something we will do to remove or reduce a harm, or to do more good. It becomes an action of an action plan."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="mitigations")
    impact = models.ForeignKey(
        Impact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mitigations",
        verbose_name=_("for whom"),
    )
    description = models.TextField(_("what will be done"))
    lead_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_mitigations",
        verbose_name=_("who leads it"),
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    indicator = models.CharField(_("how we will know it worked"), max_length=300, blank=True)

    objects = MitigationQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.description


@tracked()
class Conclusion(models.Model):
    """The outcome, what it means for each aim of the duty, and how we will watch what really happens."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="conclusion")
    eliminate = models.TextField(_("eliminating discrimination"), blank=True)
    advance = models.TextField(_("advancing equality of opportunity"), blank=True)
    foster = models.TextField(_("fostering good relations"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    justification = models.TextField(_("justification"), blank=True)
    monitoring = models.TextField(_("how we will check what happens"), blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.assessment.reference}: {self.get_outcome_display() or _('not decided')}"


@tracked()
class LocalAnswer(models.Model):
    """What was answered to a question of the body's own: a text, "yes" or "no", or one of the question's options."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="local_answers")
    question = models.ForeignKey(LocalQuestion, models.PROTECT, related_name="answers", verbose_name=_("question"))
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ("question__section", "question__position", "question_id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "question"], name="local_answer_is_the_only_one_to_its_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


@tracked()
class PromptReply(models.Model):
    """What the writer answers to a question of the coach that does not lead to a change.

    `about` is the SHA-256 of what the question was asked about: once that has changed, the reply no longer stands.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="prompt_replies")
    rule = models.CharField(_("question of the coach"), max_length=60, editable=False)
    card = models.CharField(_("group"), max_length=60, blank=True, editable=False)
    about = models.CharField(max_length=64, editable=False)
    reply = models.TextField(_("answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "rule", "card"], name="prompt_reply_is_the_only_one_to_its_question"
            )
        ]

    def __str__(self) -> str:
        return self.reply
