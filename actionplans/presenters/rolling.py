"""Which plans a plan rolled out of and into, and how many of its actions."""

from typing import Any, NamedTuple

from django.db.models import Count

from actionplans.models import Action, Plan


class Rolled(NamedTuple):
    """Another plan and how many actions came from it, or went on into it."""

    plan: Plan
    number: int
    is_next: bool


def rolled_of(plan: Plan, person: Any) -> list[Rolled]:
    """The plans before, then those after, as far as the person sees them; in three queries."""
    seen = Action.objects.visible_to(person).order_by()
    before = seen.filter(plan=plan, successor_of__isnull=False).values_list("successor_of__plan").annotate(Count("pk"))
    after = seen.filter(successor_of__plan=plan).values_list("plan").annotate(Count("pk"))
    numbers = {False: dict(before), True: dict(after)}
    plans = Plan.objects.visible_to(person).in_bulk({*numbers[False], *numbers[True]})
    return [
        Rolled(plans[pk], number, is_next)
        for is_next, found in numbers.items()
        for pk, number in sorted(found.items())
        if pk in plans
    ]
