"""What is known, kept once: pieces of evidence and the files that belong to them."""

import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from evidence.choices import EvidenceKind, FileKind, Precision
from evidence.querysets import EvidenceQuerySet
from evidence.rules import DEFAULT_YEARS, is_stale, stale_from
from organisation.models import Characteristic
from toolkit.history import tracked


class EvidenceFile(models.Model):
    """A file as it was uploaded, kept once under its SHA-256 whoever brings it again. Never served but by a view."""

    sha256 = models.CharField(max_length=64, unique=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    name = models.CharField(_("name of the file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=10, choices=FileKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    content = models.FileField(upload_to="evidence")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


@tracked()
class Evidence(models.Model):
    """A piece of evidence that assessments cite: who produced it, which time and place it describes, what it shows.

    An assessment keeps its own copy of what it cites, so changing a piece here changes no assessment.
    """

    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("who produced it"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    dated_from = models.DateField(_("first day it describes"), null=True, blank=True)
    dated_to = models.DateField(_("last day it describes"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly the dates are known"), max_length=10, choices=Precision, default=Precision.DAY
    )
    dated = models.CharField(_("its dates in words"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    place = models.CharField(_("place it describes"), max_length=200, blank=True)
    characteristics = models.ManyToManyField(
        Characteristic,
        through="EvidenceCharacteristic",
        related_name="evidence",
        blank=True,
        verbose_name=_("characteristics it tells about"),
    )
    shows = models.TextField(_("what it shows"))
    quality = models.TextField(_("how far it can be trusted"), blank=True)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="pieces", verbose_name=_("file")
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="kept_evidence",
        verbose_name=_("who keeps it up to date"),
    )
    review_by = models.DateField(_("to be looked at again by"), null=True, blank=True)
    stale_after = models.PositiveSmallIntegerField(
        _("years until it is out of date"),
        default=DEFAULT_YEARS,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    # Follows from the dates above (`stale_from`), kept so that lists can ask for it.
    stale_on = models.DateField(_("out of date from"), null=True, blank=True, editable=False, db_index=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("replaced by")
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("pieces of evidence")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dated_from__isnull=True) | Q(dated_to__isnull=False, dated_to__gte=models.F("dated_from")),
                name="evidence_describes_days_in_their_order",
                violation_error_message=_("The last day it describes must be the same as or after the first"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="evidence_withdrawn_has_a_date_and_a_reason",
                violation_error_message=_("Say why it is withdrawn"),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=models.F("pk")),
                name="evidence_does_not_replace_itself",
                violation_error_message=_("A piece of evidence cannot be replaced by itself"),
            ),
            models.CheckConstraint(
                condition=Q(stale_after__gte=1, stale_after__lte=30),
                name="evidence_ages_in_one_to_thirty_years",
                violation_error_message=_("Enter a number of years from 1 to 30"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **options: object) -> None:
        self.stale_on = self.worked_out_stale_on
        super().save(*args, **options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("evidence:item", args=[self.pk])

    @property
    def period(self) -> str:
        """The dates it describes, in its own words where it has any."""
        if self.dated or self.dated_to is None:
            return self.dated
        formats = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}
        pattern = formats[Precision(self.precision)]
        last = date_format(self.dated_to, pattern)
        first = date_format(self.dated_from, pattern) if self.dated_from else last
        return last if first == last else _t("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def worked_out_stale_on(self) -> datetime.date | None:
        return stale_from(
            describes_until=self.dated_to,
            published_on=self.published_on,
            review_by=self.review_by,
            years=self.stale_after,
        )

    @property
    def speaks_of(self) -> datetime.date | None:
        """The day from which its age counts."""
        return self.dated_to or self.published_on

    @property
    def is_current(self) -> bool:
        return self.withdrawn_on is None and self.superseded_by_id is None

    def is_stale(self, on: datetime.date) -> bool:
        return is_stale(self.stale_on, on)


@tracked()
class EvidenceCharacteristic(models.Model):
    """That a piece of evidence tells about the people who share a characteristic."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="+", verbose_name=_("piece of evidence"))
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="+", verbose_name=_("characteristic")
    )

    class Meta:
        verbose_name = _("characteristic it tells about")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "characteristic"], name="evidence_names_a_characteristic_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.characteristic}"
