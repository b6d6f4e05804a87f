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
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eqia.choices import State
from eqia.documents import pdf_of
from eqia.models import Assessment, AssessmentVersion
from eqia.presenters import version_document
from organisation.models import Organisation
from reporting.choices import DocumentState
from reporting.filters import RegisterQuery
from reporting.models import Edition
from reporting.views.files import version_response

MINUTES = 5


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everybody, for reading only, and kept by caches for a few minutes."""
    checked = require_safe(cache_control(public=True, max_age=MINUTES * 60)(view))

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
    editions = Edition.objects.published().order_by("-starts_on")
    return render(
        request,
        "reporting/public/home.html",
        {"editions": editions, "query": query, "page": page, "body": Organisation.the()},
    )


@public_page
def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """A published EqIA exactly as it was published; a withdrawn one says only that it was, when and why."""
    record, version = _published_assessment(reference)
    if record.state == State.WITHDRAWN:
        move = record.moves.filter(transition="withdraw").last()
        context = {
            "title": version.payload["title"],
            "reference": record.reference,
            "withdrawn_on": record.withdrawn_on,
            "reason": move.reason if move else "",
        }
        return render(request, "reporting/public/withdrawn.html", context)
    return render(
        request,
        "reporting/public/assessment.html",
        {"assessment": record, **version_document(version)},
    )


@public_page
def assessment_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The published version as a PDF."""
    record, version = _published_assessment(reference)
    if record.state == State.WITHDRAWN:
        raise Http404
    name = f"{record.reference}-version-{version.number}.pdf"
    return HttpResponse(
        pdf_of(version),
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
            "withdrawn_on": edition.withdrawn_on,
            "reason": move.reason if move else "",
        }
        return render(request, "reporting/public/withdrawn.html", context)
    version = edition.versions.order_by("number").last()
    if version is None:
        raise Http404
    return render(
        request, "reporting/public/report.html", {"edition": edition, "version": version, "report": version.payload}
    )


@public_page
def report_pdf(request: HttpRequest, year: str) -> HttpResponse:
    """The published annual report, byte for byte as it was frozen."""
    edition = get_object_or_404(Edition.objects.published(), year=year)
    version = edition.versions.order_by("number").last()
    if version is None:
        raise Http404
    return version_response(request, version, template="reporting/public/file_damaged.html")


def _published_assessment(reference: str) -> tuple[Assessment, AssessmentVersion]:
    """Published, or published once and withdrawn since; everything else does not exist for the public."""
    records = Assessment.objects.filter(published_version__isnull=False).select_related("published_version")
    record = get_object_or_404(records, reference=reference)
    if record.published_version is None:
        raise Http404
    return record, record.published_version
