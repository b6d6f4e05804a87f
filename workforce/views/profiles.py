from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organisation.models import Organisation, Unit
from toolkit.fetch import demand
from workforce.counting import count
from workforce.figures import (
    NotReleased,
    Part,
    Profile,
    as_released,
    profile,
    shown_before,
    with_changes,
    with_population,
)
from workforce.models import Protection, Snapshot
from workforce.outputs import policy_of
from workforce.presenters import sections
from workforce.profiles import profile_of
from workforce.rules import SMALLEST_PART, last_snapshot_day


def profile_page(request: HttpRequest) -> HttpResponse:
    """The workforce by characteristic: exact for HR analysts who do not ask otherwise, protected for everybody else."""
    demand(request, "workforce.view_profile")
    snapshots = list(
        Snapshot.objects.visible_to(request.user).with_figures().with_standing().select_related("employer")
    )
    snapshot = _chosen(request, snapshots)
    if snapshot is None:
        return render(request, "workforce/no_profile.html", {"snapshot_day": last_snapshot_day(timezone.localdate())})
    may_see_exact = request.user.has_perm("workforce.view_exact_figures")
    is_exact = may_see_exact and snapshot.has_staff_records and request.GET.get("figures") != "protected"
    figures = _exact(snapshot) if is_exact else _protected(snapshot)
    part = _part(request, figures)
    place = part.name if part else str(snapshot.employer or Organisation.the().name)
    return render(
        request,
        "workforce/profile.html",
        {
            "snapshot": snapshot,
            "snapshots": snapshots,
            "figures": figures,
            "part": part,
            "place": place,
            "headcount": part.headcount if part else figures.headcount,
            "sections": sections(figures, part.characteristics if part else figures.characteristics, place),
            "may_see_exact": may_see_exact,
            "figures_are_released": snapshot.releases.live().exists(),
            "may_choose": may_see_exact and snapshot.has_staff_records,
            "smallest_part": SMALLEST_PART,
        },
    )


def _chosen(request: HttpRequest, snapshots: list[Snapshot]) -> Snapshot | None:
    """The snapshot the address asks for; the body's latest without one."""
    wanted = request.GET.get("snapshot")
    if wanted:
        found = next((snapshot for snapshot in snapshots if str(snapshot.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    own = [snapshot for snapshot in snapshots if snapshot.employer_id is None]
    return next(iter(own or snapshots), None)


def _part(request: HttpRequest, figures: Profile) -> Part | None:
    wanted = request.GET.get("directorate")
    if not wanted:
        return None
    found = next((part for part in figures.directorates if part.name == wanted), None)
    if found is None:
        raise Http404
    return found


def _exact(snapshot: Snapshot) -> Profile:
    found = _counted(snapshot)
    before = shown_before(snapshot)
    if before is not None:
        found = with_changes(found, _counted(before) if before.has_staff_records else profile(before))
    return with_population(found, Organisation.the().area)


def _protected(snapshot: Snapshot) -> Profile:
    """What everybody sees; for an analyst, where nothing is released yet, what they would see."""
    try:
        return profile(snapshot, previous=shown_before(snapshot))
    except NotReleased:
        proposed = snapshot.releases.order_by("-number").select_related("snapshot").first()
        if proposed is None:
            raise Http404 from None
        return with_population(as_released(proposed), Organisation.the().area)


def _counted(snapshot: Snapshot) -> Profile:
    counts = count(snapshot)
    names = Unit.objects.filter(pk__in=counts.headcounts).order_by("name").values_list("pk", "name")
    return profile_of(
        counts.numbers(),
        as_at=snapshot.as_at.isoformat(),
        parts={str(pk): name for pk, name in names},
        policy=policy_of(Protection.in_force()),
        is_exact=True,
    )
