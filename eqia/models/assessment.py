"""An assessment itself, and who saved which section of it."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eqia.choices import EDITABLE, Confidentiality, Coverage, Kind, Population, ScreeningResult, Stage, Standing, State
from eqia.coach import Asked, prompts_for, with_replies
from eqia.completeness import Missing, missing_from
from eqia.content import content_of
from eqia.models.editions import FormEdition, form_of_edition
from eqia.querysets import AssessmentQuerySet
from eqia.rules import Retrospect, retrospects
from eqia.wording import Form
from eqia.workflow import Workflow
from organisation.models import Unit
from toolkit.history import tracked


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
    status = models.CharField(_("new or changed"), max_length=10, choices=Standing, blank=True)
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
    populations = ArrayField(
        models.CharField(max_length=20, choices=Population), verbose_name=_("people affected"), default=list, blank=True
    )
    numbers_affected = models.CharField(_("how many"), max_length=200, blank=True)
    coverage = models.CharField(_("where"), max_length=10, choices=Coverage, blank=True)
    places = ArrayField(models.CharField(max_length=80), verbose_name=_("places"), default=list, blank=True)
    budget_round = models.CharField(_("budget round"), max_length=20, blank=True)
    alternatives = models.TextField(_("other ways considered"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("programme it is part of"),
    )
    related = models.ManyToManyField(
        "self", symmetrical=False, related_name="related_from", blank=True, verbose_name=_("related EqIAs")
    )
    previous = models.ManyToManyField(
        "self", symmetrical=False, related_name="later", blank=True, verbose_name=_("earlier EqIAs it builds on")
    )
    confidentiality = models.CharField(
        _("contains confidential parts"), max_length=10, choices=Confidentiality, blank=True
    )
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advised_assessments",
        verbose_name=_("equality adviser"),
    )
    decision_maker = models.CharField(_("who decides"), max_length=200, blank=True)
    decision_expected_on = models.DateField(_("date of the decision"), null=True, blank=True)
    options_formed_on = models.DateField(_("options first drawn up on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), default=timezone.localdate)
    objectives = models.ManyToManyField(
        "objectives.Objective", related_name="assessments", blank=True, verbose_name=_("equality objectives it serves")
    )
    edition = models.ForeignKey(
        FormEdition,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="assessments",
        verbose_name=_("edition of the form"),
    )
    decisions = models.ManyToManyField(
        "governance.Decision",
        through="eqia.DecisionLink",
        related_name="assessments",
        verbose_name=_("decisions it is written for"),
    )
    evidence_gaps = models.TextField(_("what we do not know"), blank=True)
    no_consultation_reason = models.TextField(_("why nobody was asked"), blank=True)
    no_intersection_reason = models.TextField(_("why no combination was found"), blank=True)
    cumulative = models.TextField(_("effect together with other proposals"), blank=True)
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
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | (~Q(kind=Kind.PROGRAMME) & ~Q(parent=F("pk"))),
                name="assessment_of_a_programme_stands_on_its_own",
                violation_error_message=_("A programme cannot be part of another programme"),
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["places"], name="assessment_places"),
            models.Index(fields=["-started_on", "-reference"], name="assessment_newest_first"),
            models.Index(fields=["decision_expected_on", "reference"], name="assessment_next_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("eqia:assessment", args=[self.reference])

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @cached_property
    def form(self) -> Form:
        """The form in the words under which it was started; the standard where it was written before there were editions."""
        return form_of_edition(self.edition_id) if self.edition_id else Form()

    @property
    def directorate(self) -> Unit:
        return self.unit.directorate

    @property
    def is_screened_out(self) -> bool:
        return self.screening.result == ScreeningResult.NOT_REQUIRED

    @cached_property
    def is_public(self) -> bool:
        """Whether the public page shows a version of it."""
        return self.state != State.WITHDRAWN and self.public_versions.shown().exists()

    @cached_property
    def decided_on(self) -> datetime.date | None:
        """The day of the first decision that was taken on it; lists bring it along with `with_decided_on`."""
        taken = self.decisions.settled().order_by("taken_on").values_list("taken_on", flat=True)
        return taken.first()

    @cached_property
    def first_approved_at(self) -> datetime.datetime | None:
        """When a version was approved for the first time; lists bring it along with `with_decided_on`."""
        approved = self.versions.filter(stage=Stage.APPROVED).order_by("number")
        return approved.values_list("made_at", flat=True).first()

    @property
    def first_approved_on(self) -> datetime.date | None:
        """The day of that; `approved_on` is the day of the latest approval."""
        return timezone.localtime(self.first_approved_at).date() if self.first_approved_at else None

    @property
    def retrospective_because(self) -> list[Retrospect]:
        """What makes it a look back and not a look ahead; empty for one made in time."""
        return retrospects(
            started_on=self.started_on,
            options_formed_on=self.options_formed_on,
            approved_on=self.first_approved_on,
            decided_on=self.decided_on,
        )

    @property
    def is_retrospective(self) -> bool:
        return bool(self.retrospective_because)

    def missing(self) -> list[Missing]:
        """What is still missing before it can be submitted, each with the page where to put it right."""
        content = content_of(self)
        return self.missing_in(content, self.asked_about(content))

    @staticmethod
    def missing_in(content: dict[str, Any], asked: list[Asked]) -> list[Missing]:
        """The same for content and questions that have been read already: what is blank, then what the coach must be told."""
        groups = {card["key"]: card["name"] for card in content.get("impacts", [])}
        return [
            *missing_from(content),
            *(
                Missing(
                    _("Answer the question on %(group)s: %(question)s")
                    % {"group": groups[each.prompt.card], "question": each.prompt.sentence}
                    if each.prompt.section == "impact" and each.prompt.card in groups
                    else _("Answer the question: %s") % each.prompt.sentence,
                    each.prompt.section,
                    each.prompt.card if each.prompt.section == "impact" else "",
                )
                for each in asked
                if each.blocks
            ),
        ]

    def asked_about(self, content: dict[str, Any]) -> list[Asked]:
        """What the coach asks about the content today, with the replies that were given."""
        return with_replies(prompts_for(content, timezone.localdate()), self.prompt_replies.select_related("by"))

    def missing_to_submit(self) -> list[str]:
        return [missing.sentence for missing in self.missing()]

    @cached_property
    def writers(self) -> Collection[Any]:
        """Ids of everyone who wrote any part of it: its author and whoever saved a section."""
        return {self.author_id, *self.edits.order_by().values_list("by", flat=True).distinct()}

    @cached_property
    def round(self) -> Any:
        """The latest round of sign-off; None before the first submission."""
        return self.rounds.prefetch_related("sign_offs__lapse", "turns__person").order_by("-opened_at", "-pk").first()

    @cached_property
    def signers(self) -> Collection[Any]:
        """Ids of everyone by whom or on whose behalf it was signed, as far as the signatures still count."""
        standing = self.rounds.filter(sign_offs__isnull=False, sign_offs__lapse__isnull=True)
        pairs = standing.order_by().values_list("sign_offs__by", "sign_offs__on_behalf_of")
        return {person for pair in pairs for person in pair if person is not None}

    @cached_property
    def named_signers(self) -> Collection[Any]:
        """Ids of those whom a chain names in person; they read what they sign, whatever roles they hold."""
        named = self.rounds.filter(turns__person__isnull=False)
        return set(named.order_by().values_list("turns__person", flat=True))

    @property
    def turn(self) -> Any:
        """Whose turn it is to sign; None if nobody's."""
        return next((turn for turn in self.round.turns.all() if turn.closed_at is None), None) if self.round else None


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
