import uuid

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toolkit import catalogue, drafts, presence
from toolkit.catalogue_forms import EveryFieldForm
from toolkit.fetch import demand
from toolkit.models import Job, JobState, SentMessage
from toolkit.pdf import render_pdf
from toolkit.private_links import opened


def job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How a job of the reader's own stands, and what came of it."""
    job = get_object_or_404(Job, pk=pk, owner=request.user)
    return render(request, "toolkit/job.html", {"job": job, "sentence": sentence_on(job)})


def job_state(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    job = get_object_or_404(Job, pk=pk, owner=request.user)
    return JsonResponse(
        {
            "is_over": job.is_over,
            "progress": job.progress,
            "step": job.step,
            "state": job.get_state_display(),
            "sentence": sentence_on(job),
        }
    )


def sentence_on(job: Job) -> str:
    """Where a job stands, for those who do not see the bar."""
    if job.state == JobState.QUEUED:
        return _("Waiting to start. You can leave this page and come back.")
    if job.step:
        return _("%(percent)s%% done: %(step)s") % {"percent": job.progress, "step": job.step}
    return _("%(percent)s%% done") % {"percent": job.progress}


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, with an invented example. What the form is sent is checked and thrown away."""
    form = EveryFieldForm(request.POST, request.FILES) if request.method == "POST" else EveryFieldForm()
    return render(request, "toolkit/components.html", catalogue.page(request) | {"form": form})


def sample_document(request: HttpRequest) -> HttpResponse:
    content = render_pdf(
        "toolkit/sample_document.html", catalogue.sample_document(), title=_("Every part of a document")
    )
    return HttpResponse(content, content_type="application/pdf")


def outbox(request: HttpRequest) -> HttpResponse:
    """Every message the product has sent, newest first.

    Personal links are not shown: they are for their reader alone. A demonstration has no other reader, and no mail.
    """
    demand(request, "toolkit.view_outbox")
    page = Paginator(SentMessage.objects.all(), 50).get_page(request.GET.get("page"))
    if settings.IS_SELF_CONTAINED and not settings.EMAIL_HOST:
        for message in page:
            message.body = opened(message.body, message.private_links)
    response = render(request, "toolkit/outbox.html", {"page": page})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def keep_draft(request: HttpRequest) -> JsonResponse:
    """What is being typed into a form, kept for its writer; says when, and who else has the page open."""
    path = drafts.path_of(request)
    if path is None:
        return JsonResponse({"sentence": _("Not kept: open the page again before you go on.")}, status=400)
    draft = drafts.keep_draft(request, path)
    if draft is None:
        return JsonResponse({"sentence": _("Not kept: this is too long. Save it in parts.")}, status=413)
    at = date_format(timezone.localtime(draft.kept_at), "H:i")
    return JsonResponse(
        {
            "sentence": _("Your words were kept at %s. Save them so that others see them.") % at,
            "others": presence.sentence(presence.others(request, path)),
        }
    )


@require_POST
def throw_draft_away(request: HttpRequest) -> HttpResponse:
    """The reader's own draft of a page, gone for good; then that page as it is stored."""
    path = drafts.path_of(request)
    if path is None:
        return redirect("home")
    drafts.throw_away(request, path)
    return redirect(path)
