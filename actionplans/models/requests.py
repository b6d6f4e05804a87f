"""Who was asked about an action, in which message, and what came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import AskedFor, AskedOf, MessageKind, Refusal
from actionplans.models.actions import Action
from actionplans.models.base import KEPT
from actionplans.models.plans import Plan
from actionplans.models.records import Challenge, Update
from actionplans.querysets import UpdateRequestQuerySet
from governance.models import Body
from toolkit.history import tracked
from toolkit.models import SentMessage


@tracked()
class EscalationStep(models.Model):
    """Who is asked next where nobody answers, and after how many working days of silence.

    The steps without a plan are the body's own, for every plan that has none.
    """

    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="escalation_steps", verbose_name=_("plan")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    asks = models.CharField(_("who is asked"), max_length=20, choices=AskedOf)
    after_days = models.PositiveSmallIntegerField(_("working days of silence"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that hears of it")
    )

    class Meta:
        ordering = ("plan", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                nulls_distinct=False,
                deferrable=models.Deferrable.DEFERRED,
                name="escalation_step_position_is_unique_in_its_chain",
            ),
            models.CheckConstraint(
                condition=Q(after_days__range=(1, 90)),
                name="escalation_step_waits_between_one_and_ninety_days",
                violation_error_message=_("Enter a number of working days between 1 and 90"),
            ),
            models.CheckConstraint(
                condition=Q(asks=AskedOf.BODY) | Q(body__isnull=True),
                name="escalation_step_names_a_body_only_to_report_to_it",
                violation_error_message=_("Name a body only where the step reports to a body"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_asks_display()}"


class Message(models.Model):
    """A message about actions that went to one address. Its words are in the outbox, which keeps them for ever."""

    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    outbox = models.OneToOneField(SentMessage, models.PROTECT, related_name="+", verbose_name=_("words sent"))
    # Of a message about several actions: opens the page on which they are answered one after another.
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    on = models.DateField(_("date"), default=timezone.localdate)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        triggers: ClassVar = KEPT
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email", "on"],
                condition=Q(kind=MessageKind.DAILY),
                name="message_of_the_day_goes_to_an_address_once",
                violation_error_message=_("This address has had its message of the day"),
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="message_link_opens_one_message"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.name})"

    @property
    def subject(self) -> str:
        return self.outbox.subject

    @property
    def body(self) -> str:
        return self.outbox.body


@tracked(exclude=["token_hash", "draft"])
class UpdateRequest(models.Model):
    """Somebody was asked about an action, with a link of their own that works once.

    The link is not stored: only its hash is. `step` counts from 0, the first asking, along the plan's escalation chain.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="requests", verbose_name=_("action"))
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="requests", verbose_name=_("message"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="update_requests",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="update_requests", verbose_name=_("for the body")
    )
    why = models.CharField(_("why"), max_length=20, choices=AskedFor)
    step = models.PositiveSmallIntegerField(_("escalation step"), default=0)
    asked_of = models.CharField(_("asked as"), max_length=20, choices=AskedOf, default=AskedOf.LEAD)
    note = models.TextField(_("why this person"), blank=True)
    question = models.TextField(_("question"), blank=True)
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("challenge")
    )
    falls_due_on = models.DateField(_("falls due on"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    on = models.DateField(_("asked on"), default=timezone.localdate)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("answered"), null=True, blank=True)
    update = models.OneToOneField(
        Update, models.PROTECT, null=True, blank=True, related_name="request", verbose_name=_("answer")
    )
    refusal = models.CharField(_("refusal"), max_length=20, choices=Refusal, blank=True)
    refusal_words = models.TextField(_("words of the refusal"), blank=True)
    # When an update came, by this link or another way, or nobody waits for one any more.
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    # What was typed and could not be saved, for the next link of the same person.
    draft = models.JSONField(default=dict, blank=True, editable=False)

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("request for an update")
        indexes: ClassVar = [
            models.Index(fields=["action", "-asked_at"], name="request_action_asked_at"),
            models.Index(fields=["action"], condition=Q(settled_at__isnull=True), name="request_waits_for_an_answer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(update__isnull=True, refusal="") | Q(used_at__isnull=False),
                name="request_answered_has_its_moment",
                violation_error_message=_("An answer has the moment when it came"),
            ),
            models.CheckConstraint(
                condition=Q(update__isnull=True) | Q(refusal=""),
                name="request_is_answered_or_refused",
                violation_error_message=_("A request is answered or refused, not both"),
            ),
            models.CheckConstraint(
                condition=Q(refusal="") | ~Q(refusal_words=""),
                name="request_refused_says_why",
                violation_error_message=_("Enter why you cannot answer this"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.action}"

    @property
    def is_answered(self) -> bool:
        return self.used_at is not None

    @property
    def is_usable(self) -> bool:
        """Whether its link still opens the page, as far as the request itself goes."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()
