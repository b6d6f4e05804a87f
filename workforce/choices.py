from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotState(models.TextChoices):
    CURRENT = "current", _("In use")
    REPLACED = "replaced", _("Replaced")
    PURGED = "purged", _("Staff records removed")
