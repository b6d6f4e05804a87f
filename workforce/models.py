"""Staff snapshots. The rows of staff carry no history: a snapshot's import and its removal are the record."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Move
from organisation.code_lists import CODE_LISTS
from organisation.models import Unit
from toolkit.history import tracked
from workforce.choices import SnapshotState
from workforce.querysets import SnapshotQuerySet
from workforce.workflow import SnapshotWorkflow


@tracked(exclude=["figures"])
class Snapshot(SnapshotWorkflow):
    """The staff of one employer on one day, as a file said.

    `figures` are the protected figures of that day, worked out once when the file came in; they are all that anybody
    outside HR ever sees, and they remain when the staff records are removed.
    """

    as_at = models.DateField(_("as at"))
    employer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="snapshots",
        verbose_name=_("employer"),
        help_text=_("Empty for the body itself"),
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    row_count = models.PositiveIntegerField(_("staff records"))
    ignored_columns = models.JSONField(_("columns that were not read"), default=list)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported at"), default=timezone.now)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    is_shown = models.BooleanField(_("shown outside HR"), default=False)
    figures = models.JSONField(_("protected figures"), default=dict)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("-as_at", "-imported_at")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["as_at", "employer"],
                condition=models.Q(state=SnapshotState.CURRENT),
                nulls_distinct=False,
                name="snapshot_in_use_is_the_only_one_of_its_day",
                violation_error_message=_("There is already a snapshot in use for that employer and day"),
            ),
            models.CheckConstraint(
                condition=models.Q(row_count__gt=0),
                name="snapshot_holds_somebody",
                violation_error_message=_("A snapshot needs at least one staff record"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("workforce:snapshot", args=[self.pk])

    @property
    def row_count_shown(self) -> str:
        return f"{self.row_count:,}"

    @property
    def has_staff_records(self) -> bool:
        return self.state == SnapshotState.CURRENT


class SnapshotMove(Move):
    record = models.ForeignKey(Snapshot, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        abstract = False


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
