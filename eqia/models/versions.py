"""The steps an assessment went through and the versions frozen on the way."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eqia.choices import Stage
from eqia.models.assessment import Assessment
from governance.models import FrozenVersion, Move

STEPS = {
    "submit": _("Submitted"),
    "check_quality": _("Checked"),
    "send_back": _("Returned by the equality adviser"),
    "countersign": _("Signed"),
    "resume": _("Passed on: the earlier check still stands"),
    "attest": _("Attested and approved"),
    "decline": _("Returned instead of being signed"),
    "publish": _("Published"),
    "revise": _("Opened again for a new version"),
    "withdraw": _("Withdrawn"),
}


class AssessmentMove(Move):
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.transition}"

    @property
    def words(self) -> str:
        """What was done, in the past tense."""
        return str(STEPS[self.transition])


class AssessmentVersion(FrozenVersion):
    """The whole assessment as it was submitted or approved."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="assessment_version_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.payload['reference']}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("eqia:version", args=[self.payload["reference"], self.number])

    def get_stage_display(self) -> str:
        return str(Stage(self.stage).label)
