"""The steps from a finished draft to the public page, each on a page of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eqia import questions, services
from eqia.choices import State
from eqia.forms import AttestForm, CheckForm, ReasonForm
from eqia.models import Assessment
from eqia.presenters import version_document, working_document
from eqia.presenters.redaction import still_read
from eqia.presenters.tasks import missing_with_urls
from eqia.views.redaction import draft_of
from eqia.views.writing import for_writing, person_of
from governance.errors import MoveRefused
from toolkit.fetch import fetch_permitted


def _fetch(request: HttpRequest, reference: str, permission: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent", "screening", "conclusion", "author"
    )
    return fetch_permitted(request, visible, permission, reference=reference)


def _elsewhere(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The step cannot be taken in this state."""
    words = _("There is nothing to do here now: it is “%s”.") % assessment.get_state_display()
    messages.info(request, words)
    return redirect(assessment)


def _try(request: HttpRequest, step: Callable[[], Any]) -> bool:
    try:
        step()
    except MoveRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return False
    return True


def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Reads everything back, says what is missing, and hands it in."""
    assessment = for_writing(request, reference)
    if not assessment.is_editable:
        return _elsewhere(request, assessment)
    missing = assessment.missing()
    if request.method == "POST" and not missing:
        if _try(request, lambda: services.submit_assessment(assessment=assessment, by=person_of(request))):
            messages.success(request, _("Submitted. An equality adviser will check it."))
            return redirect(assessment)
        return redirect("eqia:submit", reference)
    context = working_document(assessment) | {
        "assessment": assessment,
        "missing": missing_with_urls(assessment, missing),
        "is_refused": request.method == "POST",
        "can_change": True,
    }
    return render(request, "eqia/submit.html", context, status=422 if request.method == "POST" else 200)


def check(request: HttpRequest, reference: str) -> HttpResponse:
    """The equality adviser passes it on or returns it."""
    assessment = _fetch(request, reference, "eqia.check_assessment")
    version = services.submitted_version(assessment)
    if assessment.state != State.SUBMITTED or version is None:
        return _elsewhere(request, assessment)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person, reason = person_of(request), form.cleaned_data["reason"]
        if form.cleaned_data["decision"] == CheckForm.RETURN:
            words = _("Returned to its author with your reason.")
            done = _try(request, lambda: services.return_assessment(assessment=assessment, by=person, reason=reason))
        else:
            words = _("Passed to the head of service for attestation.")
            done = _try(request, lambda: services.check_assessment(assessment=assessment, by=person, note=reason))
        if done:
            messages.success(request, words)
        return redirect(assessment)
    context = version_document(version, shows_names=True) | {"assessment": assessment, "form": form}
    return render(request, "eqia/check.html", context)


def attest(request: HttpRequest, reference: str) -> HttpResponse:
    """The head of service attests what they have read, or returns it."""
    assessment = _fetch(request, reference, "eqia.attest_assessment")
    version = services.submitted_version(assessment)
    if assessment.state != State.CHECKED or version is None:
        return _elsewhere(request, assessment)
    form = AttestForm(request.POST or None, initial={"read_sha256": version.sha256})
    if request.method == "POST" and form.is_valid():
        person, values = person_of(request), form.cleaned_data
        if values["decision"] == CheckForm.RETURN:
            words = _("Returned to its author with your reason.")
            done = _try(
                request,
                lambda: services.return_assessment(assessment=assessment, by=person, reason=values["reason"]),
            )
        else:
            words = _("Attested and approved. It can now be published.")
            done = _try(
                request,
                lambda: services.attest_assessment(assessment=assessment, by=person, read_sha256=values["read_sha256"]),
            )
        if done:
            messages.success(request, words)
            return redirect(assessment)
        return redirect("eqia:attest", reference)
    context = version_document(version, shows_names=True) | {
        "assessment": assessment,
        "form": form,
        "words": questions.ATTESTATION_NOT_REQUIRED if assessment.is_screened_out else questions.ATTESTATION_FULL,
        "note": assessment.moves.filter(transition="check_quality").select_related("by").last(),
    }
    return render(request, "eqia/attest.html", context)


def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Shows the public version as it will be, and freezes exactly that."""
    assessment = _fetch(request, reference, "eqia.publish_assessment")
    version = services.approved_version(assessment)
    if assessment.state != State.APPROVED or version is None:
        return _elsewhere(request, assessment)
    if request.method == "POST":
        seen = request.POST.get("sha256", "")
        if _try(
            request,
            lambda: services.publish_assessment(assessment=assessment, previewed=seen, by=person_of(request)),
        ):
            messages.success(request, _("Published. Anybody can read it now."))
            return redirect(assessment)
        return redirect("eqia:public", reference)
    try:
        draft = draft_of(assessment, version)
    except MoveRefused as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect("eqia:public", reference)
    redactions = list(version.redactions.standing())
    context = version_document(draft) | {
        "assessment": assessment,
        "count": len(redactions),
        "still_read": still_read(version, redactions),
    }
    return render(request, "eqia/publish.html", context)


def revise(request: HttpRequest, reference: str) -> HttpResponse:
    """Open an approved assessment for its next version."""
    assessment = _fetch(request, reference, "eqia.revise_assessment")
    if assessment.state not in (State.APPROVED, State.PUBLISHED):
        return _elsewhere(request, assessment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _try(
            request, lambda: services.revise_assessment(assessment=assessment, by=person_of(request), reason=reason)
        ):
            messages.success(request, _("You can now write the next version."))
        return redirect(assessment)
    return render(request, "eqia/revise.html", {"assessment": assessment, "form": form})


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    assessment = _fetch(request, reference, "eqia.withdraw_assessment")
    if assessment.state == State.WITHDRAWN:
        return _elsewhere(request, assessment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _try(
            request, lambda: services.withdraw_assessment(assessment=assessment, by=person_of(request), reason=reason)
        ):
            messages.success(request, _("Withdrawn."))
        return redirect(assessment)
    return render(request, "eqia/withdraw.html", {"assessment": assessment, "form": form})
