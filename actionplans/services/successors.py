"""Rolling a plan forward: what comes in later years, and what is not finished, becomes actions of the next plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplans.choices import LeadKind
from actionplans.models import Action, Lead, Plan
from actionplans.querysets import OPEN
from actionplans.rules.later_years import later_words
from actionplans.services.actions import next_reference
from actionplans.services.plans import outcome_of
from actionplans.services.reading import set_deadline


@dataclass(frozen=True)
class Offer:
    """What may follow an action: `description` is prefilled from its words for later years, or from its own if it is
    unfinished and says nothing of later years."""

    action: Action
    description: str
    is_from_later_years: bool


def offers_of(plan: Plan, to: Plan | None = None) -> list[Offer]:
    """The actions of a plan that say something of later years or are unfinished, in its order.

    Those that have a successor in the plan they would roll into are left out; parts of an action follow with the whole.
    """
    actions = plan.actions.filter(parent__isnull=True).order_by("position", "pk").select_related("outcome", "unit")
    if to is not None:
        actions = actions.exclude(successors__plan=to)
    offers = []
    for action in actions:
        if words := later_words(action.later_years):
            offers.append(Offer(action, words, is_from_later_years=True))
        elif action.status in OPEN:
            offers.append(Offer(action, action.description, is_from_later_years=False))
    return offers


@dataclass(frozen=True)
class Chosen:
    """An action to be followed, and the words of its successor."""

    action: Action
    description: str
    deadline: str = ""


@transaction.atomic
def roll_forward(*, plan: Plan, to: Plan, chosen: Sequence[Chosen], by: Any) -> list[Action]:
    """Make a successor of each chosen action at the end of the next plan; the old plan keeps its own as they are.

    A successor has the outcome, intended impact, indicator, leads, directorate, characteristics and objectives of the
    action it follows, and a deadline only if one is given. Doing it again adds nothing for those that have a successor
    there.
    """
    if not chosen:
        raise ValidationError(_("Select at least one action to take forward"))
    to = Plan.objects.select_for_update().get(pk=to.pk)
    if to.pk == plan.pk:
        raise ValidationError(_("Select another plan to take them into"))
    if to.successor_of_id is None and plan.successor_of_id != to.pk:
        to.successor_of = plan
        to.save()
    followed = set(Action.objects.filter(plan=to, successor_of__isnull=False).values_list("successor_of", flat=True))
    position = to.actions.order_by("-position").values_list("position", flat=True).first() or 0
    made = []
    for each in chosen:
        if each.action.pk in followed or not each.description.strip():
            continue
        position += 1
        made.append(_successor(each, to, position))
    return made


def _successor(chosen: Chosen, to: Plan, position: int) -> Action:
    before = chosen.action
    taken = to.actions.filter(reference__iexact=before.reference).exists()
    action = Action(
        plan=to,
        successor_of=before,
        position=position,
        reference=next_reference(to) if taken else before.reference,
        description=chosen.description.strip(),
        outcome=outcome_of(plan=to, text=before.outcome.text if before.outcome else ""),
        impact=before.impact,
        indicator=before.indicator,
        leads_text=before.leads_text,
        unit=before.unit,
        # What was promised or recommended is still to be done where it is not done yet.
        recommendation=before.recommendation if before.is_open else None,
        mitigation=before.mitigation if before.is_open else None,
    )
    set_deadline(action, chosen.deadline.strip(), None)
    action.full_clean()
    action.save()
    Lead.objects.bulk_create(_copied(lead, action) for lead in before.leads.all())
    action.characteristics.set(before.characteristics.all())
    action.objectives.set(before.objectives.all())
    return action


def _copied(lead: Lead, action: Action) -> Lead:
    names = ("position", "role", "kind", "text", "person", "unit", "body", "post", "match", "is_confirmed")
    copy = Lead(action=action, **{name: getattr(lead, name) for name in names})
    if copy.person is not None and not copy.person.is_active:
        # Who has left leads nothing new: the name stays, as words.
        copy.kind, copy.person, copy.is_confirmed = LeadKind.WORDS, None, False
    return copy
