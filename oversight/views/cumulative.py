"""The cumulative view: the page, the proposals behind each of its numbers, its table and its paper for members."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eqia.models import Assessment
from eqia.presenters import tag_for
from eqia.querysets import WORKS_ON
from organisation.models import Characteristic, Organisation, Unit
from oversight.choices import Standing
from oversight.figures import counted, picture
from oversight.filters import CumulativeFilter
from oversight.models import Counted
from oversight.presenters import cumulative as show
from oversight.presenters.documents import cumulative_pdf
from oversight.rules.years import NOT_SET
from toolkit.downloads import csv_download
from toolkit.fetch import demand

PAGE = 25
MEASURED = {
    "": Q(),
    "harmed": Q(is_harmed=True),
    "mitigated": Q(is_mitigated=True),
    "unmitigated": Q(is_harmed=True, is_mitigated=False),
    "helped": Q(is_helped=True),
    "unknown": Q(is_unknown=True),
    "unanswered": Q(is_unanswered=True),
    "unaffected": Q(is_unaffected=True),
}


def _filter(request: HttpRequest) -> CumulativeFilter:
    demand(request, "oversight.view_cumulative")
    return CumulativeFilter(request.GET or None, queryset=Counted.objects.none(), request=request)


def page(request: HttpRequest) -> HttpResponse:
    found = _filter(request)
    seen = picture(request.user, found.wanted)
    harms = seen.cards.harmed
    dated = any(quarter != NOT_SET and each.harmed for quarter, each in seen.quarters)
    return render(
        request,
        "oversight/cumulative.html",
        {
            "filter": found,
            "picture": seen,
            "findings": show.findings(seen),
            "key_figures": show.key_figures(seen),
            "chart": show.group_chart(seen) if harms else None,
            "quarter_chart": show.quarter_chart(seen) if dated else None,
            "columns": show.COLUMNS,
            "groups": show.group_lines(seen),
            "heat": show.heat_lines(seen),
            "quarters": show.quarter_lines(seen),
            "hits": show.hit_rows(seen),
            "combinations": show.combination_rows(seen),
            "sees_only_finished": _sees_only_finished(request.user),
            "query": request.GET.urlencode(),
        },
    )


def _sees_only_finished(person: Any) -> bool:
    return not person.holds(*WORKS_ON)


def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals behind one number: as many as it said."""
    found = _filter(request)
    asked = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
    rows = counted(request.user, found.wanted)
    group = Characteristic.objects.filter(key=asked.get("characteristic", "")).first()
    combination = asked.get("combination", "")
    place, quarter = asked.get("place", ""), asked.get("quarter", "")
    measure = asked.get("measure", "") if asked.get("measure", "") in MEASURED else ""
    rows = rows.filter(
        MEASURED[measure], characteristic_id=group.pk if group else 0, combination="" if group else combination
    )
    if place:
        rows = rows.filter(places__contains=[place])
    if quarter:
        rows = rows.filter(quarter=quarter)
    paged = Paginator(rows.order_by("-assessment_id"), PAGE).get_page(asked.get("page"))
    behind = {row.assessment_id: row for row in paged}
    assessments = Assessment.objects.filter(pk__in=behind).select_related("unit__parent").order_by("-started_on", "-pk")
    together = [str(each) for each in Characteristic.objects.filter(key__in=combination.split("+"))]
    return render(
        request,
        "oversight/proposals.html",
        {
            "page": paged,
            "rows": [(each, tag_for(each.state), behind[each.pk]) for each in assessments],
            "heading": show.BEHIND[measure],
            "about": [
                *([str(group)] if group else [_(" and ").join(together)] if together else []),
                *([place] if place else []),
                *([_words_of(quarter)] if quarter else []),
                *_narrowed(found),
            ],
            "by_group": bool(group),
        },
    )


def _words_of(quarter: str) -> str:
    try:
        return show.quarter_words(quarter)
    except (ValueError, IndexError):
        return quarter


def _narrowed(found: CumulativeFilter) -> list[str]:
    wanted = found.wanted
    words = []
    if wanted.round:
        words.append(_("In no budget round") if wanted.round == NOT_SET else _("Budget round %s") % wanted.round)
    if wanted.kind:
        words.append(str(dict(found.form.fields["kind"].choices)[wanted.kind]))
    if wanted.standing:
        words.append(str(Standing(wanted.standing).label))
    if wanted.directorate:
        words.append(str(Unit.objects.get(pk=wanted.directorate)))
    return words


def table(request: HttpRequest) -> StreamingHttpResponse:
    """The figures as CSV."""
    headings, rows = show.csv_table(picture(request.user, _filter(request).wanted))
    return csv_download(f"cumulative-effect-{timezone.localdate().isoformat()}", headings, rows)


def document(request: HttpRequest) -> HttpResponse:
    """The paper for members."""
    seen = picture(request.user, _filter(request).wanted)
    today = timezone.localdate()
    made = cumulative_pdf(seen, Organisation.the(), date_format(today, "j F Y"))
    name = f"cumulative-effect-{today.isoformat()}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
