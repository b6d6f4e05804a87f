"""What waits for a person here: their own actions first, then what they answer for."""

import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import AskedFor, ImportState, Part, PlanState
from actionplans.models import Action, ActionImport, Challenge, Plan, PlanTally, Update
from actionplans.querysets import OPEN
from actionplans.services.silence import waiting_requests
from actionplans.waiting.employer import employer_plans
from actionplans.waiting.leads import unsettled_words, vacant_posts
from actionplans.waiting.links import alike, held_up
from organisation.choices import Role
from organisation.models import Unit
from toolkit.waiting import Waiting

SOON = datetime.timedelta(days=30)
# More than these become one sentence, so that nobody's home page is a wall.
MOST_SHOWN = 5


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    waiting = _asked(person) + _own(person, on) + held_up(person, on)
    answers_for = person.directorates_as(Role.HEAD_OF_SERVICE, Role.DIRECTOR)
    if answers_for:
        waiting += _of_directorates(answers_for, on)
    if person.holds(Role.EQUALITY_LEAD):
        waiting += _to_judge(person, on)
        waiting += _of_plans(person, on)
    return waiting + employer_plans(person)


def _asked(person: Any) -> list[Waiting]:
    """What the person was asked beyond what they lead: to answer a question, to decide about a refusal, to step in."""
    sentences = {
        AskedFor.CHALLENGE: _("Answer the question about “%(action)s”"),
        AskedFor.REFUSED: _("Decide about “%(action)s”: somebody cannot answer"),
        AskedFor.SILENCE: _("Step in for “%(action)s”: nobody has answered"),
    }
    asked = waiting_requests().filter(person=person, why__in=sentences).select_related("action")
    waiting = []
    for action, why in {request.action: request.why for request in asked[:MOST_SHOWN]}.items():
        words = {"action": Truncator(action.description).words(14)}
        waiting.append(Waiting(sentences[AskedFor(why)] % words, action.get_absolute_url()))
    return waiting


def _silent() -> list[Waiting]:
    """How many actions have no answer, for those who watch over them."""
    waiting = []
    if silent := waiting_requests().order_by().values("action").distinct().count():
        sentence = ngettext("%d action has no answer yet", "%d actions have no answer yet", silent) % silent
        waiting.append(Waiting(sentence, reverse("actionplans:waiting")))
    if questions := Challenge.objects.open().count():
        sentence = ngettext("%d question about an update is open", "%d questions about updates are open", questions)
        waiting.append(Waiting(sentence % questions, _address(answers="question")))
    return waiting


def _own(person: Any, on: datetime.date) -> list[Waiting]:
    """The open actions of adopted plans that the person leads and that are overdue or fall due within 30 days."""
    mine = Action.objects.in_force().to_be_done().mine(person)
    near = mine.falling_due(datetime.date.min, on + SOON).select_related("plan")
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


def _to_judge(person: Any, on: datetime.date) -> list[Waiting]:
    """Completions of adopted plans that the person may verify, not being their own, and verified ones due for review."""
    completions = Update.objects.filter(action=OuterRef("pk"), completed_on__isnull=False).order_by("-on", "-pk")
    actions = Action.objects.in_force().annotate(completed_by=Subquery(completions.values("by")[:1]))
    actions = actions.exclude(completed_by=person.pk).select_related("plan")
    verify = list(actions.awaiting_verification().order_by("completed_on", "pk")[: MOST_SHOWN + 1])
    review = list(actions.with_review_due(on).order_by("next_review_on", "pk")[: MOST_SHOWN + 1])
    waiting = [
        _judge(action, _("Verify that “%(action)s” is complete (%(plan)s, %(reference)s)"))
        for action in verify[:MOST_SHOWN]
    ]
    if len(verify) > MOST_SHOWN:
        waiting.append(Waiting(_("Verify the other completions"), _address(status="unverified")))
    sentence = _("Is it still so? Review “%(action)s” (%(plan)s, %(reference)s)")
    waiting += [
        _judge(action, sentence, due_on=action.next_review_on, is_overdue=action.next_review_on < on)
        for action in review[:MOST_SHOWN]
    ]
    if len(review) > MOST_SHOWN:
        waiting.append(
            Waiting(
                _("Review the other completions that are due for it"), _address(standing="amber", status="completed")
            )
        )
    return waiting


