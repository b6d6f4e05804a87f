"""Changing many actions at once: choose them in the list, say what changes, look at it, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.forms import TogetherForm
from actionplans.selecting import selected
from actionplans.services.together import (
    AT_ONCE,
    MOST,
    ChangedSince,
    Preview,
    Wanted,
    change_together,
    preview,
    with_everything,
)
from governance.errors import MoveForbidden, MoveRefused
from toolkit.fetch import demand
from toolkit.jobs import queue_job

TASK = "actionplans.tasks.change_actions_together"
# So many of each kind are written out in a preview; all are counted.
SHOWN = 200


def choose(request: HttpRequest) -> HttpResponse:
    """From the list: either the ticked ones or all that match its filter."""
    demand(request, "actionplans.change_together")
    data = request.POST if request.method == "POST" else None
    form = TogetherForm(data, request=request, initial=_chosen(request))
    asked = data or _chosen(request)
    actions = selected(request.user, str(asked.get("picked", "")), str(asked.get("query", "")))
    count = actions.order_by()[: MOST + 1].count() if actions is not None else 0
    if not count:
        messages.error(request, _("Tick the actions that you want to change"))
        return redirect("actionplans:actions")
    if count > MOST:
        messages.error(request, _("At most %d actions can be changed together. Choose fewer with the filters.") % MOST)
        return redirect("actionplans:actions")
    if data is not None and form.is_valid():
        return _previewed(request, form, actions)
    return render(request, "actionplans/together.html", {"form": form, "count": count})


def _chosen(request: HttpRequest) -> dict[str, str]:
    if request.GET.get("all"):
        return {"picked": "", "query": request.GET.get("query", "") or "all"}
    return {"picked": ",".join(request.GET.getlist("pick")), "query": ""}


def _previewed(request: HttpRequest, form: TogetherForm, actions: Any) -> HttpResponse:
    """Shows what would change; or does it, where that is what was shown."""
    wanted = form.wanted
    has_changed = False
    if seal := request.POST.get("seal"):
        try:
            return _confirmed(request, form, actions, wanted, seal)
        except ChangedSince:
            has_changed = True
        except (ValidationError, MoveForbidden, MoveRefused) as error:
            form.add_error(None, getattr(error, "messages", None) or str(error))
            return render(request, "actionplans/together.html", {"form": form, "count": actions.count()})
    shown = preview(actions=with_everything(actions), wanted=wanted, by=request.user)
    context = {"form": form, "has_changed": has_changed, "shown": SHOWN, "fields": _hidden(request)} | _lists(shown)
    return render(request, "actionplans/together_preview.html", context)


def _confirmed(request: HttpRequest, form: TogetherForm, actions: Any, wanted: Wanted, seal: str) -> HttpResponse:
    if actions.count() > AT_ONCE:
        cleaned = form.cleaned_data
        job = queue_job(
            owner=request.user, title=_("Change many actions together"), task=TASK, seal=seal,
            picked=cleaned["picked"], query=cleaned["query"], wanted=wanted.as_json(),
        )  # fmt: skip
        return redirect(job)
    number = change_together(actions=actions, wanted=wanted, seal=seal, by=request.user)
    messages.success(request, ngettext("%d action is changed.", "%d actions are changed.", number) % number)
    query = form.cleaned_data["query"]
    response = redirect("actionplans:actions")
    if query and query != "all":
        response["Location"] += f"?{query}"
    return response


def _lists(shown: Preview) -> dict[str, Any]:
    return {
        "seal": shown.seal,
        "changed": shown.changed[:SHOWN],
        "changed_count": len(shown.changed),
        "refused": shown.refused[:SHOWN],
        "refused_count": len(shown.refused),
        "same_count": len(shown.same),
    }


def _hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, carried on to the confirmation."""
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", "seal", "save", "editor", "back")]
    return [(name, value) for name in names for value in request.POST.getlist(name)]
