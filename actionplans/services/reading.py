"""Setting what an action's deadline and leads say, as written and as read."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from actionplans.choices import LeadKind
from actionplans.models import Action, Lead
from actionplans.rules.deadlines import Reading, read_deadline
from actionplans.rules.leads import LeadReading, same_name
from governance.models import Body
from organisation.models import Person, Unit


def set_deadline(action: Action, text: str, written_on: datetime.date | None, reading: Reading | None = None) -> None:
    """Put the words and their reading on the action; a next review that a person agreed stays unless the words name one."""
    action.deadline_text = text
    if not text:
        action.deadline_kind = action.deadline_precision = action.deadline_body = action.deadline_question = ""
        action.starts_on = action.due_on = action.meeting = None
        set_milestones(action, [])
        action.is_deadline_settled = False
        return
    reading = reading or read_deadline(text, written_on)
    action.deadline_kind = reading.kind
    action.deadline_precision = reading.precision or ""
    action.starts_on, action.due_on = reading.starts_on, reading.due_on
    action.meeting = None
    set_milestones(action, [milestone.as_json() for milestone in reading.milestones])
    action.deadline_body = (reading.body or "")[:200]
    action.deadline_question = reading.question or ""
    action.next_review_on = reading.review_on or action.next_review_on
    action.is_deadline_settled = False


def set_milestones(action: Action, milestones: list[dict[str, Any]]) -> None:
    """Put the milestones on the action, and the day of the first that is not done; one to be confirmed has no day yet."""
    action.milestones = milestones
    waiting = [each for each in milestones if not each.get("done_on") and not each["is_to_be_confirmed"]]
    days = [each["due_on"] for each in waiting if each["due_on"]]
    action.next_milestone_on = datetime.date.fromisoformat(min(days)) if days else None


@dataclass
class Directory:
    """Whom the words of a plan may mean: people by name and post, units and bodies by name; None where two share one."""

    found: dict[str, tuple[str, Any] | None] = field(default_factory=dict)

    @classmethod
    def today(cls) -> "Directory":
        directory = cls()
        for body in Body.objects.all():
            directory._add(body.name, LeadKind.BODY, body)
        for unit in Unit.objects.open(datetime.date.max):
            directory._add(unit.name, LeadKind.UNIT, unit)
        for person in Person.objects.filter(is_active=True):
            directory._add(person.full_name, LeadKind.PERSON, person)
            directory._add(person.job_title, LeadKind.PERSON, person)
        return directory

    def _add(self, name: str, kind: str, record: Any) -> None:
        if key := same_name(name):
            known = self.found.get(key, (kind, record))
            self.found[key] = (kind, record) if known == (kind, record) else None

    def unit(self, name: str) -> Unit | None:
        kind, record = self.found.get(same_name(name)) or (None, None)
        return record if kind == LeadKind.UNIT else None

    def lead(self, action: Action, position: int, reading: LeadReading) -> Lead:
        """A lead not yet saved: the person, unit or body of that very name, or the words alone."""
        lead = Lead(action=action, position=position, role=reading.role, text=reading.text[:300])
        if reading.is_all_directorates:
            lead.kind = LeadKind.ALL_DIRECTORATES
        elif match := self.found.get(same_name(reading.text)):
            kind, record = match
            lead.kind = kind
            setattr(lead, {"person": "person", "unit": "unit", "body": "body"}[kind], record)
        return lead

    def leads(self, action: Action, readings: Iterable[LeadReading]) -> list[Lead]:
        return [self.lead(action, position, reading) for position, reading in enumerate(readings, start=1)]
