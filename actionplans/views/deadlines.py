"""How a deadline is read while it is written, and by which rules actions are judged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actionplans.presenters import stated_rules
from actionplans.presenters.deadlines import ShownReading
from actionplans.rules.deadlines import LONGEST, read_deadline
from toolkit.fetch import demand


def read(request: HttpRequest) -> HttpResponse:
    """The reading of `text`, written today, as a part of a page: asked for by `static/js/deadline.js`."""
    demand(request, "actionplans.view_actions")
    words = request.GET.get("text", "").strip()[:LONGEST]
    reading = ShownReading(read_deadline(words, timezone.localdate())) if words else None
    return render(request, "actionplans/_reading.html", {"shown": reading})


def standings(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    return render(request, "actionplans/standings.html", {"colours": stated_rules()})
