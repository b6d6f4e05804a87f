"""Which released figures about staff a frozen document shows: written once, when it is frozen."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reporting.models.edition import EditionVersion
from reporting.models.pack import PackVersion
from workforce.choices import ReleaseState
from workforce.models import Release


class ReleaseUse(models.Model):
    """That a frozen version shows numbers of a release, and the SHA-256 that those had.

    The release lists its uses by `uses`; a document lists what it shows by `version.releases_used`. Neither is ever
    changed: a release that is withdrawn later has been used all the same.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="uses", verbose_name=_("release"))
    edition_version = models.ForeignKey(
        EditionVersion, models.PROTECT, null=True, related_name="releases_used", verbose_name=_("report")
    )
    pack_version = models.ForeignKey(
        PackVersion, models.PROTECT, null=True, related_name="releases_used", verbose_name=_("pack")
    )
    sha256 = models.CharField(_("SHA-256 of the numbers"), max_length=64)
    at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(edition_version__isnull=True) ^ models.Q(pack_version__isnull=True),
                name="release_use_is_of_one_document",
                violation_error_message=_("A release is used by a report or by a pack"),
            ),
            models.UniqueConstraint(
                fields=["release", "edition_version", "pack_version"],
                nulls_distinct=False,
                name="release_use_is_recorded_once",
                violation_error_message=_("This use is recorded already"),
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition_version or self.pack_version}: {self.release}"

    @property
    def objection(self) -> str:
        """Why these figures may no longer be taken out of the building, in a sentence; empty while they may."""
        if self.release.sha256 != self.sha256 or not self.release.is_intact:
            return _now("The figures of staff as at %s are not those that were released.") % self._day
        if self.release.state == ReleaseState.RELEASED:
            return ""
        return (
            _now(
                "The figures of staff as at %s in this document are no longer released. Reopen it as a draft and freeze it "
                "again when figures are released."
            )
            % self._day
        )

    @property
    def _day(self) -> str:
        return date_format(self.release.snapshot.as_at, "j F Y")
