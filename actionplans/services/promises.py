"""What an approved assessment promises becomes actions of its directorate's plan, with lead and deadline."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.choices import LeadKind, LeadRole, PlanState
from actionplans.models import Action, Lead, Plan
from actionplans.services.actions import next_reference
from actionplans.services.plans import outcome_of
from actionplans.services.reading import set_deadline
from eqia.choices import Outcome
from eqia.models import Assessment, Mitigation
from eqia.services import promise_to_find_out
from organisation.models import Unit


@transaction.atomic
def take_up_promises(*, assessment: Assessment) -> list[Action]:
    """Make an action of each promise of an approved assessment that none carries out yet; doing it again changes nothing.

    What is not known becomes an action to find out. Nothing is taken up from an assessment that is being written again,
    was withdrawn, or ended in stopping the proposal.
    """
    locked = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("screening", "conclusion", "unit__parent")
        .get(pk=assessment.pk)
    )
    if not Assessment.objects.finished().filter(pk=locked.pk).exists() or locked.conclusion.outcome == Outcome.STOP:
        return []
    promise_to_find_out(assessment=locked)
    open_promises = locked.mitigations.filter(actions__isnull=True).select_related(
        "impact__characteristic", "lead_person"
    )
    promises = list(open_promises.order_by("pk"))
    if not promises:
        return []
    plan = plan_of_promises(locked.unit.directorate)
    objectives = list(locked.objectives.all())
    return [_action(plan, locked, promise, objectives) for promise in promises]


def plan_of_promises(directorate: Unit) -> Plan:
    """The directorate's current plan of promises, locked; made if there is none, beside an older one that was closed."""
    title = _("Promises of our EqIAs")
    plans = Plan.objects.select_for_update().filter(title=title, directorate=directorate)
    if plan := plans.exclude(state=PlanState.CLOSED).first():
        return plan
    closed = plans.count()
    strand = f"{directorate.name} ({closed + 1})" if closed else directorate.name
    plan, _made = Plan.objects.get_or_create(
        title=title, strand=strand, defaults={"directorate": directorate, "state": PlanState.CURRENT}
    )
    return plan


def _action(plan: Plan, assessment: Assessment, promise: Mitigation, objectives: list[Any]) -> Action:
    last = plan.actions.aggregate(last=Max("position"))["last"] or 0
    action = Action(
        plan=plan,
        position=last + 1,
        reference=next_reference(plan),
        description=promise.description,
        impact=promise.unknown,
        indicator=promise.indicator,
        unit=assessment.unit,
        mitigation=promise,
        outcome=outcome_of(plan=plan, text=f"{assessment.reference} {assessment.title}"),
        leads_text=promise.lead_person.full_name if promise.lead_person else "",
    )
    day = date_format(promise.due_on, "j F Y") if promise.due_on else ""
    set_deadline(action, day, timezone.localdate())
    action.save()
    if promise.lead_person:
        Lead.objects.create(
            action=action,
            role=LeadRole.ACCOUNTABLE,
            kind=LeadKind.PERSON,
            text=promise.lead_person.full_name,
            person=promise.lead_person,
        )
    if promise.impact:
        action.characteristics.set([promise.impact.characteristic])
    action.objectives.set(objectives)
    return action


def take_up_forgotten_promises() -> int:
    """Approved assessments with a promise or an unknown that no action carries out: for the clock. Returns how many."""
    promised = Q(mitigations__isnull=False, mitigations__actions__isnull=True)
    unknown = (
        Q(impacts__effect="unknown")
        | Q(impacts__subgroups__effect="unknown")
        | Q(intersections__effect="unknown")
        | Q(module_answers__relevance="unknown")
        | Q(gaps__cannot_reason="")
    )
    waiting = Assessment.objects.finished().filter(promised | unknown).order_by().values_list("pk", flat=True)
    taken_up = 0
    for pk in sorted(set(waiting)):
        taken_up += bool(take_up_promises(assessment=Assessment(pk=pk)))
    return taken_up
