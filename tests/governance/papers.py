"""A smallest governed record, for testing the one door: a paper that is drafted, handed in and approved."""

from typing import Any, ClassVar

from django.db import models
from django_fsm import FSMField, transition

from governance.models import FrozenVersion, Move


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    HANDED_IN = "handed_in", "Handed in"
    APPROVED = "approved", "Approved"


def is_titled(paper: Any) -> bool:
    return paper.title != "Locked"


class Paper(models.Model):
    title = models.CharField(max_length=100, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    state = FSMField(max_length=20, choices=State, default=State.DRAFT, protected=True)

    class Meta:
        app_label = "papers"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="approved", title="Bad"),
                name="paper_approved_is_not_bad",
                violation_error_message="A bad paper cannot be approved",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def missing(self) -> list[str]:
        return [] if self.title else ["Enter the title"]

    @transition(
        state, source=State.DRAFT, target=State.HANDED_IN, permission="papers.change", custom={"missing": "missing"}
    )
    def hand_in(self) -> None:
        pass

    @transition(
        state,
        source=State.HANDED_IN,
        target=State.APPROVED,
        permission=lambda paper, person: person.holds("director", unit=paper.unit),
        conditions=[is_titled],
    )
    def approve(self) -> None:
        pass

    @transition(state, source=State.HANDED_IN, target=State.DRAFT, permission="papers.change", custom={"reason": True})
    def send_back(self) -> None:
        pass

    @transition(state, source="*", target=State.DRAFT)
    def nobody_said_who(self) -> None:
        pass

    @transition(state, source="+", target=State.DRAFT, permission="papers.change")
    def reset(self) -> None:
        pass


class PaperMove(Move):
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        abstract = False
        app_label = "papers"

    def __str__(self) -> str:
        return self.transition


class PaperVersion(FrozenVersion):
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")

    class Meta(FrozenVersion.Meta):
        abstract = False
        app_label = "papers"

    def __str__(self) -> str:
        return str(self.number)


MODELS = (Paper, PaperMove, PaperVersion)
