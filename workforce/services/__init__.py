"""Verbs of the workforce room: taking files in, removing staff records, and releasing figures."""

from workforce.services.importing import (
    Imported,
    SnapshotRefused,
    already_imported,
    import_snapshot,
    pseudonym,
    store_rows,
    take_in,
)
from workforce.services.releasing import (
    discard_release,
    propose_release,
    prove_release,
    release_figures,
    withdraw_release,
)
from workforce.services.removing import purge_snapshot
from workforce.services.verifying import verify_release

__all__ = [
    "Imported",
    "SnapshotRefused",
    "already_imported",
    "discard_release",
    "import_snapshot",
    "propose_release",
    "prove_release",
    "pseudonym",
    "purge_snapshot",
    "release_figures",
    "store_rows",
    "take_in",
    "verify_release",
    "withdraw_release",
]
