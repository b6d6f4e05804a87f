from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from objectives.choices import Counts
from objectives.models import Indicator, Objective, ObjectiveCharacteristic, Reading
from objectives.rules.protection import Counted, may_show
from toolkit.fetch import fetch_permitted
from toolkit.history import Change, events_of, history_of
from toolkit.symbols import HIDDEN


def objective_history(request: HttpRequest, pk: int) -> HttpResponse:
    objective = fetch_permitted(
        request, Objective.objects.visible_to(request.user), "objectives.view_objectives", pk=pk
    )
    changes = changes_of(objective, events_of(ObjectiveCharacteristic, objective=objective))
    return _page(request, objective, objective.title, objective.get_absolute_url(), changes)


def indicator_history(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("objective")
    indicator = fetch_permitted(request, visible, "objectives.view_objectives", pk=pk)
    changes = changes_of(indicator)
    hides = any(_has_few_at_first(event) for event in indicator.events.all())
    if hides:
        changes = [without_figures(change) for change in changes]
    return _page(
        request, indicator.objective, indicator.name, indicator.get_absolute_url(), changes, hides_figures=hides
    )


def reading_history(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Reading.objects.visible_to(request.user).select_related("indicator__objective")
    reading = fetch_permitted(request, visible, "objectives.view_objectives", pk=pk)
    changes = changes_of(reading)
    hides = any(_has_few(event, reading.indicator) for event in reading.events.all())
    if hides:
        changes = [without_figures(change) for change in changes]
    return _page(
        request,
        reading.indicator.objective,
        str(reading),
        reading.indicator.get_absolute_url(),
        changes,
        hides_figures=hides,
    )


def changes_of(record: Any, *related: Any) -> list[Change]:
    """The record's history without what says nothing to a reader: its version number, and on which record it stands."""
    shown = []
    for change in history_of(record, *related):
        is_own = change.what == str(record._meta.verbose_name)
        silent = {_("Version")} if is_own else {_("Objective")}
        shown.append(replace(change, fields=[field for field in change.fields if field[0] not in silent]))
    return shown


def _has_few(was: Any, indicator: Indicator) -> bool:
    """Whether a reading, as it was, is of a group, or few people stand behind it."""
    if was.characteristic_id is not None:
        return True
    counted = Counted(was.value, was.numerator, was.denominator)
    return indicator.counts == Counts.PEOPLE and not may_show(indicator.unit, counted)


def _has_few_at_first(was: Any) -> bool:
    """Whether few people stood behind the baseline of an indicator as it was."""
    if was.baseline_value is None or was.counts != Counts.PEOPLE:
        return False
    return not may_show(was.unit, Counted(was.baseline_value))


def without_figures(change: Change) -> Change:
    """Such figures are hidden throughout a history: what is too small today may not have been, and the reverse."""
    figures = {_("Value"), _("How many"), _("Out of"), _("Baseline")}
    return replace(
        change,
        fields=[
            (label, HIDDEN if before else "", HIDDEN if after else "") if label in figures else (label, before, after)
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
