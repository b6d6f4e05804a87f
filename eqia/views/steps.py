"""The steps from a finished draft to the public page, each on a page of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eqia import services
from eqia.choices import SignTask, State
from eqia.content import content_of
from eqia.forms import AttestForm, CheckForm, ReasonForm
from eqia.models import Assessment
from eqia.permissions import represented
from eqia.presenters import version_document, working_document
from eqia.presenters.coach import draft_questions, version_questions
from eqia.presenters.redaction import still_read
from eqia.presenters.signing import sign_off_record, since_signed
from eqia.presenters.tasks import missing_with_urls
from eqia.presenters.threads import places_of
from eqia.views.redaction import draft_of
from eqia.views.writing import for_writing, person_of
from governance.errors import MoveRefused
from toolkit.drafts import kept
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
    content = content_of(assessment)
    asked = assessment.asked_about(content)
    missing = assessment.missing_in(content, asked)
    if request.method == "POST" and not missing:
        if _try(request, lambda: services.submit_assessment(assessment=assessment, by=person_of(request))):
            messages.success(request, _("Submitted. Next to sign: %s.") % _next_to_sign(assessment))
            return redirect(assessment)
        return redirect("eqia:submit", reference)
    context = working_document(assessment, content) | {
        "assessment": assessment,
        "missing": missing_with_urls(assessment, missing),
        "is_refused": request.method == "POST",
        "can_change": True,
        "coach_questions": draft_questions(assessment, content, asked),
        "can_reply": True,
    }
    return render(request, "eqia/submit.html", context, status=422 if request.method == "POST" else 200)


def _next_to_sign(assessment: Assessment) -> str:
    turn = Assessment.objects.get(pk=assessment.pk).turn
    return str(turn.whose) if turn else ""


def check(request: HttpRequest, reference: str) -> HttpResponse:
    """The equality adviser signs that it is sound, or returns it."""
    return _sign(request, reference, State.SUBMITTED, "eqia.check_assessment", "eqia/check.html")


def attest(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever signs after the check attests what they have read, or returns it."""
    return _sign(request, reference, State.CHECKED, "eqia.attest_assessment", "eqia/attest.html")


def _sign(request: HttpRequest, reference: str, state: State, permission: str, template: str) -> HttpResponse:
    """Read the version as a whole, and what changed since it was last signed; then sign it or return it."""
    assessment = _fetch(request, reference, permission)
    version = services.submitted_version(assessment)
    if assessment.state != state or version is None:
        return _elsewhere(request, assessment)
    person, turn = person_of(request), assessment.turn
    step, is_last = services.step_of(assessment)
    form = _decision_form(request, assessment, version, step, is_last=is_last)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["decision"] == form.RETURN:
            words = _("Returned to its author with your reason.")
            done = _try(
                request,
                lambda: services.return_assessment(
                    assessment=assessment, by=person, reason=form.cleaned_data["reason"], asks=form.asks
                ),
            )
        else:
            verb = services.check_assessment if state == State.SUBMITTED else services.attest_assessment
            read, note = form.cleaned_data["read_sha256"], form.cleaned_data["reason"]
            done = _try(request, lambda: verb(assessment=assessment, by=person, read_sha256=read, note=note))
            words = _signed_words(assessment) if done else ""
        if done:
            messages.success(request, words)
            return redirect(assessment)
        return redirect(request.path)
    context = version_document(version, shows_names=True) | {
        "assessment": assessment,
        "form": form,
        "words": step.words_for(is_screened_out=assessment.is_screened_out),
        "notes": services.notes_for(assessment),
        "record": sign_off_record(assessment),
        "coach_questions": version_questions(assessment, version),
        "turn": turn,
        "represented": represented(person, assessment, turn) if turn else None,
    }
    return render(request, template, context | since_signed(assessment, person, turn, version))


def _decision_form(request: HttpRequest, assessment: Assessment, version: Any, step: Any, *, is_last: bool) -> Any:
    options: dict[str, Any] = {
        "request": request,
        "places": places_of(assessment),
        "initial": {"read_sha256": version.sha256},
    }
    sent = request.POST if request.method == "POST" else kept(request)
    if step.task == SignTask.QUALITY:
        return CheckForm(sent, **options)
    return AttestForm(sent, is_last=is_last, is_attestation=step.task == SignTask.ATTESTATION, **options)


def _signed_words(assessment: Assessment) -> str:
    """What follows from a signature, for whoever gave it."""
    whose = _next_to_sign(assessment)
    return _("Signed. Next to sign: %s.") % whose if whose else _("Attested and approved. It can now be published.")


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
