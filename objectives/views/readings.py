from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from objectives import services
from objectives.choices import Counts
from objectives.forms import ReadingForm
from objectives.models import Indicator, Reading
from objectives.presenters import IndicatorCard, Tag, finding, in_unit, progress_tag
from objectives.rules.progress import Point, standing
from objectives.rules.protection import Counted, may_show
from objectives.views.editing import edited
from organisation.few_people import threshold_for
from toolkit.fetch import fetch_permitted


class NotConfirmed(Exception):
    """The reading is right as far as a form can tell; the person has not yet seen what it would change."""


@dataclass(frozen=True)
class Effect:
    """What a reading would change: the indicator's progress and finding before and after it."""

    value: str
    before: Tag
    after: Tag
    finding: str

    @property
    def is_change(self) -> bool:
        return self.before != self.after


def add_reading(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("objective__unit")
    indicator = fetch_permitted(
        request, visible.prefetch_related("readings__characteristic"), "objectives.record_reading", pk=pk
    )

    def save(form: ReadingForm) -> Reading:
        _demand_confirmation(request)
        return services.add_reading(indicator=indicator, by=request.user, **form.values())

    return _reading_page(request, indicator, Reading(indicator=indicator), save)


def correct_reading(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Reading.objects.visible_to(request.user).select_related("indicator__objective__unit")
    visible = visible.prefetch_related("indicator__readings__characteristic")
    reading = fetch_permitted(request, visible, "objectives.record_reading", pk=pk)

    def save(form: ReadingForm) -> Reading:
        _demand_confirmation(request)
        return services.correct_reading(reading=reading, version=form.opened_version, by=request.user, **form.values())

    return _reading_page(request, reading.indicator, reading, save)


def _demand_confirmation(request: HttpRequest) -> None:
    if request.POST.get("step") != "confirm":
        raise NotConfirmed


def _reading_page(request: HttpRequest, indicator: Indicator, reading: Reading, save: Any) -> HttpResponse:
    """Ask for the reading, show what it would change, save it."""
    card = IndicatorCard(indicator, timezone.localdate())
    context: dict[str, Any] = {
        "indicator": indicator,
        "objective": indicator.objective,
        "reading": reading if reading.pk else None,
        "card": card,
        "groups": sorted({one.group for one in indicator.readings.all() if one.group}),
        "is_hidden": card.hides(reading),
    }
    original = copy(reading)
    options = {"instance": reading, "indicator": indicator, "is_hidden": context["is_hidden"]}
    if request.method == "POST" and request.POST.get("step") == "change":
        form = ReadingForm(request.POST, request=request, **options)
        form.full_clean()
        return render(request, "objectives/reading_form.html", context | {"form": form})
    try:
        form, saved = edited(request, ReadingForm, save, **options)
    except NotConfirmed:
        form = ReadingForm(request.POST, request=request, **options)
        form.full_clean()
        context |= {"reading": original if original.pk else None, "entered": form.cleaned_data}
        return render(
            request,
            "objectives/reading_check.html",
            context
            | {
                "form": form,
                "posted": _posted(request),
                "effect": _effect(indicator, original, form),
                "few": _few_words(indicator, form.cleaned_data),
            },
        )
    if saved is not None:
        messages.success(request, _("The reading is corrected.") if original.pk else _("The reading is saved."))
        return redirect(indicator)
    return render(request, "objectives/reading_form.html", context | {"form": form})


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """The posted fields once more, for the hidden inputs of the check."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "step", "save")
        for value in values
    ]


def _few_words(indicator: Indicator, entered: dict[str, Any]) -> str:
    """What to tell who enters a reading of few people; nothing where they are many."""
    counted = Counted(entered["value"], entered.get("numerator"), entered.get("denominator"))
    characteristic = entered.get("characteristic")
    keys = [characteristic.key] if characteristic else []
    if not characteristic and indicator.counts != Counts.PEOPLE:
        return ""
    if may_show(indicator.unit, counted, threshold=threshold_for(keys)):
        return ""
    return _(
        "Few people stand behind this figure: it will be shown as [c] on every page and in every report, so that nobody "
        "can be recognised."
    )


def _effect(indicator: Indicator, original: Reading, form: ReadingForm) -> Effect:
    entered = form.cleaned_data
    today = indicator.objective.judged_on(timezone.localdate())
    before = indicator.standing(today)
    points = [
        Point(one.taken_on, one.value)
        for one in indicator.readings.all()
        if one.characteristic_id is None and one.pk != original.pk
    ]
    if not entered.get("characteristic"):
        points.append(Point(entered["taken_on"], entered["value"]))
    after = standing(indicator.course, points, on=today)
    return Effect(
        value=in_unit(entered["value"], indicator.unit),
        before=progress_tag(before.progress),
        after=progress_tag(after.progress),
        finding=finding(indicator, after),
    )
