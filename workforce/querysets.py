import datetime
from typing import Any

from django.db import models

from workforce.choices import ReleaseState, SnapshotState


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "SnapshotQuerySet":
        """Analysts see every snapshot; others those of which figures are released."""
        if person.has_perm("workforce.view_exact_figures"):
            return self
        return self.shown() if person.has_perm("workforce.view_profile") else self.none()

    def shown(self) -> "SnapshotQuerySet":
        """Those whose figures stand released now."""
        return self.filter(releases__state=ReleaseState.RELEASED)

    def with_figures(self) -> "SnapshotQuerySet":
        """Those with staff records, or with figures that stand released."""
        live = models.Q(releases__state=ReleaseState.RELEASED)
        return self.filter(models.Q(state=SnapshotState.CURRENT) | live).distinct()

    def with_standing(self) -> "SnapshotQuerySet":
        """Each with whether its figures stand released (`is_released`)."""
        shown = type(self)(self.model).shown()
        return self.annotate(is_released=models.Q(pk__in=shown.values("pk")))

    def in_use(self) -> "SnapshotQuerySet":
        return self.filter(state=SnapshotState.CURRENT)

    def of_the_body(self) -> "SnapshotQuerySet":
        """The body's own staff, without separate employers such as maintained schools."""
        return self.filter(employer=None)

    def near(self, as_at: datetime.date, days: int) -> "SnapshotQuerySet":
        """Those less than so many days before or after a date."""
        span = datetime.timedelta(days=days)
        return self.filter(as_at__gt=as_at - span, as_at__lt=as_at + span)


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ReleaseQuerySet":
        """Analysts see all that was proposed; the equality lead what was released, withdrawn or refused."""
        if person.has_perm("workforce.release_figures"):
            return self
        decided = [ReleaseState.RELEASED, ReleaseState.WITHDRAWN, ReleaseState.REFUSED]
        return self.filter(state__in=decided) if person.has_perm("workforce.view_release") else self.none()

    def live(self) -> "ReleaseQuerySet":
        return self.filter(state=ReleaseState.RELEASED)

    def known(self) -> "ReleaseQuerySet":
        """What readers know: everything that was ever released, withdrawn or not."""
        return self.filter(state__in=[ReleaseState.RELEASED, ReleaseState.WITHDRAWN])

    def open(self) -> "ReleaseQuerySet":
        """Those that wait for something to be done."""
        return self.filter(state__in=[ReleaseState.PROPOSED, ReleaseState.PROVEN])

    def of_employer(self, employer_id: int | None) -> "ReleaseQuerySet":
        return self.filter(snapshot__employer=employer_id)
