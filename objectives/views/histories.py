from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from disclosure import HIDDEN
from objectives.models import Indicator, Objective, ObjectiveCharacteristic, Reading
from toolkit.fetch import fetch_permitted
from toolkit.history import Change, events_of, history_of


def objective_history(request: HttpRequest, pk: int) -> HttpResponse:
    objective = fetch_permitted(
        request, Objective.objects.visible_to(request.user), "objectives.view_objectives", pk=pk
    )
    changes = changes_of(objective, events_of(ObjectiveCharacteristic, objective=objective))
    return _page(request, objective, objective.title, objective.get_absolute_url(), changes)


def indicator_history(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("objective")
    indicator = fetch_permitted(request, visible, "objectives.view_objectives", pk=pk)
    return _page(request, indicator.objective, indicator.name, indicator.get_absolute_url(), changes_of(indicator))


def reading_history(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Reading.objects.visible_to(request.user).select_related("indicator__objective")
    reading = fetch_permitted(request, visible, "objectives.view_objectives", pk=pk)
    changes = changes_of(reading)
    was_for_a_group = reading.events.filter(characteristic__isnull=False).exists()
    if was_for_a_group:
        changes = [without_figures(change) for change in changes]
    return _page(
        request,
        reading.indicator.objective,
        str(reading),
        reading.indicator.get_absolute_url(),
        changes,
        hides_figures=was_for_a_group,
    )


def changes_of(record: Any, *related: Any) -> list[Change]:
    """The record's history without what says nothing to a reader: its version number, and on which record it stands."""
    shown = []
    for change in history_of(record, *related):
        is_own = change.what == str(record._meta.verbose_name)
        silent = {_("Version")} if is_own else {_("Objective")}
        shown.append(replace(change, fields=[field for field in change.fields if field[0] not in silent]))
    return shown


def without_figures(change: Change) -> Change:
    """A group's figures are hidden throughout its history: what is too small today may not have been, and the reverse."""
    figures = {_("Value"), _("How many"), _("Out of")}
    return replace(
        change,
        fields=[
            (label, HIDDEN, HIDDEN) if label in figures else (label, before, after)
            for label, before, after in change.fields
        ],
    )


def _page(
    request: HttpRequest,
    objective: Objective,
    title: str,
    url: str,
    changes: list[Change],
    *,
    hides_figures: bool = False,
) -> HttpResponse:
    return render(
        request,
        "objectives/history.html",
        {"objective": objective, "heading": title, "url": url, "changes": changes, "hides_figures": hides_figures},
    )
