"""Who answers for actions on a day: the people or the address to ask, and why it is they."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action, Lead, Plan
from governance.models import Seat
from organisation.choices import Role, UnitKind
from organisation.models import Person, PostHolding, RoleHolding


@dataclass(frozen=True)
class Answerers:
    """Who answers for one action.

    `people` sign in here; `address` is where a partner without anybody here is written to, `contact` who reads it there.
    `why` says it in words. `is_vacant`: a post that leads it has no holder. `is_fallback`: nobody of the leads can be
    asked, so the plan's owner or the equality leads are.
    """

    people: tuple[Person, ...] = ()
    address: str | None = None
    contact: str = ""
    why: str = ""
    is_vacant: bool = False
    is_fallback: bool = False


@dataclass(frozen=True)
class _Found:
    people: tuple[Person, ...] = ()
    address: str | None = None
    contact: str = ""
    why: str = ""
    is_vacant: bool = False

    @property
    def can_be_asked(self) -> bool:
        return bool(self.people or self.address)


def who_answers(actions: Iterable[Action], on: datetime.date) -> dict[int, Answerers]:
    """Who answers for each action on that day, by its key, in at most six queries however many there are.

    The accountable lead answers; where none is accountable, those who lead jointly. A person answers for themselves; a
    post through those who hold it that day; a body through its chair or secretary, or else its contact; a directorate
    through its director, or else its heads of service; a service through the head who works there, or else those of its
    directorate. Where no lead can be asked, the plan's owner answers, or else the equality leads.
    """
    actions = list(actions)
    return _Register(actions, on).answerers() if actions else {}


class _Register:
    """What has to be known of the leads, the posts, the bodies and the roles, read once for all actions."""

    def __init__(self, actions: list[Action], on: datetime.date) -> None:
        self.actions, self.on = actions, on
        leads = Lead.objects.filter(action__in=[action.pk for action in actions]).exclude(role=LeadRole.SUPPORT)
        self.leads: dict[int, list[Lead]] = defaultdict(list)
        for lead in leads.select_related("person", "post", "body", "unit"):
            self.leads[lead.action_id].append(lead)
        named = [lead for found in self.leads.values() for lead in found]
        self.holders: dict[int, list[Person]] = defaultdict(list)
        if posts := {lead.post_id for lead in named if lead.post_id}:
            for holding in PostHolding.objects.serving(on).filter(post__in=posts).select_related("person"):
                self.holders[holding.post_id].append(holding.person)
        self.seats: dict[int, list[Seat]] = defaultdict(list)
        if bodies := {lead.body_id for lead in named if lead.body_id}:
            for seat in Seat.objects.answering(on).filter(body__in=bodies).select_related("person"):
                self.seats[seat.body_id].append(seat)
        plans = Plan.objects.filter(pk__in={action.plan_id for action in actions}).select_related("owner")
        self.owners = {plan.pk: plan.owner for plan in plans if plan.owner is not None and plan.owner.is_active}
        self.roles: list[RoleHolding] = list(
            RoleHolding.objects.current(on)
            .filter(
                role__in=[Role.EQUALITY_LEAD, Role.DIRECTOR, Role.HEAD_OF_SERVICE],
                person__is_active=True,
            )
            .select_related("person")
            .order_by("person__full_name", "pk")
        )

    def answerers(self) -> dict[int, Answerers]:
        return {action.pk: self.answerers_of(action) for action in self.actions}

    def answerers_of(self, action: Action) -> Answerers:
        leads = self.leads.get(action.pk, [])
        first = [lead for lead in leads if lead.role == LeadRole.ACCOUNTABLE] or leads
        found = [self.of_lead(lead) for lead in first]
        asked = [each for each in found if each.can_be_asked]
        is_vacant = any(each.is_vacant for each in found)
        if asked:
            people = dict.fromkeys(person for each in asked for person in each.people)
            written = next((each for each in asked if each.address), _Found())
            why = " ".join(dict.fromkeys(each.why for each in asked))
            return Answerers(tuple(people), written.address, written.contact, why, is_vacant)
        reason = " ".join(dict.fromkeys(each.why for each in found if each.why)) or _("Nobody leads it.")
        if owner := self.owners.get(action.plan_id):
            why = _("%(reason)s %(owner)s owns the plan.") % {"reason": reason, "owner": owner}
            return Answerers((owner,), why=why, is_vacant=is_vacant, is_fallback=True)
        why = _("%s The plan has no owner, so the equality lead answers.") % reason
        return Answerers(tuple(self.equality_leads()), why=why, is_vacant=is_vacant, is_fallback=True)

    def of_lead(self, lead: Lead) -> _Found:
        match lead.kind:
            case LeadKind.PERSON:
                return self.of_person(lead)
            case LeadKind.POST:
                return self.of_post(lead)
            case LeadKind.BODY:
                return self.of_body(lead)
            case LeadKind.UNIT:
                return self.of_unit(lead)
            case LeadKind.ALL_DIRECTORATES:
                return _Found(why=_("Every directorate leads it, and none answers for the whole."))
        return _Found(why=_("Whom “%s” means is not known.") % lead.text)

    def of_person(self, lead: Lead) -> _Found:
        person: Any = lead.person
        if not person.is_active:
            return _Found(why=_("%s has left.") % person)
        return _Found((person,), why=_("%s leads it.") % person)

    def of_post(self, lead: Lead) -> _Found:
        post: Any = lead.post
        if people := self.holders.get(post.pk):
            names = ", ".join(str(person) for person in people)
            return _Found(tuple(people), why=_("%(people)s: %(post)s.") % {"people": names, "post": post})
        if post.is_abolished(self.on):
            return _Found(why=_("The post of %s was abolished.") % post, is_vacant=True)
        return _Found(why=_("The post of %s is vacant.") % post, is_vacant=True)

    def of_body(self, lead: Lead) -> _Found:
        body: Any = lead.body
        if seats := self.seats.get(body.pk):
            names = ", ".join(f"{seat.person} ({seat.post})" for seat in seats)
            why = _("%(people)s: %(body)s.") % {"people": names, "body": body}
            return _Found(tuple(dict.fromkeys(seat.person for seat in seats)), why=why)
        if body.contact_email:
            contact = body.contact_name or body.contact_email
            why = _("%(contact)s is the contact of %(body)s.") % {"contact": contact, "body": body}
            return _Found(address=body.contact_email, contact=contact, why=why)
        return _Found(why=_("%s has no chair, secretary or contact here.") % body)

    def of_unit(self, lead: Lead) -> _Found:
        unit: Any = lead.unit
        covering = [holding for holding in self.roles if holding.directorate_id and holding.covers(unit)]
        heads = [holding.person for holding in covering if holding.role == Role.HEAD_OF_SERVICE]
        if unit.kind == UnitKind.SERVICE:
            people = [person for person in heads if person.unit_id == unit.pk] or heads
        else:
            people = [holding.person for holding in covering if holding.role == Role.DIRECTOR] or heads
        if not people:
            return _Found(why=_("%s has no head of service.") % unit)
        names = ", ".join(str(person) for person in people)
        return _Found(
            tuple(dict.fromkeys(people)), why=_("%(people)s: head of %(unit)s.") % {"people": names, "unit": unit}
        )

    def equality_leads(self) -> list[Person]:
        return [
            holding.person
            for holding in self.roles
            if holding.role == Role.EQUALITY_LEAD and not holding.directorate_id
        ]
