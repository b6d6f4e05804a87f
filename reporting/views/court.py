"""The court pack of one assessment: asked for with one click, made in the background, kept for whoever asked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eqia.models import Assessment
from reporting.court.archive import pdf_name
from reporting.court.keeping import kept_pdf, kept_zip
from reporting.court.record import shown_version
from toolkit.fetch import fetch_permitted
from toolkit.jobs import queue_job
from toolkit.models import Job, JobState

TASK = "reporting.tasks.make_court_pack"
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def court(request: HttpRequest, reference: str) -> HttpResponse:
    """What the pack holds, the button that makes it, and the one this person made last."""
    found = _fetch(request, reference)
    if request.method == "POST":
        job = queue_job(
            owner=request.user, title=_("Court pack of %s") % reference, task=TASK, reference=found.reference
        )
        return redirect(job)
    shown, because = shown_version(found)
    context = {
        "assessment": found,
        "shown": shown,
        "because": because,
        "made": _made(request, reference).first(),
        "command": "python manage.py verify_pack FILE",
    }
    return render(request, "reporting/court/page.html", context)


@require_safe
def court_file(request: HttpRequest, reference: str, job: str, kind: str) -> HttpResponse:
    """The ZIP as it was made, or the PDF out of it; for the person who asked for it."""
    found = _fetch(request, reference)
    made = _made(request, found.reference).filter(pk=job).first()
    content = None
    if made is not None and kind in TYPES:
        content = kept_zip(made) if kind == "zip" else kept_pdf(made, found.reference)
    if content is None:
        raise Http404
    name = pdf_name(reference).replace(".pdf", f".{kind}")
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _made(request: HttpRequest, reference: str) -> Any:
    found = Job.objects.filter(owner=request.user.pk, task=TASK, parameters__reference=reference, state=JobState.DONE)
    return found.order_by("-created_at")


def _fetch(request: HttpRequest, reference: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related("unit__parent")
    return fetch_permitted(request, visible, "reporting.make_court_pack", reference=reference)
