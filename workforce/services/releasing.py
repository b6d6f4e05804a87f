"""The life of a release: proposed, proved or refused, released, withdrawn."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from governance.rules import content_hash
from governance.services import move
from workforce.models import Proof, Release, Snapshot
from workforce.outputs import layouts_as_json, layouts_from_json, policy_as_json, policy_from_json, usual_policy
from workforce.population import staff_of
from workforce.protecting import plan_release
from workforce.proving import Report, pack, prove_numbers
from workforce.rules import may_leave_hr
from workforce.services.verifying import verify_release

SECONDS_TO_PROVE = 600.0


def _silent(_done: int, _total: int, _step: str) -> None:
    return None


@transaction.atomic
def propose_release(*, snapshot: Snapshot, by: Any, at: datetime.datetime | None = None) -> Release:
    """Work out what of a snapshot may leave. Nothing leaves yet; an earlier proposal that was not released is set aside."""
    if not by.has_perm("workforce.release_figures"):
        raise PermissionDenied
    snapshot = Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    for earlier in snapshot.releases.open():
        move(earlier, "discard", by=by, at=at)
    policy = usual_policy()
    staff = staff_of(snapshot)
    plan = plan_release(staff.population, policy)
    last = snapshot.releases.aggregate(last=models.Max("number"))["last"] or 0
    return Release.objects.create(
        snapshot=snapshot,
        number=last + 1,
        numbers=plan.numbers,
        labels=staff.labels,
        layouts=layouts_as_json(plan.layouts),
        policy=policy_as_json(policy),
        sha256=content_hash(plan.numbers),
        loss=plan.loss,
        lower_bound=plan.lower_bound,
        proposed_by=by,
        proposed_at=at or timezone.now(),
    )


@transaction.atomic
def prove_release(
    *, release: Release, by: Any, at: datetime.datetime | None = None, report: Report = _silent
) -> Release:
    """Attack a proposal together with everything that left before. It comes out proven, with its proof, or refused.

    Raises Unfinished where the proof was not found in time: then nothing is known, and nothing may leave.
    """
    release = move(release, "begin", by=by, at=at)
    proof = prove_numbers(
        staff_of(release.snapshot).population,
        layouts_from_json(release.layouts),
        policy_from_json(release.policy),
        release.numbers,
        seconds=SECONDS_TO_PROVE,
        report=report,
    )
    packed = pack(proof)
    Proof.objects.filter(release=release).delete()
    Proof.objects.create(
        release=release,
        content=packed.content,
        sha256=packed.sha256,
        witnesses=proof.witnesses,
        made_at=at or timezone.now(),
    )
    verify_release(release=release, by=by, at=at)
    return move(release, "pass_proof", by=by, at=at)


@transaction.atomic
def release_figures(*, release: Release, by: Any, at: datetime.datetime | None = None) -> Release:
    """Let the numbers of a proven release leave HR."""
    as_at = release.snapshot.as_at
    known = Release.objects.known().of_employer(release.snapshot.employer_id).exclude(snapshot__as_at=as_at)
    if not may_leave_hr(as_at, known.values_list("snapshot__as_at", flat=True)):
        raise MoveRefused(_("Figures of a day less than a year away have left already."))
    for earlier in Release.objects.live().of_employer(release.snapshot.employer_id).filter(snapshot__as_at=as_at):
        move(earlier, "withdraw", by=by, reason=_("Corrected figures took their place"), at=at)
    release = move(release, "release", by=by, at=at)
    release.released_at = at or timezone.now()
    release.save(update_fields=["released_at"])
    return release


@transaction.atomic
def withdraw_release(*, release: Release, reason: str, by: Any) -> Release:
    """Show the numbers no longer. They stay in the ledger: whoever read them still knows them."""
    return move(release, "withdraw", by=by, reason=reason)


@transaction.atomic
def discard_release(*, release: Release, by: Any, reason: str = "") -> Release:
    """Set a proposal aside."""
    return move(release, "discard", by=by, reason=reason)
