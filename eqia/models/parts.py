"""Screening and conclusion, and the answers to questions of the body's own and of the coach."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import Finding, Likely, Outcome, Relevance, ReviewTrigger, ScreeningResult
from eqia.models.assessment import Assessment
from eqia.models.editions import LocalQuestion
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
class Conclusion(models.Model):
    """What the proposal means under the Act, the outcome with its justification, and how we watch what really happens."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="conclusion")
    eliminate = models.TextField(_("eliminating discrimination"), blank=True)
    advance = models.TextField(_("advancing equality of opportunity"), blank=True)
    foster = models.TextField(_("fostering good relations"), blank=True)
    direct = models.CharField(
        _("treated worse because of a characteristic"), max_length=10, choices=Finding, blank=True
    )
    direct_reason = models.TextField(_("direct discrimination: why"), blank=True)
    indirect = models.CharField(
        _("a rule for all that puts some at a disadvantage"), max_length=10, choices=Finding, blank=True
    )
    indirect_reason = models.TextField(_("indirect discrimination: why"), blank=True)
    harassment = models.CharField(_("harassment or victimisation"), max_length=10, choices=Finding, blank=True)
    harassment_reason = models.TextField(_("harassment: why"), blank=True)
    adjustments = models.TextField(_("reasonable adjustments"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    justification = models.TextField(_("justification"), blank=True)
    legitimate_aim = models.TextField(_("legitimate aim"), blank=True)
    proportionate = models.TextField(_("why it is proportionate"), blank=True)
    less_harmful = models.TextField(_("less harmful ways"), blank=True)
    monitoring = models.TextField(_("how we will check what happens"), blank=True)
    watched_by = models.CharField(_("who looks"), max_length=200, blank=True)
    triggers = ArrayField(
        models.CharField(max_length=20, choices=ReviewTrigger),
        verbose_name=_("what brings it back earlier"),
        default=list,
        blank=True,
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    review_again_on = models.DateField(_("review again on"), null=True, blank=True)

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
