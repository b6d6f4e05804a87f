import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.models import Evidence
from toolkit.waiting import Waiting


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """Pieces that the person keeps and that are out of date: the piece itself where it is one, otherwise the list."""
    if not person.is_authenticated or not person.has_perm("evidence.change_evidence"):
        return []
    stale = list(Evidence.objects.current().stale(on).filter(keeper=person).order_by("stale_on", "pk"))
    if not stale:
        return []
    if len(stale) == 1:
        words, url = _("Bring this evidence up to date: %s") % stale[0], stale[0].get_absolute_url()
    else:
        words = _("Bring %s pieces of evidence that you keep up to date") % len(stale)
        url = f"{reverse('evidence:library')}?standing=stale&keeper={person.pk}&sort=stale"
    return [Waiting(words, url, stale[0].stale_on, is_overdue=True)]
