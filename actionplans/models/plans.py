from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from actionplans.choices import PlanState
from actionplans.models.base import StateIsProtected
from actionplans.querysets import PlanQuerySet
from governance.models import Move
from organisation.models import Unit
from toolkit.history import tracked


@tracked()
class Plan(StateIsProtected):
    """A set of actions for a period. A volume of several plans shares one title; `strand` tells them apart."""

    title = models.CharField(_("title"), max_length=200)
    strand = models.CharField(
        _("strand"),
        max_length=200,
        blank=True,
        help_text=_("Which plan this is, where several are published under one title"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    directorate = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_plans",
        verbose_name=_("directorate"),
        help_text=_("Leave empty for a plan of the whole body"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_plans",
        verbose_name=_("owner"),
    )
    successor_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("plan it rolls forward"),
    )
    # How the source named its columns, by our field names: {"impact": "Impact or outcome", …}.
    headings = models.JSONField(_("column headings as the source had them"), default=dict, blank=True)
    state = FSMField(_("state"), max_length=20, choices=PlanState, default=PlanState.DRAFT, protected=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("title", "strand")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["title", "strand"],
                name="plan_title_and_strand_are_unique",
                violation_error_message=_("There is already a plan with this title and strand"),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.strand}" if self.strand else self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplans:plan", args=[self.pk])

    @property
    def short_name(self) -> str:
        """What tells it apart within its volume."""
        return self.strand or self.title

    @transition(field=state, source=PlanState.DRAFT, target=PlanState.CURRENT, permission="actionplans.manage_plans")
    def adopt(self) -> None:
        """The plan is agreed and its actions are under way."""

    @transition(field=state, source=PlanState.CURRENT, target=PlanState.CLOSED, permission="actionplans.manage_plans")
    def close(self) -> None:
        """The plan has run its course."""

    @transition(
        field=state,
        source=PlanState.CLOSED,
        target=PlanState.CURRENT,
        permission="actionplans.manage_plans",
        custom={"reason": True},
    )
    def reopen(self) -> None:
        """The plan was closed too early."""


class PlanMove(Move):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="moves")


@tracked()
class PriorityOutcome(models.Model):
    """A result that several actions of a plan work towards."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="outcomes", verbose_name=_("plan"))
    text = models.TextField(_("priority outcome"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ("plan", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="priority_outcome_position_is_unique_in_its_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text
