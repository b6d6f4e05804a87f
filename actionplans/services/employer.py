"""Writing the employer action plan and taking it through its steps."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplans.choices import EmployerPlanState, EmployerStatus
from actionplans.models import Action, EmployerAction, EmployerPlan
from actionplans.rules.employer import BY_KEY, Entry, PlanContent, reporting_year
from governance.services import freeze, move
from organisation.models import Organisation
from toolkit.history import lock_unchanged


@transaction.atomic
def start_plan(*, year: int, by: Any) -> EmployerPlan:
    """The plan of a reporting year: the one there is, or a new draft that takes over last year's link and texts.

    An action that was new or in progress last year is put before its author again as it was written then.
    """
    plan, is_new = EmployerPlan.objects.get_or_create(year=year)
    before = EmployerPlan.objects.filter(year=year - 1).first() if is_new else None
    if before is not None:
        for name in ("narrative", "link", "first_name", "last_name", "job_title"):
            setattr(plan, name, getattr(before, name))
        plan.save()
        for entry in before.entries.prefetch_related("actions"):
            copy = plan.entries.create(key=entry.key, status=entry.status, support=entry.support)
            copy.actions.set(entry.actions.all())
    return plan


@transaction.atomic
def describe_plan(*, plan: EmployerPlan, version: int, by: Any, **fields: Any) -> EmployerPlan:
    """The narrative, the link and the responsible person. Raises ChangedMeanwhile."""
    locked = lock_unchanged(plan, version)
    _demand_draft(locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def set_entry(
    *,
    plan: EmployerPlan,
    key: str,
    status: str,
    support: str = "",
    actions: Iterable[Action] = (),
    by: Any,
    entry: EmployerAction | None = None,
    version: int = 0,
) -> EmployerAction | None:
    """Say how far an action of the catalogue has come, or take it out of the plan (`status` empty).

    `entry` and `version` are those on which the writer opened it; raises ChangedMeanwhile.
    """
    plan = EmployerPlan.objects.select_for_update().get(pk=plan.pk)
    _demand_draft(plan)
    _demand_known(key)
    entry = lock_unchanged(entry, version) if entry else plan.entries.filter(key=key).first()
    if not status:
        if entry:
            entry.delete()
        return None
    entry = entry or EmployerAction(plan=plan, key=key)
    entry.status, entry.support = status, support
    entry.full_clean()
    entry.save()
    entry.actions.set(actions)
    return entry


@transaction.atomic
def mark_action(*, plan: EmployerPlan, key: str, action: Action, by: Any) -> EmployerAction:
    """Say that an action of ours carries out one of the catalogue; what is not in the plan yet comes into it as new."""
    plan = EmployerPlan.objects.select_for_update().get(pk=plan.pk)
    _demand_draft(plan)
    _demand_known(key)
    entry, _is_new = plan.entries.get_or_create(key=key, defaults={"status": EmployerStatus.NEW})
    entry.actions.add(action)
    return entry


@transaction.atomic
def take_step(*, plan: EmployerPlan, step: str, by: Any, reason: str = "") -> EmployerPlan:
    """Approve, publish or revise. What is published is frozen word for word; the version before it is retired."""
    moved = move(plan, step, by=by, reason=reason)
    if moved.state == EmployerPlanState.PUBLISHED:
        freeze(moved, payload=payload_of(moved.year, moved.content), stage="published", by=by)
    return moved


def payload_of(year: int, content: PlanContent) -> dict[str, Any]:
    """A plan under the names that the government service has for its parts, in the order of its catalogue."""
    first_name, last_name, job_title = content.responsible
    order = list(BY_KEY)
    return {
        "EmployerName": Organisation.the().name,
        "ReportingYear": year,
        "ReportingPeriod": reporting_year(year),
        "SupportingNarrative": content.narrative,
        "LinkToReport": content.link,
        "ResponsiblePersonFirstName": first_name,
        "ResponsiblePersonLastName": last_name,
        "ResponsiblePersonJobTitle": job_title,
        "Actions": [_payload_of(entry) for entry in sorted(content.entries, key=lambda each: order.index(each.key))],
    }


def _payload_of(entry: Entry) -> dict[str, str]:
    action = BY_KEY[entry.key]
    return {
        "Action": action.identifier,
        "Name": action.name,
        "NewStatus": {EmployerStatus.NEW: "NewOrInProgress", EmployerStatus.EMBEDDED: "Embedded"}[
            EmployerStatus(entry.status)
        ],
        "SupportingText": entry.support,
    }


def _demand_draft(plan: EmployerPlan) -> None:
    if plan.state != EmployerPlanState.DRAFT:
        raise ValidationError(
            _("The plan is %s. Take it up again before you change it.") % plan.get_state_display().lower()
        )


def _demand_known(key: str) -> None:
    if key not in BY_KEY:
        raise ValidationError(_("Select an action of the government’s catalogue"))
