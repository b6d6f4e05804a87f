"""What each directorate sets out to assess in a financial year, and what was agreed."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import Kind
from eqia.models import Assessment
from governance.models import Body, FrozenVersion
from organisation.models import Unit
from oversight.choices import Stand
from oversight.querysets import EntryQuerySet, ProgrammeQuerySet
from oversight.rules.programme import standing_of
from oversight.rules.years import words_of_year
from toolkit.history import tracked


@tracked()
class Programme(models.Model):
    """The EqIA programme of one directorate for one financial year (named by the year in which it begins)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="eqia_programmes", verbose_name=_("directorate"))
    year = models.PositiveSmallIntegerField(_("financial year"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_by_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by the body")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "unit__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="programme_is_the_only_one_of_its_year",
                violation_error_message=_("This directorate already has a programme for that year"),
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_by__isnull=True, agreed_by_body__isnull=True)
                | Q(agreed_on__isnull=False, agreed_by__isnull=False),
                name="programme_agreed_says_when_and_by_whom",
                violation_error_message=_("An agreed programme needs the day and the person who agreed it"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year_words}"

    def get_absolute_url(self) -> str:
        return reverse("oversight:programme", args=[self.pk])

    @property
    def year_words(self) -> str:
        return words_of_year(self.year)

    @property
    def is_agreed(self) -> bool:
        return self.agreed_on is not None


class ProgrammeVersion(FrozenVersion):
    """The programme as it was agreed: what was promised is counted from here, whatever is added or dropped later."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_version_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.number}"


@tracked()
class ProgrammeEntry(models.Model):
    """One policy or proposal that is to be assessed in the year."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="entries", verbose_name=_("programme"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("directorate or service"))
    title = models.CharField(_("policy or proposal"), max_length=200)
    kind = models.CharField(_("kind of proposal"), max_length=20, choices=Kind)
    relevance = models.TextField(_("why it matters for equality"))
    starts_on = models.DateField(_("start"))
    screened_by = models.DateField(_("screened by"))
    assessed_by = models.DateField(_("assessed by"))
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_entries",
        verbose_name=_("who answers for it"),
    )
    assessment = models.OneToOneField(
        Assessment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="programme_entry",
        verbose_name=_("assessment"),
    )
    # Set when the programme is agreed; what is added afterwards was not part of what was agreed.
    is_agreed = models.BooleanField(_("part of what was agreed"), default=False, editable=False)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    dropped_because = models.TextField(_("why it was dropped"), blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("screened_by", "pk")
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(screened_by__gte=F("starts_on")) & Q(assessed_by__gte=F("screened_by")),
                name="entry_stages_follow_each_other",
                violation_error_message=_("Screening comes after the start, and the assessment after screening"),
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_because="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_because="")),
                name="entry_dropped_has_a_day_and_a_reason",
                violation_error_message=_("Say why it was dropped"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.programme.get_absolute_url()}#entry-{self.pk}"

    def stand(self, on: datetime.date | None = None) -> Stand:
        """Where it stands on a day. Fetch with `with_progress`, which finds the dates without a query for each."""
        progress = standing_of(
            on=on or timezone.localdate(),
            screened_by=self.screened_by,
            assessed_by=self.assessed_by,
            started_on=self.assessment.started_on if self.assessment else None,
            screened_on=getattr(self, "screened_on", None),
            assessed_on=self.assessment.approved_on if self.assessment else None,
            dropped_on=self.dropped_on,
        )
        return Stand(progress)
