import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Prefetch, Q, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils import timezone

from actionplans.choices import LeadRole, PlanState, Status
from actionplans.rules.overdue import ASK_AGAIN_AFTER, ASKED, DATED, REVIEWED
from organisation.choices import Role
from organisation.querysets import within_scope

OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS)
READ_ALL = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER, Role.MEMBER, Role.COMMITTEE_CLERK)
OF_A_DIRECTORATE = (Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


def falls_due_before(day: datetime.date, prefix: str = "") -> Q:
    """The day an action falls due (`rules.overdue.falls_due_on`) lies before this one."""
    kind, due = f"{prefix}deadline_kind__in", Q(**{f"{prefix}due_on__lt": day})
    reviewed = Q(**{kind: REVIEWED}) & (due | Q(**{f"{prefix}next_review_on__lt": day}))
    asked = Q(**{kind: ASKED, f"{prefix}is_deadline_settled": True})
    return (Q(**{kind: DATED}) & due) | reviewed | (asked & due)


def overdue(on: datetime.date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}status__in": OPEN}) & falls_due_before(on, prefix)


class ActionQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ActionQuerySet":
        """Equality leads, advisers, members and clerks see all; officers, heads and directors their directorate's.

        Whoever leads an action or owns its plan sees it, whatever else they do here.
        """
        if not person.is_authenticated:
            return self.none()
        if person.holds(*READ_ALL):
            return self
        # An action that names no unit belongs to its plan's directorate.
        of_their_directorate = within_scope(person, *OF_A_DIRECTORATE) | (
            Q(unit__isnull=True) & within_scope(person, *OF_A_DIRECTORATE, unit="plan__directorate")
        )
        return self.filter(of_their_directorate | self.theirs(person) | Q(plan__owner=person))

    def theirs(self, person: Any) -> Q:
        """The actions that a person leads or supports: named themselves, as holder of a post today, or as chair or
        secretary of a body. Each way is a question of its own, so that each is answered from an index."""
        today = timezone.localdate()
        leads: Any = self.model._meta.get_field("leads").related_model._base_manager.order_by()
        posts = person.post_holdings.serving(today).order_by().values("post")
        bodies = person.seats.answering(today).order_by().values("body")
        return (
            Q(pk__in=leads.filter(person=person).values("action"))
            | Q(pk__in=leads.filter(post__in=posts).values("action"))
            | Q(pk__in=leads.filter(body__in=bodies).values("action"))
        )

    def mine(self, person: Any) -> "ActionQuerySet":
        return self.filter(self.theirs(person))

    def to_be_done(self) -> "ActionQuerySet":
        """The actions that somebody does. One that every directorate has its part of is done in its parts, so that what
        is counted here is counted once."""
        parts = self.model._base_manager.filter(parent=OuterRef("pk"))
        return self.filter(~Exists(parts))

    def with_parts(self) -> "ActionQuerySet":
        """With what a list or page shows of each action, in two queries."""
        leads: Any = self.model._meta.get_field("leads").related_model
        led_by = leads.objects.select_related("person", "unit", "body", "post__unit")
        return self.select_related("plan__directorate", "outcome", "unit__parent", "tally").prefetch_related(
            Prefetch("leads", queryset=led_by)
        )

    def with_words(self) -> "ActionQuerySet":
        """With all that a file says of each action in the row itself: one query, however many are streamed.

        Annotates `lead_names` (those who lead, in their order), `characteristic_names`, `last_update`, `last_updated_on`.
        """
        mine = models.OuterRef("pk")
        named = Coalesce("person__full_name", "post__title", "unit__name", "body__name", "text")
        leads = _related(self.model, "leads").filter(action=mine).exclude(role=LeadRole.SUPPORT).order_by("position")
        characteristics = self.model.characteristics.through._base_manager.filter(action=mine)
        updates = _related(self.model, "updates").filter(action=mine).order_by("-on", "-pk")
        return self.select_related("plan__directorate", "outcome", "unit__parent", "tally").annotate(
            lead_names=ArraySubquery(leads.annotate(named=named).values("named")),
            characteristic_names=ArraySubquery(
                characteristics.order_by("characteristic").values("characteristic__name")
            ),
            last_update=models.Subquery(updates.values("what_happened")[:1]),
            last_updated_on=models.Subquery(updates.values("on")[:1]),
        )

    def open(self) -> "ActionQuerySet":
        return self.filter(status__in=OPEN)

    def overdue(self, on: datetime.date) -> "ActionQuerySet":
        return self.filter(overdue(on))

    def falling_due(self, first: datetime.date, last: datetime.date) -> "ActionQuerySet":
        """Open actions that fall due on the first day, the last, or between."""
        return self.open().filter(falls_due_before(last + datetime.timedelta(days=1))).exclude(falls_due_before(first))

    def awaiting_verification(self) -> "ActionQuerySet":
        """Completed, and no equality lead has said yet that it is."""
        return self.filter(status=Status.COMPLETED, verified_on__isnull=True)

    def with_review_due(self, on: datetime.date) -> "ActionQuerySet":
        """Verified, and it is time to ask whether what was achieved is still so."""
        return self.filter(status=Status.COMPLETED, verified_on__isnull=False, next_review_on__lte=on)

    def in_force(self) -> "ActionQuerySet":
        """Of plans that have been adopted and are not closed."""
        return self.filter(plan__state=PlanState.CURRENT)

    def with_falls_due_on(self) -> "ActionQuerySet":
        """Annotates `falls_due`: the day it falls due, for sorting; `rules.overdue.falls_due_on` says the same."""
        return self.annotate(
            falls_due=Case(
                When(deadline_kind__in=DATED, then=F("due_on")),
                When(deadline_kind__in=REVIEWED, then=Least("due_on", "next_review_on")),
                When(deadline_kind__in=ASKED, is_deadline_settled=True, then=F("due_on")),
                output_field=DateField(),
            )
        )

    def with_chase_on(self) -> "ActionQuerySet":
        """Annotates `chase_on`: when somebody must next be asked; `rules.overdue.next_chase_on` says the same, and why."""
        asked_on = Coalesce("tally__last_update_on", TruncDate("created_at"), output_field=DateField())
        start = Case(When(status=Status.NOT_STARTED, then=F("starts_on")), output_field=DateField())
        return self.annotate(
            chase_on=Case(
                When(deadline_kind="milestones", then=Least("next_milestone_on", "due_on")),
                When(deadline_kind="period", then=Least(start, "due_on")),
                When(deadline_kind__in=DATED, then=F("due_on")),
                When(deadline_kind__in=REVIEWED, then=Least("due_on", "next_review_on")),
                When(deadline_kind__in=ASKED, is_deadline_settled=True, then=F("due_on")),
                When(deadline_kind="to_be_confirmed", then=asked_on + ASK_AGAIN_AFTER),
                output_field=DateField(),
            )
        )

    def of_directorate(self, unit: Any) -> "ActionQuerySet":
        return self.filter(Q(unit=unit) | Q(unit__parent=unit) | Q(unit__isnull=True, plan__directorate=unit))

    def without_deadline(self) -> "ActionQuerySet":
        return self.filter(deadline_text="")

    def without_lead(self) -> "ActionQuerySet":
        return self.filter(leads__isnull=True)

    def without_indicator(self) -> "ActionQuerySet":
        return self.filter(indicator="")

    def with_question(self) -> "ActionQuerySet":
        return self.exclude(deadline_question="")

    def counted(self, on: datetime.date) -> dict[str, int]:
        """How many there are, by status, overdue and missing parts, in one query."""
        return self.order_by().aggregate(**_counts(on, self.model))


class PlanQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "PlanQuerySet":
        """Those of which they see an action, own, or answer for as a directorate."""
        if not person.is_authenticated:
            return self.none()
        if person.holds(*READ_ALL):
            return self
        action_model: Any = self.model._meta.get_field("actions").related_model
        actions = action_model.objects.visible_to(person)
        of_their_directorate = within_scope(person, *OF_A_DIRECTORATE, unit="directorate")
        return self.filter(of_their_directorate | Q(owner=person) | Q(pk__in=actions.order_by().values("plan")))

    def with_counts(self, actions: ActionQuerySet, on: datetime.date) -> list[Any]:
        """The plans, each with `counts`: of those actions that belong to it, in two queries."""
        counts = _counts(on, actions.model)
        rows = {row["plan"]: row for row in actions.order_by().values("plan").annotate(**counts)}
        none = dict.fromkeys(counts, 0)
        plans: list[Any] = list(self)
        for plan in plans:
            plan.counts = rows.get(plan.pk, none)
        return plans


def _related(model: Any, name: str) -> Any:
    """The records on the other end of a reverse relation, whose model may stand above this file."""
    return model._meta.get_field(name).related_model._base_manager.all()


def _counts(on: datetime.date, action_model: Any) -> dict[str, Any]:
    leads = action_model._meta.get_field("leads").related_model._base_manager.filter(action=models.OuterRef("pk"))
    return {
        "total": Count("pk"),
        "not_started": Count("pk", filter=Q(status=Status.NOT_STARTED)),
        "in_progress": Count("pk", filter=Q(status=Status.IN_PROGRESS)),
        "completed": Count("pk", filter=Q(status=Status.COMPLETED)),
        "verified": Count("pk", filter=Q(status=Status.COMPLETED, verified_on__isnull=False)),
        "stopped": Count("pk", filter=Q(status=Status.STOPPED)),
        "overdue": Count("pk", filter=overdue(on)),
        "without_deadline": Count("pk", filter=Q(deadline_text="")),
        "without_lead": Count("pk", filter=~models.Exists(leads)),
        "without_indicator": Count("pk", filter=Q(indicator="")),
        "with_question": Count("pk", filter=~Q(deadline_question="")),
    }


class UpdateRequestQuerySet(models.QuerySet):
    def unanswered(self) -> "UpdateRequestQuerySet":
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)


class ChallengeQuerySet(models.QuerySet):
    def open(self) -> "ChallengeQuerySet":
        """Those that no update answers yet."""
        return self.filter(answers__isnull=True)
