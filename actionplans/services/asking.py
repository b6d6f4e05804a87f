"""Asking people about actions: one message, a personal link for each action in it, and a record of both."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import AskedFor, AskedOf, MessageKind
from actionplans.models import Action, Challenge, Message, Update, UpdateRequest
from actionplans.services.addressees import Addressee, Addressees
from governance.models import Body
from toolkit import mail
from toolkit.private_links import PrivateLink, new_link

LINK_LIVES = datetime.timedelta(days=30)
# In a message the most urgent stands first.
URGENCY = (
    AskedFor.CHALLENGE,
    AskedFor.REFUSED,
    AskedFor.SILENCE,
    AskedFor.OVERDUE,
    AskedFor.ASKED,
    AskedFor.LAST_CALL,
    AskedFor.DUE_SOON,
)


@dataclass(frozen=True)
class Item:
    """One action that somebody is asked about, and why: what one request will say."""

    action: Action
    why: str
    step: int = 0
    asked_of: str = AskedOf.LEAD
    note: str = ""
    question: str = ""
    asked_by: str = ""
    expected: str = ""
    challenge: Challenge | None = None
    falls_due_on: datetime.date | None = None
    body: Body | None = None
    draft: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    """An item in a message, with the mark of its link."""

    item: Item
    link: PrivateLink


@transaction.atomic
def write_to(
    *, to: Addressee, items: Sequence[Item], kind: str, by: Any, at: datetime.datetime | None = None
) -> Message:
    """Ask one address about some actions in one message; more than one get a link to answer them all as well."""
    at = at or timezone.now()
    items = sorted(items, key=lambda item: URGENCY.index(AskedFor(item.why)))
    lines = [_Line(item, new_link("answer:one", number)) for number, item in enumerate(items, start=1)]
    to_all = new_link("answer:one", len(lines) + 1) if len(lines) > 1 else None
    context = {"to": to, "sections": _sections(lines), "all": to_all, "count": len(lines), "until": at + LINK_LIVES}
    links = [line.link for line in lines] + ([to_all] if to_all else [])
    body = render_to_string("actionplans/mails/asked.txt", context)
    message = Message.objects.create(
        kind=kind,
        person=to.person,
        name=to.name,
        email=to.email,
        outbox=mail.post(to=to.email, subject=subject_of(items), body=body, links=links),
        token_hash=to_all.token_hash if to_all else "",
        on=timezone.localdate(at),
    )
    UpdateRequest.objects.bulk_create(_request(line, message, to, by, at) for line in lines)
    return message


def _request(line: _Line, message: Message, to: Addressee, by: Any, at: datetime.datetime) -> UpdateRequest:
    item = line.item
    return UpdateRequest(
        action=item.action,
        message=message,
        person=to.person,
        name=to.name,
        email=to.email,
        body=item.body,
        why=item.why,
        step=item.step,
        asked_of=item.asked_of,
        note=item.note,
        question=item.question,
        challenge=item.challenge,
        falls_due_on=item.falls_due_on,
        token_hash=line.link.token_hash,
        by=by,
        on=timezone.localdate(at),
        asked_at=at,
        expires_at=at + LINK_LIVES,
        draft=item.draft,
    )


@transaction.atomic
def ask_for_updates(*, actions: Iterable[Action], by: Any, question: str = "") -> int:
    """Ask those who answer for the open ones of these actions now, each person in one message; how many were sent."""
    actions = [action for action in actions if action.is_open]
    known = Addressees(actions, timezone.localdate())
    items: dict[Addressee, list[Item]] = defaultdict(list)
    for action in actions:
        found = known.at(action, AskedOf.LEAD)
        for to in found.addressees:
            item = Item(
                action,
                AskedFor.ASKED,
                note=found.why,
                question=question.strip(),
                asked_by=str(by),
                falls_due_on=action.falls_due_on,
            )
            items[to].append(item)
    for to, asked in items.items():
        write_to(to=to, items=asked, kind=MessageKind.ASKED, by=by)
    return len(items)


@transaction.atomic
def challenge_update(*, update: Update, by: Any, question: str, at: datetime.datetime | None = None) -> Challenge:
    """Question an update: it stands beneath it, and whoever reported is asked, or else those who answer for the action."""
    question = question.strip()
    if not question:
        raise ValidationError({"question": _("Enter your question")})
    challenge = Challenge.objects.create(update=update, by=by, question=question, asked_at=at or timezone.now())
    action = update.action
    found = Addressees([action], timezone.localdate()).at(action, AskedOf.LEAD)
    reporter = _reporter(update)
    for to in [reporter] if reporter else found.addressees:
        item = Item(
            action,
            AskedFor.CHALLENGE,
            note=_("You reported it.") if reporter else found.why,
            question=question,
            asked_by=str(by),
            challenge=challenge,
            falls_due_on=action.falls_due_on,
        )
        write_to(to=to, items=[item], kind=MessageKind.CHALLENGE, by=by, at=at)
    return challenge


def _reporter(update: Update) -> Addressee | None:
    """Who reported, if they can still be written to."""
    if update.by is None:
        return Addressee(update.by_email, update.by_name)
    return Addressee.of(update.by) if update.by.is_active else None


@transaction.atomic
def send_new_link(*, request: UpdateRequest, by: Any = None, draft: dict[str, Any] | None = None) -> Message:
    """The same question to the same address with another link; the one it had stops working."""
    locked = UpdateRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    to = Addressee(locked.email, locked.name, locked.person)
    item = Item(
        locked.action,
        locked.why,
        step=locked.step,
        asked_of=locked.asked_of,
        note=locked.note,
        question=locked.question,
        challenge=locked.challenge,
        falls_due_on=locked.falls_due_on,
        body=locked.body,
        draft=draft or locked.draft,
    )
    message = write_to(to=to, items=[item], kind=MessageKind.NEW_LINK, by=by or locked.by)
    # Nobody has waited less long for having sent it twice.
    message.requests.update(on=locked.on, settled_at=locked.settled_at)
    if locked.used_at is None and locked.revoked_at is None:
        now = timezone.now()
        locked.revoked_at, locked.revoked_by, locked.settled_at = now, by, now
        locked.save(update_fields=["revoked_at", "revoked_by", "settled_at"])
    return message


@transaction.atomic
def revoke_request(*, request: UpdateRequest, by: Any) -> UpdateRequest:
    """Make a link stop working; nobody waits for its answer any more. Doing it again changes nothing."""
    locked = UpdateRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.revoked_at is None and locked.used_at is None:
        now = timezone.now()
        locked.revoked_at, locked.revoked_by = now, by
        locked.settled_at = locked.settled_at or now
        locked.save(update_fields=["revoked_at", "revoked_by", "settled_at"])
    return locked


def _sections(lines: Sequence[_Line]) -> list[dict[str, Any]]:
    """The items under what they have in common, the most urgent first."""
    headings = {
        AskedFor.CHALLENGE: ngettext("A question about your update:", "Questions about your updates:", _count(lines, AskedFor.CHALLENGE)),
        AskedFor.REFUSED: ngettext("Somebody cannot answer for this action. You decide what happens:", "Somebody cannot answer for these actions. You decide what happens:", _count(lines, AskedFor.REFUSED)),
        AskedFor.SILENCE: ngettext("Nobody has answered for this action:", "Nobody has answered for these actions:", _count(lines, AskedFor.SILENCE)),
        AskedFor.OVERDUE: ngettext("This action is overdue:", "These actions are overdue:", _count(lines, AskedFor.OVERDUE)),
        AskedFor.ASKED: ngettext("How far has this action come?", "How far have these actions come?", _count(lines, AskedFor.ASKED)),
        AskedFor.LAST_CALL: ngettext("This action is due in a few days:", "These actions are due in a few days:", _count(lines, AskedFor.LAST_CALL)),
        AskedFor.DUE_SOON: ngettext("This action is due soon:", "These actions are due soon:", _count(lines, AskedFor.DUE_SOON)),
    }  # fmt: skip
    sections = [
        {"why": why, "heading": heading, "lines": [line for line in lines if line.item.why == why]}
        for why, heading in headings.items()
    ]
    return [section for section in sections if section["lines"]]


def _count(lines: Sequence[_Line], why: str) -> int:
    return sum(line.item.why == why for line in lines)


def subject_of(items: Sequence[Item]) -> str:
    """What a message asks, said in its subject: the action itself where there is one, counts where there are several."""
    if len(items) == 1:
        item = items[0]
        words = Truncator(item.action.description).words(12)
        day = date_format(item.falls_due_on, "j F") if item.falls_due_on else ""
        return {
            AskedFor.CHALLENGE: _("A question about your update: %s"),
            AskedFor.REFUSED: _("For you to decide: %s"),
            AskedFor.SILENCE: _("No answer so far: %s"),
            AskedFor.OVERDUE: _("Overdue: %s"),
            AskedFor.ASKED: _("How far has it come? %s"),
            AskedFor.LAST_CALL: _("Due on {day}: %s").replace("{day}", day),
            AskedFor.DUE_SOON: _("Due on {day}: %s").replace("{day}", day),
        }[AskedFor(item.why)] % words
    counts = [sum(item.why in kinds for item in items) for kinds in _TOGETHER]
    sentences = (
        ngettext("%d question about your updates", "%d questions about your updates", counts[0]),
        ngettext("%d action for you to decide on", "%d actions for you to decide on", counts[1]),
        ngettext("%d action without an answer", "%d actions without an answer", counts[2]),
        ngettext("%d action is overdue", "%d actions are overdue", counts[3]),
        ngettext("%d action to report on", "%d actions to report on", counts[4]),
        ngettext("%d action is due soon", "%d actions are due soon", counts[5]),
    )
    return ", ".join(sentence % count for sentence, count in zip(sentences, counts, strict=True) if count)


_TOGETHER = (
    (AskedFor.CHALLENGE,),
    (AskedFor.REFUSED,),
    (AskedFor.SILENCE,),
    (AskedFor.OVERDUE,),
    (AskedFor.ASKED,),
    (AskedFor.LAST_CALL, AskedFor.DUE_SOON),
)
