"""Actions as files: the filter, order and rights of the list, with every column."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actionplans.columns import COLUMNS, Value, headings, printed, values, words
from actionplans.filters import ActionFilter, order_of, ordering
from actionplans.models import Action
from actionplans.presenters import ActionRow, rows_of
from actionplans.presenters.words import in_words
from actionplans.querysets import ActionQuerySet
from organisation.models import Organisation
from toolkit.downloads import Heading, Sheet, csv_download, ods_download, xlsx_download
from toolkit.fetch import demand
from toolkit.pdf import render_pdf

AT_ONCE = 500
# Setting more takes longer than a reader waits, and nobody reads it on paper.
MOST_PRINTED = 400


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the list shows under the same address, as a file. One query, however many actions there are."""
    demand(request, "actionplans.view_actions")
    make = MAKERS.get(kind)
    if make is None:
        raise Http404
    found = ActionFilter(request.GET or None, queryset=Action.objects.visible_to(request.user), request=request)
    # Unless it was sorted on the screen, a file runs as its plans do.
    order = ordering(order_of(request.GET.get("sort") or "plan"))
    return make(request, found, found.qs.with_words().order_by(*order))


def _csv(request: HttpRequest, found: ActionFilter, actions: ActionQuerySet) -> HttpResponseBase:
    return csv_download(_name(found), headings(), _streamed(actions))


def _xlsx(request: HttpRequest, found: ActionFilter, actions: ActionQuerySet) -> HttpResponseBase:
    return xlsx_download(_name(found), _sheet(found, actions))


def _ods(request: HttpRequest, found: ActionFilter, actions: ActionQuerySet) -> HttpResponseBase:
    return ods_download(_name(found), _sheet(found, actions))


def _pdf(request: HttpRequest, found: ActionFilter, actions: ActionQuerySet) -> HttpResponseBase:
    listed = list(actions[: MOST_PRINTED + 1])
    if len(listed) > MOST_PRINTED:
        too_many = (
            _("A PDF holds %d actions at most. Choose fewer with the filters, or take the workbook.") % MOST_PRINTED
        )
        messages.error(request, too_many)
        return redirect(f"{reverse('actionplans:actions')}?{request.GET.urlencode()}")
    content = actions_pdf(rows_of(listed, timezone.localdate()), title=_title(found))
    name = slugify(_name(found))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def actions_pdf(rows: list[ActionRow], *, title: str) -> bytes:
    """A landscape table of the actions for each plan, its head repeated on every page."""
    return render_pdf("actionplans/documents/actions.html", pdf_context(rows), title=title)


def pdf_context(rows: list[ActionRow]) -> dict[str, Any]:
    columns = printed()
    plans = [
        {"plan": plan, "rows": [list(words(row, columns)) for row in found]}
        for plan, found in groupby(rows, key=lambda row: row.action.plan)
    ]
    return {
        "organisation": Organisation.the(),
        "made_on": in_words(timezone.localdate()),
        "headings": headings(columns),
        "plans": plans,
        "total": len(rows),
    }


MAKERS: dict[str, Callable[[HttpRequest, ActionFilter, ActionQuerySet], HttpResponseBase]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "ods": _ods,
    "pdf": _pdf,
}


def _sheet(found: ActionFilter, actions: ActionQuerySet) -> Sheet:
    columns = [Heading(str(column.heading), column.width) for column in COLUMNS]
    return Sheet(_title(found), columns, _streamed(actions))


def _streamed(actions: ActionQuerySet) -> Iterator[list[Value]]:
    """Read from the database as it is sent."""
    today = timezone.localdate()
    for action in actions.iterator(chunk_size=AT_ONCE):
        yield values(ActionRow(action, today))


def _title(found: ActionFilter) -> str:
    """The plan that the list is filtered by, or actions in general."""
    plan = found.form.cleaned_data.get("plan") if found.form.is_bound and found.form.is_valid() else None
    return str(plan) if plan else _("Actions")


def _name(found: ActionFilter) -> str:
    return f"{_title(found)} {timezone.localdate().isoformat()}"
