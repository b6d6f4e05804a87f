from typing import Any

from django.db import models
from django.db.models import Q

from objectives.choices import ObjectiveState
from organisation.choices import Role

READERS = tuple(role for role in Role if role != Role.ADMINISTRATOR)
DRAFT_READERS = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER)


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ObjectiveQuerySet":
        """Everybody with a role reads what is in force or closed; a draft is for its owner, leads and advisers."""
        if not person.holds(*READERS):
            return self.none()
        if person.holds(*DRAFT_READERS):
            return self
        return self.filter(~Q(state=ObjectiveState.DRAFT) | Q(owner=person))

    def with_readings(self) -> "ObjectiveQuerySet":
        """With everything that progress, sentences and tables are made of, in five queries."""
        return self.select_related("owner", "unit__parent").prefetch_related(
            "characteristics", "indicators__readings__characteristic"
        )

    def in_force(self) -> "ObjectiveQuerySet":
        return self.filter(state=ObjectiveState.OPEN)


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "IndicatorQuerySet":
        from objectives.models import Objective

        return self.filter(objective__in=Objective.objects.visible_to(person))


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ReadingQuerySet":
        from objectives.models import Objective

        return self.filter(indicator__objective__in=Objective.objects.visible_to(person))

    def overall(self) -> "ReadingQuerySet":
        """Readings for everybody together, not for one group."""
        return self.filter(characteristic__isnull=True)
