from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    MEMBER = "member", _("Member body")
    OFFICER = "officer", _("Officer body")
    STAFF_NETWORK = "staff_network", _("Staff network")
    PARTNER = "partner", _("Partner body")
