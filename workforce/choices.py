from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotState(models.TextChoices):
    CURRENT = "current", _("In use")
    REPLACED = "replaced", _("Replaced")
    PURGED = "purged", _("Staff records removed")


class ReleaseState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    PROVEN = "proven", _("Ready to release")
    REFUSED = "refused", _("Refused")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Not released")


class Origin(models.TextChoices):
    """Where a proposal came from. All but the first answer a refusal or a wish of the analyst."""

    IMPORT = "import", _("Worked out from the staff file")
    AGAIN = "again", _("Worked out again")
    LEAST_LOSS = "least loss", _("Worked out again for the least loss")
    WHOLE_BODY = "whole body", _("Only figures of the whole body")
    HIDE = "hide", _("More hidden")
    ROUND = "round", _("Rounded")
