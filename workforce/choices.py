from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotState(models.TextChoices):
    CURRENT = "current", _("In use")
    REPLACED = "replaced", _("Replaced")
    PURGED = "purged", _("Staff records removed")


class ReleaseState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    PROVING = "proving", _("Being proved")
    PROVEN = "proven", _("Ready to release")
    REFUSED = "refused", _("Refused")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Not released")
