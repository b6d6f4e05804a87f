"""What actions have to do with each other: the same work in several plans, and what waits for what."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from actionplans.models import Action, ActionDependency, SharedWork
from actionplans.rules.chains import loop_made_by


@transaction.atomic
def link_shared(*, actions: Sequence[Action], by: Any) -> SharedWork:
    """Say that these actions are the same work; whatever is linked with one of them already is linked with all."""
    locked = list(
        Action.objects.select_for_update(of=("self",)).filter(pk__in=[action.pk for action in actions]).order_by("pk")
    )
    if len(locked) < 2:
        raise ValidationError(_("Choose another action to link it with"))
    known = [action.shared_work for action in locked if action.shared_work]
    work = known[0] if known else SharedWork.objects.create(by=by)
    joining = {action.pk for action in locked}
    joining |= set(Action.objects.filter(shared_work__in=known).values_list("pk", flat=True))
    for action in Action.objects.filter(pk__in=joining).exclude(shared_work=work):
        action.shared_work = work
        action.save()
    return work


@transaction.atomic
def unlink_shared(*, action: Action, by: Any) -> None:
    """Take an action out of its shared work; the last one left is no shared work any more. Updates stay where they are."""
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    work, locked.shared_work = locked.shared_work, None
    locked.save()
    left = list(work.actions.all()) if work else []
    if len(left) == 1:
        left[0].shared_work = None
        left[0].save()


# Dependencies are added one at a time, so that two people cannot close a loop between them.
ADDING = 20_071


@transaction.atomic
def depend(*, action: Action, on: Action, by: Any, why: str = "") -> ActionDependency:
    """Say that one action waits for another. Refused, with the loop in words, where the other waits for it already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADDING])
    if action.pk == on.pk:
        raise ValidationError(_("An action cannot depend on itself"))
    edges = ActionDependency.objects.values_list("action", "depends_on")
    if loop := loop_made_by(action.pk, on.pk, edges):
        named = {each.pk: each for each in Action.objects.filter(pk__in=loop).select_related("plan")}
        words = _(" waits for ").join(f"{named[pk].plan.short_name} {named[pk].reference}" for pk in loop)
        raise ValidationError(_("That would go round in a circle: %s. Choose another action.") % words)
    dependency, _made = ActionDependency.objects.get_or_create(
        action=action, depends_on=on, defaults={"why": why.strip()[:300]}
    )
    return dependency


@transaction.atomic
def stop_depending(*, dependency: ActionDependency, by: Any) -> None:
    dependency.delete()
