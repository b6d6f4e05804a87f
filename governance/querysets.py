import datetime

from django.db import models


class BodyQuerySet(models.QuerySet):
    def active(self) -> "BodyQuerySet":
        return self.filter(is_dormant=False)


class MeetingQuerySet(models.QuerySet):
    def upcoming(self, on: datetime.date) -> "MeetingQuerySet":
        """Today's and later meetings, the next one first."""
        return self.filter(held_on__gte=on).order_by("held_on", "pk")

    def past(self, on: datetime.date) -> "MeetingQuerySet":
        """Meetings before today, the latest first."""
        return self.filter(held_on__lt=on)
