"""The steps of a document, each on a page that says what it does before it is done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from governance.services import move
from reporting.choices import DocumentState
from reporting.forms import ReasonForm
from reporting.models import Edition, Pack
from reporting.presenters import deadline_sentence
from reporting.services.freezing import queue_freezing
from reporting.services.publishing import is_late, latest_publication, publish_edition, publish_pack
from toolkit.fetch import fetch_permitted

# step: (state it starts from, permission)
STEPS = {
    "freeze": (DocumentState.DRAFT, "freeze"),
    "reopen": (DocumentState.FROZEN, "freeze"),
    "publish": (DocumentState.FROZEN, "publish"),
    "withdraw": (DocumentState.PUBLISHED, "publish"),
}


def edition_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    return _step(request, "edition", Edition.objects.visible_to(request.user), pk, step)


def pack_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    return _step(request, "pack", Pack.objects.visible_to(request.user).select_related("meeting__body"), pk, step)


def _step(request: HttpRequest, name: str, visible: Any, pk: int, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    starts_from, verb = STEPS[step]
    document = fetch_permitted(request, visible, f"reporting.{verb}_{name}", pk=pk)
    if document.state != starts_from:
        messages.warning(
            request,
            _("This is now “%s”, so the step you opened is no longer possible.") % document.get_state_display(),
        )
        return redirect(document)
    form = _form(request, document, step)
    problems = _problems(document, step)
    if request.method == "POST" and not problems and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            return _take(request, document, step, reason)
        except MoveRefused as refusal:
            problems = refusal.sentences
    return render(
        request,
        f"reporting/step_{step}.html",
        {
            "document": document,
            "name": name,
            "form": form,
            "problems": problems,
            "deadline": deadline_sentence(document, latest_publication(document), timezone.localdate())
            if isinstance(document, Pack)
            else "",
        },
        status=409 if request.method == "POST" and problems else 200,
    )


def _problems(document: Any, step: str) -> list[str]:
    if step == "freeze":
        return list(document.missing_to_freeze())
    return list(document.missing_to_publish()) if step == "publish" else []


def _form(request: HttpRequest, document: Any, step: str) -> ReasonForm | None:
    """A form where the step needs a reason; None where a button is enough."""
    data = request.POST if request.method == "POST" else None
    if step == "withdraw":
        return ReasonForm(
            data,
            label=_("Why do you withdraw it?"),
            hint=_("The public page shows this reason."),
            button=_("Withdraw"),
            is_warning=True,
        )
    if step == "reopen":
        return ReasonForm(
            data,
            label=_("Why do you reopen it?"),
            hint=_("The frozen version stays in the record. You make a new one when you freeze it again."),
            button=_("Reopen as a draft"),
        )
    if step == "publish" and isinstance(document, Pack) and is_late(document, timezone.localdate()):
        return ReasonForm(
            data,
            label=_("Why can this not wait for the next meeting?"),
            hint=_("The chair must agree that the item is urgent, and the minutes state why."),
            button=_("Publish the pack"),
        )
    return None


def _take(request: HttpRequest, document: Any, step: str, reason: str) -> HttpResponse:
    if not request.user.is_authenticated:
        raise PermissionDenied
    if step == "freeze":
        return redirect(queue_freezing(document=document, by=request.user))
    if step == "publish" and isinstance(document, Edition):
        publish_edition(edition=document, by=request.user)
        messages.success(request, _("Published. Everybody can read it on the public pages now."))
    elif step == "publish":
        publish_pack(pack=document, by=request.user, urgency=reason)
        messages.success(request, _("Published. Download the pack and put it on the committee’s page."))
    else:
        move(document, step, by=request.user, reason=reason)
        messages.success(request, {"reopen": _("Reopened as a draft"), "withdraw": _("Withdrawn")}[step])
    return redirect(document)
