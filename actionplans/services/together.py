"""Changing many actions at once: first what would become of each and what is refused, then all of it or nothing."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.choices import LeadRole, PlanState, Status
from actionplans.models import Action, ActionCharacteristic, Plan
from actionplans.services.actions import change_deadline
from actionplans.services.asking import ask_for_updates
from actionplans.services.leads import set_leads
from actionplans.services.updates import TRANSITIONS, record_update
from organisation.models import Characteristic, Person, Unit

# So many can be changed together.
MOST = 5_000
# More than these are changed by a worker, so that nobody waits for a page.
AT_ONCE = 200


class ChangedSince(Exception):
    """Something is not as the preview showed it."""


@dataclass(frozen=True)
class Wanted:
    """What is to be changed in each, as plain values; empty ones stay as they are. `reason` is kept with every change."""

    reason: str
    deadline: str = ""
    next_review_on: str = ""
    unit: int | None = None
    plan: int | None = None
    lead: int | None = None
    status: str = ""
    add_characteristics: Sequence[int] = ()
    take_characteristics: Sequence[int] = ()
    asks: bool = False
    question: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_anything(self) -> bool:
        return any(value for name, value in asdict(self).items() if name not in ("reason", "question"))

    @property
    def edits(self) -> bool:
        """Whether it takes the right to edit, not only to report."""
        names = ("deadline", "next_review_on", "unit", "plan", "lead", "add_characteristics", "take_characteristics")
        return any(getattr(self, name) for name in names)


@dataclass(frozen=True)
class Outcome:
    """One action: (label, before, after) for each change, or why it is refused."""

    action: Action
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    refused: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.changes) and not self.refused


@dataclass(frozen=True)
class Preview:
    outcomes: list[Outcome]

    @property
    def changed(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.is_changed]

    @property
    def refused(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.refused]

    @property
    def same(self) -> list[Outcome]:
        return [each for each in self.outcomes if not each.refused and not each.changes]

    @property
    def seal(self) -> str:
        """The same for the same changes of the same actions; any other preview has another one."""
        said = [[each.action.pk, each.changes, each.refused] for each in self.outcomes]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass
class _Known:
    """The records that are chosen, fetched once for all actions."""

    unit: Unit | None
    plan: Plan | None
    lead: Person | None
    add: list[Characteristic]
    take: list[Characteristic]
    taken_references: set[str]

    @classmethod
    def of(cls, wanted: Wanted) -> "_Known":
        named = Characteristic.objects.in_bulk([*wanted.add_characteristics, *wanted.take_characteristics])
        plan = Plan.objects.filter(pk=wanted.plan).first() if wanted.plan else None
        return cls(
            unit=Unit.objects.filter(pk=wanted.unit).first() if wanted.unit else None,
            plan=plan,
            lead=Person.objects.filter(pk=wanted.lead).first() if wanted.lead else None,
            add=[named[pk] for pk in wanted.add_characteristics if pk in named],
            take=[named[pk] for pk in wanted.take_characteristics if pk in named],
            taken_references=set(plan.actions.values_list("reference", flat=True)) if plan else set(),
        )


def preview(*, actions: Iterable[Action], wanted: Wanted, by: Any) -> Preview:
    """What would become of each. `actions` come with their parts, characteristics and plans' owners."""
    known = _Known.of(wanted)
    return Preview([_outcome(action, wanted, known, by) for action in actions])


def with_everything(actions: Any) -> Any:
    """Actions with all that a preview looks at, in a fixed number of queries and in a fixed order."""
    return actions.with_parts().select_related("plan__owner").prefetch_related("characteristics").order_by("pk")


def _outcome(action: Action, wanted: Wanted, known: _Known, by: Any) -> Outcome:
    if wanted.edits and not by.has_perm("actionplans.edit_action", action):
        return Outcome(action, refused=_("You may not change this action."))
    if (wanted.status or wanted.asks) and not by.has_perm("actionplans.update_action", action):
        return Outcome(action, refused=_("You may not report on this action."))
    if refused := _refused(action, wanted, known):
        return Outcome(action, refused=refused)
    return Outcome(action, list(_changes(action, wanted, known)))


