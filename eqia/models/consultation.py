"""Whom an assessment asked or will ask."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eqia.choices import ConsultationStage, Met, Voice, YesNo
from eqia.models.assessment import Assessment
from eqia.rules.gunning import TESTS
from organisation.models import Characteristic
from toolkit.history import tracked


@tracked()
class Consultation(models.Model):
    """Whom we asked or will ask, how and when; what they said, what it changed and how they were told.

    The four Gunning tests each have an answer and a sentence that supports it (`eqia.rules.gunning`). `you_said` and
    `we_did` are for the public; the longer texts are for whoever works on the assessment.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="consultations")
    stage = models.CharField(
        _("planned or done"), max_length=10, choices=ConsultationStage, default=ConsultationStage.DONE
    )
    who = models.CharField(_("who"), max_length=200)
    characteristics = models.ManyToManyField(
        Characteristic, related_name="+", blank=True, verbose_name=_("characteristics they speak for")
    )
    voice = models.CharField(_("who spoke"), max_length=10, choices=Voice, blank=True)
    lived_experience = models.CharField(_("people with lived experience"), max_length=5, choices=YesNo, blank=True)
    method = models.CharField(_("how"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    took_part = models.PositiveIntegerField(_("how many took part"), null=True, blank=True)
    access = models.TextField(_("access arrangements"), blank=True)
    heard = models.TextField(_("what they said"), blank=True)
    changed = models.TextField(_("what changed because of it"), blank=True)
    fed_back = models.TextField(_("how we told them"), blank=True)
    fed_back_on = models.DateField(_("when we told them"), null=True, blank=True)
    formative = models.CharField(_("asked while proposals could change"), max_length=10, choices=Met, blank=True)
    formative_how = models.CharField(_("how proposals could change"), max_length=300, blank=True)
    informed = models.CharField(_("enough information"), max_length=10, choices=Met, blank=True)
    informed_how = models.CharField(_("which information"), max_length=300, blank=True)
    timely = models.CharField(_("enough time"), max_length=10, choices=Met, blank=True)
    timely_how = models.CharField(_("why it was enough time"), max_length=300, blank=True)
    weighed = models.CharField(_("conscientiously taken into account"), max_length=10, choices=Met, blank=True)
    weighed_how = models.CharField(_("how it was taken into account"), max_length=300, blank=True)
    you_said = models.CharField(_("you said"), max_length=300, blank=True)
    we_did = models.CharField(_("we did"), max_length=300, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="consultation_ends_after_it_starts",
                violation_error_message=_("The last day must be the same as or after the first day"),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(fed_back_on__isnull=True)
                | Q(fed_back_on__gte=models.F("starts_on")),
                name="consultation_is_fed_back_after_it_starts",
                violation_error_message=_("The day you told them must be the same as or after the first day"),
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def is_planned(self) -> bool:
        return self.stage == ConsultationStage.PLANNED

    @property
    def tests_answered(self) -> int:
        """How many of the four tests of fairness have an answer."""
        return sum(getattr(self, test) != "" for test in TESTS)
