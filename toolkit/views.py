import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from toolkit import catalogue
from toolkit.fetch import demand
from toolkit.models import Job, SentMessage
from toolkit.pdf import render_pdf


def job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return render(request, "toolkit/job.html", {"job": get_object_or_404(Job, pk=pk, owner=request.user)})


def job_state(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    job = get_object_or_404(Job, pk=pk, owner=request.user)
    return JsonResponse(
        {"is_over": job.is_over, "progress": job.progress, "step": job.step, "state": job.get_state_display()}
    )


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "toolkit/components.html")


def sample_document(request: HttpRequest) -> HttpResponse:
    content = render_pdf(
        "toolkit/sample_document.html", catalogue.sample_document(), title=_("Every part of a document")
    )
    return HttpResponse(content, content_type="application/pdf")


def outbox(request: HttpRequest) -> HttpResponse:
    """Every message the product has sent, newest first."""
    demand(request, "toolkit.view_outbox")
    page = Paginator(SentMessage.objects.all(), 50).get_page(request.GET.get("page"))
    return render(request, "toolkit/outbox.html", {"page": page})
