import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from organisation.choices import Role

# Whoever writes assessments or reads them reads what they rest on.
READERS = (
    Role.OFFICER,
    Role.EQUALITY_ADVISER,
    Role.EQUALITY_LEAD,
    Role.HEAD_OF_SERVICE,
    Role.DIRECTOR,
    Role.COMMITTEE_CLERK,
    Role.MEMBER,
)
WRITERS = (Role.OFFICER, Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "EvidenceQuerySet":
        """Withdrawn pieces stay readable, and say that they were withdrawn: somebody may have cited them."""
        return self if person.is_authenticated and person.holds(*READERS) else self.none()

    def current(self) -> "EvidenceQuerySet":
        """What may be cited: neither withdrawn nor replaced by a newer piece."""
        return self.filter(withdrawn_on__isnull=True, superseded_by__isnull=True)

    def stale(self, on: datetime.date) -> "EvidenceQuerySet":
        return self.filter(stale_on__lte=on)

    def matching(self, words: str) -> "EvidenceQuerySet":
        """Every word stands somewhere in what a reader sees of the piece."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(source__icontains=word)
                | Q(shows__icontains=word)
                | Q(place__icontains=word)
                | Q(dated__icontains=word)
            )
        return found
