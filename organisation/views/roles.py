from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.choices import ROLE_MEANS, Role
from organisation.forms.people import EndRoleForm, GiveRoleForm
from organisation.models import Person, RoleHolding, Unit
from organisation.presenters import RoleTable, holding_rows, vacancies
from organisation.services import roles
from organisation.views.overview import ADMINISTER
from toolkit.editing import act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who holds which role, and which roles nobody holds."""
    demand(request, ADMINISTER)
    today = timezone.localdate()
    holdings = list(
        RoleHolding.objects.select_related("person", "directorate").order_by("directorate__name", "person__full_name")
    )
    now, past = holding_rows(holdings, today)
    tables = [RoleTable(role, str(ROLE_MEANS[role]), [row for row in now if row.holding.role == role]) for role in Role]
    held_today = [row.holding for row in now if row.holding.is_current(today) and row.holding.person.is_active]
    return render(
        request,
        "organisation/roles.html",
        {
            "tables": tables,
            "past": past,
            "vacancies": vacancies(held_today, Unit.objects.directorates().open(today)),
        },
    )


def give(request: HttpRequest, pk: int) -> HttpResponse:
    person = fetch_permitted(request, Person.objects.all(), ADMINISTER, pk=pk)
    return edit_page(
        request,
        form=GiveRoleForm,
        template="organisation/edit_role.html",
        instance=RoleHolding(person=person),
        save=lambda form: roles.give_role(person=person, by=request.user, **form.values()),
        done=answer(request, person, _("The role is given.")),
        title=_("Give %s a role") % person,
        back=person.get_absolute_url(),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    holding = _fetch(request, pk)
    return edit_page(
        request,
        form=EndRoleForm,
        template="organisation/edit_role.html",
        instance=holding,
        save=lambda form: roles.end_role(
            holding=holding, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, holding.person, _("The last day is set.")),
        title=_("End the role of %(person)s as %(role)s")
        % {"person": holding.person, "role": holding.get_role_display().lower()},
        back=holding.person.get_absolute_url(),
    )


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    holding = _fetch(request, pk)
    return act(
        request,
        lambda: roles.take_back_role(holding=holding, by=request.user),
        _("The role is taken back."),
        holding.person,
    )


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    holding = _fetch(request, pk)
    return history_page(request, holding, history_of(holding), back=holding.person.get_absolute_url())


def _fetch(request: HttpRequest, pk: int) -> RoleHolding:
    demand(request, ADMINISTER)
    return get_object_or_404(RoleHolding.objects.select_related("person", "directorate"), pk=pk)
