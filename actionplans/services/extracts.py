"""What a body is told about the actions it leads or hears of, for the agenda of one of its meetings."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from actionplans.choices import Status
from actionplans.models import Action, DeadlineChange, UpdateRequest
from governance.models import Body, Meeting

# A paper nobody reads to its end is no paper: so many of each kind, and the number of the others.
MOST = 60


@dataclass(frozen=True)
class Extract:
    """Since the last meeting and up to this one. Each list holds at most `MOST` and one."""

    body: Body
    meeting: Meeting | None
    since: datetime.date
    until: datetime.date
    overdue: list[Action]
    due: list[Action]
    moved: list[DeadlineChange]
    silent: list[UpdateRequest]
    completed: list[Action]


def meetings_of(body: Body, on: datetime.date) -> list[Meeting]:
    """Those an extract can be made for: the next ones, soonest first, then the last ones."""
    return [*body.meetings.upcoming(on)[:6], *body.meetings.past(on)[:6]]


def actions_of(body: Body, person: Any) -> Any:
    """Those the body leads, receives a report on, or promised to report at one of its meetings, as far as the person sees."""
    return Action.objects.to_be_done().visible_to(person).of_body(body)


def extract(*, body: Body, meeting: Meeting | None, on: datetime.date, seen_by: Any) -> Extract:
    """Without a meeting, as if it met on that day. Nine queries at most, however much there is."""
    until = meeting.held_on if meeting else on
    last = body.meetings.filter(held_on__lt=until).order_by("-held_on").first()
    since = last.held_on if last else until - datetime.timedelta(days=91)
    actions = actions_of(body, seen_by)
    shown = actions.with_parts()
    ids = actions.order_by().values("pk")
    late = min(until, on)
    open_ones = shown.open().soonest_first()
    moved = DeadlineChange.objects.filter(action__in=ids, on__gt=since, on__lte=until)
    # Also what nobody answered until it came to this body, whether or not the action names it.
    escalated = Q(body=body, action__in=Action.objects.visible_to(seen_by).order_by().values("pk"))
    silent = UpdateRequest.objects.silent().filter(Q(action__in=ids) | escalated, asked_at__date__lte=until)
    return Extract(
        body=body,
        meeting=meeting,
        since=since,
        until=until,
        overdue=list(open_ones.filter(falls_due__lt=late)[: MOST + 1]),
        due=list(open_ones.filter(falls_due__gte=late, falls_due__lte=until)[: MOST + 1]),
        moved=list(moved.select_related("action__plan", "by").order_by("-on", "-pk")[: MOST + 1]),
        silent=list(
            silent.filter(Q(action__status=Status.NOT_STARTED) | Q(action__status=Status.IN_PROGRESS))
            .select_related("action__plan", "person")
            .order_by("asked_at", "pk")[: MOST + 1]
        ),
        completed=list(
            shown.filter(status=Status.COMPLETED, completed_on__gt=since, completed_on__lte=until).order_by("completed_on", "pk")[: MOST + 1]
        ),
    )  # fmt: skip
