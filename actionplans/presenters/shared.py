"""Where else something is reported that was said once of work that stands in several plans."""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from actionplans.models import Action, Update


def with_also(updates: list[Update], person: Any) -> list[Update]:
    """Each update with `also`: the other actions, as far as the person sees them, for which the same was reported."""
    first_of = {update.also_from_id or update.pk: update for update in updates}
    seen = Action.objects.visible_to(person).order_by().values("pk")
    told = Update.objects.filter(Q(pk__in=first_of) | Q(also_from__in=first_of), action__in=seen)
    names = defaultdict(list)
    for each in told.exclude(pk__in=[update.pk for update in updates]).select_related("action__plan").order_by("pk"):
        names[each.also_from_id or each.pk].append(f"{each.action.plan.short_name} {each.action.reference}")
    for first, update in first_of.items():
        update.also = ", ".join(names[first])  # type: ignore[attr-defined]  # for the page only
    return updates


def also_reported_for(action: Action, person: Any) -> str:
    """The other open actions, as far as the person sees them, for which an update of this one will be reported."""
    if action.shared_work_id is None:
        return ""
    others = Action.objects.visible_to(person).open().filter(shared_work=action.shared_work_id).exclude(pk=action.pk)
    return ", ".join(
        f"{each.plan.short_name} {each.reference}" for each in others.select_related("plan").order_by("pk")
    )
