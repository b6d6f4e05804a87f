"""What a person answers for, soonest first."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.models import Action
from actionplans.presenters import ActionRow, rows_of
from actionplans.querysets import OF_A_DIRECTORATE
from organisation.models import Unit
from toolkit.fetch import demand

SOON = datetime.timedelta(days=30)
# Nobody leads more at a time; beyond that the list has them.
MOST = 200


def mine(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.view_actions")
    today = timezone.localdate()
    person: Any = request.user
    actions = list(Action.objects.to_be_done().mine(person).open().with_parts().soonest_first()[: MOST + 1])
    directorates = person.directorates_as(*OF_A_DIRECTORATE)
    context = {
        "groups": grouped(rows_of(actions[:MOST], today), today),
        "total": min(len(actions), MOST),
        "is_cut": len(actions) > MOST,
        "directorates": Unit.objects.filter(pk__in=directorates or []),
    }
    return render(request, "actionplans/mine.html", context)


def grouped(rows: Sequence[ActionRow], on: datetime.date) -> list[tuple[str, list[ActionRow]]]:
    """Overdue, within 30 days, later, and without a day; groups in which nothing stands are left out."""
    groups: dict[str, list[ActionRow]] = {
        str(words): [] for words in (_("Overdue"), _("In the next 30 days"), _("Later"), _("Without a day"))
    }
    late, soon, later, undated = groups.values()
    for row in rows:
        day = row.action.falls_due_on
        if day is None:
            undated.append(row)
        elif row.is_overdue:
            late.append(row)
        else:
            (soon if day <= on + SOON else later).append(row)
    return [(words, found) for words, found in groups.items() if found]
