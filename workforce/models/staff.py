"""The rows of staff. They carry no history: a snapshot's import and its removal are the record."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.code_lists import CODE_LISTS
from organisation.models import Unit
from workforce.models.snapshots import Snapshot


def _answer(key: str) -> Any:
    return models.PositiveSmallIntegerField(CODE_LISTS[key].name)


class StaffRow(models.Model):
    """One post-holder in one snapshot: a reference made unreadable, where they work, and codes of their answers.

    `reference` is a keyed hash of what the file held, so that nobody can go back from here to a payroll number.
    `hours` are contracted hours a week in tenths. Filled by COPY and deleted whole; never edited.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="staff", db_index=False)
    reference = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=20, blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    sex = _answer("sex")
    age = _answer("age")
    ethnicity = _answer("ethnicity")
    disability = _answer("disability")
    religion = _answer("religion")
    sexual_orientation = _answer("sexual_orientation")
    gender_identity = _answer("gender_identity")
    marital_status = _answer("marital_status")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["snapshot", "reference"],
                name="staff_row_is_the_only_one_of_its_reference",
                violation_error_message=_("A reference may occur once in a snapshot"),
            )
        ]

    def __str__(self) -> str:
        return str(self.reference)
