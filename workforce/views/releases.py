"""The ledger of what leaves HR, and the page of each release with everything that can be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.errors import MoveRefused
from toolkit.downloads import csv_download
from toolkit.fetch import demand, fetch_permitted
from workforce.choices import Origin
from workforce.forms import WithdrawForm
from workforce.ledger import page_of, rows_of
from workforce.models import ProofCheck, Release, Snapshot
from workforce.services import (
    NoProof,
    ask_for_proof,
    ask_for_proposal,
    ask_for_ways_out,
    discard_release,
    propose_instead,
    release_figures,
    verify_release,
    withdraw_release,
)

ON_A_PAGE = 50
# The reports and packs that a room above hangs on a release.
USES = ("uses__edition_version__record", "uses__pack_version__record")
# What a list needs no part of, and may be long.
LONG = ("numbers", "labels", "layouts", "policy", "summary", "verdict", "ways_out")


def _listed(request: HttpRequest) -> Any:
    demand(request, "workforce.view_release")
    return (
        Release.objects.visible_to(request.user)
        .select_related("snapshot__employer", "proposed_by", "proof")
        .defer(*LONG, "proof__content")
        .prefetch_related(Prefetch("checks", ProofCheck.objects.order_by("-at", "-pk")), *USES)
    )


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Every set of figures that left HR or was to leave, and what became of it."""
    page = Paginator(_listed(request), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workforce/ledger.html", {"page": page, "rows": rows_of(page)})


@require_safe
def ledger_file(request: HttpRequest) -> StreamingHttpResponse:
    """The ledger as CSV: no number of people in it."""
    rows = rows_of(_listed(request))
    return csv_download(
        _("figures-that-left"), rows[0].headings() if rows else [_("As at")], (row.cells() for row in rows)
    )


@require_safe
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """What would leave, or left; why not, where it was refused; the proof; and what happened."""
    found = _fetched(request, pk, "workforce.view_release")
    return render(request, "workforce/release.html", {"release": found, "page": page_of(found, request.user)})


def _fetched(request: HttpRequest, pk: int, permission: str = "workforce.release_figures") -> Release:
    visible = (
        Release.objects.visible_to(request.user)
        .select_related("snapshot__employer", "snapshot__imported_by", "proposed_by", "job", "instead_of__snapshot")
        .prefetch_related(*USES)
    )
    return fetch_permitted(request, visible, permission, pk=pk)


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out again what of a snapshot may leave: as usual, at the least loss, or for the whole body only."""
    snapshot = fetch_permitted(request, Snapshot.objects.visible_to(request.user), "workforce.release_figures", pk=pk)
    wanted = request.POST.get("origin")
    origin = wanted if wanted in (Origin.LEAST_LOSS, Origin.WHOLE_BODY) else Origin.AGAIN
    return redirect(ask_for_proposal(snapshot=snapshot, origin=origin, by=request.user))


@require_POST
def propose_way_out(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetched(request, pk)
    way = request.POST.get("way", "")
    return _done(
        request,
        lambda: propose_instead(release=found, way=int(way) if way.isdecimal() else -1, by=request.user),
        found,
    )


@require_POST
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetched(request, pk)
    return _done(request, lambda: ask_for_proof(release=found, by=request.user), found)


@require_POST
def look_for_ways_out(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetched(request, pk)
    return _done(request, lambda: ask_for_ways_out(release=found, by=request.user), found)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the stored proof again, now."""
    found = _fetched(request, pk)
    try:
        check = verify_release(release=found, by=request.user)
    except NoProof:
        messages.error(request, _("The proof is no longer here. It went with the staff records."))
    else:
        if check.is_sound:
            messages.success(request, _("The proof was checked again and holds."))
        else:
            messages.error(request, _("The proof does not hold. Withdraw the figures and tell your administrator."))
    return redirect(found)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetched(request, pk)
    return _done(request, lambda: discard_release(release=found, by=request.user), found)


def let_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before figures leave, for what has left cannot be taken back; then let them."""
    found = _fetched(request, pk)
    if request.method == "POST":
        return _done(request, lambda: release_figures(release=found, by=request.user), found)
    return render(request, "workforce/let_out.html", {"release": found})


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetched(request, pk)
    form = WithdrawForm(*((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(request, lambda: withdraw_release(release=found, reason=reason, by=request.user), found)
    return render(request, "workforce/withdraw.html", {"release": found, "form": form})


def _done(request: HttpRequest, verb: Callable[[], Any], otherwise: Any) -> HttpResponse:
    """Go to what a verb made or changed; say why it could not, where it could not."""
    try:
        made = verb()
    except MoveRefused as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect(otherwise)
    return redirect(made if isinstance(made, Release) else otherwise)
