"""Reporting on an action, settling what its deadline means, and ticking off its milestones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.forms import MilestonesForm, SettleForm, UpdateForm
from actionplans.models import Action
from actionplans.presenters import ActionRow
from actionplans.presenters.shared import also_reported_for
from actionplans.services.calendars import meetings_meant
from actionplans.services.milestones import tick_milestones
from actionplans.services.settling import settle_deadline
from actionplans.services.updates import open_question, record_update
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action


def update(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.update_action")

    def save(form: UpdateForm) -> Any:
        return record_update(action=action, by=request.user, **form.values())

    form, saved = edited(request, lambda data: UpdateForm(data, request=request, record=action), save)
    if saved is not None:
        messages.success(request, _("Your update is saved."))
        return redirect(action)
    context = {
        "form": form,
        "action": action,
        "row": ActionRow(action, timezone.localdate()),
        "question": open_question(action, request.user),
        "also": also_reported_for(action, request.user),
    }
    return render(request, "actionplans/update.html", context)


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.update_action")
    meetings = meetings_meant(action, timezone.localdate())

    def save(form: SettleForm) -> Action:
        return settle_deadline(action=action, version=form.opened_version, by=request.user, **form.values())

    def make_form(data: Any) -> SettleForm:
        return SettleForm(data, request=request, record=action, meetings=meetings)

    form, settled = edited(request, make_form, save)
    if settled is not None:
        messages.success(request, _("The deadline is settled."))
        return redirect(settled)
    return render(request, "actionplans/settle.html", {"form": form, "action": action})


def milestones(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.update_action")

    def save(form: MilestonesForm) -> list[dict[str, Any]]:
        return tick_milestones(action=action, version=form.opened_version, by=request.user, reached=form.reached)

    form, reached = edited(request, lambda data: MilestonesForm(data, request=request, record=action), save)
    if reached is not None:
        messages.success(request, _("The milestones are saved."))
        return redirect(action)
    return render(request, "actionplans/milestones.html", {"form": form, "action": action})
