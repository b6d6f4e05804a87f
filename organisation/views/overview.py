from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.choices import UnitKind
from organisation.forms.body import OrganisationForm
from organisation.models import Characteristic, Organisation, Person, RoleHolding, Unit
from organisation.presenters import vacancies
from organisation.services.body import edit_organisation
from toolkit.editing import answer, edit_page
from toolkit.fetch import demand
from toolkit.history import history_of
from toolkit.pages import history_page

ADMINISTER = "organisation.administer"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    today = timezone.localdate()
    open_units = list(Unit.objects.open(today))
    people = list(Person.objects.filter(is_active=True).values_list("password", flat=True))
    holdings = list(RoleHolding.objects.current(today).filter(person__is_active=True))
    characteristics = list(Characteristic.objects.in_use(today))
    organisation = Organisation.the()
    return render(
        request,
        "organisation/overview.html",
        {
            "body": organisation,
            "body_rows": [
                {"key": _("Name"), "value": organisation.name},
                {"key": _("Jurisdiction"), "value": organisation.get_jurisdiction_display()},
                {"key": _("Colour"), "value": organisation.colour},
                {"key": _("Contact for equality matters"), "value": organisation.contact},
                {"key": _("Benchmark population"), "value": organisation.area},
            ],
            "directorate_count": sum(unit.kind == UnitKind.DIRECTORATE for unit in open_units),
            "service_count": sum(unit.kind == UnitKind.SERVICE for unit in open_units),
            "people_count": len(people),
            "invited_count": sum(password.startswith(UNUSABLE_PASSWORD_PREFIX) for password in people),
            "local_count": sum(not each.is_statutory for each in characteristics),
            "vacancies": vacancies(holdings, [unit for unit in open_units if unit.kind == UnitKind.DIRECTORATE]),
        },
    )


def edit(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    return edit_page(
        request,
        form=OrganisationForm,
        template="organisation/edit_body.html",
        instance=Organisation.the(),
        save=lambda form: edit_organisation(version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, "organisation:overview", _("The details are saved.")),
    )


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    organisation = Organisation.the()
    return history_page(request, organisation, history_of(organisation))
