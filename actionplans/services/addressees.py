"""Whom a step of an escalation chain means for an action, today."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actionplans.choices import AskedOf, LeadKind, LeadRole
from actionplans.models import Action, EscalationStep, Lead
from actionplans.rules.escalation import USUAL_CHAIN, Step
from actionplans.services.answering import Answerers, who_answers
from governance.models import Body, Seat
from organisation.choices import Role, UnitKind
from organisation.models import Person, RoleHolding, Unit


@dataclass(frozen=True)
class Addressee:
    """Somebody to write to: a person who signs in here, or a partner of whom only name and address are known."""

    email: str
    name: str
    person: Any = field(default=None, compare=False)

    @classmethod
    def of(cls, person: Person) -> "Addressee":
        return cls(person.email, person.full_name, person)


@dataclass(frozen=True)
class Found:
    """Who stands at a step for an action, why they do, and for which body; nobody where the post is vacant."""

    addressees: tuple[Addressee, ...]
    why: str
    body: Body | None = None


class Addressees:
    """Whom each step means, for these actions on a day: a fixed number of queries however many actions there are."""

    def __init__(self, actions: Iterable[Action], on: datetime.date) -> None:
        self.actions, self.on = list(actions), on

    def at(self, action: Action, asks: str, body: int | None = None) -> Found:
        match asks:
            case AskedOf.LEAD:
                return self._of_answerers(self.answerers[action.pk])
            case AskedOf.HEAD_OF_SERVICE:
                return self._in_charge(action, Role.HEAD_OF_SERVICE, _("head of service"))
            case AskedOf.DIRECTOR:
                return self._in_charge(action, Role.DIRECTOR, _("director"))
            case AskedOf.PLAN_OWNER:
                return self._of_plan(action)
        return self._of_body(self._body_for(action, body))

    @cached_property
    def answerers(self) -> dict[int, Answerers]:
        return who_answers(self.actions, self.on)

    def chain(self, action: Action) -> Sequence[Step]:
        """The plan's own chain, else the body's, else the usual one."""
        return self._chains.get(action.plan_id) or self._chains.get(None) or USUAL_CHAIN

    @cached_property
    def _chains(self) -> dict[int | None, list[Step]]:
        chains: dict[int | None, list[Step]] = defaultdict(list)
        for step in EscalationStep.objects.order_by("position"):
            chains[step.plan_id].append(Step(step.asks, step.after_days, step.body_id))
        return chains

    @cached_property
    def _holdings(self) -> list[RoleHolding]:
        roles = [Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.EQUALITY_LEAD]
        held = RoleHolding.objects.current(self.on).filter(role__in=roles, person__is_active=True)
        return list(held.select_related("person", "directorate").order_by("person__full_name", "pk"))

    @cached_property
    def _units(self) -> dict[int, Unit]:
        """Where the accountable lead of each action works, which is not always where the action belongs."""
        leads = Lead.objects.filter(action__in=[each.pk for each in self.actions], role=LeadRole.ACCOUNTABLE)
        found = {}
        for lead in leads.select_related("person__unit__parent", "post__unit__parent", "unit__parent"):
            holder = {LeadKind.PERSON: lead.person, LeadKind.POST: lead.post}.get(LeadKind(lead.kind))
            unit = lead.unit or (holder.unit if holder is not None else None)
            if unit is not None:
                found[lead.action_id] = unit
        return found

    @cached_property
    def _bodies(self) -> dict[int, Body]:
        return {body.pk: body for body in Body.objects.all()}

    @cached_property
    def _seats(self) -> dict[int, list[Seat]]:
        seats: dict[int, list[Seat]] = defaultdict(list)
        for seat in Seat.objects.answering(self.on).select_related("person"):
            seats[seat.body_id].append(seat)
        return seats

    def _of_answerers(self, found: Answerers) -> Found:
        people = [Addressee.of(person) for person in found.people]
        if found.address:
            people.append(Addressee(found.address, found.contact or found.address))
        return Found(tuple(people), found.why)

    def _in_charge(self, action: Action, role: str, words: str) -> Found:
        unit = self._units.get(action.pk) or action.unit or action.plan.directorate
        if unit is None:
            return Found((), _("No directorate answers for it, so it has no %s.") % words)
        holdings = [each for each in self._holdings if each.role == role and each.directorate_id and each.covers(unit)]
        if role == Role.HEAD_OF_SERVICE and unit.kind == UnitKind.SERVICE:
            holdings = [each for each in holdings if each.person.unit_id == unit.pk] or holdings
        if not holdings:
            return Found((), _("%(place)s has no %(post)s at present.") % {"place": unit.directorate, "post": words})
        why = _("As %(post)s for %(place)s.") % {"post": words, "place": unit.directorate}
        return Found(tuple(dict.fromkeys(Addressee.of(each.person) for each in holdings)), why)

    def _of_plan(self, action: Action) -> Found:
        owner = action.plan.owner
        if owner is not None and owner.is_active:
            return Found((Addressee.of(owner),), _("As owner of the plan."))
        leads = [each for each in self._holdings if each.role == Role.EQUALITY_LEAD and each.directorate_id is None]
        return Found(
            tuple(dict.fromkeys(Addressee.of(each.person) for each in leads)),
            _("As equality lead: the plan has no owner."),
        )

    def _body_for(self, action: Action, named: int | None) -> Body | None:
        """The body the step names; else the one that the deadline or a lead of the action does."""
        if named is not None:
            return self._bodies.get(named)
        lead = next((lead for lead in action.leads.all() if lead.body_id), None)
        if lead is not None and lead.body_id is not None:
            return self._bodies.get(lead.body_id)
        name = action.deadline_body.casefold()
        return next((body for body in self._bodies.values() if name and body.name.casefold() == name), None)

    def _of_body(self, body: Body | None) -> Found:
        if body is None:
            return Found((), _("No body watches over it."))
        why = _("So that “no answer” stands in the agenda of %s.") % body
        people = [Addressee.of(seat.person) for seat in self._seats.get(body.pk, ())]
        if not people and body.contact_email:
            people = [Addressee(body.contact_email, body.contact_name or body.contact_email)]
        return Found(tuple(dict.fromkeys(people)), why, body)
