from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from actionplans.choices import EmployerPlanState, EmployerStatus
from actionplans.models.actions import Action
from actionplans.models.base import StateIsProtected
from actionplans.rules.employer import BY_KEY, CatalogueAction, Entry, PlanContent, reporting_year, what_is_wrong
from governance.models import FrozenVersion, Move
from toolkit.history import tracked


@tracked()
class EmployerPlan(StateIsProtected):
    """The action plan of one reporting year for the government’s gender pay gap service (Equality Act 2010, s.78A).

    It is typed into the service by a person; what was published is kept here as a frozen version.
    """

    year = models.PositiveSmallIntegerField(_("reporting year"), unique=True)
    narrative = models.TextField(_("supporting narrative"), blank=True)
    link = models.URLField(_("link to your website"), max_length=255, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    state = FSMField(
        _("state"), max_length=20, choices=EmployerPlanState, default=EmployerPlanState.DRAFT, protected=True
    )

    class Meta:
        ordering = ("-year",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(year__gte=2026, year__lte=2100),
                name="employer_plan_year_is_one_that_is_reported",
                violation_error_message=_("Enter a reporting year from 2026"),
            ),
        ]

    def __str__(self) -> str:
        return _("Employer action plan %s") % reporting_year(self.year)

    def get_absolute_url(self) -> str:
        return reverse("actionplans:employer-plan", args=[self.year])

    @property
    def period(self) -> str:
        return reporting_year(self.year)

    @property
    def content(self) -> PlanContent:
        """What the rules are asked about."""
        return PlanContent(
            entries=[Entry(each.key, each.status, each.support) for each in self.entries.all()],
            narrative=self.narrative,
            link=self.link,
            responsible=(self.first_name, self.last_name, self.job_title),
        )

    def missing(self) -> list[str]:
        """What stands between the plan and its approval, in sentences; none for a complete one."""
        return [problem.sentence for problem in what_is_wrong(self.content)]

    @transition(
        field=state,
        source=EmployerPlanState.DRAFT,
        target=EmployerPlanState.APPROVED,
        permission="actionplans.approve_employer_plan",
        custom={"missing": "missing"},
    )
    def approve(self) -> None:
        """A director says that it is right and may be published."""

    @transition(
        field=state,
        source=EmployerPlanState.APPROVED,
        target=EmployerPlanState.PUBLISHED,
        permission="actionplans.manage_employer_plan",
        custom={"missing": "missing"},
    )
    def publish(self) -> None:
        """It has been typed into the government service."""

    @transition(
        field=state,
        source=[EmployerPlanState.APPROVED, EmployerPlanState.PUBLISHED],
        target=EmployerPlanState.DRAFT,
        permission="actionplans.manage_employer_plan",
        custom={"reason": True},
    )
    def revise(self) -> None:
        """It is changed again; what was published stays in force until it is published anew."""


class EmployerPlanMove(Move):
    plan = models.ForeignKey(EmployerPlan, models.PROTECT, related_name="moves")


class EmployerPlanVersion(FrozenVersion):
    """What was published, word for word. The newest is in force; the service retires the one before it."""

    record = models.ForeignKey(EmployerPlan, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="employer_plan_version_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"{self.record}, {self.number}"


@tracked()
class EmployerAction(models.Model):
    """One action of the published catalogue in a plan. What is not in the plan has no row."""

    plan = models.ForeignKey(EmployerPlan, models.CASCADE, related_name="entries", verbose_name=_("plan"))
    key = models.CharField(_("action of the catalogue"), max_length=100)
    status = models.CharField(_("status"), max_length=10, choices=EmployerStatus)
    support = models.TextField(_("supporting text"), blank=True)
    actions = models.ManyToManyField(
        Action,
        through="EmployerActionLink",
        blank=True,
        related_name="employer_entries",
        verbose_name=_("actions of our plans"),
    )

    class Meta:
        ordering = ("plan", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "key"], name="employer_action_stands_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(status__in=["new", "embedded"]),
                name="employer_action_has_a_status",
                violation_error_message=_("Select whether the action is new or in progress, or embedded"),
            ),
        ]

    def __str__(self) -> str:
        return self.catalogue.name

    @property
    def catalogue(self) -> CatalogueAction:
        return BY_KEY[self.key]


@tracked()
class EmployerActionLink(models.Model):
    """An action of our own plans by which an action of the catalogue is carried out."""

    entry = models.ForeignKey(
        EmployerAction, models.CASCADE, related_name="links", verbose_name=_("action of the catalogue")
    )
    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name=_("action"))

    class Meta:
        verbose_name = _("action of our plans")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "action"], name="employer_action_names_an_action_once"),
        ]

    def __str__(self) -> str:
        return str(self.action)
