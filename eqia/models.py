"""An assessment of what a proposal means for equality, and its parts.

Nothing here is ever filled in beforehand: an empty answer is an answer not given, and `missing_to_submit` names it.
Drafts may be saved half-finished, so the database ties states to dates, and completeness is judged at submission.
"""

from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eqia.choices import (
    EDITABLE,
    HARMS,
    HELPS,
    Effect,
    EvidenceKind,
    Kind,
    Likelihood,
    Likely,
    Outcome,
    Relevance,
    ScreeningResult,
    Severity,
    Stage,
    State,
)
from eqia.completeness import Missing, missing_from
from eqia.content import content_of
from eqia.querysets import AssessmentQuerySet, MitigationQuerySet
from eqia.workflow import Workflow
from governance.models import FrozenVersion, Move
from organisation.choices import Aim
from organisation.models import Characteristic, Unit
from toolkit.history import tracked

STEPS = {
    "submit": _("Submitted"),
    "check_quality": _("Checked"),
    "send_back": _("Returned by the equality adviser"),
    "attest": _("Attested and approved"),
    "decline": _("Returned by the head of service"),
    "publish": _("Published"),
    "revise": _("Opened again for a new version"),
    "withdraw": _("Withdrawn"),
}


class ReferenceCounter(models.Model):
    """The last number given to an assessment in each year; its row is locked while the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


@tracked()
class Assessment(Workflow):
    """An equality impact assessment (EqIA) of one proposal."""

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind of proposal"), max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments", verbose_name=_("directorate or service"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="authored_assessments", verbose_name=_("author")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_assessments",
        verbose_name=_("accountable head of service"),
    )
    summary = models.TextField(_("what will change"), blank=True)
    aims = models.TextField(_("why"), blank=True)
    affected = models.TextField(_("who is affected"), blank=True)
    alternatives = models.TextField(_("other ways considered"), blank=True)
    decision_maker = models.CharField(_("who decides"), max_length=200, blank=True)
    decision_expected_on = models.DateField(_("date of the decision"), null=True, blank=True)
    started_on = models.DateField(_("started on"), default=timezone.localdate)
    objectives = models.ManyToManyField(
        "objectives.Objective", related_name="assessments", blank=True, verbose_name=_("equality objectives it serves")
    )
    evidence_gaps = models.TextField(_("what we do not know"), blank=True)
    no_consultation_reason = models.TextField(_("why nobody was asked"), blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    published_version = models.ForeignKey(
        "AssessmentVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published version"),
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("EqIA")
        ordering = ("-started_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.PUBLISHED]) | Q(approved_on__isnull=False),
                name="assessment_approved_has_a_date",
                violation_error_message=_("An approved assessment needs the date of its approval"),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_on__isnull=False, published_version__isnull=False),
                name="assessment_published_has_a_version_and_a_date",
                violation_error_message=_("A published assessment needs its published version and the date"),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | Q(withdrawn_on__isnull=False),
                name="assessment_withdrawn_has_a_date",
                violation_error_message=_("A withdrawn assessment needs the date of its withdrawal"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("eqia:assessment", args=[self.reference])

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def directorate(self) -> Unit:
        return self.unit.directorate

    @property
    def is_screened_out(self) -> bool:
        return self.screening.result == ScreeningResult.NOT_REQUIRED

    @property
    def is_public(self) -> bool:
        """Whether the public page shows a version of it."""
        return self.published_version_id is not None and self.state != State.WITHDRAWN

    def missing(self) -> list[Missing]:
        """What is still missing before it can be submitted, each with the page where to put it right."""
        return missing_from(content_of(self))

    def missing_to_submit(self) -> list[str]:
        return [missing.sentence for missing in self.missing()]

    @cached_property
    def writers(self) -> Collection[Any]:
        """Ids of everyone who wrote any part of it: its author and whoever saved a section."""
        return {self.author_id, *self.edits.order_by().values_list("by", flat=True).distinct()}

    @cached_property
    def checker(self) -> Any:
        """Id of the adviser whose check the attestation relies on."""
        return self.moves.filter(transition="check_quality").order_by("-at", "-pk").values_list("by", flat=True).first()


class Edit(models.Model):
    """One saving of one section: who, when, and the revision it made.

    The unique revision is what stops two people overwriting each other, and the names are those who may not attest.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="edits")
    section = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "section", "revision"], name="edit_makes_each_revision_of_a_section_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.revision}"


