"""When assessments are to be looked at again."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateField, F, OuterRef, Subquery, When
from django.utils import timezone

from eqia.choices import FINISHED
from eqia.models import Assessment
from oversight.choices import Trigger
from oversight.models import ReviewTrigger

SOON = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Review:
    """An assessment with the day on which it is to be looked at again."""

    assessment: Assessment
    on: datetime.date

    def is_overdue(self, today: datetime.date) -> bool:
        return self.on < today

    @property
    def is_past(self) -> bool:
        return self.is_overdue(timezone.localdate())

    @property
    def is_near(self) -> bool:
        """Whether it may be answered already."""
        return self.on <= timezone.localdate() + SOON


def reviews_due(assessments: Any, *, until: datetime.date | None = None) -> list[Review]:
    """Reviews of finished assessments in the order of their days, in one query.

    The day is the one the assessment set itself, or the next one that was agreed when a review was last answered. A
    review that has been answered without a new day is not due again.
    """
    answered = ReviewTrigger.objects.filter(assessment=OuterRef("pk"), kind=Trigger.REVIEW_DATE).exclude(answer="")
    last = answered.order_by("-noticed_on", "-pk")
    rows = (
        assessments.filter(state__in=FINISHED)
        .annotate(
            reviewed=Subquery(last.values("noticed_on")[:1]),
            agreed=Subquery(last.values("next_review_on")[:1]),
        )
        .annotate(
            review_due_on=Case(
                When(reviewed__isnull=True, then=F("conclusion__review_on")),
                When(conclusion__review_on__gt=F("reviewed"), agreed__isnull=True, then=F("conclusion__review_on")),
                default=F("agreed"),
                output_field=DateField(),
            )
        )
        .filter(review_due_on__isnull=False)
        .select_related("unit__parent")
        .order_by("review_due_on", "pk")
    )
    if until is not None:
        rows = rows.filter(review_due_on__lte=until)
    return [Review(each, each.review_due_on) for each in rows]
