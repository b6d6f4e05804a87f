"""The figures of a frozen report as files, and how people are protected in them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from governance.rules import canonical_json
from organisation.models import Organisation
from reporting.models import Edition
from reporting.tidy import as_cells, headings, rows_of
from reporting.views.public import public_page
from toolkit.downloads import Heading, Sheet, csv_download, ods_download
from toolkit.fetch import fetch_permitted
from workforce.figures import current_facts, method

# Characters of the columns of the sheet: where, title, row, column, value, unit, what a symbol means.
WIDTHS = (12, 44, 44, 32, 12, 8, 44)


@public_page
def report_figures(request: HttpRequest, year: str, kind: str) -> HttpResponseBase:
    """Every figure of a published report, as CSV or ODS, or the released numbers about staff as JSON."""
    edition = get_object_or_404(Edition.objects.published(), year=year)
    return figures_response(edition.versions.order_by("number").last(), kind)


def edition_figures(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponseBase:
    """The same of any frozen version, for those who may see it."""
    record = fetch_permitted(request, Edition.objects.visible_to(request.user), "reporting.view_reports", pk=pk)
    return figures_response(record.versions.filter(number=number).first(), kind)


def figures_response(version: Any, kind: str) -> HttpResponseBase:
    if version is None:
        raise Http404
    name = f"figures-{version.payload['year']}-v{version.number}"
    if kind == "csv":
        return csv_download(name, headings(), rows_of(version.payload))
    if kind == "ods":
        title = _("Figures of this report")
        columns = [Heading(words, width) for words, width in zip(headings(), WIDTHS, strict=True)]
        return ods_download(name, Sheet(title, columns, map(as_cells, rows_of(version.payload))))
    use = version.releases_used.select_related("release").first() if kind == "json" else None
    if use is None:
        raise Http404
    return HttpResponse(
        canonical_json(use.release.numbers),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="released-numbers-{use.sha256[:12]}.json"'},
    )


@public_page
def method_page(request: HttpRequest) -> HttpResponse:
    """How people are protected in our figures, for everybody, with the figures of what is released now."""
    facts = current_facts()
    return render(
        request,
        "reporting/public/method.html",
        {"facts": facts, "passages": method(facts), "body": Organisation.the()},
    )
