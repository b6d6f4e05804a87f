"""Who signs an assessment, in which order and words; each signature bound to the version that was read."""

import datetime
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import Kind, NudgeKind, SignTask
from eqia.models.assessment import Assessment
from eqia.models.versions import AssessmentVersion
from eqia.querysets import DelegationQuerySet, TurnQuerySet
from organisation.choices import Role
from toolkit.history import tracked

WRITTEN_ONCE = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]


@tracked()
class SignOffChain(models.Model):
    """Who signs assessments of one kind of proposal; without a kind, those of every kind that has no chain of its own.

    A change concerns what is submitted from then on: each round keeps the chain it began under.
    """

    kind = models.CharField(_("kind of proposal"), max_length=20, choices=Kind, blank=True, unique=True)
    allows_same_person = models.BooleanField(_("one person may sign more than one step"), default=False)
    number = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("kind",)
        verbose_name = _("sign-off chain")

    def __str__(self) -> str:
        return self.get_kind_display() if self.kind else str(_("Every other kind of proposal"))

    def get_absolute_url(self) -> str:
        return reverse("eqia:chain", args=[self.kind or "other"])


@tracked()
class SignOffStep(models.Model):
    """One step of a chain: a role of the proposal's directorate or a named person, what they sign for and by when."""

    chain = models.ForeignKey(SignOffChain, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    task = models.CharField(_("what they sign for"), max_length=12, choices=SignTask)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    words = models.TextField(_("words they sign"), blank=True)
    days = models.PositiveSmallIntegerField(_("days allowed"), default=10, validators=[MinValueValidator(1)])
    remind_after = models.PositiveSmallIntegerField(_("remind after"), default=5, validators=[MinValueValidator(1)])
    escalates_to = models.CharField(_("then tell"), max_length=20, choices=Role, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "position"], name="sign_off_step_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(role="", person__isnull=False) | (~Q(role="") & Q(person__isnull=True)),
                name="sign_off_step_is_for_a_role_or_a_person",
                violation_error_message=_("Select a role or a person, not both"),
            ),
            models.CheckConstraint(
                condition=Q(remind_after__lte=F("days")),
                name="sign_off_step_reminds_before_it_is_late",
                violation_error_message=_("The reminder must come within the days allowed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_task_display()}"


class SignOffRound(models.Model):
    """One submission put before those who sign: the version, and the chain as it stood then (see `eqia.chains`)."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rounds")
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="rounds")
    chain = models.JSONField()
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("opened_at", "pk")
        triggers: ClassVar = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.version}: {self.opened_at:%-d %B %Y}"


@tracked()
class Turn(models.Model):
    """Whose turn it is in a round, since when and until when. It closes when they sign, return it, or nobody need sign."""

    round = models.ForeignKey(SignOffRound, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=12, choices=SignTask)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="turns")
    escalates_to = models.CharField(max_length=20, choices=Role, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    remind_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(closed_at__isnull=True),
                name="turn_is_the_only_open_one_of_its_round",
                violation_error_message=_("Only one step of a round is open at a time"),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["role", "due_on"], condition=Q(closed_at__isnull=True), name="turn_open_by_role")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.position}"

    def is_late(self, on: datetime.date) -> bool:
        return self.closed_at is None and self.due_on < on

    @property
    def whose(self) -> str:
        """The role or the person it waits for."""
        return self.person.full_name if self.person else str(Role(self.role).label)


class SignOff(models.Model):
    """One signature: by whom, in which post, on whose behalf, in which words, under which version. Written once."""

    round = models.ForeignKey(SignOffRound, models.PROTECT, related_name="sign_offs")
    position = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=12, choices=SignTask)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_offs")
    name = models.CharField(max_length=150)
    post = models.CharField(max_length=150)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="sign_offs_by_others"
    )
    on_behalf_of_words = models.CharField(max_length=310, blank=True)
    words = models.TextField()
    note = models.TextField(blank=True)
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="sign_offs")
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        triggers: ClassVar = WRITTEN_ONCE
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="sign_off_is_given_once_for_each_step")
        ]

    def __str__(self) -> str:
        return f"{self.get_task_display()}: {self.name}"

    @property
    def has_lapsed(self) -> bool:
        return hasattr(self, "lapse")


class Lapse(models.Model):
    """Why a signature no longer counts: something material changed after it, or the assessment was opened again."""

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="lapse")
    reasons = models.JSONField(help_text="list of sentences")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        triggers: ClassVar = WRITTEN_ONCE

    def __str__(self) -> str:
        return f"{self.sign_off}: {' '.join(self.reasons)}"


class Nudge(models.Model):
    """A reminder or an escalation that went out about a turn: to each person once."""

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="nudges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="nudges")
    kind = models.CharField(max_length=10, choices=NudgeKind)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        triggers: ClassVar = WRITTEN_ONCE
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["turn", "person", "kind"], name="nudge_goes_to_each_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


@tracked()
class Delegation(models.Model):
    """Who signs in somebody's place while they are away, from the first day to the last."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("who is away")
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in", verbose_name=_("who signs for them")
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"))
    reason = models.CharField(_("why"), max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_starts",
                violation_error_message=_("The last day must be the same as or after the first day"),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("delegate")),
                name="delegation_is_to_somebody_else",
                violation_error_message=_("Select somebody else"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} for {self.person}"

    def is_current(self, on: Any) -> bool:
        return bool(self.starts_on <= on <= self.ends_on)
