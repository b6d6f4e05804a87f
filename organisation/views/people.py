from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.filters import PersonFilter
from organisation.forms.people import AddPersonForm, PersonForm, StopForm
from organisation.models import Person, RoleHolding
from organisation.presenters import held_for, holding_rows, signing_in
from organisation.presenters.posts import appointments
from organisation.services import people
from organisation.views.overview import ADMINISTER
from toolkit.editing import NotPossible, act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of
from toolkit.pages import history_page

PAGE = 25


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    held_today = RoleHolding.objects.current(timezone.localdate()).select_related("directorate")
    everybody = Person.objects.select_related("unit__parent").prefetch_related(
        Prefetch("holdings", queryset=held_today, to_attr="held_today")
    )
    chosen = PersonFilter(request.GET, queryset=everybody)
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "person": person,
            "roles": [f"{holding.get_role_display()}, {held_for(holding)}" for holding in person.held_today],
            "state": signing_in(person),
        }
        for person in page
    ]
    return render(request, "organisation/people.html", {"filter": chosen, "page": page, "rows": rows})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    today = timezone.localdate()
    current, past = holding_rows(person.holdings.select_related("directorate", "person"), today)
    return render(
        request,
        "organisation/person.html",
        {
            "person": person,
            "state": signing_in(person),
            "current": current,
            "past": past,
            "posts": [
                row
                for rows in appointments(person.post_holdings.select_related("post", "person"), today)
                for row in rows
            ],
            "rows": [
                {"key": _("E-mail address"), "value": person.email},
                {"key": _("Job title"), "value": person.job_title},
                {"key": _("Belongs to"), "value": _place(person)},
            ],
        },
    )


def add(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)

    def done(person: Person) -> HttpResponse:
        messages.success(
            request,
            _("%(name)s is added. We have sent a link to %(email)s for choosing a password. Now give them a role.")
            % {"name": person, "email": person.email},
        )
        return redirect(person)

    return edit_page(
        request,
        form=AddPersonForm,
        template="organisation/edit_person.html",
        save=lambda form: people.add_person(by=request.user, **form.values()),
        done=done,
        title=_("Add a person"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    return edit_page(
        request,
        form=PersonForm,
        template="organisation/edit_person.html",
        instance=person,
        save=lambda form: people.edit_person(
            person=person, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, person, _("The details are saved.")),
        title=_("Change the details of %s") % person,
    )


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    return act(
        request,
        lambda: people.invite(person=person, by=request.user),
        _("We have sent a link to %s for choosing a password.") % person.email,
        person,
    )


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.stop_signing_in(person=person, by=request.user, **form.cleaned_data)
        except NotPossible as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("%s can no longer sign in.") % person)
            return redirect(person)
    return render(request, "organisation/stop.html", {"person": person, "form": form})


@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    return act(
        request,
        lambda: people.let_sign_in(person=person, by=request.user),
        _("%s can sign in again. Look at the roles: they may have ended.") % person,
        person,
    )


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk)
    return history_page(request, person, history_of(person, events_of(RoleHolding, person=person)))


def _fetch(request: HttpRequest, pk: int) -> Person:
    return fetch_permitted(request, Person.objects.select_related("unit__parent"), ADMINISTER, pk=pk)


def _place(person: Person) -> str:
    if person.unit is None:
        return ""
    return f"{person.unit}, {person.unit.parent}" if person.unit.parent else str(person.unit)
