"""What bodies, auditors, inspectors and complaints ask of the organisation, and what it answered."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.choices import RecommendationKind, Response
from governance.models.bodies import Body
from governance.models.records import Move
from governance.querysets import RecommendationQuerySet
from governance.workflow import ResponseWorkflow
from organisation.models import Unit
from toolkit.history import tracked


@tracked()
class Recommendation(ResponseWorkflow):
    """Something that somebody entitled to ask says ought to be done.

    A complaint stands here by its theme and its number only: who complained is nobody's business in an action plan.
    """

    kind = models.CharField(_("where it comes from"), max_length=20, choices=RecommendationKind)
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("body that made it"),
    )
    made_by = models.CharField(_("who made it"), max_length=200, blank=True)
    reference = models.CharField(_("their reference"), max_length=100, blank=True)
    dated_on = models.DateField(_("date"))
    text = models.TextField(_("recommendation"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("directorate or service that answers"),
    )
    answer_by = models.DateField(_("answer due"), null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("-dated_on", "-pk")
        indexes: ClassVar = [models.Index(fields=["response", "dated_on"], name="recommendation_response_date")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=RecommendationKind.BODY, body__isnull=False, made_by="")
                | Q(kind=RecommendationKind.COMPLAINT, body__isnull=True, made_by="")
                | (
                    ~Q(kind__in=[RecommendationKind.BODY, RecommendationKind.COMPLAINT])
                    & Q(body__isnull=True)
                    & ~Q(made_by="")
                ),
                name="recommendation_names_who_made_it",
                violation_error_message=_(
                    "A recommendation of a body names the body, a complaint names nobody, any other says who made it"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_says_what_ought_to_be_done",
                violation_error_message=_("Enter what is recommended"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=RecommendationKind.COMPLAINT) | ~Q(reference=""),
                name="recommendation_from_a_complaint_has_its_number",
                violation_error_message=_("Enter the number of the complaint"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.maker}, {self.reference}" if self.reference else self.maker

    def get_absolute_url(self) -> str:
        return reverse("decisions:recommendation", args=[self.pk])

    @property
    def maker(self) -> str:
        """Who made it, in words; for a complaint, that it was one."""
        return str(self.body or self.made_by or self.get_kind_display())

    def is_late(self, on: datetime.date) -> bool:
        """Whether an answer is overdue."""
        return not self.is_answered and self.answer_by is not None and self.answer_by < on

    def words_of(self, move: Move) -> str:
        """What an answer was, in words."""
        return str(Response(move.to_state).label)

    @property
    def is_answered(self) -> bool:
        return self.response != Response.PENDING


class RecommendationMove(Move):
    """One answer: accepted, accepted in part or rejected, by whom, when and why."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.transition}"
