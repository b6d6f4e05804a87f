"""Suggesting which actions are the same work, and keeping what people say about it."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import PlanState, Verdict
from actionplans.models import Action, Likeness
from actionplans.querysets import OPEN
from actionplans.rules.likeness import Work, likely_pairs
from actionplans.services.links import link_shared, unlink_shared
from governance.errors import MoveRefused


@transaction.atomic
def suggest(*, among: Collection[int] | None = None) -> int:
    """Note the pairs of open actions that read like the same work; with `among`, only pairs with one of these.

    Pairs noted before, judged or not, are left alone; so are actions already linked, an action and its successor, and an
    action and the directorates' parts of it. Returns how many are new.
    """
    works = [_work(*row) for row in _rows()]
    known = set(Likeness.objects.values_list("first", "second"))
    kin = _kin()
    new = [
        Likeness(first_id=pair.first, second_id=pair.second, score=pair.score, reasons=list(pair.reasons))
        for pair in likely_pairs(works, among=among)
        if (pair.first, pair.second) not in known and kin.get(pair.first, 0) != kin.get(pair.second, -1)
    ]
    Likeness.objects.bulk_create(new, batch_size=1_000, ignore_conflicts=True)
    return len(new)


def _rows() -> Any:
    found = Action.objects.filter(status__in=OPEN, parent__isnull=True).exclude(plan__state=PlanState.CLOSED)
    return found.order_by("pk").values_list(
        "pk", "plan", "description", "impact", "outcome__text", "leads_text", "due_on"
    )


def _work(
    pk: int, plan: int, description: str, impact: str, outcome: str | None, lead: str, due_on: datetime.date | None
) -> Work:
    return Work(pk, plan, description, impact, outcome or "", lead, due_on)


def _kin() -> dict[int, int]:
    """For actions that follow one another or are linked: a number that they share."""
    kin: dict[int, int] = {}
    chained = Action.objects.filter(Q(successor_of__isnull=False) | Q(shared_work__isnull=False)).order_by("pk")
    for pk, before, shared in chained.values_list("pk", "successor_of", "shared_work"):
        if shared:
            # Negative, so that it is no action's own number.
            kin[pk] = -shared
        elif before:
            kin[pk] = kin.setdefault(before, before)
    return kin


@transaction.atomic
def judge(*, likeness: Likeness, verdict: str, by: Any) -> Likeness:
    """What a person says of a pair: the same work is linked at once, different work is never suggested again.

    Raises MoveRefused where somebody has judged it already.
    """
    locked = Likeness.objects.select_for_update().get(pk=likeness.pk)
    if locked.verdict != Verdict.OPEN:
        raise MoveRefused(_("Somebody has answered this already: %s.") % locked.get_verdict_display().lower())
    locked.verdict, locked.by, locked.judged_at = Verdict(verdict), by, timezone.now()
    locked.save()
    if verdict == Verdict.SAME:
        link_shared(actions=[locked.first, locked.second], by=by)
    return locked


@transaction.atomic
def part_company(*, action: Action, by: Any) -> None:
    """Take an action out of its shared work. What was reported for all stays; the pairs are not suggested again."""
    others = list(action.shared_work.actions.exclude(pk=action.pk)) if action.shared_work else []
    unlink_shared(action=action, by=by)
    for other in others:
        first, second = sorted([action.pk, other.pk])
        said = {"verdict": Verdict.DIFFERENT, "by": by, "judged_at": timezone.now()}
        Likeness.objects.update_or_create(
            first_id=first,
            second_id=second,
            defaults=said,
            create_defaults={**said, "score": 0, "reasons": [_("They were linked, and taken apart again.")]},
        )
