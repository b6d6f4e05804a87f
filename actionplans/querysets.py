import datetime
import functools
import operator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Prefetch, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils import timezone

from actionplans.choices import LeadKind, LeadRole, PlanState, Status, Verdict
from actionplans.rules.escalation import BEGINS_SILENCE
from actionplans.rules.overdue import ASK_AGAIN_AFTER, ASKED, DATED, REVIEWED
from organisation.choices import Role
from toolkit.history import events_of

OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS)
READ_ALL = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER, Role.MEMBER, Role.COMMITTEE_CLERK)
OF_A_DIRECTORATE = (Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


def falls_due_before(day: datetime.date, prefix: str = "") -> Q:
    """The day an action falls due (`rules.overdue.falls_due_on`) lies before this one."""
    return Q(**{f"{prefix}falls_due__lt": day})


def overdue(on: datetime.date, prefix: str = "") -> Q:
    """Open and past the day. One that is done in parts is never overdue itself."""
    is_open = Q(**{f"{prefix}status__in": OPEN, f"{prefix}is_in_parts": False})
    return is_open & falls_due_before(on, prefix)


# More ids than these are not written out in a question to the database.
MOST_NAMED = 300


@dataclass(frozen=True)
class Reach:
    """Ids of what lets a person see an action who does not see them all. Ids and not queries, so that the database knows
    how few or many rows they stand for and goes the shorter way."""

    directorates: list[int]
    units: list[int]
    plans: list[int]
    owned: list[int]
    led: list[int]

    @classmethod
    def of(cls, person: Any, action_model: Any) -> "Reach":
        """In one query, or in none within `remembered`."""
        if (known := getattr(person, "known_reach", None)) is not None:
            return known
        directorates = person.directorates_as(*OF_A_DIRECTORATE) or []
        units = action_model._meta.get_field("unit").related_model._base_manager
        plans = action_model._meta.get_field("plan").related_model._base_manager
        parts = [
            ("units", units.filter(Q(pk__in=directorates) | Q(parent__in=directorates)), "pk"),
            ("plans", plans.filter(directorate__in=directorates), "pk"),
            ("owned", plans.filter(owner=person), "pk"),
            *(("led", leads, "action") for leads in leads_of(person, action_model)),
        ]
        rows = [
            each.order_by().annotate(part=Value(name), record=F(key)).values_list("part", "record")
            for name, each, key in parts
        ]
        found: dict[str, list[int]] = {name: [] for name, _rows, _key in parts}
        for name, pk in rows[0].union(*rows[1:]):
            found[name].append(pk)
        return cls(directorates=directorates, **found)

    @classmethod
    @contextmanager
    def remembered(cls, person: Any, action_model: Any) -> Iterator[None]:
        """Within this, what a person reaches is asked once: for a page that counts and lists in several ways."""
        if not person.is_authenticated or sees_all(person):
            yield
            return
        person.known_reach = cls.of(person, action_model)
        try:
            yield
        finally:
            del person.known_reach


def leads_of(person: Any, action_model: Any) -> list[Any]:
    """The leads that a person is: named themselves, as holder of a post today, or as chair or secretary of a body. Each
    way is a question of its own, so that each is answered from an index."""
    today = timezone.localdate()
    leads = action_model._meta.get_field("leads").related_model._base_manager.order_by()
    posts = person.post_holdings.serving(today).order_by().values("post")
    bodies = person.seats.answering(today).order_by().values("body")
    return [leads.filter(person=person), leads.filter(post__in=posts), leads.filter(body__in=bodies)]


def sees_all(person: Any) -> bool:
    return bool(person.holds(*READ_ALL)) or person.directorates_as(*OF_A_DIRECTORATE) is None


# As the index `action_open_first` has it.
IS_OVER = Case(When(status__in=OPEN, then=Value(0)), default=Value(1), output_field=models.SmallIntegerField())
OPEN_FIRST = (IS_OVER, F("falls_due").asc(nulls_last=True), "pk")


class ActionQuerySet(models.QuerySet):
    def visible_to(self, person: Any, reach: Reach | None = None) -> "ActionQuerySet":
        """Equality leads, advisers, members and clerks see all; officers, heads and directors their directorate's.

        Whoever leads an action or owns its plan sees it, whatever else they do here. A page that asks for several things
        finds out their `reach` once.
        """
        if not person.is_authenticated:
            return self.none()
        if sees_all(person):
            return self
        reach = reach or Reach.of(person, self.model)
        # An action that names no unit belongs to its plan's directorate.
        return self.filter(
            Q(unit__in=reach.units)
            | Q(unit__isnull=True, plan__in=reach.plans)
            | Q(plan__in=reach.owned)
            | (Q(pk__in=reach.led) if len(reach.led) <= MOST_NAMED else self.theirs(person))
        )

    def theirs(self, person: Any) -> Q:
        """The actions that a person leads or supports."""
        ways = [Q(pk__in=leads.values("action")) for leads in leads_of(person, self.model)]
        return functools.reduce(operator.or_, ways)

    def mine(self, person: Any) -> "ActionQuerySet":
        return self.filter(self.theirs(person))

    def to_be_done(self) -> "ActionQuerySet":
        """The actions that somebody does. One that every directorate has its part of is done in its parts, so that what
        is counted here is counted once."""
        return self.filter(is_in_parts=False)

    def with_parts(self) -> "ActionQuerySet":
        """With what a list or page shows of each action, in two queries."""
        leads: Any = self.model._meta.get_field("leads").related_model
        led_by = leads.objects.select_related("person", "unit", "body", "post__unit")
        return self.select_related("plan__directorate", "outcome", "unit__parent", "tally").prefetch_related(
            Prefetch("leads", queryset=led_by)
        )

    def _between(self, name: str) -> Any:
        """The rows that stand between actions and the records of a many-to-many relation."""
        relation: Any = self.model._meta.get_field(name)
        return relation.remote_field.through._base_manager.all()

    def with_words(self) -> "ActionQuerySet":
        """With all that a file says of each action in the row itself: one query, however many are streamed.

        Annotates `lead_names` (those who lead, in their order), `characteristic_names`, `last_update`, `last_updated_on`.
        """
        mine = models.OuterRef("pk")
        named = Coalesce("person__full_name", "post__title", "unit__name", "body__name", "text")
        leads = _related(self.model, "leads").filter(action=mine).exclude(role=LeadRole.SUPPORT).order_by("position")
        characteristics = self._between("characteristics").filter(action=mine)
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
        return self.open().to_be_done().filter(falls_due__gte=first, falls_due__lte=last)

    def awaiting_verification(self) -> "ActionQuerySet":
        """Completed, and no equality lead has said yet that it is."""
        return self.filter(status=Status.COMPLETED, verified_on__isnull=True)

    def with_review_due(self, on: datetime.date) -> "ActionQuerySet":
        """Verified, and it is time to ask whether what was achieved is still so."""
        return self.filter(status=Status.COMPLETED, verified_on__isnull=False, next_review_on__lte=on)

    def in_force(self) -> "ActionQuerySet":
        """Of plans that have been adopted and are not closed."""
        return self.filter(plan__state=PlanState.CURRENT)

    def still_open_first(self) -> "ActionQuerySet":
        """What is still to be done by the day it falls due, then what is over."""
        return self.order_by(*OPEN_FIRST)

    def soonest_first(self) -> "ActionQuerySet":
        """By the day they fall due; what falls due on no day stands at the end."""
        return self.order_by(F("falls_due").asc(nulls_last=True), "pk")

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

    def of_unit(self, unit: Any) -> "ActionQuerySet":
        """A directorate's with those of its services, or a service's own."""
        return self.of_directorate(unit) if unit.parent_id is None else self.filter(unit=unit)

    def of_body(self, body: Any) -> "ActionQuerySet":
        """Those that a body leads or supports, and those whose progress is reported to it."""
        led = _related(self.model, "leads").order_by().filter(body=body).values("action")
        reported = (
            Q(deadline_body__iexact=body.name) | Q(milestones__contains=[{"body": body.name}]) | Q(meeting__body=body)
        )
        return self.filter(Q(pk__in=led) | reported)

    def near_to(self, words: Any, entry: Any = None) -> "ActionQuerySet":
        """Those that an entry of an employer action plan names, and a dozen more of plans in force with one of the words."""
        named = functools.reduce(operator.or_, (Q(description__icontains=each) for each in words))
        near = self.in_force().open().filter(named).order_by("pk").values("pk")[:12]
        theirs = Q(employer_entries=entry) if entry is not None else Q(pk__in=[])
        return self.filter(Q(pk__in=near) | theirs).distinct().select_related("plan").order_by("plan", "position", "pk")

    def for_calendars(self, since: datetime.date) -> "ActionQuerySet":
        """Whatever has a day from `since` on, with what a calendar says of it in the row itself: one query.

        Annotates `lead_names`, `deadline_moves` (how often the deadline was changed) and `changed_at`.
        """
        mine = models.OuterRef("pk")
        moves = _related(self.model, "deadline_changes").filter(action=mine).order_by().values("action")
        events = events_of(self.model, pgh_obj=mine).order_by("-pgh_id")
        dated = Q(due_on__gte=since) | Q(next_review_on__gte=since) | Q(next_milestone_on__gte=since)
        return (
            self.with_words()
            .filter(dated)
            .annotate(
                deadline_moves=Coalesce(models.Subquery(moves.annotate(count=models.Count("pk")).values("count")), 0),
                changed_at=models.Subquery(events.values("pgh_created_at")[:1]),
            )
        )

    def lacking(self, part: str) -> "ActionQuerySet":
        """Those that lack a `choices.Part`."""
        return self.filter(counted__missing__contains=[part])

    def unanswered(self) -> "ActionQuerySet":
        """About which somebody was asked, an answer is due and none has come."""
        return self.filter(Exists(self._requests().silent()))

    def unanswered_for(self, body: Any) -> "ActionQuerySet":
        """Of these, those whose silence was escalated to a body: “no answer” in its agenda."""
        return self.open().filter(Exists(self._requests().silent().filter(body=body)))

    def refused(self) -> "ActionQuerySet":
        """Whoever was asked cannot answer or will not do it, and nobody has decided yet."""
        return self.filter(Exists(self._requests().waiting().exclude(refusal="")))

    def with_open_question(self) -> "ActionQuerySet":
        """About whose updates somebody has put a question that no update answers yet."""
        updates: Any = self.model._meta.get_field("updates").related_model
        questions = updates._meta.get_field("challenges").related_model._default_manager.open()
        return self.filter(Exists(questions.filter(update__action=OuterRef("pk"))))

    def _requests(self) -> Any:
        requests: Any = self.model._meta.get_field("requests").related_model
        return requests._default_manager.filter(action=OuterRef("pk"))

    def editable_by(self, person: Any) -> "ActionQuerySet":
        """Those that the person may change: `permissions.edit_action` says the same of one."""
        if person.is_authenticated and person.holds(Role.EQUALITY_LEAD):
            return self
        return self.filter(plan__owner=person)

    def saying(self, words: str) -> "ActionQuerySet":
        """Those in whose description, reference or plan each of the words stands."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(description__icontains=word)
                | Q(reference__iexact=word)
                | Q(plan__title__icontains=word)
                | Q(plan__strand__icontains=word)
            )
        return found

    def after(self, action: Any) -> "ActionQuerySet":
        """Those that come after one in the order of plans and places within them (`plan`, `position`, `pk`)."""
        later = Q(position__gt=action.position) | Q(position=action.position, pk__gt=action.pk)
        return self.filter(Q(plan__gt=action.plan_id) | (Q(plan=action.plan_id) & later))


class NotNeededQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "NotNeededQuerySet":
        """Of the actions that the person sees."""
        if sees_all(person):
            return self
        actions: Any = self.model._meta.get_field("action").related_model
        return self.filter(action__in=actions.objects.visible_to(person).order_by().values("pk"))


class LikenessQuerySet(models.QuerySet):
    def waiting_for(self, person: Any) -> "LikenessQuerySet":
        """The pairs nobody has judged, of open actions that the person may change both."""
        waiting = self.filter(verdict=Verdict.OPEN, first__status__in=OPEN, second__status__in=OPEN)
        if person.is_authenticated and person.holds(Role.EQUALITY_LEAD):
            return waiting
        return waiting.filter(first__plan__owner=person, second__plan__owner=person)

    def with_actions(self) -> "LikenessQuerySet":
        return self.select_related("first__plan", "second__plan")


class LeadQuerySet(models.QuerySet):
    def unsettled(self) -> "LeadQuerySet":
        """Nobody has said yet whom the words mean, and the plan is not closed. Every directorate is settled by its parts."""
        open_plans = self.exclude(action__plan__state=PlanState.CLOSED)
        return open_plans.filter(is_confirmed=False).exclude(kind=LeadKind.ALL_DIRECTORATES)

    def settled_by(self, person: Any) -> "LeadQuerySet":
        """Those about which the person may say whom they mean: all for an equality lead, else of plans they own."""
        return self if person.holds(Role.EQUALITY_LEAD) else self.filter(action__plan__owner=person)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, person: Any, reach: Reach | None = None) -> "PlanQuerySet":
        """Those of which they see an action, own, or answer for as a directorate."""
        if not person.is_authenticated:
            return self.none()
        if sees_all(person):
            return self
        action_model: Any = self.model._meta.get_field("actions").related_model
        reach = reach or Reach.of(person, action_model)
        counted = _related(action_model, "counted")
        theirs = counted.filter(plan=OuterRef("pk"), directorate__in=reach.directorates)
        led = action_model._base_manager.filter(pk__in=reach.led)
        return self.filter(
            Q(pk__in=[*reach.plans, *reach.owned]) | Exists(theirs) | Q(pk__in=led.order_by().values("plan"))
        )


class PlanTallyQuerySet(models.QuerySet):
    def summed(self, *by: str) -> list[dict[str, Any]]:
        """The numbers for each value of the fields named; those that come to nought are left out."""
        rows = self.order_by().values(*by).annotate(sum=Sum("number"))
        return [row for row in rows if row["sum"]]


def _related(model: Any, name: str) -> Any:
    """The records on the other end of a reverse relation, whose model may stand above this file."""
    return model._meta.get_field(name).related_model._base_manager.all()


class UpdateRequestQuerySet(models.QuerySet):
    def waiting(self) -> "UpdateRequestQuerySet":
        """Those to which no update came yet, by their link or another way. A refusal is no update."""
        return self.filter(settled_at__isnull=True)

    def silent(self) -> "UpdateRequestQuerySet":
        """Of these, those for which an answer was due: a reminder that something will be due soon waits for none."""
        return self.waiting().filter(why__in=BEGINS_SILENCE)


class ChallengeQuerySet(models.QuerySet):
    def open(self) -> "ChallengeQuerySet":
        """Those that no update answers yet."""
        return self.filter(answers__isnull=True)
