"""Lists of actions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actionplans.columns import listed
from actionplans.filters import ActionFilter, order_of, ordering
from actionplans.models import Action
from actionplans.presenters import rows_of
from toolkit.fetch import demand

A_PAGE = 50


def action_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    visible = Action.objects.visible_to(request.user)
    found = ActionFilter(request.GET or None, queryset=visible, request=request)
    sort = order_of(request.GET.get("sort"))
    counts = found.qs.counted(today)
    page = Paginator(found.qs.with_falls_due_on().with_parts().order_by(*ordering(sort)), A_PAGE).get_page(
        request.GET.get("page")
    )
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
        },
    )
