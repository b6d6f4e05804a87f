"""The public version: what is hidden from it, its preview, publishing it anew and taking it down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eqia import services
from eqia.choices import State
from eqia.documents import make_pdf
from eqia.forms.redaction import HideForm, NoteForm
from eqia.models import Assessment, AssessmentVersion, PublicVersion
from eqia.presenters import version_document
from eqia.presenters.redaction import hidden_in, line_of, parts_of, still_read
from eqia.views.writing import person_of
from governance.errors import MoveRefused
from governance.rules import content_hash
from toolkit.fetch import fetch_permitted

PUBLISH = "eqia.publish_assessment"


def _fetch(request: HttpRequest, reference: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent", "published_version", "screening"
    )
    return fetch_permitted(request, visible, PUBLISH, reference=reference)


def _with_version(request: HttpRequest, reference: str) -> tuple[Assessment, AssessmentVersion]:
    assessment = _fetch(request, reference)
    version = services.version_to_publish(assessment)
    if version is None or assessment.state == State.WITHDRAWN:
        raise Http404
    return assessment, version


def draft_of(assessment: Assessment, version: AssessmentVersion) -> PublicVersion:
    """The public version as it would be frozen now; it is not saved. Raises MoveRefused as `public_payload`."""
    payload = services.public_payload(version)
    last = assessment.public_versions.order_by("-number").values_list("number", flat=True).first() or 0
    return PublicVersion(
        assessment=assessment,
        source=version,
        number=last + 1,
        payload=payload,
        sha256=content_hash(payload),
        made_at=timezone.now(),
    )


def public(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the public version stands: what is shown, what is hidden in it, and what can be done now."""
    assessment = _fetch(request, reference)
    earlier = list(assessment.public_versions.select_related("made_by", "withdrawn_by").order_by("-number"))
    shown = next((each for each in earlier if each.is_shown and assessment.state != State.WITHDRAWN), None)
    version = services.version_to_publish(assessment) if assessment.state != State.WITHDRAWN else None
    context: dict[str, Any] = {
        "assessment": assessment,
        "shown": shown,
        "earlier": earlier,
        "source": version,
        "is_new": assessment.state == State.APPROVED,
    }
    if version is not None:
        redactions = list(version.redactions.standing().select_related("by"))
        context |= _publishable(assessment, version)
        context |= {
            "hidden": hidden_in(version, redactions),
            "still_read": still_read(version, redactions),
            "again": _to_hide_again(version, redactions),
            "differs": shown is None or shown.sha256 != context["sha256"],
        }
    return render(request, "eqia/public.html", context | _note_forms(request))


def _publishable(assessment: Assessment, version: AssessmentVersion) -> dict[str, Any]:
    """The hash of what would be published, or why nothing can be."""
    try:
        return {"sha256": draft_of(assessment, version).sha256, "refusal": ""}
    except MoveRefused as refusal:
        return {"sha256": "", "refusal": " ".join(refusal.sentences)}


def _to_hide_again(version: AssessmentVersion, redactions: list[Any]) -> list[str]:
    """Words hidden in the public version before this one that can be read in this one."""
    texts = [each.words for each in hidden_in(version, redactions)]
    return [
        words
        for words, _reason in services.hidden_before(version)
        if words not in texts and services.stands_in(version, words)
    ]


def _note_forms(request: HttpRequest, **bound: NoteForm) -> dict[str, NoteForm]:
    return {
        "anew_form": NoteForm(label=_("What has changed, and why"), prefix="anew"),
        "down_form": NoteForm(label=_("Why it is taken down"), prefix="down"),
        **bound,
    }


def redact(request: HttpRequest, reference: str) -> HttpResponse:
    """The approved version section by section, each text with the words hidden in it."""
    assessment, version = _with_version(request, reference)
    redactions = list(version.redactions.standing())
    context = {
        "assessment": assessment,
        "version": version,
        "parts": parts_of(version, redactions),
        "count": len(redactions),
    }
    return render(request, "eqia/redact.html", context)


