"""What a report may say about the delivery of action plans."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from actionplans.choices import PlanState
from actionplans.models import Action, DeadlineChange, Plan
from actionplans.services.counting import completeness_of_plans, counts_of_plans


@dataclass(frozen=True)
class PlanDelivery:
    """How far one plan has come: numbers of actions. Those stopped count in the total only; `verified` are those of the
    completed that an equality lead has looked at, and the others are completed, not yet verified."""

    title: str
    total: int
    completed: int
    verified: int
    in_progress: int
    not_started: int
    overdue: int
    without_deadline: int
    without_lead: int
    without_indicator: int


@dataclass(frozen=True)
class Delivery:
    """How far the adopted plans have come. `completed_in_period` and `deadlines_moved` count what happened from the first
    day to the last; everything else is as it stands on the day of asking."""

    plans: list[PlanDelivery]
    completed_in_period: int
    overdue_now: int
    deadlines_moved: int
    # Actions that are the same work as one that stands in another of these plans: counted in each plan, but done once.
    same_work: int = 0
    # Open actions with a deadline, a lead and an indicator, and those with none of the three; out of `open_now`.
    open_now: int = 0
    whole: int = 0
    nothing: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def delivery(starts_on: datetime.date, ends_on: datetime.date, *, on: datetime.date | None = None) -> Delivery:
    """The plans in force in a period, and what became of their actions. Drafts are left out. Overdue is as of `on`."""
    on = on or timezone.localdate()
    in_period = (Q(starts_on__isnull=True) | Q(starts_on__lte=ends_on)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    )
    plans = list(Plan.objects.filter(in_period).exclude(state=PlanState.DRAFT))
    counts = counts_of_plans([plan.pk for plan in plans], on)
    actions = Action.objects.filter(plan__in=[plan.pk for plan in plans])
    verified = dict(
        actions.filter(verified_on__isnull=False)
        .order_by()
        .values("plan")
        .annotate(n=Count("pk"))
        .values_list("plan", "n")
    )
    names = PlanDelivery.__annotations__.keys() - {"title", "verified"}
    completeness = completeness_of_plans([plan.pk for plan in plans], seen_by=None).values()
    shared = (
        actions.filter(shared_work__isnull=False)
        .order_by()
        .aggregate(actions=Count("pk"), works=Count("shared_work", distinct=True))
    )
    return Delivery(
        plans=[
            PlanDelivery(
                title=str(plan), verified=verified.get(plan.pk, 0), **{name: counts[plan.pk][name] for name in names}
            )
            for plan in plans
            if counts[plan.pk]["total"]
        ],
        completed_in_period=actions.filter(completed_on__range=(starts_on, ends_on)).count(),
        overdue_now=actions.overdue(on).count(),
        same_work=shared["actions"] - shared["works"],
        open_now=sum(each.total for each in completeness),
        whole=sum(each.whole for each in completeness),
        nothing=sum(each.nothing for each in completeness),
        deadlines_moved=DeadlineChange.objects.filter(action__in=actions, on__range=(starts_on, ends_on)).count(),
    )
