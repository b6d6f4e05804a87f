"""Actions along time: bars up to their deadlines, and a month of the calendar."""

import calendar
import datetime
import re
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import Status
from actionplans.models import DeadlineChange
from actionplans.presenters import rows_of
from actionplans.presenters.schedules import Month, dated_in, month_chart, scheduled, timeline_chart
from actionplans.querysets import OPEN
from actionplans.views.finding import find_actions
from governance.models import Meeting
from organisation.models import Organisation
from toolkit.capped import CappedPaginator
from toolkit.fetch import demand
from toolkit.working_days import bank_holidays

A_PAGE = 25
# So many without a day are listed beside the drawing; the list has them all.
UNDATED = 10
# So many actions of one month are drawn and listed.
MOST_OF_A_MONTH = 150


def timeline(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    found = find_actions(request)
    # Unless a status is asked for, what is over does not stand before what is to be done.
    actions = found.qs if request.GET.get("status") else found.qs.open()
    dated = actions.filter(falls_due__isnull=False).soonest_first()
    page = CappedPaginator(_drawn(dated), A_PAGE).get_page(request.GET.get("page"))
    items = scheduled(rows_of(page.object_list, today), {
        action.pk: action.first_due_on for action in page.object_list if action.first_due_on
    })  # fmt: skip
    undated = list(actions.filter(falls_due__isnull=True).order_by("plan", "position")[: UNDATED + 1])
    context = {
        "filter": found,
        "page": page,
        "items": items,
        "chart": timeline_chart(items, today) if items else None,
        "undated": undated[:UNDATED],
        "are_more_undated": len(undated) > UNDATED,
        "ways": ways(request, "timeline"),
    }
    return render(request, "actionplans/timeline.html", context)


def _drawn(actions: Any) -> Any:
    """With the first deadline of those whose deadline moved."""
    first = DeadlineChange.objects.filter(action=OuterRef("pk"), old_falls_due_on__isnull=False).order_by("pk")
    return actions.select_related("plan", "tally").annotate(first_due_on=Subquery(first.values("old_falls_due_on")[:1]))


def month(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    first = _month_asked(request, today)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = find_actions(request)
    actions = list(_of_days(found.qs, first, last).select_related("plan")[: MOST_OF_A_MONTH + 1])
    meetings = (
        list(Meeting.objects.filter(held_on__range=(first, last)).select_related("body").order_by("held_on", "pk"))
        if request.user.has_perm("governance.view_decisions")
        else []
    )
    nation = Organisation.the().jurisdiction
    free = {day: name for day, name in bank_holidays(first.year, nation).items() if first <= day <= last}
    shown = Month(first, last, dated_in(actions[:MOST_OF_A_MONTH], meetings, first, last, today), free)
    context = {
        "filter": found,
        "month": shown,
        "chart": month_chart(shown, today),
        "is_cut": len(actions) > MOST_OF_A_MONTH,
        "most": MOST_OF_A_MONTH,
        "today": today,
        "earlier": _neighbour(first, -1),
        "later": _neighbour(first, 1),
        "ways": ways(request, "calendar"),
    }
    return render(request, "actionplans/calendar.html", context)


def _of_days(actions: Any, first: datetime.date, last: datetime.date) -> Any:
    """Those of which something falls into these days. Each way is answered from an index of its own."""
    days = (first, last)
    most = MOST_OF_A_MONTH + 1
    arms = (
        (Q(status__in=OPEN, falls_due__range=days), "falls_due", most),
        (Q(status__in=OPEN, next_milestone_on__range=days), "next_milestone_on", most),
        (Q(status=Status.COMPLETED, verified_on__isnull=False, next_review_on__range=days), "next_review_on", most),
        # Their further milestones stand in the row alone.
        (Q(status__in=OPEN, deadline_kind="milestones", due_on__gte=first), "due_on", most * 3),
    )
    found = [actions.filter(way).order_by(day, "pk").values_list("pk", flat=True)[:count] for way, day, count in arms]
    return actions.filter(pk__in=list(found[0].union(*found[1:]))).order_by("falls_due", "pk")


def _month_asked(request: HttpRequest, today: datetime.date) -> datetime.date:
    """The month of the address ("2026-11"), or this one."""
    asked = re.fullmatch(r"((?:19|20|21)\d{2})-(0[1-9]|1[0-2])", request.GET.get("month", ""), re.ASCII)
    return datetime.date(int(asked[1]), int(asked[2]), 1) if asked else today.replace(day=1)


def _neighbour(first: datetime.date, step: int) -> dict[str, str]:
    number = first.year * 12 + first.month - 1 + step
    day = datetime.date(number // 12, number % 12 + 1, 1)
    return {"key": f"{day:%Y-%m}", "name": Month(day, day, []).name}


def ways(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """The same actions as a list, along time and in the calendar."""
    query = request.GET.copy()
    for name in ("page", "sort", "month"):
        query.pop(name, None)
    places = (
        ("actions", _("List")),
        ("timeline", _("Timeline")),
        ("calendar", _("Calendar")),
        ("coverage", _("By characteristic")),
    )
    return [
        {"name": f"actionplans:{name}", "words": words, "is_here": name == here, "query": query.urlencode()}
        for name, words in places
    ]
