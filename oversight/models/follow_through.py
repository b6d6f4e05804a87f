"""After the decision: what really happened, what calls for another look, and promises that were not kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.models import Action
from eqia.models import Assessment, Impact, Mitigation
from oversight.choices import ASKS_FOR_MORE, Breach, Differs, FlagAnswer, FollowUp, Trigger, TriggerAnswer
from oversight.querysets import CheckQuerySet, FlagQuerySet, TriggerQuerySet
from toolkit.history import tracked


@tracked()
class ReviewTrigger(models.Model):
    """Something that calls for another look at an assessment, and the answer to it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="review_triggers")
    kind = models.CharField(_("what happened"), max_length=20, choices=Trigger)
    noticed_on = models.DateField(_("noticed on"), default=timezone.localdate)
    what = models.TextField(_("what it is about"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    answer = models.CharField(_("answer"), max_length=20, choices=TriggerAnswer, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    objects = TriggerQuerySet.as_manager()

    class Meta:
        ordering = ("-noticed_on", "-pk")
        verbose_name = _("reason to look again")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & ~Q(reason="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="trigger_answered_says_why_when_and_by_whom",
                violation_error_message=_("An answer needs its reason, its day and who gave it"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("oversight:follow-through", args=[self.assessment.reference])


@tracked()
class EffectCheck(models.Model):
    """What the proposal really did to one group, beside what the assessment expected."""

    impact = models.ForeignKey(Impact, models.CASCADE, related_name="effect_checks", verbose_name=_("group"))
    planned_on = models.DateField(_("check on"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="effect_checks", verbose_name=_("who checks")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    happened = models.TextField(_("what actually happened"), blank=True)
    evidence = models.TextField(_("how we know"), blank=True)
    differs = models.CharField(_("beside what was expected"), max_length=20, choices=Differs, blank=True)
    follow_up = models.CharField(_("what we do about it"), max_length=20, choices=FollowUp, blank=True)
    response = models.TextField(_("what will be done"), blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="effect_checks", verbose_name=_("action")
    )

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ("planned_on", "pk")
        verbose_name = _("check of the effect")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, differs="", checked_by__isnull=True)
                | (Q(checked_on__isnull=False, checked_by__isnull=False) & ~Q(differs="") & ~Q(happened="")),
                name="check_made_says_what_happened",
                violation_error_message=_("Enter what happened and how it differs from what was expected"),
            ),
            models.CheckConstraint(
                condition=~Q(differs__in=sorted(ASKS_FOR_MORE)) | (~Q(follow_up="") & ~Q(response="")),
                name="check_worse_or_not_known_says_what_follows",
                violation_error_message=_("Say what will be done about it: an action or a new version of the EqIA"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.impact.characteristic}: {self.get_differs_display() or _('not checked yet')}"

    @property
    def is_made(self) -> bool:
        return self.checked_on is not None

    @property
    def asks_for_more(self) -> bool:
        return self.differs in ASKS_FOR_MORE


@tracked()
class PromiseFlag(models.Model):
    """A mitigation that is late, cancelled or changed: the question its assessment had answered is open again.

    `cause` names what happened so that it is raised once; `promise` keeps the words, should the mitigation itself go.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="promise_flags")
    mitigation = models.ForeignKey(
        Mitigation, models.SET_NULL, null=True, blank=True, related_name="flags", verbose_name=_("mitigation")
    )
    promise = models.TextField(_("what was promised"))
    breach = models.CharField(_("what became of it"), max_length=20, choices=Breach)
    what = models.TextField(_("what happened"))
    cause = models.CharField(max_length=120, editable=False)
    raised_on = models.DateField(_("raised on"), default=timezone.localdate)
    answer = models.CharField(_("answer"), max_length=20, choices=FlagAnswer, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("-raised_on", "-pk")
        verbose_name = _("promise in question")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "cause"],
                name="flag_is_raised_once_for_each_cause",
                violation_error_message=_("This has been raised already"),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & ~Q(reason="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="flag_answered_says_why_when_and_by_whom",
                violation_error_message=_("An answer needs its reason, its day and who gave it"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_breach_display()}: {self.promise}"

    def get_absolute_url(self) -> str:
        return reverse("oversight:follow-through", args=[self.assessment.reference])
