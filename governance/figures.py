"""What a report may say about the decisions of a period. Counts of decisions, not of people: nothing needs hiding."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from governance.choices import ClearanceKind
from governance.models import Clearance, Decision, DecisionReading, Meeting


@dataclass(frozen=True)
class Override:
    """A decision let pass without an EqIA, in plain values that can be written as JSON."""

    reference: str
    title: str
    directorate: str
    by: str
    given_on: str
    reason: str


@dataclass(frozen=True)
class DecisionActivity:
    """Decisions taken between two days, both included: how each passed the gate, and who had read what.

    `with_eqia` and `not_required` passed on an approved version and on a signed screening. `read` are those taken by
    somebody on record as having read the version. `overrides` were given in the period, whether taken yet or not.
    """

    taken: int = 0
    with_eqia: int = 0
    not_required: int = 0
    read: int = 0
    overrides: list[Override] = field(default_factory=list)


def decision_activity(starts_on: datetime.date, ends_on: datetime.date) -> DecisionActivity:
    taken = Decision.objects.taken().filter(taken_on__range=(starts_on, ends_on))
    given = Clearance.objects.filter(kind=ClearanceKind.OVERRIDE, given_at__date__range=(starts_on, ends_on))

    def passed_by(kind: str) -> int:
        return taken.filter(Exists(Clearance.objects.valid().filter(decision=OuterRef("pk"), kind=kind))).count()

    return DecisionActivity(
        taken=taken.count(),
        with_eqia=passed_by(ClearanceKind.ASSESSMENT),
        not_required=passed_by(ClearanceKind.NOT_REQUIRED),
        read=taken.filter(Exists(DecisionReading.objects.filter(decision=OuterRef("pk")))).count(),
        overrides=_overrides(given),
    )


def overrides_at(meeting: Meeting) -> list[Override]:
    """Those that stand behind decisions of one meeting."""
    return _overrides(Clearance.objects.valid().filter(kind=ClearanceKind.OVERRIDE, decision__meeting=meeting))


def _overrides(given: Any) -> list[Override]:
    return [
        Override(
            reference=each.decision.reference,
            title=each.decision.title,
            directorate=str(each.decision.directorate),
            by=each.given_by.job_title or each.given_by.full_name,
            given_on=timezone.localtime(each.given_at).date().isoformat(),
            reason=each.reason,
        )
        for each in given.select_related("decision__unit__parent", "given_by").order_by("given_at", "pk")
    ]
