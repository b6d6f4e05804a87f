from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionKind(models.TextChoices):
    ANNUAL = "annual", _("Annual equality report")


class DocumentState(models.TextChoices):
    """The states a report or a pack goes through. Frozen: its content is fixed and its file is made."""

    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Frozen")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PackPurpose(models.TextChoices):
    DECISION = "decision", _("For decision")
    DISCUSSION = "discussion", _("For discussion")
    NOTING = "noting", _("For noting")
