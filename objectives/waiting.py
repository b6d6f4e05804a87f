import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.models import Objective
from objectives.presenters import ObjectiveCard
from objectives.rules.clock import publication_due_by
from toolkit.waiting import Waiting

READING_SOON = datetime.timedelta(days=30)
ENDING_SOON = datetime.timedelta(days=180)
PUBLICATION_SOON = datetime.timedelta(days=365)


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """Readings and endings wait for an objective's owner, endings and the four years of regulation 5 for the lead."""
    is_lead = person.has_perm("objectives.manage_objective")
    visible = Objective.objects.visible_to(person).in_force()
    own = [ObjectiveCard(objective, on) for objective in visible.filter(owner=person).with_readings()]
    waiting = [item for card in own for item in readings_due(card, on)]
    ends_soon = list(visible.filter(ends_on__lte=on + ENDING_SOON))
    waiting += [ending(objective, on) for objective in ends_soon if objective.owner_id == person.pk]
    if is_lead:
        waiting += endings([objective for objective in ends_soon if objective.owner_id != person.pk], on)
    if is_lead:
        waiting += publication_due(on)
    return waiting


def readings_due(card: ObjectiveCard, on: datetime.date) -> list[Waiting]:
    return [
        Waiting(
            sentence=_("Add a reading: %(indicator)s") % {"indicator": indicator.indicator.name},
            url=reverse("objectives:add-reading", args=[indicator.indicator.pk]),
            due_on=indicator.next_due_on,
            is_overdue=indicator.is_due,
        )
        for indicator in card.indicators
        if indicator.next_due_on is not None and indicator.next_due_on <= on + READING_SOON
    ]


def ending(objective: Objective, on: datetime.date) -> Waiting:
    is_over = objective.ends_on < on
    sentence = (
        _("Close the objective, or extend it: %(objective)s")
        if is_over
        else _("This objective ends soon; decide what follows it: %(objective)s")
    )
    return Waiting(
        sentence=sentence % {"objective": objective.title},
        url=objective.get_absolute_url(),
        due_on=objective.ends_on,
        is_overdue=is_over,
    )


def endings(objectives: list[Objective], on: datetime.date) -> list[Waiting]:
    """Other people's objectives that end, one line for each day on which some do."""
    by_day: dict[datetime.date, list[Objective]] = {}
    for objective in objectives:
        by_day.setdefault(objective.ends_on, []).append(objective)
    return [
        ending(ending_then[0], on)
        if len(ending_then) == 1
        else Waiting(
            sentence=(
                _("%(number)s objectives are over: close or extend each of them")
                if day < on
                else _("%(number)s objectives end soon; decide what follows them")
            )
            % {"number": len(ending_then)},
            url=f"{reverse('objectives:list')}?state=open&sort=ends",
            due_on=day,
            is_overdue=day < on,
        )
        for day, ending_then in by_day.items()
    ]


def publication_due(on: datetime.date) -> list[Waiting]:
    """The clock of regulation 5: new objectives at most four years after the last were published."""
    dates = Objective.objects.exclude(published_on__isnull=True).values_list("published_on", flat=True)
    due_on = publication_due_by([published_on for published_on in dates if published_on])
    if due_on is None or due_on > on + PUBLICATION_SOON:
        return []
    return [
        Waiting(
            sentence=_("Publish new equality objectives: the law allows four years from the last"),
            url=reverse("objectives:list"),
            due_on=due_on,
            is_overdue=due_on < on,
        )
    ]
