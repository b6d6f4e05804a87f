"""The timeline of due regard of one assessment, and the register of what was screened out."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from eqia.choices import SignTask
from eqia.filters import ScreenedOutFilter
from eqia.models import Assessment, SignOff
from eqia.presenters import tag_for
from eqia.presenters.timeline import timeline_of
from toolkit.downloads import csv_download
from toolkit.fetch import demand, fetch_permitted

FOLLOW = "eqia.follow_assessment"
PAGE = 25
HEADINGS = (
    _("Reference"),
    _("Proposal"),
    _("Directorate"),
    _("Started"),
    _("Reasons"),
    _("Signed by"),
    _("Signed on"),
    _("State"),
    _("Retrospective"),
)


@require_safe
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """From the first thought to the last check, along true dates and as a table, with what is wrong in sentences."""
    visible = Assessment.objects.visible_to(request.user).with_decided_on()
    found = fetch_permitted(
        request, visible.select_related("unit__parent", "screening", "conclusion"), FOLLOW, reference=reference
    )
    shown = timeline_of(found, today=timezone.localdate(), shows_names=True)
    context = {
        "assessment": found,
        "timeline": shown,
        "may_make_court_pack": request.user.has_perm("reporting.make_court_pack", found),
    }
    return render(request, "eqia/timeline.html", context)


@require_safe
def screened_out(request: HttpRequest) -> HttpResponse:
    """Everything for which a full assessment was found not to be required: why, and who signed that."""
    found, rows, total = _screened_out(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [(each, tag_for(each.state)) for each in page],
        "count": page.paginator.count,
        "total": total,
    }
    return render(request, "eqia/screened_out.html", context)


@require_safe
def screened_out_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a spreadsheet, filtered as on the page."""
    _found, rows, _total = _screened_out(request)
    return csv_download("screened-out", HEADINGS, (_row(each) for each in rows))


def _row(each: Any) -> list[str]:
    return [
        each.reference,
        each.title,
        str(each.directorate),
        each.started_on.isoformat(),
        each.screening.reasons,
        each.signed_by or "",
        each.signed_at.date().isoformat() if each.signed_at else "",
        each.get_state_display(),
        str(_("yes") if each.is_retrospective else _("no")),
    ]


def _screened_out(request: HttpRequest) -> tuple[ScreenedOutFilter, QuerySet, int]:
    """Those this person may see, the latest first, each with the last signature under it."""
    demand(request, "eqia.view_register")
    visible = Assessment.objects.visible_to(request.user).screened_out()
    found = ScreenedOutFilter(request.GET, queryset=visible, request=request)
    signed = SignOff.objects.filter(round__assessment=OuterRef("pk"), task=SignTask.ATTESTATION).order_by("-at", "-pk")
    rows = (
        found.qs.with_decided_on()
        .annotate(
            signed_by=Subquery(signed.values("name")[:1]),
            signed_post=Subquery(signed.values("post")[:1]),
            signed_at=Subquery(signed.values("at")[:1]),
        )
        .select_related("unit__parent", "screening")
        .order_by("-started_on", "-pk")
    )
    return found, rows, visible.count()