def _refused(action: Action, wanted: Wanted, known: _Known) -> str:
    is_to_move = wanted.status and wanted.status != action.status
    if is_to_move and (Status(action.status), Status(wanted.status)) not in TRANSITIONS:
        words = {"now": action.get_status_display().lower(), "then": str(Status(wanted.status).label).lower()}
        return _("It is %(now)s and cannot become “%(then)s”.") % words
    if known.plan and known.plan.pk != action.plan_id:
        if known.plan.state == PlanState.CLOSED:
            return _("%s is closed.") % known.plan
        if action.reference in known.taken_references:
            return _("%(plan)s has an action %(reference)s already.") % {
                "plan": known.plan,
                "reference": action.reference,
            }
        known.taken_references.add(action.reference)
    if wanted.asks and not action.is_open:
        return _("It is over, so nobody is asked about it.")
    return ""


def _changes(action: Action, wanted: Wanted, known: _Known) -> Iterable[tuple[str, str, str]]:
    if wanted.deadline and wanted.deadline != action.deadline_text:
        yield _("Deadline"), action.deadline_text, wanted.deadline
    if wanted.next_review_on:
        day = datetime.date.fromisoformat(wanted.next_review_on)
        if day != action.next_review_on:
            yield _("Next review"), _day(action.next_review_on) if action.next_review_on else "", _day(day)
    if known.unit and known.unit.pk != action.unit_id:
        yield _("Directorate or service"), str(action.unit or ""), str(known.unit)
    if known.plan and known.plan.pk != action.plan_id:
        yield _("Plan"), str(action.plan), str(known.plan)
    if known.lead:
        accountable = next((lead for lead in action.leads.all() if lead.role == LeadRole.ACCOUNTABLE), None)
        if accountable is None or accountable.target != known.lead:
            yield _("Accountable"), str(accountable or ""), str(known.lead)
    if wanted.status and wanted.status != action.status:
        yield _("Status"), str(action.get_status_display()), str(Status(wanted.status).label)
    before = {each.pk: each.name for each in action.characteristics.all()}
    after = before | {each.pk: each.name for each in known.add}
    after = {pk: name for pk, name in after.items() if pk not in {each.pk for each in known.take}}
    if set(before) != set(after):
        yield _("For people who share"), ", ".join(sorted(before.values())), ", ".join(sorted(after.values()))
    if wanted.asks:
        yield _("Asked for an update"), "", wanted.question or _("How far has it come?")


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")


@transaction.atomic
def change_together(*, actions: Any, wanted: Wanted, seal: str, by: Any) -> int:
    """Change all that the preview with this seal showed as changed, and say how many: all of them or none.

    `actions` is a query for the same ones. Raises ChangedSince where any of it is no longer as it was shown.
    """
    pks = list(actions.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    list(Action.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    shown = preview(actions=with_everything(Action.objects.filter(pk__in=pks)), wanted=wanted, by=by)
    if shown.seal != seal or len(pks) > MOST:
        raise ChangedSince
    known = _Known.of(wanted)
    changed = [each.action for each in shown.changed]
    with pghistory.context(reason=wanted.reason):
        for action in changed:
            _change(action, wanted, known, by)
        _set_characteristics(changed, known)
    if wanted.asks:
        ask_for_updates(actions=changed, by=by, question=wanted.question)
    return len(changed)


def _change(action: Action, wanted: Wanted, known: _Known, by: Any) -> None:
    if wanted.status and wanted.status != action.status:
        record_update(action=action, by=by, status=wanted.status, what_happened=wanted.reason, for_all_plans=False)
        action = Action.objects.select_related("plan").get(pk=action.pk)
    if wanted.deadline:
        change_deadline(action=action, text=wanted.deadline, by=by, reason=wanted.reason, on=timezone.localdate())
    if wanted.next_review_on:
        action.next_review_on = datetime.date.fromisoformat(wanted.next_review_on)
    if known.unit:
        action.unit = known.unit
    if known.plan and known.plan.pk != action.plan_id:
        # Its outcome belongs to the plan that it leaves.
        action.plan, action.outcome = known.plan, None
    if wanted.deadline or wanted.next_review_on or known.unit or known.plan:
        try:
            action.full_clean()
        except ValidationError as error:
            words = " ".join(error.messages)
            raise ValidationError(
                _("Action %(reference)s: %(words)s") % {"reference": action.reference, "words": words}
            ) from None
        action.save()
    if known.lead:
        set_leads(action=action, accountable=known.lead)


def _set_characteristics(actions: Sequence[Action], known: _Known) -> None:
    links = ActionCharacteristic.objects
    if known.take:
        links.filter(action__in=actions, characteristic__in=known.take).delete()
    new = [ActionCharacteristic(action=action, characteristic=each) for action in actions for each in known.add]
    links.bulk_create(new, ignore_conflicts=True, batch_size=1000)
