from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from governance.services import move
from objectives.forms import ReasonForm
from objectives.models import Objective
from toolkit.fetch import fetch_permitted


def put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk)
    if request.method == "POST":
        try:
            move(objective, "put_in_force", by=request.user)
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
        else:
            messages.success(request, _("The objective is in force."))
        return redirect(objective)
    return render(
        request,
        "objectives/put_in_force.html",
        {"objective": objective, "missing": objective.missing_to_come_into_force(), "form": None},
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        "close",
        title=_("Close this objective"),
        says=_("It stays readable with all its readings, but nobody is asked for new ones."),
        button=_("Close the objective"),
        done=_("The objective is closed."),
    )


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        "reopen",
        title=_("Put this objective back in force"),
        says=_("Its owner will be asked for readings again."),
        button=_("Put it back in force"),
        done=_("The objective is in force again."),
    )


def _with_reason(
    request: HttpRequest, pk: int, transition: str, *, button: str, done: str, **words: Any
) -> HttpResponse:
    objective = _objective(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            move(objective, transition, by=request.user, reason=form.cleaned_data["reason"])
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
        else:
            messages.success(request, done)
        return redirect(objective)
    return render(request, "objectives/move.html", {"objective": objective, "form": form, "button": button, **words})


def _objective(request: HttpRequest, pk: int) -> Objective:
    return fetch_permitted(request, Objective.objects.visible_to(request.user), "objectives.manage_objective", pk=pk)
