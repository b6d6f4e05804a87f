"""Words, colours and shapes for the pages of action plans."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplans.choices import DeadlineKind, ImportState, LeadKind, LeadRole, PlanState, Status
from actionplans.models import Action, ActionImport, Plan
from actionplans.rules.overdue import REVIEWED

TAGS = {
    Status.NOT_STARTED: {"words": Status.NOT_STARTED.label, "colour": "grey", "shape": "ring"},
    Status.IN_PROGRESS: {"words": Status.IN_PROGRESS.label, "colour": "blue", "shape": "half"},
    Status.COMPLETED: {"words": Status.COMPLETED.label, "colour": "green", "shape": "tick"},
    Status.STOPPED: {"words": Status.STOPPED.label, "colour": "orange", "shape": "bar"},
}
PLAN_TAGS = {
    PlanState.DRAFT: {"words": PlanState.DRAFT.label, "colour": "grey", "shape": "ring"},
    PlanState.CURRENT: {"words": PlanState.CURRENT.label, "colour": "green", "shape": "half"},
    PlanState.CLOSED: {"words": PlanState.CLOSED.label, "colour": "blue", "shape": "tick"},
}
IMPORT_TAGS = {
    ImportState.UPLOADED: {"words": ImportState.UPLOADED.label, "colour": "yellow", "shape": "disc"},
    ImportState.IMPORTED: {"words": ImportState.IMPORTED.label, "colour": "green", "shape": "tick"},
    ImportState.DISCARDED: {"words": ImportState.DISCARDED.label, "colour": "grey", "shape": "cross"},
}
OVERDUE_TAG = {"words": gettext_lazy("Overdue"), "colour": "red", "shape": "triangle"}

# The parts of an action as a file may name its columns, in the words of our pages.
PARTS = {
    "plan": gettext_lazy("Plan"),
    "outcome": gettext_lazy("Priority outcome"),
    "reference": gettext_lazy("Reference"),
    "action": gettext_lazy("Action"),
    "impact": gettext_lazy("Intended impact"),
    "deadline": gettext_lazy("Deadline"),
    "lead": gettext_lazy("Lead"),
    "indicator": gettext_lazy("Indicator of achievement"),
    "later_years": gettext_lazy("Later years’ actions"),
    "status": gettext_lazy("Status"),
    "directorate": gettext_lazy("Directorate or service"),
    "characteristics": gettext_lazy("Characteristics"),
}


@dataclass(frozen=True)
class ActionRow:
    """An action as a line of a table."""

    action: Action
    on: datetime.date

    @property
    def tag(self) -> dict[str, Any]:
        return TAGS[Status(self.action.status)]

    @property
    def is_overdue(self) -> bool:
        return self.action.is_overdue(self.on)

    @property
    def falls_due(self) -> str:
        """Beside the words of the deadline: the day it comes to, where the words do not say it already."""
        action, day = self.action, self.action.falls_due_on
        if action.status == Status.COMPLETED and action.completed_on:
            return _("Completed %s") % in_words(action.completed_on)
        if day is None:
            return _("A question to settle") if action.deadline_question else ""
        if self.is_overdue:
            is_said = in_words(day) in action.deadline_text
            return _("Overdue") if is_said else _("Overdue since %s") % in_words(day)
        if action.deadline_kind in REVIEWED:
            return _("Next review %s") % in_words(day)
        return "" if in_words(day) in action.deadline_text else _("By %s") % in_words(day)

    @property
    def missing(self) -> list[str]:
        return self.action.missing()


def rows_of(actions: Iterable[Action], on: datetime.date) -> list[ActionRow]:
    return [ActionRow(action, on) for action in actions]


def in_words(day: datetime.date) -> str:
    return date_format(day, "j F Y")


def reading_rows(action: Action) -> list[dict[str, str]]:
    """How a deadline was read, as names and values."""
    rows = [{"key": _("Kind"), "value": str(DeadlineKind(action.deadline_kind).label)}]
    if action.starts_on:
        rows.append({"key": _("Starts"), "value": in_words(action.starts_on)})
    if action.due_on:
        rows.append({"key": _("Last day it can mean"), "value": in_words(action.due_on)})
    if action.deadline_precision and action.deadline_precision != "day":
        rows.append({"key": _("As exact as a"), "value": str(action.get_deadline_precision_display()).lower()})
    if action.deadline_body:
        rows.append({"key": _("Reported to"), "value": action.deadline_body})
    if action.next_review_on or action.deadline_kind in REVIEWED:
        value = in_words(action.next_review_on) if action.next_review_on else _("Not agreed")
        rows.append({"key": _("Next review"), "value": value})
    if action.is_deadline_settled:
        rows.append({"key": _("Settled"), "value": _("A person has said what the words mean")})
    return rows


def milestones_of(action: Action) -> list[dict[str, Any]]:
    return [
        milestone | {"due_on": datetime.date.fromisoformat(milestone["due_on"]) if milestone["due_on"] else None}
        for milestone in action.milestones
    ]


def leads_of(action: Action) -> list[dict[str, str]]:
    """Each lead: the part played, the name, and what it was matched with."""
    kinds = {
        LeadKind.PERSON: _("Person"),
        LeadKind.UNIT: _("Directorate or service"),
        LeadKind.BODY: _("Body"),
        LeadKind.ALL_DIRECTORATES: _("Every directorate"),
        LeadKind.WORDS: _("Words only: not matched with anybody"),
    }
    shown = []
    for lead in action.leads.all():
        name = str(lead)
        if lead.person and lead.person.job_title:
            name = f"{name}, {lead.person.job_title}"
        shown.append({"role": str(LeadRole(lead.role).label), "name": name, "kind": str(kinds[LeadKind(lead.kind)])})
    return shown


def lead_in_short(action: Action) -> str:
    """Who leads, for a table: the names, or the words as written."""
    names = [str(lead) for lead in action.leads.all() if lead.role != LeadRole.SUPPORT]
    return ", ".join(names) or action.leads_text


def plan_summary(counts: dict[str, int]) -> list[str]:
    """What a plan lacks, in short sentences."""
    parts = (
        (ngettext("%d without a deadline", "%d without a deadline", counts["without_deadline"]), "without_deadline"),
        (ngettext("%d without a lead", "%d without a lead", counts["without_lead"]), "without_lead"),
        (ngettext("%d without an indicator", "%d without an indicator", counts["without_indicator"]), "without_indicator"),
        (ngettext("%d with a question", "%d with a question", counts["with_question"]), "with_question"),
    )  # fmt: skip
    return [sentence % counts[name] for sentence, name in parts if counts[name]]


def import_summary(brought: ActionImport) -> str:
    result = brought.result
    if not result:
        return ""
    return _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged") % {
        name: result.get(name, 0) for name in ("created", "updated", "unchanged")
    }


def period_of(plan: Plan) -> str:
    if plan.starts_on and plan.ends_on:
        return _("%(start)s to %(end)s") % {"start": in_words(plan.starts_on), "end": in_words(plan.ends_on)}
    if plan.starts_on:
        return _("From %s") % in_words(plan.starts_on)
    return _("Until %s") % in_words(plan.ends_on) if plan.ends_on else ""
