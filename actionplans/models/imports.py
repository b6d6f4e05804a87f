from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplans.choices import ImportState
from actionplans.models.actions import Action
from actionplans.models.base import KEPT
from toolkit.models import Job


class ActionImport(models.Model):
    """A file that somebody brought in: kept privately as it came, with who, when, its SHA-256 and what was done."""

    title = models.CharField(_("plan title"), max_length=200)
    file = models.FileField(_("file"), upload_to="actionplans/imports")
    file_name = models.CharField(_("file name"), max_length=255)
    file_sha256 = models.CharField(_("SHA-256"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    written_on = models.DateField(_("date the plan was written"), null=True, blank=True)
    # The tables as they were read (`toolkit.tables.pack`), so that pages need not read the file again; gone once it is over.
    reading = models.BinaryField(null=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    # The long work on it, if there is any: reading a large file, or carrying it out.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    # What the person chose: {"sheets": [name, …], "columns": {heading: field}}.
    choices = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=20, choices=ImportState, default=ImportState.UPLOADED)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)
    # {"created": n, "updated": n, "unchanged": n, "flags": [{"sheet", "row", "field", "reason", "level"}, …]}
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-uploaded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ImportState.IMPORTED, imported_at__isnull=False)
                | (~Q(state=ImportState.IMPORTED) & Q(imported_at__isnull=True)),
                name="action_import_done_has_its_moment",
                violation_error_message=_("An import that is done has the moment when it was done"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.file_name})"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:import", args=[self.pk])


class SourceRow(models.Model):
    """The cells of a file from which an action was made or brought up to date, word for word, for ever."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="sources", verbose_name=_("action"))
    from_import = models.ForeignKey(ActionImport, models.PROTECT, related_name="rows", verbose_name=_("import"))
    sheet = models.CharField(_("sheet"), max_length=255, blank=True)
    row = models.PositiveIntegerField(_("row"))
    # Where its further pieces stand, if a page break parted it: [[sheet, row], …].
    further = models.JSONField(_("further pieces"), default=list)
    # [[heading, cell], …] in the order of the file.
    cells = models.JSONField(_("cells"))
    # What was taken from them, by field: {"action": …, "deadline": …}. A later edition is compared with this.
    fields = models.JSONField(_("fields"), default=dict)

    class Meta:
        ordering = ("-pk",)
        triggers: ClassVar = KEPT

    def __str__(self) -> str:
        return f"{self.from_import.file_name}, row {self.row}"
