from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actionplans.waiting import waiting_for as actions_waiting
from eqia.waiting import waiting_for as assessments_waiting
from evidence.waiting import waiting_for as evidence_waiting
from governance.waiting import waiting_for as decisions_waiting
from objectives.waiting import waiting_for as objectives_waiting
from organisation.waiting import waiting_for as posts_waiting
from oversight.waiting import waiting_for as oversight_waiting
from reporting.waiting import waiting_for as reports_waiting
from workforce.waiting import waiting_for as workforce_waiting

SOURCES = (
    decisions_waiting,
    assessments_waiting,
    evidence_waiting,
    oversight_waiting,
    actions_waiting,
    objectives_waiting,
    workforce_waiting,
    reports_waiting,
    posts_waiting,
)


def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, overdue first, then by date."""
    today = timezone.localdate()
    items = [item for waiting_for in SOURCES for item in waiting_for(request.user, today)]
    items.sort(key=lambda item: (not item.is_overdue, item.due_on is None, item.due_on or today))
    return render(request, "home.html", {"items": items, "today": today})
