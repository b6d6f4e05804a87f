"""What waits for a person because actions hang together."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.models import Action, ActionDependency, Likeness
from actionplans.querysets import OPEN
from toolkit.waiting import Waiting

MOST_SHOWN = 5


def held_up(person: Any, on: datetime.date) -> list[Waiting]:
    """Their open actions that wait for one that is late, as far as they may see that one; one query."""
    mine = Action.objects.in_force().mine(person).order_by().values("pk")
    late = Action.objects.visible_to(person).overdue(on).order_by().values("pk")
    held = ActionDependency.objects.filter(action__in=mine, action__status__in=OPEN, depends_on__in=late)
    words = _("“%(action)s” waits for “%(other)s”, which is late")
    return [
        Waiting(
            words
            % {
                "action": Truncator(each.action.description).words(10),
                "other": Truncator(each.depends_on.description).words(10),
            },
            each.action.get_absolute_url(),
            is_overdue=True,
        )
        for each in held.select_related("action", "depends_on").order_by("pk")[:MOST_SHOWN]
    ]


def alike(person: Any) -> list[Waiting]:
    """Pairs of actions that may be the same work; one query."""
    number = Likeness.objects.waiting_for(person).count()
    if not number:
        return []
    sentence = ngettext(
        "%d pair of actions reads like the same work", "%d pairs of actions read like the same work", number
    )
    return [Waiting(sentence % number, reverse("actionplans:alike"))]
