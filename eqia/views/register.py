"""The register of assessments: search, filters, order."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eqia.filters import ORDERS, USUAL_ORDER, AssessmentFilter
from eqia.models import Assessment
from eqia.presenters import tag_for
from toolkit.fetch import demand

PAGE = 25


def register(request: HttpRequest) -> HttpResponse:
    demand(request, "eqia.view_register")
    visible = Assessment.objects.visible_to(request.user)
    found = AssessmentFilter(request.GET, queryset=visible, request=request)
    sort = request.GET.get("sort", USUAL_ORDER)
    if sort not in ORDERS:
        sort = USUAL_ORDER
    rows = (
        found.qs.with_decided_on()
        .select_related("unit__parent", "author", "screening", "conclusion")
        .order_by(*ORDERS[sort])
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "eqia/register.html",
        {
            "filter": found,
            "page": page,
            "rows": [(each, tag_for(each.state)) for each in page],
            "count": page.paginator.count,
            "total": visible.count(),
            "sort": sort,
            "may_start": request.user.has_perm("eqia.start_assessment"),
        },
    )
