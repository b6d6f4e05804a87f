"""Snapshots, their rows of staff, and the ledger of what was released of them."""

from workforce.models.protection import Protection
from workforce.models.releases import Proof, ProofCheck, Release, ReleaseMove
from workforce.models.snapshots import Snapshot, SnapshotMove
from workforce.models.staff import StaffRow

__all__ = ["Proof", "ProofCheck", "Protection", "Release", "ReleaseMove", "Snapshot", "SnapshotMove", "StaffRow"]
