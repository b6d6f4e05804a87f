"""Counts of actions, kept by the database itself so that no page has to go through every action.

`Counted` says how each action is counted at this moment: its directorate, its status and what it lacks. Triggers put it
right in the same transaction as any change to an action, its leads, its plan or its unit. `PlanTally` holds the sums, and
nothing writes it but the triggers: each change adds rows with the differences, and `fold_tallies` adds such rows up now
and then. Both are derived (docs/decisions/0058): they have no history and no foreign keys in the database.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from actionplans.choices import Part
from actionplans.models.actions import Action
from actionplans.models.plans import Plan
from actionplans.querysets import PlanTallyQuerySet
from organisation.models import Unit


def derived(to: type[models.Model]) -> models.ForeignKey:
    """A link out of a derived row: followed in queries, not enforced, and no obstacle to what it points to."""
    return models.ForeignKey(to, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")


class Counted(models.Model):
    """How one action is counted. One that is done in its parts (`Action.parent`) is counted in them and has no row."""

    action = models.OneToOneField(
        Action, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="counted"
    )
    plan = derived(Plan)
    # Zero for an action of the whole body.
    directorate = derived(Unit)
    # A `choices.Status`, or "verified" for what is completed and was verified.
    status = models.CharField(max_length=20)
    # Each `choices.Part` that is missing and that nobody has explained away.
    missing = ArrayField(models.CharField(max_length=20, choices=Part), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["directorate", "action"], name="counted_action_of_directorate"),
            models.Index(fields=["plan", "directorate"], name="counted_action_of_plan"),
            GinIndex(fields=["missing"], name="counted_action_lacks"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {', '.join(self.missing)}"


class PlanTally(models.Model):
    """One difference to a number of actions, or, once folded, the number itself.

    Plan 0 stands for all plans together; an empty `part` for all actions, whatever they lack.
    """

    plan = derived(Plan)
    directorate = derived(Unit)
    status = models.CharField(max_length=20)
    part = models.CharField(max_length=20, choices=Part, blank=True)
    number = models.IntegerField()
    is_folded = models.BooleanField(default=False)

    objects = PlanTallyQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["plan", "directorate"], name="action_tally_of_plan"),
            models.Index(fields=["plan"], condition=models.Q(is_folded=False), name="action_tally_to_be_folded"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.directorate_id}/{self.status}/{self.part}: {self.number}"
