"""The list of reports and packs."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reporting.choices import EditionKind
from reporting.models import Edition, EditionVersion, Pack, PackVersion
from reporting.presenters import steps, tag
from reporting.rules.years import last_complete_year
from reporting.services.publishing import latest_publication
from toolkit.fetch import demand


def overview(request: HttpRequest) -> HttpResponse:
    """Every report and pack this person may see, the latest first, each with what to do next."""
    demand(request, "reporting.view_reports")
    editions = Edition.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", EditionVersion.objects.defer("payload"))
    )
    packs = (
        Pack.objects.visible_to(request.user)
        .select_related("meeting__body")
        .prefetch_related(Prefetch("versions", PackVersion.objects.defer("payload")))
    )
    today = timezone.localdate()
    year = last_complete_year(today)
    is_reported = any(edition.year == year.label and not edition.is_withdrawn for edition in editions)
    return render(
        request,
        "reporting/list.html",
        {
            "editions": [_row(edition, request) for edition in editions],
            "packs": [_row(pack, request) | {"latest": latest_publication(pack)} for pack in packs],
            "may_begin_edition": request.user.has_perm("reporting.change_edition"),
            "may_begin_pack": request.user.has_perm("reporting.change_pack"),
            "year_to_report": None if is_reported else year.label,
            "kind": EditionKind.ANNUAL,
        },
    )


def _row(document: Edition | Pack, request: HttpRequest) -> dict[str, object]:
    version = document.latest_version
    return {
        "document": document,
        "tag": tag(document),
        "version": version if version is not None and version.pdf else None,
        "next": next(iter(steps(document, request.user)), None),
    }
