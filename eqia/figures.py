"""What a report may say about the assessments of a period. Counts of proposals, not of people: nothing needs hiding."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from eqia.choices import IN_PROGRESS, Effect, Outcome, ScreeningResult
from eqia.models import Assessment, AssessmentMove, Impact
from eqia.querysets import AssessmentQuerySet
from organisation.models import Unit


@dataclass(frozen=True)
class EqiaActivity:
    """Assessments between two days, both included; plain values that can be written as JSON.

    `completed` counts those whose attestation fell in the period, `published` those published in it, `screened_out` the
    completed ones that ended at screening, `returned` how often one was given back. `open_now` is the number in progress
    at the time of asking. `by_directorate`: (name, started, completed, published). `by_outcome`: (words, count) of the
    completed ones. `by_characteristic`: (name, positive, negative, both, unknown, none) of the completed full ones.
    """

    starts_on: str
    ends_on: str
    started: int
    completed: int
    published: int
    screened_out: int
    returned: int
    open_now: int
    by_directorate: list[tuple[str, int, int, int]]
    by_outcome: list[tuple[str, int]]
    by_characteristic: list[tuple[str, int, int, int, int, int]]


def eqia_activity(starts_on: datetime.date, ends_on: datetime.date) -> EqiaActivity:
    period = (starts_on, ends_on)
    started = _directorates(Assessment.objects.filter(started_on__range=period))
    moves = AssessmentMove.objects.filter(at__date__range=period)
    completed_ids = set(moves.filter(transition="attest").values_list("assessment", flat=True))
    published_ids = set(moves.filter(transition="publish").values_list("assessment", flat=True))
    completed = Assessment.objects.filter(pk__in=completed_ids)
    completed_of, published_of = (
        _directorates(completed),
        _directorates(Assessment.objects.filter(pk__in=published_ids)),
    )
    full = completed.exclude(screening__result=ScreeningResult.NOT_REQUIRED)
    outcomes = Counter(full.values_list("conclusion__outcome", flat=True))
    screened_out = completed.screened_out().count()
    tops = Unit.objects.filter(parent__isnull=True).order_by("name")
    return EqiaActivity(
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        started=sum(started.values()),
        completed=len(completed_ids),
        published=len(published_ids),
        screened_out=screened_out,
        returned=moves.filter(transition__in=["send_back", "decline"]).count(),
        open_now=Assessment.objects.filter(state__in=IN_PROGRESS).count(),
        by_directorate=[
            (unit.name, started[unit.pk], completed_of[unit.pk], published_of[unit.pk])
            for unit in tops
            if started[unit.pk] or completed_of[unit.pk] or published_of[unit.pk]
        ],
        by_outcome=[
            *((str(outcome.label), outcomes[outcome.value]) for outcome in Outcome),
            (str(ScreeningResult.NOT_REQUIRED.label), screened_out),
        ],
        by_characteristic=_by_characteristic(full),
    )


def _directorates(assessments: AssessmentQuerySet) -> Counter[int]:
    """How many fall to each directorate, by its id."""
    return Counter(parent or unit for unit, parent in assessments.values_list("unit", "unit__parent"))


def _by_characteristic(assessments: AssessmentQuerySet) -> list[tuple[str, int, int, int, int, int]]:
    counts = {effect.value: Count("pk", filter=Q(effect=effect.value)) for effect in Effect}
    rows: Any = (
        Impact.objects.filter(assessment__in=assessments)
        .values("characteristic__name", "characteristic__is_statutory", "characteristic__position")
        .annotate(**counts)
        .order_by("-characteristic__is_statutory", "characteristic__position")
    )
    return [
        (row["characteristic__name"], row["positive"], row["negative"], row["both"], row["unknown"], row["none"])
        for row in rows
    ]
