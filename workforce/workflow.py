"""The states of a snapshot and of a release. `governance.services.move` makes every transition, and nothing else.

    current ─ replace ─> replaced
       └───── purge ───> purged

In both other states the staff records are gone; the snapshot, its releases and the move remain.

    proposed ─ pass_proof ─> proven ─ release ─> released ─ withdraw ─> withdrawn
        └────── refuse ────────┴────> refused

A job looks for the proof; while it does, and if it is lost or runs out of time, the release is still only proposed. What
is proposed, proven or refused can be set aside (`discard`). What was released stays known: nothing takes a release out of
the ledger, and withdrawn numbers count in every later judgement.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from workforce.choices import ReleaseState, SnapshotState


class SnapshotWorkflow(models.Model):
    state = FSMField(
        _("state"), max_length=10, choices=SnapshotState.choices, default=SnapshotState.CURRENT, protected=True
    )

    class Meta:
        abstract = True

    @transition(
        state, source=SnapshotState.CURRENT, target=SnapshotState.REPLACED, permission="workforce.import_snapshot"
    )
    def replace(self) -> None:
        """A corrected file for the same day took its place."""

    @transition(
        state,
        source=SnapshotState.CURRENT,
        target=SnapshotState.PURGED,
        permission="workforce.purge_snapshot",
        custom={"reason": True},
    )
    def purge(self) -> None:
        """The staff records are no longer needed."""


class ReleaseWorkflow(models.Model):
    state = FSMField(
        _("state"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.PROPOSED, protected=True
    )

    class Meta:
        abstract = True

    @transition(
        state,
        source=[ReleaseState.PROPOSED, ReleaseState.PROVEN],
        target=ReleaseState.PROVEN,
        permission="workforce.release_figures",
    )
    def pass_proof(self) -> None:
        """Every sensitive count stays open, and no earlier release opens one."""

    @transition(
        state,
        source=[ReleaseState.PROPOSED, ReleaseState.PROVEN],
        target=ReleaseState.REFUSED,
        permission="workforce.release_figures",
    )
    def refuse(self) -> None:
        """A reader of everything that has left could work something out."""

    @transition(
        state,
        source=ReleaseState.PROVEN,
        target=ReleaseState.RELEASED,
        permission="workforce.release_figures",
        custom={"missing": "not_ready"},
    )
    def release(self) -> None:
        """The numbers may leave HR, and are known from now on."""

    @transition(
        state,
        source=ReleaseState.RELEASED,
        target=ReleaseState.WITHDRAWN,
        permission="workforce.release_figures",
        custom={"reason": True},
    )
    def withdraw(self) -> None:
        """The numbers are shown no longer. Whoever read them still knows them."""

    @transition(
        state,
        source=[ReleaseState.PROPOSED, ReleaseState.PROVEN, ReleaseState.REFUSED],
        target=ReleaseState.DISCARDED,
        permission="workforce.release_figures",
    )
    def discard(self) -> None:
        """They are not to be released."""
