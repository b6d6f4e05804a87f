"""Checking the proof of a release again, by adding whole numbers: no solver is needed, and nothing is taken on trust."""

import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.db import transaction
from django.utils import timezone

from workforce.models import Proof, ProofCheck, Release
from workforce.outputs import policy_from_json
from workforce.proving import seen, unpack


class NoProof(LookupError):
    """There is no proof of this release here: it was never made, or it went with the staff records."""


@transaction.atomic
def verify_release(*, release: Release, by: Any, at: datetime.datetime | None = None) -> ProofCheck:
    """Check the stored proof of a release against the numbers as they left, and keep what was found. Raises NoProof."""
    stored = Proof.objects.filter(release=release).first()
    if stored is None:
        raise NoProof(release)
    said = flaws_of(release, stored)
    return ProofCheck.objects.create(
        release=release,
        at=at or timezone.now(),
        by=by,
        version=checker_version(),
        witnesses=stored.witnesses,
        sensitive=stored.sensitive,
        flaws=len(said),
    )


def flaws_of(release: Release, stored: Proof) -> list[str]:
    """What is wrong with the proof, in sentences. They may hold true values: for HR only."""
    proof = unpack(stored.content, stored.sha256)
    if proof is None:
        return ["The proof is not the one that was kept."]
    said: list[str] = [] if release.is_intact else ["The numbers are not those that were proposed."]
    known = Release.objects.known().of_employer(release.snapshot.employer_id).exclude(pk=release.pk)
    earlier = {
        each.name: seen(each.numbers) for each in known.select_related("snapshot") if each.name in proof.releases
    }
    return said + proof.flaws(seen(release.numbers), earlier=earlier, policy=policy_from_json(release.policy))


def checker_version() -> str:
    """The version of this software, as a record of a check keeps it."""
    try:
        return version("due-regard")
    except PackageNotFoundError:
        return "0.1.0"
