"""Counts of live assessments, kept by the database itself so that no page ever has to go through every card.

`Counted` says how each live assessment and each of its cards is counted at this moment; triggers put it right in the same
transaction as any change to an assessment, its cards or its mitigations. `Tally` holds the sums of `Counted`, and nothing
writes it but the triggers: each change adds a row with the difference, so that no two writers wait for each other, and
`fold_tallies` adds such rows up now and then. Both are derived (docs/decisions/0085): they have no history and no foreign
keys, `manage.py check_tallies` compares them with the assessments and can make them anew.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from eqia.models import Assessment
from organisation.models import Characteristic, Unit
from oversight.choices import Face, Standing
from oversight.querysets import CountedQuerySet, TallyQuerySet


def derived(to: type[models.Model]) -> models.ForeignKey:
    """A link out of a derived row: followed in queries, not enforced, and no obstacle to what it points to."""
    return models.ForeignKey(to, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")


class Dimensions(models.Model):
    """What a proposal is counted under, besides its groups and places."""

    directorate = derived(Unit)
    standing = models.CharField(max_length=12, choices=Standing)
    kind = models.CharField(max_length=20, blank=True)
    # The budget round; "-" for a proposal of none.
    round = models.CharField(max_length=20, blank=True)
    # The quarter of the decision as "2026-4" (calendar year and quarter); "-" while no date is set.
    quarter = models.CharField(max_length=6, blank=True)
    # Keys of characteristics in their order, joined by "+": one combination of groups.
    combination = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True


class Counted(Dimensions):
    """How one live assessment is counted: a row for the whole, one for each card, one for each combination named."""

    assessment = derived(Assessment)
    # Zero in the rows for the whole assessment and for combinations.
    characteristic_id = models.IntegerField(default=0)
    places = ArrayField(models.CharField(max_length=80), default=list)
    is_harmed = models.BooleanField()
    is_mitigated = models.BooleanField()
    is_helped = models.BooleanField()
    is_unknown = models.BooleanField()
    is_unaffected = models.BooleanField()
    is_unanswered = models.BooleanField()

    objects = CountedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic_id", "combination"],
                name="counted_once_for_each_group_of_an_assessment",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["characteristic_id", "directorate"], name="counted_by_group"),
            GinIndex(fields=["places"], name="counted_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.characteristic_id or self.combination}"


class Tally(Dimensions):
    """One difference to a sum, or, once folded, the sum itself. An empty kind or round means all of them together."""

    face = models.CharField(max_length=12, choices=Face)
    characteristic = models.ForeignKey(
        Characteristic, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", default=0
    )
    place = models.CharField(max_length=80, blank=True)
    total = models.IntegerField()
    harmed = models.IntegerField()
    mitigated = models.IntegerField()
    helped = models.IntegerField()
    unknown = models.IntegerField()
    unaffected = models.IntegerField()
    unanswered = models.IntegerField()
    is_folded = models.BooleanField(default=False)

    objects = TallyQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "round", "face"], name="tally_by_filter_and_face"),
            models.Index(fields=["face"], condition=models.Q(is_folded=False), name="tally_still_to_be_folded"),
        ]

    def __str__(self) -> str:
        return f"{self.face}: {self.total}"