def redact_text(request: HttpRequest, reference: str) -> HttpResponse:
    """Hide words of one text, named by its path in `at`; `from` and `to` say which were selected, if any were."""
    assessment, version = _with_version(request, reference)
    path = request.GET.get("at", "")
    line = line_of(version, path, version.redactions.standing())
    if line is None:
        raise Http404
    selected = {"words": _selected(request, line.text)}
    form = HideForm(
        request.POST if request.method == "POST" else None, version=version, path=path, text=line.text, initial=selected
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.hide_words(
                assessment=assessment,
                words=form.cleaned_data["words"],
                reason=form.cleaned_data["reason"],
                path="" if form.is_everywhere else path,
                which=form.which,
                by=person_of(request),
            )
        except MoveRefused as refusal:
            form.add_error("words", " ".join(refusal.sentences))
        else:
            messages.success(request, ngettext("Hidden in %d place.", "Hidden in %d places.", len(made)) % len(made))
            _warn(request, version)
            return redirect(reverse("eqia:redact", args=[reference]) + f"#{line.anchor}")
    context = {"assessment": assessment, "version": version, "line": line, "form": form}
    return render(request, "eqia/redact_text.html", context)


def _selected(request: HttpRequest, text: str) -> str:
    try:
        start, end = int(request.GET.get("from", "")), int(request.GET.get("to", ""))
    except ValueError:
        return ""
    # Browsers count a line end as one character.
    return text.replace("\r\n", "\n")[max(0, start) : end].strip() if start < end else ""


def _warn(request: HttpRequest, version: AssessmentVersion) -> None:
    for words, places in still_read(version, version.redactions.standing()):
        where = ", ".join(dict.fromkeys(place for place, _anchor in places))
        messages.warning(request, _("“%(words)s” can still be read in: %(where)s") % {"words": words, "where": where})


@require_POST
def show_words(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take one redaction back."""
    assessment, version = _with_version(request, reference)
    redaction = fetch_permitted(request, version.redactions.standing(), pk=pk)
    _try(
        request,
        lambda: services.show_words(assessment=assessment, redaction=redaction, by=person_of(request)),
        _("These words are no longer hidden."),
    )
    return redirect("eqia:public", reference)


@require_POST
def hide_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Hide in this version what was hidden in the one before."""
    assessment, _version = _with_version(request, reference)
    _try(
        request,
        lambda: services.hide_again(assessment=assessment, by=person_of(request)),
        _("Hidden again, wherever the words still stand."),
    )
    return redirect("eqia:public", reference)


def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The page exactly as the public will read it."""
    return _preview(request, reference, lambda draft, context: render(request, "eqia/public_preview.html", context))


def preview_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The PDF exactly as the public will download it, but for the day of its publication."""

    def answer(draft: PublicVersion, _context: dict[str, Any]) -> HttpResponse:
        name = f"{reference}-preview.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(make_pdf(draft), content_type="application/pdf", headers=headers)

    return _preview(request, reference, answer)


def _preview(
    request: HttpRequest, reference: str, answer: Callable[[PublicVersion, dict[str, Any]], HttpResponse]
) -> HttpResponse:
    assessment, version = _with_version(request, reference)
    try:
        draft = draft_of(assessment, version)
    except MoveRefused as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect("eqia:public", reference)
    pdf_url = reverse("eqia:public-preview-pdf", args=[reference])
    return answer(draft, version_document(draft) | {"assessment": assessment, "replaced": None, "pdf_url": pdf_url})


@require_POST
def publish_anew(request: HttpRequest, reference: str) -> HttpResponse:
    """The public version with the redactions as they stand now, instead of the one that is shown."""
    assessment, _version = _with_version(request, reference)
    form = NoteForm(request.POST, label=_("What has changed, and why"), prefix="anew")
    if form.is_valid() and _try(
        request,
        lambda: services.publish_anew(
            assessment=assessment,
            note=form.cleaned_data["note"],
            previewed=request.POST.get("sha256", ""),
            by=person_of(request),
        ),
        _("Published anew. Copies of the old page may stay in caches for five minutes."),
    ):
        return redirect("eqia:public", reference)
    return _back(request, reference, form)


@require_POST
def take_down(request: HttpRequest, reference: str) -> HttpResponse:
    """Off the public page at once, with a note."""
    assessment, _version = _with_version(request, reference)
    form = NoteForm(request.POST, label=_("Why it is taken down"), prefix="down")
    if form.is_valid() and _try(
        request,
        lambda: services.take_down(assessment=assessment, note=form.cleaned_data["note"], by=person_of(request)),
        _("Taken down. Copies of the page may stay in caches for five minutes."),
    ):
        return redirect("eqia:public", reference)
    return _back(request, reference, form)


def _back(request: HttpRequest, reference: str, form: NoteForm) -> HttpResponse:
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    return redirect("eqia:public", reference)


def _try(request: HttpRequest, step: Callable[[], Any], done: str) -> bool:
    try:
        step()
    except MoveRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True
