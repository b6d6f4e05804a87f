"""Which release stands for the body, or for the days of a report, and what is said of it in words."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.code_lists import CODE_LISTS
from workforce.choices import ReleaseState, SnapshotState
from workforce.method import Facts
from workforce.models import Release, Snapshot
from workforce.outputs import policy_from_json


@dataclass(frozen=True)
class Source:
    """The snapshot whose released figures a report draws on; or `because`, why there are none though there is a snapshot."""

    snapshot: Snapshot | None
    because: str = ""


def source_for(first: datetime.date, last: datetime.date) -> Source:
    """The latest released snapshot of the body by the last day. Where a later one falls within these days and is not
    released, nothing older stands in for it: somebody must release it, or say that it will not be."""
    of_the_body = Snapshot.objects.of_the_body().filter(as_at__lte=last)
    shown = of_the_body.shown().order_by("-as_at").first()
    if shown is not None and shown.as_at >= first:
        return Source(shown)
    newest = of_the_body.exclude(state=SnapshotState.REPLACED).order_by("-as_at", "-imported_at").first()
    if newest is None or (shown is not None and newest.as_at < first):
        return Source(shown)
    return Source(None, _not_released(newest))


def _not_released(snapshot: Snapshot) -> str:
    day = date_format(snapshot.as_at, "j F Y")
    release = snapshot.releases.exclude(state=ReleaseState.DISCARDED).order_by("-number").first()
    if release is None:
        return _("The figures of staff as at %s have not been released. Ask an HR analyst to release them.") % day
    if release.state == ReleaseState.REFUSED:
        return (
            _(
                "The figures of staff as at %s were refused, because they would give people away. Ask an HR analyst to "
                "release figures that do not."
            )
            % day
        )
    if release.state == ReleaseState.WITHDRAWN:
        return _("The figures of staff as at %s were withdrawn. Ask an HR analyst to release new ones.") % day
    return (
        _("The figures of staff as at %s are proposed and not released yet. Ask an HR analyst to release them.") % day
    )


def current_release() -> Release | None:
    """The release that stands for the body now."""
    live = Release.objects.live().of_employer(None).select_related("snapshot")
    return live.order_by("-snapshot__as_at", "-number").first()


def current_facts() -> Facts | None:
    release = current_release()
    return facts_of(release) if release is not None else None


def facts_of(release: Release) -> Facts:
    """What is said of a release on the method page and in a report."""
    policy = policy_from_json(release.policy)
    loss, bound = release.loss, release.lower_bound
    known = Release.objects.known().of_employer(release.snapshot.employer_id).exclude(pk=release.pk)
    earlier = known.filter(released_at__lte=release.released_at) if release.released_at else known
    return Facts(
        release=release.pk,
        name=str(release),
        as_at=release.snapshot.as_at.isoformat(),
        released_on=timezone.localdate(release.released_at).isoformat() if release.released_at else "",
        sha256=release.sha256,
        numbers=len(release.numbers),
        hidden=sum(value is None for value in release.numbers.values()),
        threshold=policy.threshold,
        higher={
            CODE_LISTS[key].name: threshold
            for key, threshold in policy.thresholds.items()
            if key in CODE_LISTS and threshold != policy.threshold
        },
        smallest_base=policy.smallest_base,
        gap=max(0.0, loss - bound) / loss if loss > 0 else 0.0,
        earlier=tuple(day.isoformat() for day in earlier.values_list("snapshot__as_at", flat=True)),
    )
