"""What reports and packs share: their states and the transitions between them, and a file that stays."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from governance.models import Move
from reporting.choices import DocumentState
from reporting.querysets import DocumentQuerySet


class Document(FSMModelMixin, models.Model):
    """A document on its way from draft to publication. Once published it is withdrawn or superseded, never edited."""

    title = models.CharField(_("title"), max_length=200)
    state = FSMField(_("state"), default=DocumentState.DRAFT, choices=DocumentState.choices, protected=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    @property
    def is_frozen(self) -> bool:
        return self.state == DocumentState.FROZEN

    @property
    def is_published(self) -> bool:
        return self.state == DocumentState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == DocumentState.WITHDRAWN

    @property
    def latest_version(self) -> Any:
        """The last frozen version, or None. Reads the prefetched versions where there are any."""
        versions = list(self.versions.all())  # type: ignore[attr-defined]
        return versions[-1] if versions else None

    def missing_to_freeze(self) -> list[str]:
        """Sentences that say what stands in the way of freezing."""
        raise NotImplementedError

    def missing_to_publish(self) -> list[str]:
        """Sentences that say what stands in the way of publication."""
        version = self.latest_version
        if version is None or not version.pdf:
            return [str(_("Make the PDF before you publish."))]
        uses = version.releases_used.select_related("release__snapshot")
        return list(dict.fromkeys(words for use in uses if (words := use.objection)))

    @transition(
        state,
        source=DocumentState.DRAFT,
        target=DocumentState.FROZEN,
        permission=lambda record, person: record.allows("freeze", person),
        custom={"missing": "missing_to_freeze"},
    )
    def freeze(self) -> None:
        """Fix the content and make the file."""

    @transition(
        state,
        source=DocumentState.FROZEN,
        target=DocumentState.DRAFT,
        permission=lambda record, person: record.allows("freeze", person),
        custom={"reason": True},
    )
    def reopen(self) -> None:
        """Back to draft before publication; the frozen version and its file are kept."""

    @transition(
        state,
        source=DocumentState.FROZEN,
        target=DocumentState.PUBLISHED,
        permission=lambda record, person: record.allows("publish", person),
        custom={"missing": "missing_to_publish"},
    )
    def publish(self) -> None:
        self.published_on = timezone.localdate()

    @transition(
        state,
        source=DocumentState.PUBLISHED,
        target=DocumentState.WITHDRAWN,
        permission=lambda record, person: record.allows("publish", person),
        custom={"reason": True},
    )
    def withdraw(self) -> None:
        self.withdrawn_on = timezone.localdate()

    def allows(self, verb: str, person: Any) -> bool:
        return bool(person.has_perm(f"reporting.{verb}_{self._meta.model_name}", self))


class DocumentMove(Move):
    """A step that a document has taken."""

    class Meta(Move.Meta):
        abstract = True

    @property
    def words(self) -> str:
        return str(
            {
                "freeze": _("Frozen"),
                "reopen": _("Reopened as a draft"),
                "publish": _("Published"),
                "withdraw": _("Withdrawn"),
            }[self.transition]
        )


def document_constraints(name: str) -> list[models.CheckConstraint]:
    """The state of a document and its dates agree."""
    issued = models.Q(state__in=[DocumentState.PUBLISHED, DocumentState.WITHDRAWN])
    withdrawn = models.Q(state=DocumentState.WITHDRAWN)
    return [
        models.CheckConstraint(
            condition=models.Q(state__in=DocumentState.values),
            name=f"{name}_state_is_known",
            violation_error_message=_("The state must be draft, frozen, published or withdrawn"),
        ),
        models.CheckConstraint(
            condition=(issued & models.Q(published_on__isnull=False)) | (~issued & models.Q(published_on__isnull=True)),
            name=f"{name}_published_has_its_date",
            violation_error_message=_("What is published has the date of its publication, and nothing else has one"),
        ),
        models.CheckConstraint(
            condition=(withdrawn & models.Q(withdrawn_on__isnull=False))
            | (~withdrawn & models.Q(withdrawn_on__isnull=True)),
            name=f"{name}_withdrawn_has_its_date",
            violation_error_message=_("What is withdrawn has the date of its withdrawal, and nothing else has one"),
        ),
    ]
