import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from actionplans.choices import DeadlineKind, LeadRole, Precision, Status
from actionplans.models.base import StateIsProtected
from actionplans.models.links import SharedWork
from actionplans.models.plans import Plan, PriorityOutcome
from actionplans.querysets import IS_OVER, OPEN, ActionQuerySet
from actionplans.rules import completeness
from actionplans.rules.overdue import ASKED, DATED, REVIEWED, Chase, falls_due_on, next_chase_on
from actionplans.rules.slippage import Slippage
from actionplans.rules.standing import Facts, Standing, standing
from eqia.models import Mitigation
from governance.models import Meeting, Recommendation
from objectives.models import Objective
from organisation.models import Characteristic, Unit
from toolkit.history import BY_STATEMENT, tracked


@tracked(exclude=["falls_due"], level=BY_STATEMENT)
class Action(StateIsProtected):
    """Something that somebody promised to do.

    What the source said about deadline and leads stays as it was written; beside it stands how it was read.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, db_index=False, related_name="actions", verbose_name=_("plan"))
    outcome = models.ForeignKey(
        PriorityOutcome,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("priority outcome"),
    )
    reference = models.CharField(_("reference"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    description = models.TextField(_("action"))
    impact = models.TextField(_("intended impact"), blank=True)
    indicator = models.TextField(_("indicator of achievement"), blank=True)
    later_years = models.TextField(_("later years’ actions"), blank=True)

    deadline_text = models.TextField(_("deadline as written"), blank=True)
    deadline_kind = models.CharField(_("kind of deadline"), max_length=20, choices=DeadlineKind, blank=True)
    deadline_precision = models.CharField(_("precision"), max_length=20, choices=Precision, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # As in the reading: [{"text", "due_on" (ISO or null), "precision", "body", "is_report", "is_to_be_confirmed"}], and
    # "done_on" (ISO) once somebody has ticked it off.
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    # Of the milestones that are not done; `services.reading.set_milestones` writes both.
    next_milestone_on = models.DateField(_("next milestone"), null=True, blank=True, editable=False)
    deadline_body = models.CharField(_("body that receives a report"), max_length=200, blank=True)
    deadline_question = models.TextField(_("question about the deadline"), blank=True)
    is_deadline_settled = models.BooleanField(
        _("deadline settled by a person"),
        default=False,
        help_text=_("A person has said what the words mean, so they are not read again"),
    )
    # A meeting that the deadline was settled to mean: where it is moved, the deadline follows it.
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="actions_due",
        verbose_name=_("meeting"),
    )
    # Of work that goes on or comes round again; once a completion is verified, of what it achieved.
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    # What `rules.overdue.falls_due_on` says, kept by the database for lists: read `falls_due_on` of a record in hand.
    falls_due = models.GeneratedField(
        expression=Case(
            When(deadline_kind__in=DATED, then=F("due_on")),
            When(deadline_kind__in=REVIEWED, then=Least("due_on", "next_review_on")),
            When(deadline_kind__in=ASKED, is_deadline_settled=True, then=F("due_on")),
        ),
        output_field=models.DateField(_("falls due")),
        db_persist=True,
    )

    leads_text = models.TextField(_("leads as written"), blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("directorate or service"),
    )
    characteristics = models.ManyToManyField(
        Characteristic,
        through="ActionCharacteristic",
        blank=True,
        related_name="actions",
        verbose_name=_("characteristics"),
    )

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("The action of every directorate, of which this is one directorate’s part"),
    )
    # Set once, when the parts are made: lists leave such actions out and count their parts.
    is_in_parts = models.BooleanField(_("done in parts"), default=False, editable=False)

    mitigation = models.ForeignKey(
        Mitigation,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="actions",
        verbose_name=_("mitigation it carries out"),
    )
    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="actions",
        verbose_name=_("recommendation it answers"),
    )
    successor_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="successors",
        verbose_name=_("action it follows on from"),
    )
    shared_work = models.ForeignKey(
        SharedWork,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="actions",
        verbose_name=_("work it shares with actions of other plans"),
    )
    objectives = models.ManyToManyField(
        Objective,
        through="ActionObjective",
        blank=True,
        related_name="actions",
        verbose_name=_("objectives it serves"),
    )

    status = FSMField(_("status"), max_length=20, choices=Status, default=Status.NOT_STARTED, protected=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("plan__title", "plan__strand", "position", "pk")
        indexes: ClassVar = [
            # Few actions have any of these, and thousands may come in at once: only those that have one are in its index.
            # That of the plan, and of the action it is a part of, is found by the indexes and constraints below.
            *(
                models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"action_of_{name}")
                for name in ("meeting", "mitigation", "recommendation", "successor_of", "shared_work")
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=OPEN, deadline_kind="milestones"),
                name="action_of_several_days",
            ),
            models.Index(
                fields=["completed_on"],
                condition=Q(status=Status.COMPLETED, verified_on__isnull=True),
                name="action_awaits_verification",
            ),
            models.Index(
                fields=["next_review_on"],
                condition=Q(status=Status.COMPLETED, verified_on__isnull=False),
                name="action_awaits_its_review",
            ),
            # One for each order that lists offer, so that a page reads its own rows and no others.
            models.Index(IS_OVER, F("falls_due").asc(nulls_last=True), F("id"), name="action_open_first"),
            models.Index(F("falls_due").asc(nulls_last=True), F("id"), name="action_soonest_first"),
            models.Index(F("falls_due").desc(nulls_last=True), F("id"), name="action_latest_first"),
            models.Index(F("status"), F("falls_due").asc(nulls_last=True), F("id"), name="action_by_status"),
            models.Index(
                F("status").desc(), F("falls_due").asc(nulls_last=True), F("id"), name="action_by_status_back"
            ),
            models.Index(fields=["plan", "position", "id"], name="action_in_its_plan"),
            models.Index(Left("leads_text", 60), F("id"), name="action_by_lead"),
            # For calendars: the next milestones, and the deadlines of what has several.
            models.Index(
                fields=["next_milestone_on"], condition=Q(next_milestone_on__isnull=False), name="action_next_milestone"
            ),
            # What is overdue or falls due soon, in all and in one plan.
            models.Index(fields=["falls_due", "plan"], condition=Q(status__in=OPEN), name="action_open_by_day"),
            models.Index(fields=["plan", "falls_due"], condition=Q(status__in=OPEN), name="action_open_in_its_plan"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "reference"],
                name="action_reference_is_unique_in_its_plan",
                violation_error_message=_("Another action of this plan has this reference"),
            ),
            models.UniqueConstraint(
                fields=["parent", "unit"],
                name="action_has_one_part_for_each_directorate",
                violation_error_message=_("This directorate already has its part of the action"),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(is_in_parts=False) & ~Q(parent=F("id")),
                name="action_that_is_a_part_has_no_parts",
                violation_error_message=_("A part of an action has no parts of its own"),
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(description=""),
                name="action_has_a_reference_and_says_what_is_to_be_done",
                violation_error_message=_("Enter the reference and the action"),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.COMPLETED, completed_on__isnull=False)
                | (~Q(status=Status.COMPLETED) & Q(completed_on__isnull=True)),
                name="action_completed_has_its_date",
                violation_error_message=_(
                    "A completed action has the date it was completed on; no other action has one"
                ),
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(status=Status.COMPLETED),
                name="action_verified_is_completed",
                violation_error_message=_("Only a completed action can be verified"),
            ),
            models.CheckConstraint(
                condition=~Q(deadline_text="", deadline_kind__gt="") & ~(Q(deadline_kind="") & ~Q(deadline_text="")),
                name="action_deadline_is_written_and_read_together",
                violation_error_message=_("A deadline is kept as it was written and as it was read"),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="action_is_due_after_it_starts",
                violation_error_message=_("An action is not due before it starts"),
            ),
            models.CheckConstraint(
                condition=Q(successor_of__isnull=True) | ~Q(successor_of=F("pk")),
                name="action_does_not_succeed_itself",
                violation_error_message=_("An action follows on from another one, not from itself"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.description}"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def falls_due_on(self) -> datetime.date | None:
        """The last day on which the action, while open, is not overdue."""
        return falls_due_on(self.deadline_kind, self.due_on, self.next_review_on, is_settled=self.is_deadline_settled)

    @property
    def last_update_on(self) -> datetime.date | None:
        tally = getattr(self, "tally", None)
        return tally.last_update_on if tally else None

    @property
    def next_chase(self) -> Chase | None:
        """When somebody must next be asked about it, and why; None once it is completed or stopped, or done in parts."""
        if not self.is_open or self.is_in_parts:
            return None
        return next_chase_on(
            kind=self.deadline_kind,
            due_on=self.due_on,
            next_review_on=self.next_review_on,
            starts_on=self.starts_on,
            next_milestone_on=self.next_milestone_on,
            has_started=self.status != Status.NOT_STARTED,
            is_settled=self.is_deadline_settled,
            asked_on=self.last_update_on or timezone.localdate(self.created_at),
        )

    def is_overdue(self, on: datetime.date) -> bool:
        """One that is done in parts is never overdue itself: its parts are."""
        day = self.falls_due_on
        return self.is_open and not self.is_in_parts and day is not None and day < on

    def standing(self, on: datetime.date) -> Standing:
        """How it stands on a day, by the stated rules; `standings.with_standing` says the same in the database."""
        falls_due, is_reviewed = self.falls_due_on, self.deadline_kind in REVIEWED
        return standing(
            Facts(
                on=on,
                status=self.status,
                heard_on=self.last_update_on or timezone.localdate(self.created_at),
                has_deadline=bool(self.deadline_text),
                falls_due_on=falls_due,
                is_review=is_reviewed and falls_due is not None and falls_due == self.next_review_on,
                starts_on=self.starts_on if self.deadline_kind == DeadlineKind.PERIOD else None,
                next_milestone_on=self.next_milestone_on,
                next_review_on=self.next_review_on,
                completed_on=self.completed_on,
                verified_on=self.verified_on,
                times_moved=self.slippage.times,
                has_question=bool(self.deadline_question),
            )
        )

    @property
    def slippage(self) -> Slippage:
        """How often and how far its deadline moved."""
        tally = getattr(self, "tally", None)
        return Slippage(tally.times_moved, tally.days_later, tally.times_uncounted) if tally else Slippage()

    @property
    def awaits_verification(self) -> bool:
        return self.status == Status.COMPLETED and self.verified_on is None

    @property
    def directorate(self) -> Unit | None:
        return self.unit.directorate if self.unit else self.plan.directorate

    def gaps(self) -> list[completeness.Gap]:
        """What the action lacks to be one that can be followed, what a person explained away, and advice."""
        return completeness.gaps(
            completeness.Facts(
                description=self.description,
                impact=self.impact,
                indicator=self.indicator,
                deadline_text=self.deadline_text,
                deadline_kind=self.deadline_kind,
                deadline_question=self.deadline_question,
                has_review=self.next_review_on is not None,
                leads=[_fact_of(lead) for lead in self.leads.all()],
                has_characteristics=bool(self.characteristics.all()),
                not_needed={each.part: each.reason for each in self.not_needed.all()},
            )
        )

    def missing(self) -> list[str]:
        """What is needed and still missing, in sentences; none for a complete action."""
        return [gap.sentence for gap in self.gaps() if not gap.is_advice and not gap.reason]

    @transition(
        field=status, source=Status.NOT_STARTED, target=Status.IN_PROGRESS, permission="actionplans.update_action"
    )
    def start(self) -> None:
        """Work has begun."""

    @transition(
        field=status,
        source=[Status.NOT_STARTED, Status.IN_PROGRESS],
        target=Status.COMPLETED,
        permission="actionplans.update_action",
        custom={"reason": True},
    )
    def complete(self) -> None:
        """It is done: the reason says what was achieved."""
        self.completed_on = timezone.localdate()

    @transition(
        field=status,
        source=[Status.NOT_STARTED, Status.IN_PROGRESS],
        target=Status.STOPPED,
        permission="actionplans.update_action",
        custom={"reason": True},
    )
    def stop(self) -> None:
        """It will not be done: the reason says why."""

    @transition(
        field=status,
        source=[Status.COMPLETED, Status.STOPPED],
        target=Status.IN_PROGRESS,
        permission="actionplans.update_action",
        custom={"reason": True},
    )
    def reopen(self) -> None:
        """It was not finished after all."""
        self.completed_on = self.verified_on = None


def _fact_of(lead: Any) -> completeness.LeadFact:
    is_vacant = (
        lead.role == LeadRole.ACCOUNTABLE
        and lead.post is not None
        and not lead.post.holdings.serving(timezone.localdate()).exists()
    )
    return completeness.LeadFact(lead.role, str(lead), lead.is_confirmed, is_vacant)
