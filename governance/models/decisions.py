"""Decisions: what is to be decided, by whom and when, and what was decided."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.choices import DecisionKind, DecisionOutcome, DecisionState, Urgency
from governance.gate import missing_to_release
from governance.models.bodies import Body, Meeting
from governance.models.records import Move
from governance.querysets import DecisionQuerySet
from governance.rules import Notice, Standing, last_day_for_notice, notice_given, standing_of
from governance.workflow import DecisionWorkflow
from organisation.models import Unit
from toolkit.history import tracked

STEPS = {
    "release": _("Released to be decided"),
    "recall": _("Taken back"),
    "take": _("Taken"),
    "withdraw": _("Withdrawn"),
}


class DecisionCounter(models.Model):
    """The last number given to a decision in each year; its row is locked while the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


@tracked()
class Decision(DecisionWorkflow):
    """A decision of the body, from the forward plan to its minute.

    `expected_on` is the day of the meeting where there is one. `item_number` and `pack_pages` say where the papers stood.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind)
    is_key = models.BooleanField(_("key decision"), default=False)
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("what is to be decided"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="decisions", verbose_name=_("directorate or service"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("body that decides")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("meeting")
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegated_decisions",
        verbose_name=_("person who decides"),
    )
    expected_on = models.DateField(_("expected on"), db_index=True)
    notice_on = models.DateField(_("notice given on"), null=True, blank=True)
    urgency = models.CharField(_("taken without 28 days’ notice under"), max_length=20, choices=Urgency, blank=True)
    urgency_reason = models.TextField(_("why it could not wait"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=DecisionOutcome, blank=True, editable=False)
    taken_on = models.DateField(_("taken on"), null=True, blank=True, editable=False, db_index=True)
    minute = models.TextField(_("minute"), blank=True, editable=False)
    minute_reference = models.CharField(_("reference of the minute"), max_length=100, blank=True, editable=False)
    item_number = models.CharField(_("item"), max_length=20, blank=True, editable=False)
    pack_pages = models.CharField(_("pages of the pack"), max_length=40, blank=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned"), default=timezone.now, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("expected_on", "reference")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, delegate__isnull=False) | Q(body__isnull=False, delegate__isnull=True),
                name="decision_has_one_decider",
                violation_error_message=_("Choose the body that decides, or the one person who does, and not both"),
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(body__isnull=False),
                name="decision_at_a_meeting_is_of_a_body",
                violation_error_message=_("Only a body decides at a meeting"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DecisionKind.KEY) | Q(is_key=True),
                name="decision_of_the_key_kind_is_key",
                violation_error_message=_("A key decision must be marked as one"),
            ),
            models.CheckConstraint(
                condition=Q(urgency="") | ~Q(urgency_reason=""),
                name="decision_urgency_has_a_reason",
                violation_error_message=_("Enter why it could not wait for 28 days’ notice"),
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.TAKEN) | Q(taken_on__isnull=False) & ~Q(outcome=""),
                name="decision_taken_has_an_outcome_and_a_day",
                violation_error_message=_("Enter the outcome and the day of the decision"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.reference])

    @property
    def directorate(self) -> Unit:
        return self.unit.directorate

    @property
    def decider(self) -> str:
        """Who decides, in words."""
        if self.delegate:
            return f"{self.delegate.full_name}, {self.delegate.job_title}".rstrip(", ")
        return str(self.body)

    @property
    def decided_on(self) -> datetime.date:
        """The day it was taken; before that, the day it is expected."""
        return self.taken_on or self.expected_on

    @property
    def is_open(self) -> bool:
        return self.state in (DecisionState.PLANNED, DecisionState.RELEASED)

    @property
    def is_taken(self) -> bool:
        return self.state == DecisionState.TAKEN

    @property
    def standing(self) -> Standing:
        """How it stands before the gate."""
        return standing_of(self.clearances.all())[0]

    @property
    def notice(self) -> Notice:
        return notice_given(
            is_key=self.is_key,
            notice_on=self.notice_on,
            decided_on=self.decided_on,
            urgency=self.urgency,
            today=timezone.localdate(),
        )

    @property
    def last_day_for_notice(self) -> datetime.date:
        return last_day_for_notice(self.expected_on)

    def missing_to_release(self) -> list[str]:
        return missing_to_release(self)

    def is_decided_by(self, person: Any) -> bool:
        """Whether the person is the one who decides, or has a seat today on the body that does."""
        if self.delegate_id is not None:
            return bool(self.delegate_id == person.pk)
        return self.body_id is not None and person.seats.held(timezone.localdate()).filter(body=self.body_id).exists()


class DecisionMove(Move):
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.transition}"

    @property
    def words(self) -> str:
        """What was done, in the past tense."""
        return str(STEPS[self.transition])
