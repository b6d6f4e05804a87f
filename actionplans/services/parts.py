"""What every directorate is to do, made into an action for each: its part, with a lead, updates and a status of its own."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplans.choices import LeadKind, LeadMatch, LeadRole
from actionplans.models import Action, Lead
from actionplans.services.leads import meaning_of
from actionplans.services.reading import Meaning
from organisation.models import Post, Unit

# What a part has of the whole; who leads it, its updates and its status are its own.
COPIED = (
    *("plan_id", "outcome_id", "position", "description", "impact", "indicator", "later_years"),
    *("deadline_text", "deadline_kind", "deadline_precision", "starts_on", "due_on", "milestones", "deadline_body"),
    *("deadline_question", "is_deadline_settled", "next_review_on", "next_milestone_on", "meeting_id"),
)


@dataclass(frozen=True)
class Share:
    """The part of one directorate, made or to be made: its reference, and who would lead it."""

    unit: Unit
    reference: str
    leader: Meaning
    part: Action | None = None


def shares_of(action: Action, on: datetime.date) -> list[Share]:
    """The open directorates, each with its part if it has one, in at most four queries.

    A directorate's own part is led by its director, where there is such a post, and else by the directorate.
    """
    parts = {part.unit_id: part for part in action.children.select_related("unit")}
    units = list(Unit.objects.directorates().open(on).order_by("name"))
    posts: dict[int | None, Post] = {}
    for post in Post.objects.open(on).filter(unit__in=units).select_related("unit").order_by("-title"):
        if post.title.casefold().startswith(
            ("director", "executive director", "strategic director", "corporate director")
        ):
            posts[post.unit_id] = post
    taken = set(action.plan.actions.values_list("reference", flat=True))
    shares = []
    for unit in units:
        part = parts.get(unit.pk)
        reference = part.reference if part else _reference(action, unit, taken)
        taken.add(reference)
        shares.append(Share(unit, reference, meaning_of(posts.get(unit.pk, unit)), part))
    return shares


@transaction.atomic
def make_parts(*, action: Action, leaders: Mapping[int, Meaning], by: Any, on: datetime.date) -> list[Action]:
    """Make the part of each directorate in `leaders` (who leads it, by the directorate's key). One that has its part keeps
    it, so that a directorate which joins later gets its own without touching the others."""
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if locked.parent_id is not None:
        raise ValidationError(_("This is a part already: it has no parts of its own"))
    if not locked.is_open:
        raise ValidationError(
            _("This action is finished. Take it up again before you give every directorate its part.")
        )
    made = [
        _make(locked, share, leaders[share.unit.pk])
        for share in shares_of(locked, on)
        if share.part is None and share.unit.pk in leaders
    ]
    if made:
        locked.is_in_parts = True
        locked.save()
        for lead in locked.leads.filter(kind=LeadKind.ALL_DIRECTORATES, is_confirmed=False):
            lead.is_confirmed = True
            lead.save()
    return made


def _make(action: Action, share: Share, leader: Meaning) -> Action:
    part = Action(parent=action, unit=share.unit, reference=share.reference, leads_text=action.leads_text)
    for name in COPIED:
        setattr(part, name, getattr(action, name))
    part.full_clean()
    part.save()
    part.characteristics.set(action.characteristics.all())
    part.objectives.set(action.objectives.all())
    lead = Lead(
        action=part,
        role=LeadRole.ACCOUNTABLE,
        text=str(leader.record)[:300],
        match=LeadMatch.CHOSEN,
        is_confirmed=True,
    )
    leader.put_on(lead)
    lead.save()
    return part


def _reference(action: Action, unit: Unit, taken: set[str]) -> str:
    """The action's own and the directorate's short code, "4/adults"; a number where that is too long or taken."""
    wanted = f"{action.reference}/{unit.code}"
    if len(wanted) <= 40 and wanted not in taken:
        return wanted
    return next(text for number in range(1, 10_000) if (text := f"{action.reference[:34]}.{number}") not in taken)


def is_for_every_directorate(action: Action) -> bool:
    """Whether its words give it to every directorate and it is not divided yet; the leads have been fetched."""
    return (
        not action.is_in_parts
        and action.parent_id is None
        and any(lead.kind == LeadKind.ALL_DIRECTORATES and lead.role != LeadRole.SUPPORT for lead in action.leads.all())
    )
