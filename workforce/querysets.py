import datetime
from typing import Any

from django.db import models

from workforce.choices import SnapshotState


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "SnapshotQuerySet":
        """Analysts see every snapshot; others those whose protected figures are shown outside HR."""
        if person.has_perm("workforce.view_exact_figures"):
            return self
        return self.shown() if person.has_perm("workforce.view_profile") else self.none()

    def shown(self) -> "SnapshotQuerySet":
        return self.filter(is_shown=True).exclude(state=SnapshotState.REPLACED)

    def in_use(self) -> "SnapshotQuerySet":
        return self.filter(state=SnapshotState.CURRENT)

    def of_the_body(self) -> "SnapshotQuerySet":
        """The body's own staff, without separate employers such as maintained schools."""
        return self.filter(employer=None)

    def near(self, as_at: datetime.date, days: int) -> "SnapshotQuerySet":
        """Those less than so many days before or after a date."""
        span = datetime.timedelta(days=days)
        return self.filter(as_at__gt=as_at - span, as_at__lt=as_at + span)
