from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.models import FrozenVersion
from reporting.choices import DocumentState, EditionKind
from reporting.models.document import Document, DocumentMove, document_constraints
from toolkit.history import tracked
from workforce.figures import source_for


@tracked()
class Edition(Document):
    """One edition of a regular report: the annual equality report of a year.

    What it says is drawn from the records on the day it is frozen and kept in its versions; only the foreword and the
    plans for next year are written here, before that day.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind, default=EditionKind.ANNUAL)
    year = models.CharField(_("year"), max_length=7)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    foreword = models.TextField(_("foreword"), blank=True)
    foreword_by = models.CharField(_("who signs the foreword"), max_length=200, blank=True)
    next_steps = models.TextField(_("what we will do next year"), blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints: ClassVar = [
            *document_constraints("edition"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The last day of the year must be after the first"),
            ),
            models.UniqueConstraint(
                fields=["kind", "year"],
                condition=~models.Q(state=DocumentState.WITHDRAWN),
                name="edition_is_the_only_live_one_of_its_year",
                violation_error_message=_(
                    "There is already a report for this year; withdraw it before you begin another"
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by__isnull=True) | models.Q(state=DocumentState.WITHDRAWN),
                name="edition_superseded_is_withdrawn",
                violation_error_message=_("Only a withdrawn report can be superseded"),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reporting:edition", args=[self.pk])

    def missing_to_freeze(self) -> list[str]:
        sentences = []
        if self.foreword.strip() and not self.foreword_by.strip():
            sentences.append(_now("Enter who signs the foreword, or leave the foreword empty."))
        if not self.next_steps.strip():
            sentences.append(_now("Enter what you will do next year."))
        if because := source_for(self.starts_on, self.ends_on).because:
            sentences.append(because)
        return sentences


class EditionMove(DocumentMove):
    record = models.ForeignKey(Edition, models.CASCADE, related_name="moves")

    class Meta(DocumentMove.Meta):
        pass


class EditionVersion(FrozenVersion):
    """The whole content of the report as it was frozen, and the one file made from it."""

    record = models.ForeignKey(Edition, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="edition_version_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"{self.record}, {_now('version')} {self.number}"
