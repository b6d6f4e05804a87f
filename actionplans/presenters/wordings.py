"""The wordings of leads in a plan, each once however often it stands there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q

from actionplans.choices import LeadKind, LeadRole, Status
from actionplans.models import Action, Lead, Plan
from actionplans.querysets import OPEN, LeadQuerySet
from actionplans.rules.leads import same_name


@dataclass(frozen=True)
class Wording:
    """Words that stand in these leads; `elsewhere` counts the actions of other plans among them."""

    text: str
    leads: list[Lead]
    elsewhere: int

    @property
    def prefix(self) -> str:
        """A name for the fields of its form: the same on every visit."""
        return f"w{sha256(same_name(self.text).encode()).hexdigest()[:12]}"

    @property
    def is_read(self) -> bool:
        """Whether somebody of that very name was found, so that a yes is enough."""
        return all(lead.target is not None for lead in self.leads)

    @property
    def target(self) -> Any:
        return self.leads[0].target

    @property
    def actions(self) -> list[Action]:
        return list({lead.action_id: lead.action for lead in self.leads}.values())

    @property
    def first(self) -> Lead:
        return self.leads[0]


def wordings_of(leads: LeadQuerySet, plan: Plan) -> list[Wording]:
    """The wordings of a plan that are not settled, the most frequent first, in two queries. Those leads of other plans
    are among them that have the same words: one answer settles all."""
    here = leads.filter(action__plan=plan).select_related("action__plan", "person", "post__unit", "unit", "body")
    by_key: dict[str, list[Lead]] = defaultdict(list)
    for lead in here.order_by("action__position", "position"):
        by_key[same_name(lead.text)].append(lead)
    others = leads.exclude(action__plan=plan).select_related("action__plan", "person", "post__unit", "unit", "body")
    texts = _as_written(leads.exclude(action__plan=plan), by_key)
    for lead in others.filter(text__in=texts) if texts else []:
        by_key[same_name(lead.text)].append(lead)
    found = []
    for same in by_key.values():
        # What is read and what is not are two questions, even in the same words.
        for group in (
            [each for each in same if each.target is None],
            [each for each in same if each.target is not None],
        ):
            if group and any(lead.action.plan_id == plan.pk for lead in group):
                elsewhere = len({lead.action_id for lead in group if lead.action.plan_id != plan.pk})
                found.append(Wording(group[0].text, group, elsewhere))
    return sorted(found, key=lambda wording: (-len(wording.leads), wording.text.casefold()))


def _as_written(leads: LeadQuerySet, keys: Iterable[str]) -> set[str]:
    known = set(keys)
    return {text for text in leads.order_by().values_list("text", flat=True).distinct() if same_name(text) in known}


def accountability_questions(plan: Plan) -> Any:
    """Open actions of a plan with several leads of whom none is accountable."""
    leading = Count("leads", filter=~Q(leads__role=LeadRole.SUPPORT))
    answering = Count("leads", filter=Q(leads__role=LeadRole.ACCOUNTABLE))
    counted = plan.actions.to_be_done().filter(status__in=OPEN).annotate(leading=leading, answering=answering)
    return counted.filter(leading__gt=1, answering=0).order_by("position", "pk")


def to_be_divided(plan: Plan) -> Any:
    """Open actions of every directorate that have no parts yet."""
    everybody = Lead.objects.filter(kind=LeadKind.ALL_DIRECTORATES).exclude(role=LeadRole.SUPPORT)
    undivided = plan.actions.filter(parent__isnull=True, is_in_parts=False).exclude(
        status__in=[Status.COMPLETED, Status.STOPPED]
    )
    return undivided.filter(leads__in=everybody).order_by("position", "pk").distinct()
