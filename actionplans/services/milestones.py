"""Ticking off the milestones of an action, each on its own day."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.choices import Status
from actionplans.models import Action
from actionplans.services.reading import set_milestones
from actionplans.services.updates import record_update
from toolkit.history import lock_unchanged


@transaction.atomic
def tick_milestones(
    *, action: Action, version: int, by: Any, reached: Mapping[int, datetime.date | None]
) -> list[dict[str, Any]]:
    """Put down when milestones were reached, by their place in the deadline, or with None that they were not.

    What is newly reached is reported as an update, and an action that had not started is in progress. Raises
    ChangedMeanwhile where `version` is not the one that is saved; returns the milestones newly reached.
    """
    locked = lock_unchanged(action, version)
    today = timezone.localdate()
    milestones = [dict(milestone) for milestone in locked.milestones]
    new = []
    for place, day in reached.items():
        if not 0 <= place < len(milestones):
            raise ValidationError(_("This deadline has no such milestone any more"))
        if day is not None and day > today:
            raise ValidationError(_("Enter a date that is not in the future"))
        milestone = milestones[place]
        if day is not None and not milestone.get("done_on"):
            new.append(milestone)
        milestone["done_on"] = day.isoformat() if day else None
    if milestones == locked.milestones:
        return []
    set_milestones(locked, milestones)
    locked.save()
    for milestone in new:
        record_update(
            action=locked,
            by=by,
            status=Status.IN_PROGRESS if locked.status == Status.NOT_STARTED else locked.status,
            what_happened=_("Milestone reached on %(day)s: %(words)s")
            % {
                "day": date_format(datetime.date.fromisoformat(milestone["done_on"]), "j F Y"),
                "words": milestone["text"],
            },
        )
        locked = Action.objects.get(pk=locked.pk)
    return new
