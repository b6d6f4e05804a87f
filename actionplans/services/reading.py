"""Setting what an action's deadline and leads say, as written and as read."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from actionplans.choices import LeadKind, LeadMatch, LeadRole
from actionplans.models import Action, Lead, LeadAnswer
from actionplans.rules.deadlines import Reading, read_deadline
from actionplans.rules.leads import LeadReading, same_name
from actionplans.rules.wordings import ASK_RETURN, ASK_REVIEW
from governance.models import Body
from organisation.models import Person, Post, Unit

# What a next review that is agreed already answers.
ANSWERED_BY_A_REVIEW = (ASK_REVIEW, ASK_RETURN)


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
    if reading.question in ANSWERED_BY_A_REVIEW and action.next_review_on:
        action.deadline_question = ""
    action.is_deadline_settled = False


def set_milestones(action: Action, milestones: list[dict[str, Any]]) -> None:
    """Put the milestones on the action, and the day of the first that is not done; one to be confirmed has no day yet."""
    action.milestones = milestones
    waiting = [each for each in milestones if not each.get("done_on") and not each["is_to_be_confirmed"]]
    days = [each["due_on"] for each in waiting if each["due_on"]]
    action.next_milestone_on = datetime.date.fromisoformat(min(days)) if days else None


@dataclass(frozen=True)
class Meaning:
    """Somebody whom words may mean: the kind of lead, the record, its name, and how the words lead to it."""

    kind: str
    record: Any
    name: str
    match: str

    @property
    def key(self) -> str:
        """How forms name it: "post-3"."""
        return f"{self.kind}-{self.record.pk}"

    def put_on(self, lead: Any) -> None:
        """Let a lead or an answer point to this record and to no other."""
        lead.kind = self.kind
        lead.person = lead.post = lead.unit = lead.body = None
        setattr(lead, self.kind, self.record)


@dataclass
class Directory:
    """Whom the words of a plan may mean.

    `names` holds everybody under their present name: people, posts, units and bodies; `job_titles` people under what they
    are called, which counts where no post has the title; `former` posts under titles they had. `answers` holds what
    people have said that words mean: an empty list where they are to stay words.
    """

    names: dict[str, list[Meaning]] = field(default_factory=lambda: defaultdict(list))
    job_titles: dict[str, list[Meaning]] = field(default_factory=lambda: defaultdict(list))
    former: dict[str, list[Meaning]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, list[Meaning]] = field(default_factory=dict)

    @classmethod
    def today(cls) -> "Directory":
        """Everybody who can be meant today, in five queries."""
        directory, today = cls(), timezone.localdate()
        for body in Body.objects.all():
            directory._add(directory.names, body.name, LeadKind.BODY, body)
        for unit in Unit.objects.open(datetime.date.max):
            directory._add(directory.names, unit.name, LeadKind.UNIT, unit)
        for post in Post.objects.open(today).select_related("unit"):
            directory._add(directory.names, post.title, LeadKind.POST, post)
            for title in post.former_titles:
                directory._add(directory.former, title, LeadKind.POST, post, LeadMatch.FORMER_TITLE)
        for person in Person.objects.filter(is_active=True):
            directory._add(directory.names, person.full_name, LeadKind.PERSON, person)
            directory._add(directory.job_titles, person.job_title, LeadKind.PERSON, person)
        for answer in LeadAnswer.objects.select_related("person", "post__unit", "unit", "body"):
            directory._remember(answer, today)
        return directory

    def _add(
        self, place: dict[str, list[Meaning]], name: str, kind: str, record: Any, match: str = LeadMatch.SAME_NAME
    ) -> None:
        if key := same_name(name):
            place[key].append(Meaning(kind, record, name, match))

    def _remember(self, answer: LeadAnswer, today: datetime.date) -> None:
        """An answer counts as long as the one it names can be meant: nobody who left, no abolished post."""
        meant = self.answers.setdefault(answer.key, [])
        has_gone = (
            (answer.person is not None and not answer.person.is_active)
            or (answer.post is not None and answer.post.is_abolished(today))
            or (answer.unit is not None and answer.unit.is_closed(today))
        )
        if answer.target is not None and has_gone:
            if not meant:
                del self.answers[answer.key]
        elif answer.target is not None:
            meant.append(Meaning(answer.kind, answer.target, str(answer.target), LeadMatch.ANSWERED_BEFORE))

    def unit(self, name: str) -> Unit | None:
        units = [meaning.record for meaning in self.names.get(same_name(name), []) if meaning.kind == LeadKind.UNIT]
        return units[0] if len(units) == 1 else None

    def everybody(self) -> Iterable[Meaning]:
        """Each who can lead, once."""
        return (meaning for meanings in self.names.values() for meaning in meanings)

    def by_key(self, key: str) -> Meaning | None:
        """Whom a form names by "post-3", chosen by a person."""
        for meaning in self.everybody():
            if meaning.key == key:
                return replace(meaning, match=LeadMatch.CHOSEN)
        return None

    def named(self, text: str) -> list[Meaning]:
        """All who have that very name; a job title counts where nobody else has it as a name."""
        key = same_name(text)
        return self.names.get(key) or self.job_titles.get(key) or []

    def meanings(self, text: str) -> list[Meaning] | None:
        """Whom the words mean beyond doubt: as a person has answered, or the only one of that very name. None where that
        is not known; an empty list where the words are to stay words."""
        key = same_name(text)
        if key in self.answers:
            return self.answers[key]
        found = self.named(text)
        return found if len(found) == 1 else None

    def leads(self, action: Action, readings: Iterable[LeadReading]) -> list[Lead]:
        """The leads that words name, not yet saved. Words with several meanings give a joint lead for each."""
        leads: list[Lead] = []
        for reading in readings:
            leads += self._leads_of(action, reading)
        if sum(lead.role != LeadRole.SUPPORT for lead in leads) > 1:
            for lead in leads:
                lead.role = LeadRole.JOINT if lead.role == LeadRole.ACCOUNTABLE else lead.role
        for position, lead in enumerate(leads, start=1):
            lead.position = position
        return leads

    def _leads_of(self, action: Action, reading: LeadReading) -> list[Lead]:
        def lead(**fields: Any) -> Lead:
            return Lead(action=action, role=reading.role, text=reading.text[:300], **fields)

        if reading.is_all_directorates:
            return [lead(kind=LeadKind.ALL_DIRECTORATES)]
        meanings = self.meanings(reading.text)
        is_answered = same_name(reading.text) in self.answers
        if not meanings:
            return [lead(is_confirmed=is_answered)]
        found = []
        for meaning in meanings:
            one = lead(match=meaning.match, is_confirmed=is_answered)
            meaning.put_on(one)
            found.append(one)
        return found
