import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from eqia.choices import EDITABLE, FINISHED, IN_PROGRESS, Effect, ScreeningResult, Stage, State
from governance.choices import DecisionOutcome, DecisionState
from organisation.choices import Role

WORKS_ON = (Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD)
READS_FINISHED = (Role.MEMBER, Role.COMMITTEE_CLERK)


def within(person: Any, *roles: str, prefix: str = "unit") -> Q:
    """A condition: the unit lies where the person holds one of the roles today."""
    directorates = person.directorates_as(*roles)
    if directorates is None:
        return Q()
    return Q(**{f"{prefix}__in": directorates}) | Q(**{f"{prefix}__parent__in": directorates})


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "AssessmentQuerySet":
        """Their own directorate's in every state; for members and clerks, all that are approved or were published."""
        if not person.is_authenticated:
            return self.none()
        seen = Q(pk__in=[])
        if person.holds(*WORKS_ON):
            seen |= within(person, *WORKS_ON) | Q(author=person) | Q(owner=person)
            if within(person, *WORKS_ON) == Q():
                return self
        # Whoever a chain names in person reads what they sign.
        seen |= Q(pk__in=self.model._base_manager.filter(rounds__turns__person=person).values("pk"))
        if person.holds(*READS_FINISHED):
            # What was put to a decision stays readable to those who decide, whatever happens to the working copy.
            versions: Any = self.model._meta.get_field("versions").related_model
            put = versions.objects.filter(papers__isnull=False)
            seen |= Q(state__in=FINISHED) | Q(published_version__isnull=False)
            seen |= Q(pk__in=put.order_by().values("assessment"))
        return self.filter(seen)

    def published(self) -> "AssessmentQuerySet":
        """Those of which the public reads a public version now, whatever happens to the working copy."""
        return self.exclude(state=State.WITHDRAWN).filter(
            public_versions__isnull=False, public_versions__withdrawn_at__isnull=True
        )

    def with_decided_on(self) -> "AssessmentQuerySet":
        """With the day of the first decision taken on each and the first approval: whether it came in time."""
        links: Any = self.model._meta.get_field("decision_links").related_model
        taken = links.objects.settled().filter(assessment=OuterRef("pk")).order_by("decision__taken_on")
        versions: Any = self.model._meta.get_field("versions").related_model
        approved = versions.objects.filter(assessment=OuterRef("pk"), stage=Stage.APPROVED).order_by("number")
        return self.annotate(
            decided_on=Subquery(taken.values("decision__taken_on")[:1]),
            first_approved_at=Subquery(approved.values("made_at")[:1]),
        )

    def with_open_questions(self) -> "AssessmentQuerySet":
        """With whether a promise of each was broken and nobody has said yet what follows."""
        model: Any = self.model
        flags = model._meta.get_field("promise_flags").related_model.objects
        return self.annotate(is_in_question=Exists(flags.unanswered().filter(assessment=OuterRef("pk"))))

    def retrospective(self) -> "AssessmentQuerySet":
        """What `eqia.rules.retrospects` says of each: started after options or decision, or approved after the decision."""
        return self.with_decided_on().filter(
            Q(options_formed_on__lt=F("started_on"))
            | Q(decided_on__lt=F("started_on"))
            | Q(decided_on__isnull=False, first_approved_at__isnull=True)
            | Q(first_approved_at__date__gt=F("decided_on"))
        )

    def in_progress(self) -> "AssessmentQuerySet":
        return self.filter(state__in=IN_PROGRESS)

    def live(self, on: datetime.date) -> "AssessmentQuerySet":
        """Those that people feel now or soon: being written, or decided within the last year or still to be decided."""
        year = on - datetime.timedelta(days=365)
        recent = Q(decision_expected_on__gte=year) | Q(decision_expected_on__isnull=True, started_on__gte=year)
        return self.filter(Q(state__in=IN_PROGRESS) | Q(state__in=FINISHED) & recent)

    def editable(self) -> "AssessmentQuerySet":
        return self.filter(state__in=EDITABLE)

    def finished(self) -> "AssessmentQuerySet":
        return self.filter(state__in=FINISHED)

    def screened_out(self) -> "AssessmentQuerySet":
        return self.filter(screening__result=ScreeningResult.NOT_REQUIRED)

    def of_directorate(self, unit: Any) -> "AssessmentQuerySet":
        return self.filter(Q(unit=unit) | Q(unit__parent=unit))

    def affecting(self, characteristic: Any) -> "AssessmentQuerySet":
        """Those that found an effect on people who share the characteristic, or do not know whether there is one."""
        return self.filter(
            impacts__characteristic=characteristic,
            impacts__effect__in=[Effect.POSITIVE, Effect.NEGATIVE, Effect.BOTH, Effect.UNKNOWN],
        )


class MitigationQuerySet(models.QuerySet):
    def due_by(self, on: datetime.date) -> "MitigationQuerySet":
        return self.filter(due_on__lte=on)


class DecisionLinkQuerySet(models.QuerySet):
    def settled(self) -> "DecisionLinkQuerySet":
        """Whose decision was taken one way or the other; a deferred one was not."""
        return self.filter(decision__state=DecisionState.TAKEN).exclude(decision__outcome=DecisionOutcome.DEFERRED)


class ThreadQuerySet(models.QuerySet):
    def open(self) -> "ThreadQuerySet":
        return self.filter(settled="")

    def about(self, section: str) -> "ThreadQuerySet":
        """Of one section and of the items in it."""
        return self.filter(Q(section=section) | Q(section__startswith=f"{section}/"))

    def open_first(self) -> "ThreadQuerySet":
        return self.order_by(models.Case(models.When(settled="", then=0), default=1), "-opened_at", "-pk")


class TurnQuerySet(models.QuerySet):
    def open(self) -> "TurnQuerySet":
        return self.filter(closed_at__isnull=True)

    def late(self, on: datetime.date) -> "TurnQuerySet":
        return self.open().filter(due_on__lt=on)


class DelegationQuerySet(models.QuerySet):
    def current(self, on: datetime.date) -> "DelegationQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class PublicVersionQuerySet(models.QuerySet):
    def shown(self) -> "PublicVersionQuerySet":
        """What the public reads now: at most one version of each assessment."""
        return self.filter(withdrawn_at__isnull=True).exclude(assessment__state=State.WITHDRAWN)


class RedactionQuerySet(models.QuerySet):
    def standing(self) -> "RedactionQuerySet":
        """Those that have not been lifted."""
        return self.filter(lifted_at__isnull=True)


class EvidenceItemQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "EvidenceItemQuerySet":
        """Citations in assessments whose working copy the person may read.

        Members and clerks read only what is approved: what a new draft of it cites is not told to them.
        """
        if not person.is_authenticated:
            return self.none()
        seen = Q(pk__in=[])
        if person.holds(*WORKS_ON):
            own = within(person, *WORKS_ON, prefix="assessment__unit")
            if own == Q():
                return self
            seen |= own | Q(assessment__author=person) | Q(assessment__owner=person)
        if person.holds(*READS_FINISHED):
            seen |= Q(assessment__state__in=FINISHED)
        return self.filter(seen)
