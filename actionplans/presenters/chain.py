"""Where an action came from, what it shares and what depends on it, as far as the reader may see."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.utils.translation import gettext as _

from actionplans.models import Action, ActionDependency
from actionplans.presenters.actions import ActionRow
from actionplans.presenters.words import in_words
from eqia.models import Assessment
from objectives.models import Objective
from toolkit.tags import Tag


@dataclass(frozen=True)
class Link:
    """One thing an action hangs together with. `words` says how, `name` what it is; `warning` what is wrong there."""

    words: str
    name: str
    url: str
    tag: Tag | None = None
    note: str = ""
    warning: str = ""
    key: int | None = None


@dataclass
class Chain:
    """From what, with what and to what; any of them may be empty."""

    sources: list[Link] = field(default_factory=list)
    waits_for: list[Link] = field(default_factory=list)
    shared: list[Link] = field(default_factory=list)
    serves: list[Link] = field(default_factory=list)
    follows: list[Link] = field(default_factory=list)
    awaited_by: list[Link] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any((self.sources, self.waits_for, self.shared, self.serves, self.follows, self.awaited_by))

    @property
    def warnings(self) -> list[Link]:
        return [link for link in self.waits_for if link.warning]


def chain_of(action: Action, person: Any, on: datetime.date) -> Chain:
    """In at most six queries, however long the chain."""
    chain = Chain(sources=_origins(action, person))
    related = _related(action)
    ids = {pk for pks in related.values() for pk in pks}
    seen = {
        each.pk: each
        for each in Action.objects.visible_to(person).filter(pk__in=ids).select_related("plan", "unit", "outcome")
    }

    whys = dict(action.waits_for.values_list("depends_on", "why"))

    def links(kind: str, words: str) -> list[Link]:
        return [
            _to(seen[pk], words, on, whys.get(pk) if kind == "waits_for" else None)
            for pk in related[kind]
            if pk in seen
        ]

    chain.sources += links("before", _("Follows on from")) + links("whole", _("Part of"))
    chain.waits_for = links("waits_for", _("Waits for"))
    chain.shared = links("shared", _("The same work as"))
    chain.follows = links("after", _("Followed by"))
    chain.awaited_by = links("awaited_by", _("Awaited by"))
    chain.serves = [
        Link(_("Serves the objective"), str(objective), objective.get_absolute_url())
        for objective in Objective.objects.visible_to(person).filter(actions=action)
    ]
    return chain


def _related(action: Action) -> dict[str, list[int]]:
    """The keys of the actions it hangs together with, by how; in one query."""
    actions = Action.objects.order_by()
    awaiting = ActionDependency.objects.order_by()
    questions: Iterable[tuple[str, Any, str]] = (
        ("after", actions.filter(successor_of=action), "pk"),
        ("waits_for", awaiting.filter(action=action), "depends_on"),
        ("awaited_by", awaiting.filter(depends_on=action), "action"),
        ("shared", actions.filter(shared_work=action.shared_work_id or 0).exclude(pk=action.pk), "pk"),
    )
    rows = [rows.annotate(how=Value(how), other=F(key)).values_list("how", "other") for how, rows, key in questions]
    found: dict[str, list[int]] = defaultdict(list)
    for how, pk in rows[0].union(*rows[1:], all=True):
        found[how].append(pk)
    found["before"] = [action.successor_of_id] if action.successor_of_id else []
    found["whole"] = [action.parent_id] if action.parent_id else []
    return found


def _origins(action: Action, person: Any) -> list[Link]:
    links = []
    assessment = action.mitigation.assessment if action.mitigation else None
    if assessment is not None and Assessment.objects.visible_to(person).filter(pk=assessment.pk).exists():
        mitigation: Any = action.mitigation
        words = _("To find out what is not known, in the EqIA") if mitigation.unknown else _("Promised in the EqIA")
        links.append(
            Link(
                words,
                f"{assessment.reference} {assessment.title}",
                assessment.get_absolute_url(),
                note=mitigation.description,
            )
        )
    recommendation = action.recommendation
    if recommendation is not None and person.has_perm("governance.view_recommendations"):
        words = _("Answers a complaint") if recommendation.kind == "complaint" else _("Recommended by")
        note = f"{in_words(recommendation.dated_on)}. {recommendation.get_response_display()}."
        links.append(Link(words, str(recommendation), recommendation.get_absolute_url(), note=note))
    return links  # fmt: skip


def _to(other: Action, words: str, on: datetime.date, why: str | None) -> Link:
    """`why` is given, and may be empty, where the action waits for the other one."""
    name = f"{other.plan.short_name} {other.reference}: {other.description}"
    warning = ""
    if why is not None and other.is_overdue(on) and other.falls_due_on:
        warning = _("It is late: it was due on %s.") % in_words(other.falls_due_on)
    elif why is not None and other.status == "stopped":
        warning = _("It was stopped, so this action waits in vain.")
    return Link(words, name, other.get_absolute_url(), ActionRow(other, on).tag, why or "", warning, other.pk)
