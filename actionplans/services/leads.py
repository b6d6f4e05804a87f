"""Who leads an action: read from the words, suggested where a name is only like another, and settled by a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actionplans.choices import LeadKind, LeadMatch, LeadRole
from actionplans.models import Action, Lead, LeadAnswer
from actionplans.querysets import LeadQuerySet
from actionplans.rules.leads import read_leads, same_name
from actionplans.services.reading import Directory, Meaning
from organisation.models import Person


def set_leads(*, action: Action, accountable: Any = None) -> None:
    """The leads as the action's words name them, and who was chosen to be accountable.

    What a person has settled about words that are still there stays. The one chosen stands for the only lead that the words
    name, or beside several.
    """
    settled: dict[str, list[Lead]] = {}
    for lead in action.leads.filter(is_confirmed=True):
        settled.setdefault(same_name(lead.text), []).append(lead)
    readings = read_leads(action.leads_text)
    leads = Directory.today().leads(action, readings) if readings else []
    for lead in leads:
        if not lead.is_confirmed and len(known := settled.get(same_name(lead.text), [])) == 1:
            _copy_target(known[0], lead)
    if accountable is not None:
        leads = _with_accountable(action, leads, accountable)
    action.leads.all().delete()
    for position, lead in enumerate(leads, start=1):
        lead.position = position
    Lead.objects.bulk_create(leads)


def _with_accountable(action: Action, leads: list[Lead], chosen: Any) -> list[Lead]:
    meaning = meaning_of(chosen)
    leading = [lead for lead in leads if lead.role != LeadRole.SUPPORT]
    named = next((lead for lead in leads if lead.kind == meaning.kind and lead.target == chosen), None)
    if named is None and len(leading) == 1 and leading[0].kind != LeadKind.ALL_DIRECTORATES:
        named = leading[0]
    if named is None:
        named = Lead(action=action, text=str(chosen)[:300])
        leads = [named, *leads]
    if named.target != chosen or named.kind != meaning.kind:
        meaning.put_on(named)
        named.match = LeadMatch.CHOSEN
    named.is_confirmed = True
    for lead in leading:
        lead.role = LeadRole.JOINT
    named.role = LeadRole.ACCOUNTABLE
    return leads


def _copy_target(known: Lead, lead: Lead) -> None:
    lead.kind, lead.match, lead.is_confirmed = known.kind, known.match, True
    lead.person, lead.post, lead.unit, lead.body = known.person, known.post, known.unit, known.body


def meaning_of(record: Any) -> Meaning:
    """A person, post, unit or body as one whom somebody has chosen."""
    kind = LeadKind.PERSON if isinstance(record, Person) else LeadKind(record._meta.model_name)
    return Meaning(kind, record, str(record), LeadMatch.CHOSEN)


@dataclass(frozen=True)
class Settled:
    """What became of an answer: how many actions it touched."""

    actions: int


@transaction.atomic
def settle_words(*, text: str, meanings: Sequence[Meaning], by: Any, leads: LeadQuerySet) -> Settled:
    """Say whom words mean, for those of these leads that have them and are not settled, and for every plan to come.

    Without meanings the words are to stay words. With several, each has a lead of its own; nobody is accountable then
    until somebody is chosen.
    """
    key = same_name(text)
    LeadAnswer.objects.filter(key=key).delete()
    if meanings:
        for meaning in meanings:
            answer = LeadAnswer(key=key[:300], text=text[:300], by=by, on=timezone.localdate())
            meaning.put_on(answer)
            answer.save()
    else:
        LeadAnswer.objects.create(key=key[:300], text=text[:300], kind=LeadKind.WORDS, by=by)
    meant = [lead.pk for lead in leads_with_words(leads, text)]
    locked = Lead.objects.filter(pk__in=meant).select_for_update(of=("self",))
    return Settled(len({_settle(lead, meanings) for lead in locked}))


@transaction.atomic
def confirm_leads(*, leads: Iterable[Lead], by: Any) -> Settled:
    """Say that leads read from the words are right: each answer is kept for the next plan."""
    touched = set()
    for lead in Lead.objects.filter(pk__in=[lead.pk for lead in leads], is_confirmed=False).select_for_update(
        of=("self",)
    ):
        target = lead.target
        if target is None:
            continue
        lead.is_confirmed = True
        lead.save()
        touched.add(lead.action_id)
        key = same_name(lead.text)[:300]
        if not LeadAnswer.objects.filter(key=key).exists():
            answer = LeadAnswer(key=key, text=lead.text, by=by)
            Meaning(lead.kind, target, str(target), lead.match).put_on(answer)
            answer.save()
    return Settled(len(touched))


@transaction.atomic
def settle_lead(*, lead: Lead, meanings: Sequence[Meaning], by: Any) -> None:
    """Say whom the words of one lead mean, of this action alone."""
    _settle(Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk), meanings)


def _settle(lead: Lead, meanings: Sequence[Meaning]) -> int:
    """Put the meanings on a locked lead: the first on itself, the others on leads beside it. Returns its action's key."""
    lead.is_confirmed = True
    if len(meanings) > 1 and lead.role == LeadRole.ACCOUNTABLE:
        lead.role = LeadRole.JOINT
    if meanings:
        meanings[0].put_on(lead)
        lead.match = meanings[0].match
    else:
        lead.kind, lead.match = LeadKind.WORDS, ""
        lead.person = lead.post = lead.unit = lead.body = None
    lead.save()
    for meaning in meanings[1:]:
        beside = Lead(
            action_id=lead.action_id, position=_next_position(lead.action_id), role=lead.role, text=lead.text,
            match=meaning.match, is_confirmed=True,
        )  # fmt: skip
        meaning.put_on(beside)
        beside.save()
    return int(lead.action_id)


def leads_with_words(leads: LeadQuerySet, text: str) -> list[Lead]:
    """Those of the leads that have these words, however they are written."""
    key = same_name(text)
    # The key is made of the words by a rule of ours, so the few different wordings are read and compared here.
    texts = {each for each in leads.order_by().values_list("text", flat=True).distinct() if same_name(each) == key}
    return list(leads.filter(text__in=texts).select_related("action__plan")) if texts else []


@transaction.atomic
def choose_accountable(*, lead: Lead, by: Any) -> Lead:
    """One of several answers for the action; whoever did before leads with them now. The history keeps both."""
    Action.objects.select_for_update(of=("self",)).get(pk=lead.action_id)
    before = Lead.objects.filter(action=lead.action_id, role=LeadRole.ACCOUNTABLE).exclude(pk=lead.pk).first()
    if before is not None:
        before.role = LeadRole.JOINT
        before.save()
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    lead.role = LeadRole.ACCOUNTABLE
    lead.save()
    return lead


@transaction.atomic
def add_lead(*, action: Action, meaning: Meaning, role: str, by: Any) -> Lead:
    """Somebody more leads or supports an action. A new accountable one takes the place of the old, who leads jointly."""
    lead = Lead(
        action=action,
        position=_next_position(action.pk),
        role=LeadRole.JOINT if role == LeadRole.ACCOUNTABLE else role,
        text=str(meaning.record)[:300],
        match=LeadMatch.CHOSEN,
        is_confirmed=True,
    )
    meaning.put_on(lead)
    lead.save()
    return choose_accountable(lead=lead, by=by) if role == LeadRole.ACCOUNTABLE else lead


@transaction.atomic
def remove_lead(*, lead: Lead, by: Any) -> None:
    """Somebody leads an action no more. The words of the source stay, and the history keeps who it was."""
    Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk).delete()


def _next_position(action_id: int) -> int:
    last = Lead.objects.filter(action=action_id).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
