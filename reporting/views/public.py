"""What everybody may read without signing in: published EqIAs and annual reports, and nothing else.

These pages are the same for every reader, so they carry no cookie and may be kept by caches for a few minutes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eqia.choices import State
from eqia.documents import pdf_of
from eqia.models import Assessment
from eqia.presenters import retrospective_version, version_document
from organisation.models import Organisation
from reporting.choices import DocumentState
from reporting.feedback import feedback_in
from reporting.filters import RegisterQuery
from reporting.models import Edition
from reporting.presenters import uses_of_versions, withdrawn_uses
from reporting.views.files import version_response

MINUTES = 5


def public_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open to everybody, for reading only, and kept by caches for a few minutes."""
    checked = require_safe(cache_control(public=True, max_age=MINUTES * 60)(view))

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Whoever reads, nothing on the page may depend on it; and that the login check has looked at the session is no
        # reason for caches to keep a copy for each reader.
        request.user = AnonymousUser()
        request.session.accessed = False
        return checked(request, *args, **kwargs)

    return login_not_required(shown)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The published annual reports and the register of published EqIAs."""
    query = RegisterQuery.read(request.GET)
    page = Paginator(query.results(), 20).get_page(request.GET.get("page"))
    hits = query.hits(page)
    rows = [(public, hits.get(public.assessment_id), bool(retrospective_version(public.payload))) for public in page]
    editions = Edition.objects.published().order_by("-starts_on")
    return render(
        request,
        "reporting/public/home.html",
        {"editions": editions, "query": query, "page": page, "rows": rows, "body": Organisation.the()},
    )


@public_page
def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """The public version of an EqIA; a withdrawn one says only that it was, when and why."""
    record = _published_assessment(reference)
    public = record.public_versions.order_by("-number").first()
    if public is None:
        raise Http404
    if record.state == State.WITHDRAWN:
        move = record.moves.filter(transition="withdraw").last()
        context = {
            "title": public.payload["title"],
            "reference": record.reference,
            "withdrawn_on": record.withdrawn_on,
            "reason": move.reason if move else "",
        }
        return render(request, "reporting/public/withdrawn.html", context)
    if not public.is_shown:
        # Not even the title: it may be what should not have been read.
        context = {
            "title": "",
            "reference": record.reference,
            "withdrawn_on": public.withdrawn_at,
            "reason": public.withdrawal_note,
        }
        return render(request, "reporting/public/withdrawn.html", context)
    replaced = record.public_versions.filter(is_replaced=True, source=public.source_id).order_by("-number").first()
    pdf_url = reverse("public:assessment-pdf", args=[record.reference])
    context = {"assessment": record, "replaced": replaced, "pdf_url": pdf_url, **version_document(public)}
    context["answers"] = feedback_in(public).items
    return render(request, "reporting/public/assessment.html", context)


@public_page
def assessment_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The public version as a PDF."""
    public = _published_assessment(reference).public_versions.shown().first()
    if public is None:
        raise Http404
    name = f"{reference}-version-{public.payload['public']['version']}.pdf"
    return HttpResponse(
        pdf_of(public),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@public_page
def report(request: HttpRequest, year: str) -> HttpResponse:
    """A published annual report as a web page; where it was withdrawn, when and why."""
    edition = Edition.objects.issued().filter(year=year).order_by("state", "-published_on", "-pk").first()
    if edition is None:
        raise Http404
    if edition.state == DocumentState.WITHDRAWN:
        move = edition.moves.filter(transition="withdraw").last()
        context = {
            "title": edition.title,
            "reference": "",
            "withdrawn_on": edition.withdrawn_on,
            "reason": move.reason if move else "",
        }
        return render(request, "reporting/public/withdrawn.html", context)
    version = edition.versions.prefetch_related(uses_of_versions()).order_by("number").last()
    if version is None:
        raise Http404
    context = {
        "edition": edition,
        "version": version,
        "report": version.payload,
        "withdrawn_uses": withdrawn_uses(version, is_public=True),
    }
    return render(request, "reporting/public/report.html", context)


@public_page
def report_pdf(request: HttpRequest, year: str) -> HttpResponse:
    """The published annual report, byte for byte as it was frozen."""
    edition = get_object_or_404(Edition.objects.published(), year=year)
    version = edition.versions.order_by("number").last()
    if version is None:
        raise Http404
    return version_response(request, version, template="reporting/public/file_damaged.html")


def _published_assessment(reference: str) -> Assessment:
    """Public now, or public once and withdrawn since; everything else does not exist for the public."""
    return get_object_or_404(Assessment.objects.filter(public_versions__isnull=False).distinct(), reference=reference)
