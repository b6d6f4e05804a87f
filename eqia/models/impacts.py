"""What a proposal does to people: a card for each characteristic, its sub-groups, combinations, and what is promised."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eqia.choices import (
    HARMS,
    HELPS,
    Duration,
    Effect,
    Likelihood,
    MitigationKind,
    Module,
    Reach,
    Relevance,
    Residual,
    Reversibility,
    Severity,
)
from eqia.models.assessment import Assessment
from eqia.querysets import MitigationQuerySet
from organisation.choices import Aim
from organisation.models import Characteristic
from toolkit.history import tracked


class FindOut(models.Model):
    """Where something is not known: how we will find out, who does it and by when."""

    finding_out = models.TextField(_("how we will find out"), blank=True)
    find_out_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who finds out"),
    )
    find_out_on = models.DateField(_("by when"), null=True, blank=True)

    class Meta:
        abstract = True


@tracked()
class Impact(FindOut):
    """The card for one characteristic. The cards of an assessment are those in use on the day it was started."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="impacts")
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="impacts", verbose_name=_("characteristic")
    )
    effect = models.CharField(_("impact"), max_length=10, choices=Effect, blank=True)
    aims = ArrayField(
        models.CharField(max_length=10, choices=Aim), verbose_name=_("aims of the duty"), default=list, blank=True
    )
    reach = models.CharField(_("public or staff"), max_length=10, choices=Reach, blank=True)
    number = models.CharField(_("how many"), max_length=200, blank=True)
    who = models.TextField(_("who within this group"), blank=True)
    known = models.TextField(_("what we know"), blank=True)
    told = models.TextField(_("what people told us"), blank=True)
    benefit = models.TextField(_("how it helps"), blank=True)
    harm = models.TextField(_("how it could harm"), blank=True)
    likelihood = models.CharField(_("how likely is the harm"), max_length=10, choices=Likelihood, blank=True)
    severity = models.CharField(_("how serious is the harm"), max_length=10, choices=Severity, blank=True)
    duration = models.CharField(_("how long it lasts"), max_length=10, choices=Duration, blank=True)
    reversibility = models.CharField(_("can it be undone"), max_length=10, choices=Reversibility, blank=True)
    residual = models.CharField(_("harm that remains"), max_length=10, choices=Residual, blank=True)
    residual_reason = models.TextField(_("why what remains is acceptable"), blank=True)
    no_mitigation_reason = models.TextField(_("why nothing can be done"), blank=True)
    no_impact_reason = models.TextField(_("why there is no impact"), blank=True)

    class Meta:
        ordering = ("-characteristic__is_statutory", "characteristic__position", "characteristic__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"], name="impact_is_the_only_card_for_its_characteristic"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["characteristic", "effect"], name="impact_by_group_and_effect")]

    def __str__(self) -> str:
        return f"{self.characteristic}: {self.get_effect_display() or _('not answered')}"

    @property
    def harms(self) -> bool:
        return self.effect in HARMS

    @property
    def helps(self) -> bool:
        return self.effect in HELPS


@tracked()
class Subgroup(models.Model):
    """Some of the people on a card for whom the effect is different, or stronger."""

    impact = models.ForeignKey(Impact, models.CASCADE, related_name="subgroups")
    name = models.CharField(_("who"), max_length=100)
    effect = models.CharField(_("impact"), max_length=10, choices=Effect, blank=True)
    words = models.TextField(_("what it means for them"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["impact", "name"],
                name="subgroup_is_named_once_on_its_card",
                violation_error_message=_("This sub-group is on the card already"),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Intersection(FindOut):
    """People who share two or more characteristics, and what the proposal means for them together."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="intersections")
    who = models.CharField(_("who"), max_length=200)
    characteristics = models.ManyToManyField(
        Characteristic, related_name="+", blank=True, verbose_name=_("characteristics they share")
    )
    effect = models.CharField(_("impact"), max_length=10, choices=Effect, blank=True)
    known = models.TextField(_("what we know, and what it means"), blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.who


@tracked()
class ModuleAnswer(FindOut):
    """What the proposal means for a duty or commitment beside the Equality Act."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="module_answers")
    module = models.CharField(_("module"), max_length=20, choices=Module)
    relevance = models.CharField(_("relevant"), max_length=10, choices=Relevance, blank=True)
    what = models.TextField(_("what it means"), blank=True)
    response = models.TextField(_("what we will do"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "module"], name="module_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_module_display()}: {self.get_relevance_display()}"


@tracked()
class Mitigation(models.Model):
    """Something promised: to remove or reduce a harm, to do more good, or to find out what is not known.

    Once the assessment is approved it becomes an action of an action plan. `source` names the page of the unknown that it
    answers ("impact/age"), where one says how, who and by when; it is empty for what was promised in words of its own.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="mitigations")
    impact = models.ForeignKey(
        Impact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mitigations",
        verbose_name=_("for whom"),
    )
    kind = models.CharField(_("what it is for"), max_length=10, choices=MitigationKind, default=MitigationKind.MITIGATE)
    unknown = models.TextField(_("what we do not know"), blank=True)
    source = models.CharField(_("unknown it answers"), max_length=60, blank=True, editable=False)
    description = models.TextField(_("what will be done"))
    lead_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_mitigations",
        verbose_name=_("who leads it"),
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    indicator = models.CharField(_("how we will know it worked"), max_length=300, blank=True)

    objects = MitigationQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "source"],
                condition=~Q(source=""),
                name="mitigation_answers_each_unknown_once",
                violation_error_message=_("This unknown has its promise already"),
            ),
            models.CheckConstraint(
                condition=Q(source="") | Q(kind=MitigationKind.FIND_OUT),
                name="mitigation_that_answers_an_unknown_finds_out",
                violation_error_message=_("What answers an unknown is there to find something out"),
            ),
        ]

    def __str__(self) -> str:
        return self.description
