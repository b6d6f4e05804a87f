"""What may leave, proposed: worked out from the staff of a day, or as a way out of a refusal."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from governance.rules import content_hash
from governance.services import move
from toolkit.jobs import queue_job
from toolkit.models import Job
from workforce.choices import Origin
from workforce.models import Protection, Release, Snapshot
from workforce.outputs import layouts_as_json, policy_as_json, policy_of
from workforce.population import DIRECTORATE, staff_of
from workforce.protecting import plan_release

PROPOSE = "workforce.tasks.propose"


def ask_for_proposal(*, snapshot: Snapshot, origin: str, by: Any) -> Job:
    """Queue the work on what may leave: with many tables, or for the least loss, it can take a minute."""
    if not by.has_perm("workforce.release_figures"):
        raise PermissionDenied
    title = _("What may leave of the staff as at %s") % date_format(snapshot.as_at, "j F Y")
    return queue_job(owner=by, title=title, task=PROPOSE, snapshot=snapshot.pk, origin=origin)


@transaction.atomic
def propose_release(
    *, snapshot: Snapshot, by: Any, at: datetime.datetime | None = None, origin: str = Origin.IMPORT
) -> Release:
    """Work out what of a snapshot may leave. Nothing leaves yet; an earlier proposal that was not released is set aside.

    `origin` whole body leaves the tables by directorate out; least loss takes as long as the body's rules allow. Raises
    MoveRefused where the staff records are gone.
    """
    snapshot = _locked(snapshot, by)
    if not snapshot.has_staff_records:
        raise MoveRefused(
            _("The staff records of this day are no longer here, so nothing can be worked out from them.")
        )
    rules = Protection.in_force()
    policy = policy_of(rules)
    people = staff_of(snapshot)
    last = _edition_before(snapshot)
    plan = plan_release(
        people.population,
        policy,
        by_directorate=origin != Origin.WHOLE_BODY,
        least_loss_within=float(rules.seconds_for_least_loss) if origin == Origin.LEAST_LOSS else None,
        before=None if last is None else {name for name, seen in last.numbers.items() if seen is None},
    )
    return _propose(
        snapshot,
        numbers=plan.numbers,
        by=by,
        at=at,
        labels=people.labels,
        layouts=layouts_as_json(plan.layouts),
        policy=policy_as_json(policy),
        summary=plan.summary,
        loss=plan.loss,
        lower_bound=plan.lower_bound,
        origin=origin,
    )


@transaction.atomic
def propose_instead(*, release: Release, way: int, by: Any) -> Release:
    """Propose one of the ways out of a refusal, by its place in `ways_out`. Raises MoveRefused if it is not there."""
    snapshot = _locked(release.snapshot, by)
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    chosen = dict(enumerate(release.ways_out)).get(way)
    if chosen is None or "numbers" not in chosen:
        raise MoveRefused(_("This way out is no longer offered. Look at the refusal again."))
    origin = Origin(chosen["way"])
    return _propose(
        snapshot,
        numbers=chosen["numbers"],
        by=by,
        labels=_labels_left(release.labels, chosen["numbers"]),
        layouts=release.layouts,
        policy=release.policy,
        summary={"left_out": release.summary.get("left_out", [])},
        loss=release.loss,
        lower_bound=0.0,
        origin=origin,
        instead_of=release,
        rounded_to=chosen["base"],
    )


def _locked(snapshot: Snapshot, by: Any) -> Snapshot:
    if not by.has_perm("workforce.release_figures"):
        raise PermissionDenied
    return Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)


def _propose(
    snapshot: Snapshot, *, numbers: Mapping[str, Any], by: Any, at: datetime.datetime | None = None, **fields: Any
) -> Release:
    """Keep a proposal in the place of any that is still open."""
    for earlier in snapshot.releases.open():
        move(earlier, "discard", by=by, at=at)
    same_day = Release.objects.filter(snapshot__as_at=snapshot.as_at).of_employer(snapshot.employer_id)
    return Release.objects.create(
        snapshot=snapshot,
        number=(same_day.aggregate(last=models.Max("number"))["last"] or 0) + 1,
        numbers=numbers,
        shown=sum(seen is not None for seen in numbers.values()),
        hidden=sum(seen is None for seen in numbers.values()),
        sha256=content_hash(numbers),
        proposed_by=by,
        proposed_at=at or timezone.now(),
        **fields,
    )


def _edition_before(snapshot: Snapshot) -> Release | None:
    """The latest figures of an earlier day that readers have."""
    known = Release.objects.known().of_employer(snapshot.employer_id).filter(snapshot__as_at__lt=snapshot.as_at)
    return known.order_by("-snapshot__as_at", "-pk").first()


def _labels_left(labels: Mapping[str, Any], numbers: Mapping[str, Any]) -> dict[str, Any]:
    """The labels without those of directorates where none is left among the numbers."""
    has_directorates = any(name.startswith(f"{DIRECTORATE}=") for name in numbers)
    return {name: codes for name, codes in labels.items() if name != DIRECTORATE or has_directorates}
