"""The register of assessments: search, filters, order."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eqia.choices import EDITABLE, Audience
from eqia.filters import BY_RELEVANCE, ORDERS, USUAL_ORDER, AssessmentFilter
from eqia.models import Assessment
from eqia.presenters import tag_for
from eqia.search import RANKED, Hit, documents_for, similar
from toolkit.fetch import demand

PAGE = 25


def register(request: HttpRequest) -> HttpResponse:
    demand(request, "eqia.view_register")
    visible = Assessment.objects.visible_to(request.user)
    found = AssessmentFilter(request.GET, queryset=visible, request=request)
    rows = found.qs
    words = found.form.is_valid() and bool(found.form.cleaned_data.get("q"))
    sort = request.GET.get("sort", BY_RELEVANCE if words else USUAL_ORDER)
    if sort not in ORDERS and not (words and sort == BY_RELEVANCE):
        sort = USUAL_ORDER
    count = rows.count()
    # Ids first: what a row shows is read for those of the page alone.
    if sort == BY_RELEVANCE:
        ids: Any = found.finding.ranked(rows)
        if any(each.isdigit() for each in found.finding.asked):
            # A part of a reference stands in no text: those come first.
            ids = [*rows.exclude(pk__in=ids).order_by("reference").values_list("pk", flat=True)[:PAGE], *ids][:RANKED]
        paginator = Paginator(ids, PAGE)
    else:
        paginator = Paginator(rows.order_by(*ORDERS[sort]).values_list("pk", flat=True), PAGE)
        paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    of_page = {each.pk: each for each in _with_parts(Assessment.objects.filter(pk__in=list(page)))}
    listed = [of_page[pk] for pk in page if pk in of_page]
    is_filtered = not found.form.is_valid() or any(found.form.cleaned_data.values())
    return render(
        request,
        "eqia/register.html",
        {
            "filter": found,
            "page": page,
            "rows": _as_read(request, found, listed, words=words),
            "count": count,
            "total": visible.count() if is_filtered else count,
            "sort": sort,
            "ranked": RANKED if sort == BY_RELEVANCE and count > RANKED else 0,
            "corrected": found.finding.corrected if words else "",
            "asked": found.finding.asked if words else "",
            "may_start": request.user.has_perm("eqia.start_assessment"),
        },
    )


def _with_parts(assessments: Any) -> Any:
    return (
        assessments.with_decided_on()
        .with_open_questions()
        .select_related("unit__parent", "author", "screening", "conclusion")
    )


def _as_read(request: HttpRequest, found: AssessmentFilter, listed: list[Assessment], *, words: bool) -> list[Any]:
    """(assessment, its tag, title and snippet, whether its outcome may be shown) of each row.

    Whoever does not follow the work reads the title of the approved version, and no outcome while the next is written.
    """
    ids = [each.pk for each in listed]
    documents = documents_for(request.user, Assessment.objects.visible_to(request.user)).filter(assessment__in=ids)
    approved = dict(documents.filter(audience=Audience.APPROVED).values_list("assessment_id", "title"))
    hits = found.finding.shown(ids) if words else {}
    return [
        (
            each,
            tag_for(each.state),
            hits.get(each.pk) or Hit(approved.get(each.pk, each.title), ""),
            each.pk not in approved or each.state not in EDITABLE,
        )
        for each in listed
    ]


def similar_titles(request: HttpRequest) -> HttpResponse:
    """Assessments like the one being started, by the title as far as it is typed: a piece of the start page."""
    demand(request, "eqia.start_assessment")
    return render(request, "eqia/_similar.html", {"similar": alike(request, request.GET.get("title", ""))})


def alike(request: HttpRequest, title: str) -> list[Any]:
    """(document, tag) of what this person may read that looks like a proposal with this title."""
    visible = Assessment.objects.visible_to(request.user)
    return [(each, tag_for(each.assessment.state)) for each in similar(documents_for(request.user, visible), title)]
