"""Staff snapshots: the staff of one employer on one day."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Move
from organisation.models import Unit
from toolkit.history import tracked
from workforce.choices import SnapshotState
from workforce.querysets import SnapshotQuerySet
from workforce.workflow import SnapshotWorkflow


@tracked()
class Snapshot(SnapshotWorkflow):
    """The staff of one employer on one day, as a file said.

    What anybody outside HR sees of them is in its releases and nowhere else; those remain when the staff records are
    removed.
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
