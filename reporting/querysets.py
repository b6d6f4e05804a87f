from typing import Any

from django.db import models

from organisation.choices import Role
from reporting.choices import DocumentState

# These prepare, check or take the documents to members; everybody else sees what has been issued.
SEE_DRAFTS = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER, Role.COMMITTEE_CLERK)
ISSUED = (DocumentState.PUBLISHED, DocumentState.WITHDRAWN)


class DocumentQuerySet(models.QuerySet):
    """Questions that reports and packs share."""

    def visible_to(self, person: Any) -> "DocumentQuerySet":
        return self if person.holds(*SEE_DRAFTS) else self.filter(state__in=ISSUED)

    def live(self) -> "DocumentQuerySet":
        return self.exclude(state=DocumentState.WITHDRAWN)

    def published(self) -> "DocumentQuerySet":
        return self.filter(state=DocumentState.PUBLISHED)

    def issued(self) -> "DocumentQuerySet":
        """What the public has seen: published, or published once and withdrawn since."""
        return self.filter(state__in=ISSUED)
