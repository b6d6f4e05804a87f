"""Questions to what this room keeps."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Count, DateField, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from eqia.models import AssessmentMove, Edit
from eqia.querysets import READS_FINISHED, WORKS_ON
from organisation.querysets import within_scope
from oversight.choices import Standing

MEASURES = ("total", "harmed", "mitigated", "helped", "unknown", "unaffected", "unanswered")


def countable(person: Any, prefix: str = "") -> Q:
    """What a person may count: proposals of their directorates however far they are, and, for members and clerks, all
    that are approved or published. Never more than they may open: see docs/decisions/0086."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    directorates = person.directorates_as(*WORKS_ON)
    if directorates is None:
        return Q()
    seen = Q(**{f"{prefix}directorate__in": directorates}) if directorates else Q(pk__in=[])
    if person.holds(*READS_FINISHED):
        seen |= Q(**{f"{prefix}standing": Standing.FINISHED})
    return seen


class CountedQuerySet(models.QuerySet):
    def countable_by(self, person: Any) -> "CountedQuerySet":
        return self.filter(countable(person))


class TallyQuerySet(models.QuerySet):
    def countable_by(self, person: Any) -> "TallyQuerySet":
        return self.filter(countable(person))

    def summed(self, *by: str) -> list[dict[str, Any]]:
        """The sums for each value of the fields named; rows in which nothing is left are dropped."""
        # Without a field to group by, a constant keeps all rows in one group.
        rows = (
            self.order_by()
            .annotate(together=Value(1))
            .values("together", *by)
            .annotate(**{f"sum_{each}": Sum(each) for each in MEASURES})
        )
        return [
            {**{name: row[name] for name in by}, **{each: row[f"sum_{each}"] for each in MEASURES}}
            for row in rows
            if row["sum_total"]
        ]


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ProgrammeQuerySet":
        """Those who work on assessments see their directorate's; members and clerks see what is agreed."""
        if not person.is_authenticated:
            return self.none()
        seen = within_scope(person, *WORKS_ON)
        if person.holds(*READS_FINISHED):
            seen |= Q(agreed_on__isnull=False)
        return self.filter(seen)


class EntryQuerySet(models.QuerySet):
    def with_progress(self) -> "EntryQuerySet":
        """With the assessment begun, and the day on which its screening got its result.

        That is the last day on which screening was saved; for what was brought in without such a record, the day the
        assessment was first handed in, or else the day it was started.
        """
        saved = Edit.objects.filter(assessment=OuterRef("assessment"), section="screening").order_by("-at")
        handed_in = AssessmentMove.objects.filter(assessment=OuterRef("assessment"), transition="submit").order_by("at")
        day = Coalesce(
            Subquery(saved.values("at__date")[:1]),
            Subquery(handed_in.values("at__date")[:1]),
            F("assessment__started_on"),
        )
        return self.select_related("unit", "lead", "assessment", "programme__unit").annotate(
            screened_on=Case(When(assessment__screening__result__gt="", then=day), output_field=DateField())
        )


class OfAssessment(models.QuerySet):
    """Records that belong to an assessment and are seen by those who follow its work."""

    path = "assessment"

    def visible_to(self, person: Any) -> Any:
        """Those of the assessments whose work the person follows; whoever only reads what is finished sees none."""
        if not person.is_authenticated or not person.holds(*WORKS_ON):
            return self.none()
        return self.filter(within_scope(person, *WORKS_ON, unit=f"{self.path}__unit"))


class TriggerQuerySet(OfAssessment):
    def unanswered(self) -> "TriggerQuerySet":
        return self.filter(answer="")


class FlagQuerySet(OfAssessment):
    def unanswered(self) -> "FlagQuerySet":
        return self.filter(answer="")


class CheckQuerySet(OfAssessment):
    path = "impact__assessment"

    def due_by(self, on: datetime.date) -> "CheckQuerySet":
        return self.filter(checked_on__isnull=True, planned_on__lte=on)

    def found(self) -> dict[str, int]:
        """How many checks ended in each finding."""
        made = self.exclude(differs="").order_by()
        return {row["differs"]: row["count"] for row in made.values("differs").annotate(count=Count("pk"))}

    def with_card(self) -> "CheckQuerySet":
        return self.select_related("impact__characteristic", "impact__assessment__unit__parent", "owner", "checked_by")
