"""The public pages of what people said and what was done."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from eqia.models import PublicVersion
from organisation.models import Characteristic
from reporting.feedback import feedback_in, with_feedback
from reporting.views.public import public_page

PAGE = 20


@public_page
def you_said(request: HttpRequest) -> HttpResponse:
    """Across every published EqIA, by the people it concerned."""
    characteristics = [(each.key, str(each)) for each in Characteristic.objects.all()]
    wanted = request.GET.get("characteristic", "")
    wanted = wanted if wanted in dict(characteristics) else ""
    page = Paginator(with_feedback(wanted), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reporting/public/you_said.html",
        {
            "page": page,
            "answers": [feedback_in(public, wanted) for public in page],
            "characteristics": characteristics,
            "wanted": wanted,
            "wanted_words": dict(characteristics).get(wanted, ""),
        },
    )


@public_page
def you_said_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Of one published EqIA; where it answers nobody in public, there is no such page."""
    public = PublicVersion.objects.shown().filter(assessment__reference=reference).first()
    answer = feedback_in(public) if public else None
    if answer is None or not answer.items:
        raise Http404
    return render(request, "reporting/public/you_said_in.html", {"answer": answer})
