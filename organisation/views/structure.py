from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.choices import UnitKind
from organisation.forms.structure import AddUnitForm, CloseUnitForm, MoveUnitForm, RenameUnitForm
from organisation.models import Person, Unit
from organisation.presenters import holding_rows, tree_of
from organisation.services import structure
from organisation.views.overview import ADMINISTER
from toolkit.editing import act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page
from toolkit.records import is_used


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)
    units = list(Unit.objects.annotate(people_count=Count("people", filter=Q(people__is_active=True))))
    people = {unit.pk: unit.people_count for unit in units}
    return render(request, "organisation/structure.html", tree_of(units, people, timezone.localdate()))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    today = timezone.localdate()
    current, past = holding_rows(unit.role_holdings.select_related("person", "directorate"), today)
    return render(
        request,
        "organisation/unit.html",
        {
            "unit": unit,
            "is_closed": unit.is_closed(today),
            "services": unit.children.order_by("name"),
            "people": Person.objects.filter(Q(unit=unit) | Q(unit__parent=unit), is_active=True).select_related("unit"),
            "current": current,
            "past": past,
            "can_be_removed": not is_used(unit),
            "rows": [
                {"key": _("Kind"), "value": unit.get_kind_display()},
                *([{"key": _("Stands in"), "value": unit.parent.name}] if unit.parent else []),
                {"key": _("Short code"), "value": unit.code},
            ],
        },
    )


def add(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)

    def form(*args: Any, **options: Any) -> AddUnitForm:
        parent = request.GET.get("in", "")
        initial = {"kind": UnitKind.SERVICE, "parent": parent} if parent.isdigit() else {}
        return AddUnitForm(*args, initial=initial, **options)

    def done(unit: Unit) -> HttpResponse:
        messages.success(request, _("“%s” is added.") % unit.name)
        return redirect(unit)

    return edit_page(
        request,
        form=form,
        template="organisation/edit_unit.html",
        save=lambda form: structure.add_unit(by=request.user, **form.values()),
        done=done,
        title=_("Add a directorate, service or employer"),
    )


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return edit_page(
        request,
        form=RenameUnitForm,
        template="organisation/edit_unit.html",
        instance=unit,
        save=lambda form: structure.rename_unit(
            unit=unit, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, unit, _("The name is changed.")),
        title=_("Change the name of “%s”") % unit.name,
    )


def move(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return edit_page(
        request,
        form=MoveUnitForm,
        template="organisation/edit_unit.html",
        instance=unit,
        save=lambda form: structure.move_unit(unit=unit, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, unit, _("It is moved.")),
        title=_("Move “%s”") % unit.name,
        explanation=_(
            "Its people, EqIAs and actions move with it: those who hold roles for the new directorate see them from now on, "
            "those of the old one no longer do."
        ),
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return edit_page(
        request,
        form=CloseUnitForm,
        template="organisation/edit_unit.html",
        instance=unit,
        save=lambda form: structure.close_unit(
            unit=unit, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, unit, _("The day is set.")),
        title=_("Close “%s”") % unit.name,
        explanation=_("From that day nothing new starts here. What is recorded stays, under this name."),
        obstacles=structure.obstacles_to_closing(unit, timezone.localdate()),
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return act(request, lambda: structure.reopen_unit(unit=unit, by=request.user), _("It is open again."), unit)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return act(
        request,
        lambda: structure.remove_unit(unit=unit, by=request.user),
        _("“%s” is removed.") % unit.name,
        "organisation:structure",
        if_refused=unit,
    )


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _fetch(request, pk)
    return history_page(request, unit, history_of(unit))


def _fetch(request: HttpRequest, pk: int) -> Unit:
    return fetch_permitted(request, Unit.objects.select_related("parent"), ADMINISTER, pk=pk)
