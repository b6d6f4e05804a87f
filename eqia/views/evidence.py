"""Evidence that is not written on the spot: picked from the library, or a figure of this product."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eqia import services
from eqia.citable import figure_with, figures_for
from eqia.errors import NotEditable
from eqia.models import Assessment
from eqia.views.writing import for_writing, person_of
from evidence.models import Evidence
from evidence.presenters import row_for
from toolkit.editing import NotPossible
from toolkit.fetch import fetch_permitted

PAGE = 20


@require_safe
def library(request: HttpRequest, reference: str) -> HttpResponse:
    """The pieces that may be cited, found by words; without words, all of them."""
    assessment = for_writing(request, reference)
    if not assessment.is_editable:
        return redirect(assessment)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    pieces = Evidence.objects.visible_to(request.user).current().matching(words)
    rows = pieces.select_related("file").prefetch_related("characteristics").order_by("title", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    on = assessment.decision_expected_on or timezone.localdate()
    cited = set(assessment.evidence.values_list("library_item", flat=True))
    return render(
        request,
        "eqia/evidence_library.html",
        {
            "assessment": assessment,
            "words": words,
            "page": page,
            "rows": [row_for(each, on) | {"is_cited": each.pk in cited} for each in page],
            "decided_on": assessment.decision_expected_on,
            "may_add": request.user.has_perm("evidence.add_evidence"),
        },
    )


@require_POST
def cite(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a piece over as it is now; what it shows for this proposal is asked next."""
    assessment = for_writing(request, reference)
    evidence = fetch_permitted(request, Evidence.objects.visible_to(request.user), "evidence.view_library", pk=pk)
    try:
        item = services.cite_from_library(assessment=assessment, evidence=evidence, by=person_of(request))
    except NotPossible as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect("eqia:evidence-library", reference)
    except NotEditable:
        return _closed(request, assessment)
    messages.success(request, _("It is cited as it is today. Now say what it shows for this proposal."))
    return redirect("eqia:item", reference, "evidence", item.pk)


def figures(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose a figure and cite it with the value it has now: the value is read here, never taken from the page."""
    assessment = for_writing(request, reference)
    today = timezone.localdate()
    context: dict[str, Any] = {"assessment": assessment, "chosen": ""}
    if request.method == "POST":
        context["chosen"] = request.POST.get("figure", "")
        figure = figure_with(context["chosen"], assessment, request.user, today)
        if figure is None:
            context["error"] = _("Select a figure")
        else:
            try:
                item = services.cite_figure(assessment=assessment, figure=figure, by=person_of(request))
            except NotEditable:
                return _closed(request, assessment)
            messages.success(request, _("It is cited as it is today. Now say what it shows for this proposal."))
            return redirect("eqia:item", reference, "evidence", item.pk)
    elif not assessment.is_editable:
        return redirect(assessment)
    offered = figures_for(assessment, request.user, today)
    context["offered"] = [(source.value, source.label, groups) for source, groups in offered.items() if groups]
    return render(request, "eqia/evidence_figures.html", context)


def _closed(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.error(request, _("You cannot change this now: somebody submitted or withdrew it."))
    return redirect(assessment)
