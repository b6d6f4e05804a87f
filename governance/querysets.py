import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from governance.choices import ClearanceKind, DecisionOutcome, DecisionState, LapseKind, Response
from governance.rules import Standing

# The posts of a body, as people write them, whose holders answer for it: "Chair", "Co-chair", "Honorary secretary".
ANSWERS_FOR_ITS_BODY = r"^(co-? ?|joint |interim |acting )?(chair|convenor)|secretary"


class BodyQuerySet(models.QuerySet):
    def active(self) -> "BodyQuerySet":
        return self.filter(is_dormant=False)


class MeetingQuerySet(models.QuerySet):
    def upcoming(self, on: datetime.date) -> "MeetingQuerySet":
        """Today's and later meetings, the next one first."""
        return self.filter(held_on__gte=on).order_by("held_on", "pk")

    def past(self, on: datetime.date) -> "MeetingQuerySet":
        """Meetings before today, the latest first."""
        return self.filter(held_on__lt=on)


class SeatQuerySet(models.QuerySet):
    def held(self, on: datetime.date) -> "SeatQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def answering(self, on: datetime.date) -> "SeatQuerySet":
        """The seats of those who answer for their body that day: chairs and secretaries, not vice-chairs."""
        return self.held(on).filter(post__iregex=ANSWERS_FOR_ITS_BODY, person__is_active=True)


class ClearanceQuerySet(models.QuerySet):
    def valid(self) -> "ClearanceQuerySet":
        return self.filter(lapsed_on__isnull=True)


class DecisionQuerySet(models.QuerySet):
    def open(self) -> "DecisionQuerySet":
        """Still to be taken."""
        return self.filter(state__in=[DecisionState.PLANNED, DecisionState.RELEASED])

    def taken(self) -> "DecisionQuerySet":
        return self.filter(state=DecisionState.TAKEN)

    def settled(self) -> "DecisionQuerySet":
        """Taken one way or the other; a deferred one was not."""
        return self.taken().exclude(outcome=DecisionOutcome.DEFERRED)

    def of_directorate(self, unit: Any) -> "DecisionQuerySet":
        return self.filter(Q(unit=unit) | Q(unit__parent=unit))

    def for_lists(self) -> "DecisionQuerySet":
        """With everything a row of a list says, in a fixed number of queries."""
        return self.select_related("unit__parent", "body", "meeting", "delegate").prefetch_related(
            "clearances__given_by"
        )

    def decided_by(self, person: Any, on: datetime.date) -> "DecisionQuerySet":
        """Those which the person takes: as the one named, or with a seat on the body that day."""
        seats = person.seats.held(on).order_by().values("body")
        return self.filter(Q(delegate=person) | Q(body__in=seats))

    def standing(self, standing: str) -> "DecisionQuerySet":
        """Those that stand so before the gate: the question of `rules.standing_of`, asked of the database."""
        model: Any = self.model._meta.get_field("clearances").related_model
        clearances = model.objects
        own = clearances.filter(decision=OuterRef("pk"))
        overridden = Exists(own.valid().filter(kind=ClearanceKind.OVERRIDE))
        papers = own.exclude(kind=ClearanceKind.OVERRIDE)
        newer = clearances.exclude(kind=ClearanceKind.OVERRIDE).filter(
            decision=OuterRef("decision"), reference=OuterRef("reference"), pk__gt=OuterRef("pk")
        )
        lapsed = Exists(papers.filter(~Exists(newer), lapsed_on__isnull=False).exclude(lapse_kind=LapseKind.TAKEN_OFF))
        valid = Exists(papers.valid())
        return self.filter(
            {
                Standing.OVERRIDDEN: Q(overridden),
                Standing.LAPSED: ~Q(overridden) & Q(lapsed),
                Standing.CLEARED: ~Q(overridden) & ~Q(lapsed) & Q(valid),
                Standing.NOT_CLEARED: ~Q(overridden) & ~Q(lapsed) & ~Q(valid),
            }[Standing(standing)]
        )

    def with_assessments_for(self, person: Any) -> "DecisionQuerySet":
        """With the assessments written for each, as far as the person may see them. Those stand in a room above, which
        says itself who may see what: it is met here by its reverse accessor only."""
        assessments: Any = self.model._meta.get_field("assessments").related_model
        seen = assessments._default_manager.visible_to(person).with_decided_on().order_by("reference")
        return self.prefetch_related(Prefetch("assessments", queryset=seen))


class RecommendationQuerySet(models.QuerySet):
    def unanswered(self) -> "RecommendationQuerySet":
        return self.filter(response=Response.PENDING)

    def accepted(self) -> "RecommendationQuerySet":
        """In whole or in part: something is to be done."""
        return self.filter(response__in=[Response.ACCEPTED, Response.PARTLY])

    def for_lists(self, person: Any) -> "RecommendationQuerySet":
        """With what a row of the register says: two queries, however many rows. Actions stand in a room above, which says
        itself who may see which."""
        actions: Any = self.model._meta.get_field("actions").related_model
        seen = actions._default_manager.visible_to(person).select_related("plan").order_by("plan", "position")
        return self.select_related("body", "unit__parent").prefetch_related(Prefetch("actions", queryset=seen))

    def without_action(self) -> "RecommendationQuerySet":
        """Those that nobody has made an action of."""
        return self.filter(actions__isnull=True)
