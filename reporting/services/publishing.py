"""Taking a frozen document out of the building, and taking it back."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from governance.services import move
from organisation.models import Organisation
from reporting.models import Edition, Pack
from reporting.rules.clear_days import publish_by


@transaction.atomic
def publish_edition(*, edition: Edition, by: Any) -> Edition:
    """Put a frozen report on the public pages; earlier, withdrawn editions of its year now point to it."""
    published = move(edition, "publish", by=by)
    Edition.objects.filter(
        kind=edition.kind, year=edition.year, withdrawn_on__isnull=False, superseded_by__isnull=True
    ).update(superseded_by=published)
    return published


@transaction.atomic
def publish_pack(*, pack: Pack, by: Any, urgency: str = "") -> Pack:
    """Issue a frozen pack. Too late for the clear days, it needs the reason why the item is urgent.

    Local Government Act 1972, section 100B(4)(b): an item not open for inspection in time is considered only for special
    circumstances, stated in the minutes, that the chair finds urgent.
    """
    if is_late(pack, timezone.localdate()) and not urgency.strip():
        raise MoveRefused(_("Enter why this cannot wait: the papers will be open for too few clear days."))
    return move(pack, "publish", by=by, reason=urgency)


def is_late(pack: Pack, on: datetime.date) -> bool:
    """Whether publishing that day leaves fewer clear days than the law asks for."""
    latest = latest_publication(pack)
    return latest is not None and on > latest


def latest_publication(pack: Pack) -> datetime.date | None:
    return publish_by(pack.meeting.held_on, Organisation.the().jurisdiction)
