from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from disclosure import HIDDEN
from objectives.models import Indicator, Objective, ObjectiveCharacteristic, Reading
from organisation.models import Person
from toolkit.fetch import fetch_permitted
from toolkit.history import Change, history_of


def objective_history(request: HttpRequest, pk: int) -> HttpResponse:
    objective = fetch_permitted(
        request, Objective.objects.visible_to(request.user), "objectives.view_objectives", pk=pk
    )
    changes = sorted([*changes_of(objective), *characteristics_chosen(objective)], key=lambda one: one.at, reverse=True)
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


def changes_of(record: Any) -> list[Change]:
    """The record's history without its version number, which says nothing to a reader."""
    version = _("Version")
    return [
        replace(change, fields=[field for field in change.fields if field[0] != version])
        for change in history_of(record)
    ]


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


def characteristics_chosen(objective: Objective) -> list[Change]:
    """When characteristics were added to the objective or taken away, and by whom."""
    kept: Any = ObjectiveCharacteristic
    events = list(
        kept.pgh_event_models["insert"]
        .objects.filter(objective_id=objective.pk)
        .select_related("pgh_context", "characteristic")
        .order_by("-pgh_id")
    )
    people = Person.objects.in_bulk(
        {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    )
    return [
        Change(
            at=event.pgh_created_at,
            by=str(people.get((event.pgh_context.metadata if event.pgh_context else {}).get("user"), _("the system"))),
            source=(event.pgh_context.metadata if event.pgh_context else {}).get("url", ""),
            kind=(_("Characteristic added: %s") if event.pgh_label == "insert" else _("Characteristic taken away: %s"))
            % event.characteristic,
            fields=[],
        )
        for event in events
    ]


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
