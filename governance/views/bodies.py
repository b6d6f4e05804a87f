"""Bodies, who sits on them, and their meetings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.forms import BodyForm, MeetingForm, SeatForm
from governance.models import Body, Decision, Meeting, Seat
from governance.presenters import row_of
from governance.services import bodies
from toolkit.editing import act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page
from toolkit.records import is_used

MANAGE = "governance.manage_bodies"


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """The bodies with their last and next meeting, those that meet first."""
    demand(request, MANAGE)
    today = timezone.localdate()
    found = Body.objects.annotate(
        last=Max("meetings__held_on", filter=Q(meetings__held_on__lt=today)),
        next=Min("meetings__held_on", filter=Q(meetings__held_on__gte=today)),
    ).order_by("is_dormant", "name")
    coming = Meeting.objects.upcoming(today).select_related("body")[:8]
    return render(request, "governance/bodies.html", {"bodies": found, "coming": coming})


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    record = _body(request, pk)
    today = timezone.localdate()
    past = Paginator(record.meetings.past(today), 25).get_page(request.GET.get("page"))
    rows = [
        {"key": _("Kind"), "value": record.get_kind_display()},
        {"key": _("What it is for"), "value": record.purpose},
        *_contact_of(record),
    ]
    context = {
        "body": record,
        "rows": rows,
        "upcoming": record.meetings.upcoming(today),
        "past": past,
        "seats": record.seats.held(today).select_related("person"),
    }
    return render(request, "governance/body.html", context)


def add_body(request: HttpRequest) -> HttpResponse:
    demand(request, MANAGE)

    def done(saved: Body) -> HttpResponse:
        messages.success(request, _("“%s” is added. Now enter its meetings.") % saved)
        return redirect(saved)

    return edit_page(
        request,
        form=BodyForm,
        template="governance/edit.html",
        save=lambda form: bodies.add_body(by=request.user, **form.values()),
        done=done,
        title=_("Add a body"),
    )


def edit_body(request: HttpRequest, pk: int) -> HttpResponse:
    record = _body(request, pk)
    return edit_page(
        request,
        form=BodyForm,
        template="governance/edit.html",
        instance=record,
        save=lambda form: bodies.edit_body(body=record, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, record, _("The details are saved.")),
        title=_("Change the details of “%s”") % record,
        back=record.get_absolute_url(),
    )


@require_safe
def body_history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _body(request, pk)
    return history_page(request, record, history_of(record))


def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    record = _body(request, pk)
    return edit_page(
        request,
        form=MeetingForm,
        template="governance/edit.html",
        instance=Meeting(body=record),
        save=lambda form: bodies.add_meeting(body=record, by=request.user, **form.values()),
        done=answer(request, record, _("The meeting is entered.")),
        title=_("Enter a meeting of “%s”") % record,
        back=record.get_absolute_url(),
    )


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting with what is decided there; open to everybody who may read the forward plan."""
    record = fetch_permitted(request, Meeting.objects.select_related("body"), "governance.view_decisions", pk=pk)
    found = Decision.objects.filter(meeting=record).for_lists().with_assessments_for(request.user)
    context = {
        "meeting": record,
        "rows": [row_of(each) for each in found.order_by("item_number", "reference")],
        "manages": request.user.has_perm(MANAGE),
        "plans": request.user.has_perm("governance.plan_decision"),
        "can_be_removed": not is_used(record),
    }
    return render(request, "governance/meeting.html", context)


def edit_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    record = _meeting(request, pk)
    return edit_page(
        request,
        form=MeetingForm,
        template="governance/edit.html",
        instance=record,
        save=lambda form: bodies.edit_meeting(
            meeting=record, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, record, _("The meeting is saved.")),
        title=_("Change the meeting of “%s”") % record.body,
        back=record.get_absolute_url(),
    )


@require_POST
def remove_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    record = _meeting(request, pk)
    return act(
        request,
        lambda: bodies.remove_meeting(meeting=record, by=request.user),
        _("The meeting is removed."),
        record.body,
        if_refused=record,
    )


@require_safe
def meeting_history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _meeting(request, pk)
    return history_page(request, record, history_of(record))


def add_seat(request: HttpRequest, pk: int) -> HttpResponse:
    record = _body(request, pk)
    return edit_page(
        request,
        form=SeatForm,
        template="governance/edit.html",
        instance=Seat(body=record),
        save=lambda form: bodies.add_seat(body=record, by=request.user, **form.values()),
        done=answer(request, record, _("The seat is given.")),
        title=_("Give somebody a seat on “%s”") % record,
        back=record.get_absolute_url(),
    )


def edit_seat(request: HttpRequest, pk: int) -> HttpResponse:
    record = fetch_permitted(request, Seat.objects.select_related("body", "person"), MANAGE, pk=pk)
    return edit_page(
        request,
        form=SeatForm,
        template="governance/edit.html",
        instance=record,
        save=lambda form: bodies.edit_seat(seat=record, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, record.body, _("The seat is saved.")),
        title=_("Change the seat of %s") % record.person,
        back=record.body.get_absolute_url(),
    )


def _contact_of(record: Body) -> list[dict[str, str]]:
    named = ", ".join(part for part in (record.contact_name, record.contact_email) if part)
    return [{"key": _("Contact"), "value": named}] if named else []


def _body(request: HttpRequest, pk: int) -> Body:
    return fetch_permitted(request, Body.objects.all(), MANAGE, pk=pk)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return fetch_permitted(request, Meeting.objects.select_related("body"), MANAGE, pk=pk)
