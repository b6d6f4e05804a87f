"""The states of a snapshot. Every transition is made by `governance.services.move` and nothing else.

    current ─ replace ─> replaced
       └───── purge ───> purged

In both other states the staff records are gone; the snapshot, its protected figures and the move remain.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from workforce.choices import SnapshotState


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
