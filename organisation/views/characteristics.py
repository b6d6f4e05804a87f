from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.choices import Aim
from organisation.forms.characteristics import AddCharacteristicForm, CharacteristicForm
from organisation.models import Characteristic
from organisation.presenters import characteristic_rows
from organisation.services import characteristics
from organisation.views.overview import ADMINISTER
from toolkit.editing import act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page


@require_safe
def characteristic_list(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    rows = characteristic_rows(Characteristic.objects.all(), timezone.localdate())
    return render(request, "organisation/characteristics.html", rows | {"aims": list(Aim)})


def add(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    return edit_page(
        request,
        form=AddCharacteristicForm,
        template="organisation/edit_characteristic.html",
        save=lambda form: characteristics.add_characteristic(by=request.user, **form.values()),
        done=answer(
            request, "organisation:characteristics", _("It is added. New EqIAs ask about it, marked as not statutory.")
        ),
        title=_("Add a local characteristic"),
    )


def edit(request: HttpRequest, key: str) -> HttpResponse:
    characteristic = _fetch(request, key)
    return edit_page(
        request,
        form=CharacteristicForm,
        template="organisation/edit_characteristic.html",
        instance=characteristic,
        save=lambda form: characteristics.edit_characteristic(
            characteristic=characteristic, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, "organisation:characteristics", _("The wording is saved.")),
        title=_("Change the wording of “%s”") % characteristic,
        is_retired=characteristic.is_retired(timezone.localdate()),
    )


@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    characteristic = _fetch(request, key)
    return act(
        request,
        lambda: characteristics.retire_characteristic(characteristic=characteristic, by=request.user),
        _("It is retired: new records no longer ask about it, old ones keep it."),
        "organisation:characteristics",
    )


@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    characteristic = _fetch(request, key)
    return act(
        request,
        lambda: characteristics.bring_back_characteristic(characteristic=characteristic, by=request.user),
        _("It is back: new records ask about it again."),
        "organisation:characteristics",
    )


@require_safe
def history(request: HttpRequest, key: str) -> HttpResponse:
    characteristic = _fetch(request, key)
    return history_page(request, characteristic, history_of(characteristic))


def _fetch(request: HttpRequest, key: str) -> Characteristic:
    return fetch_permitted(request, Characteristic.objects.all(), ADMINISTER, key=key)
