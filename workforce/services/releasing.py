"""The life of a release after it is proposed: proved or refused, released, withdrawn."""

import datetime
import time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disclosure.linear import Unfinished
from disclosure.linked import Exposed
from disclosure.proofs import Proof as Worlds
from governance.errors import MoveRefused
from governance.services import move
from toolkit.jobs import queue_job
from toolkit.models import Job
from workforce.choices import ReleaseState
from workforce.judging import agrees, find_ways_out, judge_release, prove_beside, verdict_as_json
from workforce.models import Proof, Protection, Release
from workforce.outputs import layouts_from_json, policy_from_json
from workforce.population import People, staff_of
from workforce.proving import Report, leaks_of, pack, prove_numbers
from workforce.services.verifying import verify_release

PROVE, LOOK_FOR_WAYS = "workforce.tasks.prove", "workforce.tasks.look_for_ways_out"


def _silent(_done: int, _total: int, _step: str) -> None:
    return None


@transaction.atomic
def ask_for_proof(*, release: Release, by: Any) -> Job:
    """Queue the work on a proof; the job that is at it already, if there is one. Raises MoveRefused."""
    return _ask(release, PROVE, [ReleaseState.PROPOSED, ReleaseState.PROVEN], _("Proof for staff figures as at %s"), by)


@transaction.atomic
def ask_for_ways_out(*, release: Release, by: Any) -> Job:
    """Queue the search for what could leave instead of a refused release."""
    return _ask(release, LOOK_FOR_WAYS, [ReleaseState.REFUSED], _("Ways out for staff figures as at %s"), by)


def _ask(release: Release, task: str, states: list[str], title: str, by: Any) -> Job:
    if not by.has_perm("workforce.release_figures"):
        raise PermissionDenied
    release = _locked(release)
    if release.job and not release.job.is_over:
        return release.job
    if release.state not in states:
        raise MoveRefused(
            _("This has changed since you opened it: it is now “%s”. Look at it again before you go on.")
            % release.get_state_display()
        )
    day = date_format(release.snapshot.as_at, "j F Y")
    release.job = queue_job(owner=by, title=title % day, task=task, release=release.pk)
    release.save(update_fields=["job"])
    return release.job


@transaction.atomic
def prove_release(
    *, release: Release, by: Any, at: datetime.datetime | None = None, report: Report = _silent, with_ways: bool = True
) -> Release:
    """Attack a proposal together with everything that left before. It comes out proven, with its proof, or refused.

    Raises Unfinished where that takes longer than the body's rules allow: then nothing is known, and nothing may leave.
    Raises MoveRefused where the staff records are gone or are no longer those that the numbers were counted from.
    """
    until = time.monotonic() + Protection.in_force().seconds_to_prove
    release = Release.objects.select_related("snapshot").get(pk=release.pk)
    beside = _known_beside(release)
    report(2, 100, _("Reading the staff records"))
    people = _people(release)
    report(10, 100, _("Comparing with everything that left before"))
    verdict = judge_release(release, people, seconds=_left(until))
    found = verdict_as_json(verdict) | {"beside": beside}
    proof = None
    if verdict.is_safe:
        try:
            proof = _worlds(release, people, until, report)
        except Exposed as exposed:
            found["leaks"] = leaks_of(release.name, exposed)
    ways: list[dict[str, Any]] = []
    if proof is None and with_ways:
        report(60, 100, _("Looking for ways out"))
        ways = _ways(release, people, until)
    _lock_judgement()
    if _known_beside(release) != beside:
        raise MoveRefused(_("Other figures have left while the proof was being worked out. Ask for the proof again."))
    release = move(release, "pass_proof" if proof else "refuse", by=by, at=at)
    release.verdict, release.ways_out = found, ways
    release.save(update_fields=["verdict", "ways_out"])
    if proof:
        _keep(release, proof, by=by, at=at)
    return release


def _worlds(release: Release, people: People, until: float, report: Report) -> Worlds:
    words = _("Looking for another workforce for every small count")
    alone = prove_numbers(
        people.population,
        layouts_from_json(release.layouts),
        policy_from_json(release.policy),
        release.numbers,
        seconds=_left(until),
        report=lambda done, total, _step: report(40 + 40 * done // max(total, 1), 100, words),
    )
    report(80, 100, _("Looking for other workforces over time"))
    beside = prove_beside(release, people, seconds=_left(until))
    return alone.beside(beside) if beside.shown else alone


def _keep(release: Release, worlds: Worlds, *, by: Any, at: datetime.datetime | None) -> None:
    """Store a proof, and check it as anybody would who finds it there."""
    packed = pack(worlds)
    Proof.objects.filter(release=release).delete()
    Proof.objects.create(
        release=release,
        content=packed.content,
        sha256=packed.sha256,
        witnesses=worlds.witnesses,
        sensitive=len(worlds.sensitive),
        made_at=at or timezone.now(),
    )
    if not verify_release(release=release, by=by, at=at).is_sound:
        raise MoveRefused(_("The proof does not hold when it is checked again. Tell your administrator."))


@transaction.atomic
def look_for_ways_out(*, release: Release, by: Any, report: Report = _silent) -> Release:
    """Find what could leave instead of a refused release."""
    if not by.has_perm("workforce.release_figures"):
        raise PermissionDenied
    until = time.monotonic() + Protection.in_force().seconds_to_prove
    release = Release.objects.select_related("snapshot").get(pk=release.pk)
    people = _people(release)
    report(10, 100, _("Looking for ways out"))
    ways = _ways(release, people, until)
    release = _locked(release)
    release.ways_out = ways
    release.save(update_fields=["ways_out"])
    return release


def _ways(release: Release, people: People, until: float) -> list[dict[str, Any]]:
    try:
        return find_ways_out(release, people, seconds=_left(until))
    except Unfinished:
        return []


@transaction.atomic
def release_figures(*, release: Release, by: Any, at: datetime.datetime | None = None) -> Release:
    """Let the numbers of a proven release leave HR; figures of the same day that stand released are withdrawn for them.

    Raises MoveRefused where anything has left since the proof, for it was not judged beside that.
    """
    _lock_judgement()
    release = Release.objects.select_related("snapshot").get(pk=release.pk)
    if release.state == ReleaseState.PROVEN and _known_beside(release) != release.verdict.get("beside"):
        raise MoveRefused(_("Other figures have left since this was proved. Ask for the proof again."))
    same_day = Release.objects.live().of_employer(release.snapshot.employer_id)
    for earlier in same_day.filter(snapshot__as_at=release.snapshot.as_at):
        move(earlier, "withdraw", by=by, reason=_("Newer figures of the same day took their place"), at=at)
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


def _people(release: Release) -> People:
    if not release.snapshot.has_staff_records:
        raise MoveRefused(_("The staff records of this day are no longer here, so nothing can be proved."))
    people = staff_of(release.snapshot)
    if not agrees(release, people):
        raise MoveRefused(
            _("The staff records no longer give the numbers that were proposed. Work out again what may leave.")
        )
    return people


def _locked(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).select_related("snapshot", "job").get(pk=release.pk)


def _lock_judgement() -> None:
    """One at a time, so that no two releases leave that were not judged beside each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('workforce.release_figures'))")


def _known_beside(release: Release) -> list[int]:
    known = Release.objects.known().of_employer(release.snapshot.employer_id).exclude(pk=release.pk)
    return sorted(known.values_list("pk", flat=True))


def _left(until: float) -> float:
    if (left := until - time.monotonic()) <= 0:
        raise Unfinished("The time for the proof is over, so nothing is known to be safe.")
    return left
