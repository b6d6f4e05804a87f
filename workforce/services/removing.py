"""Removing staff records, as the law asks once they are no longer needed."""

from typing import Any

from django.db import transaction

from governance.services import move
from workforce.models import Proof, Release, Snapshot
from workforce.proving import pack, unpack, within


@transaction.atomic
def purge_snapshot(*, snapshot: Snapshot, reason: str, by: Any) -> Snapshot:
    """Remove the staff records of a snapshot for good, and with them every proof that holds true values of them.

    Numbers that were released, their hashes and what the checks of their proofs found remain. What was not released yet
    can no longer be proved, and is set aside.
    """
    snapshot = move(snapshot, "purge", by=by, reason=reason)
    remove_staff(snapshot, reason=reason, by=by)
    return snapshot


def remove_staff(snapshot: Snapshot, *, reason: str, by: Any) -> None:
    """Delete the rows and the proofs of a snapshot whose state says so already."""
    for release in Release.objects.open().filter(snapshot=snapshot):
        move(release, "discard", by=by, reason=reason)
    Proof.objects.filter(release__snapshot=snapshot).delete()
    for release in snapshot.releases.known():
        for later in Proof.objects.filter(release__verdict__beside__contains=release.pk):
            _keep_what_is_its_own(later)
    snapshot.staff.all().delete()


def _keep_what_is_its_own(stored: Proof) -> None:
    """Take out of a later release's proof what it holds of these people: the part over time. The rest still proves the
    release by itself."""
    whole = unpack(stored.content, stored.sha256)
    stored.delete()
    if whole is not None:
        alone = within(whole)
        packed = pack(alone)
        Proof.objects.create(
            release_id=stored.release_id,
            content=packed.content,
            sha256=packed.sha256,
            witnesses=alone.witnesses,
            sensitive=len(alone.sensitive),
            made_at=stored.made_at,
        )
