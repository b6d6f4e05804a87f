"""What an assessment rests on: pieces of evidence, as they were when they were cited."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eqia.choices import FigureSource
from eqia.models.assessment import Assessment
from eqia.models.impacts import FindOut
from eqia.querysets import EvidenceItemQuerySet
from evidence.choices import EvidenceKind
from evidence.models import Evidence
from evidence.rules import DEFAULT_YEARS
from organisation.models import Characteristic
from toolkit.history import tracked


@tracked()
class EvidenceItem(models.Model):
    """A citation: something known, with its source, and what it shows for this proposal.

    It is written on the spot, or taken from the evidence library, or a figure of this product. What it says of its source
    is a copy made when it was cited and changes no more, whatever happens to the library or to the figure.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    library_item = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("piece of evidence in the library"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind, blank=True)
    title = models.CharField(_("title"), max_length=300)
    source = models.CharField(_("who produced it"), max_length=300, blank=True)
    dated = models.CharField(_("date or period it covers"), max_length=100, blank=True)
    dated_on = models.DateField(_("last day it describes"), null=True, blank=True)
    place = models.CharField(_("place it describes"), max_length=200, blank=True)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    shows = models.TextField(_("what it shows for this proposal"), blank=True)
    quality = models.TextField(_("how far it can be trusted"), blank=True)
    characteristics = models.ManyToManyField(
        Characteristic, related_name="+", blank=True, verbose_name=_("characteristics it tells us about")
    )
    cited_on = models.DateField(_("cited on"), null=True, blank=True, editable=False)
    # What the library said when it was cited.
    library_shows = models.TextField(_("what the library said it shows"), blank=True, editable=False)
    file_sha256 = models.CharField(_("SHA-256 of its file"), max_length=64, blank=True, editable=False)
    stale_after = models.PositiveSmallIntegerField(
        _("years until it is out of date"), default=DEFAULT_YEARS, editable=False
    )
    review_by = models.DateField(_("to be looked at again by"), null=True, blank=True, editable=False)
    # A figure of this product: its value as a text that may be shown, protected already.
    figure_from = models.CharField(
        _("where the figure is from"), max_length=20, choices=FigureSource, blank=True, editable=False
    )
    figure = models.CharField(_("figure"), max_length=100, blank=True, editable=False)
    figure_note = models.CharField(_("about the figure"), max_length=500, blank=True, editable=False)

    objects = EvidenceItemQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(library_item__isnull=True) | Q(figure_from=""),
                name="evidence_item_is_from_the_library_or_a_figure",
                violation_error_message=_("A citation is from the library or a figure, not both"),
            ),
            models.CheckConstraint(
                condition=Q(figure_from="", figure="") | (~Q(figure_from="") & ~Q(figure="")),
                name="evidence_item_figure_has_a_value",
                violation_error_message=_("A cited figure has a value and says where it is from"),
            ),
            models.UniqueConstraint(
                fields=["assessment", "library_item"],
                name="evidence_item_cites_a_piece_once",
                violation_error_message=_("This piece of evidence is cited already"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_copy(self) -> bool:
        """Whether what it says of its source was taken over, so that only what it shows is written here."""
        return self.library_item_id is not None or self.figure_from != ""


@tracked()
class EvidenceGap(FindOut):
    """Something not known about the proposal: how it will be found out, or why it cannot be."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="gaps")
    unknown = models.TextField(_("what we do not know"))
    cannot_reason = models.TextField(_("why it cannot be found out"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("gap in the evidence")

    def __str__(self) -> str:
        return self.unknown
