from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toolkit.history import tracked


@tracked()
class SharedWork(models.Model):
    """One piece of work that stands in several plans: an update given once is reported for each.

    Each action keeps its own plan, reference, deadline and leads.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    said_at = models.DateTimeField(_("said"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("shared work")
        verbose_name_plural = _("shared work")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return " = ".join(str(action.reference) for action in self.actions.all())
