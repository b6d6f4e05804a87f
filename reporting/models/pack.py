from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from eqia.models import AssessmentVersion
from governance.models import FrozenVersion, Meeting
from reporting.choices import PackPurpose
from reporting.models.document import Document, DocumentMove, document_constraints
from reporting.models.edition import EditionVersion
from toolkit.history import tracked


@tracked()
class Pack(Document):
    """What a committee receives for one item: a covering report under the standard headings, and its appendices."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs", verbose_name=_("meeting"))
    item_number = models.CharField(_("item number"), max_length=10)
    report_of = models.CharField(_("report of"), max_length=200, blank=True)
    contact = models.CharField(_("contact officer"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=PackPurpose, default=PackPurpose.DECISION)
    summary = models.TextField(_("summary"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True, help_text=_("One on each line"))
    background = models.TextField(_("background"), blank=True)
    options = models.TextField(_("options considered"), blank=True)
    consultation = models.TextField(_("consultation"), blank=True)
    equality_implications = models.TextField(_("equality implications"), blank=True)
    financial_implications = models.TextField(_("financial implications"), blank=True)
    legal_implications = models.TextField(_("legal implications"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    background_papers = models.TextField(_("background papers"), blank=True, help_text=_("One on each line"))

    class Meta:
        ordering = ("-meeting__held_on", "item_number", "pk")
        constraints: ClassVar = [*document_constraints("pack")]

    def get_absolute_url(self) -> str:
        return reverse("reporting:pack", args=[self.pk])

    def missing_to_freeze(self) -> list[str]:
        needed = {
            "report_of": _now("Enter whose report this is."),
            "summary": _now("Enter the summary."),
            "recommendations": _now("Enter at least one recommendation."),
            "background": _now("Enter the background."),
            "options": _now("Enter the options considered."),
            "equality_implications": _now("Enter the equality implications."),
        }
        sentences = [sentence for field, sentence in needed.items() if not getattr(self, field).strip()]
        return [*sentences, *self._withdrawn_figures()]

    def _withdrawn_figures(self) -> list[str]:
        """Why the figures about staff in its appendices may no longer leave."""
        from reporting.models.uses import ReleaseUse

        uses = ReleaseUse.objects.filter(edition_version__in_packs__pack=self).select_related("release__snapshot")
        return list(dict.fromkeys(words for use in uses if (words := use.objection)))


@tracked()
class PackAppendix(models.Model):
    """One appendix of a pack: a frozen report, or an approved assessment, which stands in it as the public reads it."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="appendices")
    position = models.PositiveSmallIntegerField()
    edition_version = models.ForeignKey(
        EditionVersion, models.PROTECT, null=True, blank=True, related_name="in_packs", verbose_name=_("report")
    )
    assessment_version = models.ForeignKey(
        AssessmentVersion, models.PROTECT, null=True, blank=True, related_name="in_packs", verbose_name=_("EqIA")
    )

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pack", "position"],
                name="pack_appendix_has_its_own_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(edition_version__isnull=True) ^ models.Q(assessment_version__isnull=True),
                name="pack_appendix_is_one_document",
                violation_error_message=_("An appendix is either a report or an EqIA"),
            ),
            models.UniqueConstraint(
                fields=["pack", "edition_version"],
                name="pack_appendix_has_each_report_once",
                violation_error_message=_("This report is already an appendix of the pack"),
            ),
            models.UniqueConstraint(
                fields=["pack", "assessment_version"],
                name="pack_appendix_has_each_eqia_once",
                violation_error_message=_("This EqIA is already an appendix of the pack"),
            ),
        ]

    def __str__(self) -> str:
        return f"{_now('Appendix')} {self.position}"

    @property
    def version(self) -> FrozenVersion:
        """The frozen version it carries."""
        return self.edition_version or self.assessment_version  # type: ignore[return-value]


class PackMove(DocumentMove):
    record = models.ForeignKey(Pack, models.CASCADE, related_name="moves")

    class Meta(DocumentMove.Meta):
        pass


class PackVersion(FrozenVersion):
    """The pack as it was frozen: the covering report's words and the hashes of its appendices, and the one file."""

    record = models.ForeignKey(Pack, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="pack_version_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"{self.record}, {_now('version')} {self.number}"
