"""Lists of actions."""

import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actionplans.choices import Status
from actionplans.columns import listed
from actionplans.filters import order_of, ordering
from actionplans.presenters import rows_of
from actionplans.querysets import OPEN
from actionplans.views.finding import find_actions
from actionplans.views.timeline import ways
from toolkit.capped import MOST, CappedPaginator
from toolkit.fetch import demand

A_PAGE = 50


def action_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    found = find_actions(request)
    sort = order_of(request.GET.get("sort"))
    counts = counted(found.qs, today)
    order = ordering(sort, is_one_plan=found.form.is_bound and bool(found.form.cleaned_data.get("plan")))
    pages = CappedPaginator(found.qs.with_parts().order_by(*order), A_PAGE, found=counts["total"])
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "actionplans/actions.html",
        {
            "filter": found,
            "page": page,
            "rows": rows_of(page.object_list, today),
            "columns": listed(),
            "counts": counts,
            "sort": sort,
            "may_select": request.user.has_perm("actionplans.change_together"),
            "may_ask": request.user.has_perm("actionplans.ask_selected"),
            "ways": ways(request, "actions"),
        },
    )


def counted(actions: QuerySet, on: datetime.date) -> dict[str, int]:
    """How many there are, by status and overdue, among the first `MOST` and one: a longer list says "more than"."""
    late = Q(status__in=OPEN, falls_due__lt=on)
    numbers = {status: Count("pk", filter=Q(status=status)) for status in Status.values}
    return actions.order_by()[: MOST + 1].aggregate(total=Count("pk"), overdue=Count("pk", filter=late), **numbers)
