from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from objectives import services
from objectives.forms import IndicatorForm
from objectives.models import Indicator, Objective
from objectives.views.editing import edited
from toolkit.fetch import fetch_permitted


def add_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    objective = fetch_permitted(
        request, Objective.objects.visible_to(request.user), "objectives.manage_objective", pk=pk
    )

    def save(form: IndicatorForm) -> Indicator:
        return services.add_indicator(objective=objective, by=request.user, **form.values())

    form, indicator = edited(request, IndicatorForm, save, instance=Indicator(objective=objective))
    if indicator is not None:
        messages.success(request, _("The indicator is saved."))
        return redirect(indicator)
    return render(request, "objectives/indicator_form.html", {"form": form, "objective": objective, "indicator": None})


def change_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("objective")
    indicator = fetch_permitted(request, visible, "objectives.manage_objective", pk=pk)

    def save(form: IndicatorForm) -> Indicator:
        return services.change_indicator(
            indicator=indicator, version=form.opened_version, by=request.user, **form.values()
        )

    form, changed = edited(request, IndicatorForm, save, instance=indicator)
    if changed is not None:
        messages.success(request, _("The indicator is saved."))
        return redirect(changed)
    return render(
        request,
        "objectives/indicator_form.html",
        {"form": form, "objective": indicator.objective, "indicator": indicator},
    )
