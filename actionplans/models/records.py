"""What was reported, changed and sent: kept for ever."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import Status, Via
from actionplans.models.actions import Action
from actionplans.models.base import KEPT
from actionplans.models.tallies import COUNT_CHANGE, COUNT_UPDATE
from actionplans.querysets import ChallengeQuerySet
from evidence.models import Evidence
from governance.models import Move


class Update(models.Model):
    """What somebody reported about an action on a day. Never changed: a mistake is put right by another update.

    A partner who has no account here reports by link: then there is no person, but a name and an e-mail address.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates", verbose_name=_("action"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    by_name = models.CharField(_("name"), max_length=200, blank=True)
    by_email = models.EmailField(_("e-mail address"), blank=True)
    via = models.CharField(_("how it came"), max_length=10, choices=Via, default=Via.PAGE)
    answers = models.ForeignKey(
        "Challenge",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("question it answers"),
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    what_happened = models.TextField(_("what happened"))
    # Only where it reports that the action is complete: since when, what shows it, and a piece of evidence that says so.
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    evidence = models.TextField(_("what shows that it is complete"), blank=True)
    cites = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("piece of evidence")
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    also_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="also_for",
        verbose_name=_("update on the same work in another plan"),
    )

    class Meta:
        ordering = ("-on", "-pk")
        triggers: ClassVar = [*KEPT, COUNT_UPDATE]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | (Q(via=Via.LINK) & ~Q(by_name="") & ~Q(by_email="")),
                name="update_says_who_reported",
                violation_error_message=_("An update names the person who reported, or the address that was asked"),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True, evidence="", cites__isnull=True)
                | (Q(completed_on__isnull=False, status=Status.COMPLETED) & ~Q(evidence="")),
                name="update_that_completes_has_its_day_and_evidence",
                violation_error_message=_("Enter the day it was completed and what shows it"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}: {self.what_happened}"

    @property
    def reporter(self) -> str:
        return str(self.by) if self.by else self.by_name


class Challenge(models.Model):
    """A question that was put about an update ("What did the three people say?"); open until an update answers it."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="challenges", verbose_name=_("update"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    question = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        triggers: ClassVar = KEPT

    def __str__(self) -> str:
        return self.question


class DeadlineChange(models.Model):
    """A deadline that was changed: the old one stays in sight, with who changed it and why."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="deadline_changes", verbose_name=_("action"))
    update = models.OneToOneField(
        Update, models.PROTECT, null=True, blank=True, related_name="deadline_change", verbose_name=_("update")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    old_text = models.TextField(_("old deadline"), blank=True)
    old_falls_due_on = models.DateField(null=True, blank=True)
    new_text = models.TextField(_("new deadline"), blank=True)
    new_falls_due_on = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        triggers: ClassVar = [*KEPT, COUNT_CHANGE]

    def __str__(self) -> str:
        return f"{self.old_text} → {self.new_text}"

    @property
    def reporter(self) -> str:
        """Who changed it; an empty text for an import."""
        if self.by is None:
            return self.update.reporter if self.update else ""
        return str(self.by)

    @property
    def days_later(self) -> int | None:
        """By how many days the deadline moved; negative if it came forward, None if either day is not known."""
        if self.old_falls_due_on is None or self.new_falls_due_on is None:
            return None
        return (self.new_falls_due_on - self.old_falls_due_on).days


class ActionMove(Move):
    """A partner without an account moves an action by the link that was sent to them: then nobody stands in `by`."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="moves")
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    let_in = models.CharField(_("let in by"), max_length=500, blank=True)

    class Meta(Move.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(let_in=""),
                name="action_move_says_who_made_it",
                violation_error_message=_("A change of status says who made it"),
            ),
        ]