@tracked()
class Screening(models.Model):
    """Whether a full assessment is needed: relevance to each aim, and the result with its reasons."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="screening")
    eliminate = models.CharField(
        _("relevant to eliminating discrimination"), max_length=10, choices=Relevance, blank=True
    )
    advance = models.CharField(_("relevant to advancing equality"), max_length=10, choices=Relevance, blank=True)
    foster = models.CharField(_("relevant to good relations"), max_length=10, choices=Relevance, blank=True)
    aims_reason = models.TextField(_("why"), blank=True)
    result = models.CharField(_("result"), max_length=20, choices=ScreeningResult, blank=True)
    reasons = models.TextField(_("reasons for the result"), blank=True)

    def __str__(self) -> str:
        return f"{self.assessment.reference}: {self.get_result_display() or _('not decided')}"


@tracked()
class ScreeningAnswer(models.Model):
    """Screening: what the proposal could do to people who share one characteristic."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="screening_answers")
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="+", verbose_name=_("characteristic")
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Likely, blank=True)

    class Meta:
        ordering = ("-characteristic__is_statutory", "characteristic__position", "characteristic__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"], name="screening_answer_is_the_only_one_for_its_characteristic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.characteristic}: {self.get_answer_display()}"


@tracked()
class Impact(models.Model):
    """The card for one characteristic. The cards of an assessment are those in use on the day it was started."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="impacts")
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="impacts", verbose_name=_("characteristic")
    )
    effect = models.CharField(_("impact"), max_length=10, choices=Effect, blank=True)
    aims = ArrayField(
        models.CharField(max_length=10, choices=Aim), verbose_name=_("aims of the duty"), default=list, blank=True
    )
    who = models.TextField(_("who within this group"), blank=True)
    known = models.TextField(_("what we know"), blank=True)
    told = models.TextField(_("what people told us"), blank=True)
    benefit = models.TextField(_("how it helps"), blank=True)
    harm = models.TextField(_("how it could harm"), blank=True)
    likelihood = models.CharField(_("how likely is the harm"), max_length=10, choices=Likelihood, blank=True)
    severity = models.CharField(_("how serious is the harm"), max_length=10, choices=Severity, blank=True)
    no_mitigation_reason = models.TextField(_("why nothing can be done"), blank=True)
    no_impact_reason = models.TextField(_("why there is no impact"), blank=True)
    finding_out = models.TextField(_("how we will find out"), blank=True)

    class Meta:
        ordering = ("-characteristic__is_statutory", "characteristic__position", "characteristic__name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"], name="impact_is_the_only_card_for_its_characteristic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.characteristic}: {self.get_effect_display() or _('not answered')}"

    @property
    def harms(self) -> bool:
        return self.effect in HARMS

    @property
    def helps(self) -> bool:
        return self.effect in HELPS


@tracked()
class EvidenceItem(models.Model):
    """Something known, with its source, and what it shows for this proposal."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind, blank=True)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("who produced it"), max_length=200, blank=True)
    dated = models.CharField(_("date or period it covers"), max_length=60, blank=True)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    shows = models.TextField(_("what it shows"), blank=True)
    characteristics = models.ManyToManyField(
        Characteristic, related_name="+", blank=True, verbose_name=_("characteristics it tells us about")
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


@tracked()
class Consultation(models.Model):
    """Whom we asked, how and when, what they said and what it changed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="consultations")
    who = models.CharField(_("who"), max_length=200)
    method = models.CharField(_("how"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    heard = models.TextField(_("what they said"), blank=True)
    changed = models.TextField(_("what changed because of it"), blank=True)
    fed_back = models.TextField(_("how we told them"), blank=True)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="consultation_ends_after_it_starts",
                violation_error_message=_("The last day must be the same as or after the first day"),
            )
        ]

    def __str__(self) -> str:
        return self.who


@tracked()
class Mitigation(models.Model):
    """Something we will do to remove or reduce a harm, or to do more good. It becomes an action of an action plan."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="mitigations")
    impact = models.ForeignKey(
        Impact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mitigations",
        verbose_name=_("for whom"),
    )
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

    def __str__(self) -> str:
        return self.description


@tracked()
class Conclusion(models.Model):
    """The outcome, what it means for each aim of the duty, and how we will watch what really happens."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="conclusion")
    eliminate = models.TextField(_("eliminating discrimination"), blank=True)
    advance = models.TextField(_("advancing equality of opportunity"), blank=True)
    foster = models.TextField(_("fostering good relations"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    justification = models.TextField(_("justification"), blank=True)
    monitoring = models.TextField(_("how we will check what happens"), blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.assessment.reference}: {self.get_outcome_display() or _('not decided')}"


class AssessmentMove(Move):
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.transition}"

    @property
    def words(self) -> str:
        """What was done, in the past tense."""
        return str(STEPS[self.transition])


class AssessmentVersion(FrozenVersion):
    """The whole assessment as it was submitted or approved."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="assessment_version_number_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.payload['reference']}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("eqia:version", args=[self.payload["reference"], self.number])

    def get_stage_display(self) -> str:
        return str(Stage(self.stage).label)
