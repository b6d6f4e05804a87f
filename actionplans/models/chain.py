"""What actions have to do with each other, and what a person said about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import Part, Verdict
from actionplans.models.actions import Action
from actionplans.querysets import LikenessQuerySet, NotNeededQuerySet
from toolkit.history import tracked


@tracked()
class ActionDependency(models.Model):
    """An action that cannot be finished, or begun, before another one is."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="waits_for", verbose_name=_("action"))
    depends_on = models.ForeignKey(
        Action, models.CASCADE, related_name="awaited_by", verbose_name=_("action it depends on")
    )
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dependency")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "depends_on"], name="action_depends_on_another_once"),
            models.CheckConstraint(
                condition=~Q(action=F("depends_on")),
                name="action_does_not_depend_on_itself",
                violation_error_message=_("An action cannot depend on itself"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference} ← {self.depends_on.reference}"


@tracked()
class NotNeeded(models.Model):
    """Why an action does without one of its parts: a hole that a person explained is no hole any more."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="not_needed", verbose_name=_("action"))
    part = models.CharField(_("part"), max_length=20, choices=Part)
    reason = models.CharField(_("why it is not needed"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    said_at = models.DateTimeField(_("said"), default=timezone.now, editable=False)

    objects = NotNeededQuerySet.as_manager()

    class Meta:
        verbose_name = _("part that is not needed")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "part"], name="not_needed_is_said_once_for_a_part"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="not_needed_has_a_reason",
                violation_error_message=_("Enter why it is not needed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.reason}"


class Likeness(models.Model):
    """Two actions that read like the same work. Once a person has judged them they are never suggested again.

    `first` is the older of the two; `score` runs from 0 to 100; `reasons` are sentences as the rule gave them.
    """

    first = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name=_("action"))
    second = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name=_("other action"))
    score = models.PositiveSmallIntegerField(_("likeness"))
    reasons = models.JSONField(_("why"), default=list)
    found_at = models.DateTimeField(_("found"), default=timezone.now, editable=False)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, default=Verdict.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    judged_at = models.DateTimeField(_("judged"), null=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        ordering: ClassVar = ["-score", "pk"]
        indexes: ClassVar = [models.Index(fields=["verdict", "-score"], name="likeness_open_first")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_of_two_actions_stands_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="likeness_names_the_older_first",
                violation_error_message=_("The older of two actions stands first"),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.OPEN, by__isnull=True, judged_at__isnull=True)
                | (~Q(verdict=Verdict.OPEN) & Q(by__isnull=False, judged_at__isnull=False)),
                name="likeness_judged_has_its_judge",
                violation_error_message=_("A verdict has the person who gave it and the moment"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}: {self.score}"

    @property
    def both(self) -> list[Action]:
        return [self.first, self.second]
