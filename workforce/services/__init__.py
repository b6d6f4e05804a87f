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
from workforce.services.proposing import ask_for_proposal, propose_instead, propose_release
from workforce.services.protection import change_protection
from workforce.services.releasing import (
    ask_for_proof,
    ask_for_ways_out,
    discard_release,
    look_for_ways_out,
    prove_release,
    release_figures,
    withdraw_release,
)
from workforce.services.removing import purge_snapshot
from workforce.services.verifying import NoProof, verify_release

__all__ = [
    "Imported",
    "NoProof",
    "SnapshotRefused",
    "already_imported",
    "ask_for_proof",
    "ask_for_proposal",
    "ask_for_ways_out",
    "change_protection",
    "discard_release",
    "import_snapshot",
    "look_for_ways_out",
    "propose_instead",
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
