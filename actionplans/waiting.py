"""What waits for a person here: their own actions first, then what they answer for."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import ImportState, Status
from actionplans.models import Action, ActionImport, Plan
from actionplans.querysets import ActionQuerySet
from organisation.choices import Role
from organisation.models import Unit
from toolkit.waiting import Waiting

SOON = datetime.timedelta(days=30)
# More than these become one sentence, so that nobody's home page is a wall.
MOST_SHOWN = 5


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    waiting = _own(person, on)
    answers_for = person.directorates_as(Role.HEAD_OF_SERVICE, Role.DIRECTOR)
    if answers_for:
        waiting += _of_directorates(answers_for, on)
    if person.holds(Role.EQUALITY_LEAD):
        waiting += _of_plans(person, on)
    return waiting


def _own(person: Any, on: datetime.date) -> list[Waiting]:
    """The open actions of adopted plans that the person leads and that are overdue or fall due within 30 days."""
    mine = Action.objects.in_force().to_be_done().mine(person)
    near = mine.falling_due(datetime.date.min, on + SOON).with_falls_due_on().select_related("plan")
    actions = list(near.order_by("falls_due", "pk")[: MOST_SHOWN + 1])
    waiting = [_one(action, on) for action in actions[:MOST_SHOWN]]
    if len(actions) > MOST_SHOWN:
        more = near.count() - MOST_SHOWN
        sentence = ngettext("%d more action of yours is due", "%d more actions of yours are due", more) % more
        waiting.append(Waiting(sentence, _address(mine="on", status="open", sort="deadline")))
    return waiting


def _one(action: Action, on: datetime.date) -> Waiting:
    words = Truncator(action.description).words(14)
    return Waiting(
        _("Report on “%(action)s” (%(plan)s, %(reference)s)")
        % {"action": words, "plan": action.plan, "reference": action.reference},
        reverse("actionplans:update", args=[action.pk]),
        due_on=action.falls_due_on,
        is_overdue=action.is_overdue(on),
    )


def _of_directorates(directorates: list[int], on: datetime.date) -> list[Waiting]:
    waiting = []
    for unit in Unit.objects.filter(pk__in=directorates):
        overdue = Action.objects.in_force().overdue(on).of_directorate(unit).count()
        if overdue:
            sentence = ngettext("%(count)d action of %(unit)s is overdue", "%(count)d actions of %(unit)s are overdue", overdue)  # fmt: skip
            address = _address(directorate=unit.pk, overdue="on", sort="deadline")
            waiting.append(Waiting(sentence % {"count": overdue, "unit": unit}, address, is_overdue=True))
    return waiting


def _of_plans(person: Any, on: datetime.date) -> list[Waiting]:
    waiting = []
    for brought in ActionImport.objects.filter(by=person, state=ImportState.UPLOADED):
        waiting.append(Waiting(_("Finish or leave the import of %s") % brought.file_name, brought.get_absolute_url()))
    actions = Action.objects.in_force()
    plans = Plan.objects.filter(pk__in=actions.values("plan")).with_counts(actions, on)
    for plan in plans:
        if overdue := plan.counts["overdue"]:
            sentence = ngettext("%(count)d action of %(plan)s is overdue", "%(count)d actions of %(plan)s are overdue", overdue)  # fmt: skip
            address = _address(plan=plan.pk, overdue="on", sort="deadline")
            waiting.append(Waiting(sentence % {"count": overdue, "plan": plan}, address, is_overdue=True))
    return waiting + _holes(actions)


def _holes(actions: ActionQuerySet) -> list[Waiting]:
    unfinished = actions.exclude(status__in=[Status.COMPLETED, Status.STOPPED])
    waiting = []
    if without_lead := unfinished.without_lead().count():
        sentence = ngettext("%d action has no lead", "%d actions have no lead", without_lead) % without_lead
        waiting.append(Waiting(sentence, _address(missing="lead", status="open")))
    if without_deadline := unfinished.without_deadline().count():
        sentence = ngettext("%d action has no deadline", "%d actions have no deadline", without_deadline)
        waiting.append(Waiting(sentence % without_deadline, _address(missing="deadline", status="open")))
    if questions := unfinished.with_question().count():
        sentence = ngettext("%d deadline leaves a question", "%d deadlines leave a question", questions) % questions
        waiting.append(Waiting(sentence, _address(missing="question", status="open")))
    return waiting


def _address(**query: Any) -> str:
    return f"{reverse('actionplans:actions')}?{urlencode(query)}"