def _judge(action: Action, sentence: str, **due: Any) -> Waiting:
    named = {"action": Truncator(action.description).words(14), "plan": action.plan, "reference": action.reference}
    return Waiting(sentence % named, reverse("actionplans:verify", args=[action.pk]), **due)


def _of_directorates(directorates: list[int], on: datetime.date) -> list[Waiting]:
    waiting = []
    for unit in Unit.objects.filter(pk__in=directorates):
        overdue = Action.objects.in_force().to_be_done().overdue(on).of_directorate(unit).count()
        if overdue:
            sentence = ngettext("%(count)d action of %(unit)s is overdue", "%(count)d actions of %(unit)s are overdue", overdue)  # fmt: skip
            address = _address(directorate=unit.pk, overdue="on", sort="deadline")
            waiting.append(Waiting(sentence % {"count": overdue, "unit": unit}, address, is_overdue=True))
    return waiting


def _of_plans(person: Any, on: datetime.date) -> list[Waiting]:
    waiting = []
    for brought in ActionImport.objects.filter(by=person, state=ImportState.UPLOADED):
        waiting.append(Waiting(_("Finish or leave the import of %s") % brought.file_name, brought.get_absolute_url()))
    plans = {plan.pk: plan for plan in Plan.objects.filter(state=PlanState.CURRENT)}
    late = (
        Action.objects.overdue(on)
        .to_be_done()
        .filter(plan__in=plans)
        .order_by()
        .values_list("plan")
        .annotate(Count("pk"))
    )
    worst = sorted(late, key=lambda each: (-each[1], str(plans[each[0]])))
    for pk, overdue in worst[:MOST_SHOWN]:
        sentence = ngettext("%(count)d action of %(plan)s is overdue", "%(count)d actions of %(plan)s are overdue", overdue)  # fmt: skip
        address = _address(plan=pk, overdue="on", sort="deadline")
        waiting.append(Waiting(sentence % {"count": overdue, "plan": plans[pk]}, address, is_overdue=True))
    if more := worst[MOST_SHOWN:]:
        sentence = ngettext("%(count)d more plan has overdue actions", "%(count)d more plans have overdue actions", len(more))  # fmt: skip
        waiting.append(Waiting(sentence % {"count": len(more)}, _address(overdue="on"), is_overdue=True))
    return waiting + _silent() + vacant_posts(on) + unsettled_words() + _holes() + alike(person)


def _holes() -> list[Waiting]:
    """What open actions of adopted plans lack, added up from the tallies."""
    current = Plan.objects.filter(state=PlanState.CURRENT).values("pk")
    parts = [Part.LEAD, Part.DEADLINE, Part.QUESTION]
    tallies = PlanTally.objects.filter(plan__in=current, status__in=OPEN, part__in=parts).summed("part")
    numbers = {row["part"]: row["sum"] for row in tallies}
    waiting = []
    if without_lead := numbers.get(Part.LEAD, 0):
        sentence = ngettext("%d action has no lead", "%d actions have no lead", without_lead) % without_lead
        waiting.append(Waiting(sentence, _address(missing="lead", status="open")))
    if without_deadline := numbers.get(Part.DEADLINE, 0):
        sentence = ngettext("%d action has no deadline", "%d actions have no deadline", without_deadline)
        waiting.append(Waiting(sentence % without_deadline, _address(missing="deadline", status="open")))
    if questions := numbers.get(Part.QUESTION, 0):
        sentence = ngettext("%d deadline leaves a question", "%d deadlines leave a question", questions) % questions
        waiting.append(Waiting(sentence, _address(missing="question", status="open")))
    return waiting


def _address(**query: Any) -> str:
    return f"{reverse('actionplans:actions')}?{urlencode(query)}"
