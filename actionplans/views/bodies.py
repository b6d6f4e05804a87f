"""What each body leads or hears of, with an extract for the agenda of a meeting, on a page and as a PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actionplans.columns import listed
from actionplans.models import Action
from actionplans.presenters import rows_of
from actionplans.presenters.words import in_words
from actionplans.services.extracts import MOST, Extract, actions_of, extract, meetings_of
from governance.models import Body, Meeting
from organisation.models import Organisation
from toolkit.capped import CappedPaginator
from toolkit.fetch import demand
from toolkit.pdf import render_pdf

A_PAGE = 50


def body_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    following: dict[int, Meeting] = {}
    for meeting in Meeting.objects.upcoming(today):
        following.setdefault(meeting.body_id, meeting)
    # Whether it has any at all is told by a question to an index for each of a handful of bodies, not by counting.
    bodies = [{"body": body, "next": following.get(body.pk)} for body in Body.objects.active()]
    return render(request, "actionplans/bodies.html", {"bodies": bodies})


def body_page(request: HttpRequest, pk: int) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    body = get_object_or_404(Body, pk=pk)
    today = timezone.localdate()
    page = CappedPaginator(actions_of(body, request.user).still_open_first().with_parts(), A_PAGE).get_page(
        request.GET.get("page")
    )
    meetings = meetings_of(body, today)
    context = {
        "body": body,
        "page": page,
        "rows": rows_of(page.object_list, today),
        "columns": listed(),
        "meetings": meetings,
    }
    return render(request, "actionplans/body.html", context)


def extract_page(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "actionplans/extract.html", _extract(request, pk))


def extract_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    context = _extract(request, pk)
    title = str(context["title"])
    content = render_pdf(
        "actionplans/documents/extract.html", {**context, "organisation": Organisation.the()}, title=title
    )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{slugify(title)}.pdf"'},
    )


def _extract(request: HttpRequest, pk: int) -> dict[str, Any]:
    demand(request, "actionplans.view_actions")
    body = get_object_or_404(Body, pk=pk)
    today = timezone.localdate()
    asked = request.GET.get("meeting", "")
    meeting = (
        get_object_or_404(Meeting, pk=int(asked), body=body)
        if asked.isascii() and asked.isdigit() and len(asked) < 18
        else body.meetings.upcoming(today).first()
    )
    made = extract(body=body, meeting=meeting, on=today, seen_by=request.user)
    title = _("Equality actions for %(body)s, %(day)s") % {"body": body, "day": in_words(made.until)}
    return {"extract": made, "body": body, "title": title, "sections": sections(made, today), "today": today}


def sections(made: Extract, on: Any) -> list[dict[str, Any]]:
    """In the order in which a chair asks: what is late, what falls due, what slipped, who is silent, what is done."""
    lists: list[tuple[str, list[Action]]] = [
        (_("Overdue"), made.overdue),
        (_("Due by this meeting"), made.due),
        (_("Completed since the last meeting"), made.completed),
    ]
    shown: list[dict[str, Any]] = [
        {"heading": heading, "rows": rows_of(found[:MOST], on), "are_more": len(found) > MOST}
        for heading, found in lists
    ]
    moved = {"heading": _("Deadlines that moved"), "moved": made.moved[:MOST], "are_more": len(made.moved) > MOST}
    silent = {"heading": _("Asked and not answered"), "silent": made.silent[:MOST], "are_more": len(made.silent) > MOST}
    return [shown[0], shown[1], moved, silent, shown[2]]
