"""Answering by a personal link: what a link opens, and what its reader may do there without signing in."""

import datetime
from collections.abc import Sequence
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from actionplans.choices import AskedFor, AskedOf, MessageKind
from actionplans.models import Message, Update, UpdateRequest
from actionplans.rules.escalation import after_refusal
from actionplans.rules.personal_links import LinkState, link_state
from actionplans.services.addressees import Addressees
from actionplans.services.asking import Item, send_new_link, write_to
from actionplans.services.updates import record_update
from toolkit.private_links import hash_of

# Opening the page is allowed as often as a reader likes; asking for new links is not.
MOST_NEW_LINKS = 5


class DeadLink(Exception):
    """The link does not work any more; `which` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(state)
        self.which = state


def request_of(token: str) -> UpdateRequest | None:
    """What a link of one action opens. Found by the hash, so that how long it takes says nothing about the token."""
    return _requests().filter(token_hash=hash_of(token)).first()


def requests_of_all(token: str) -> list[UpdateRequest]:
    """What a link to all actions of a message opens, in the order of the message; nothing for any other."""
    message = Message.objects.filter(token_hash=hash_of(token)).first()
    return list(_requests().filter(message=message).order_by("pk")) if message else []


def _requests() -> Any:
    return UpdateRequest.objects.select_related(
        "action__plan__owner", "action__plan__directorate", "action__unit__parent", "person", "challenge__update", "message", "body"
    ).prefetch_related("action__leads")  # fmt: skip


def states_of(requests: Sequence[UpdateRequest]) -> list[LinkState]:
    """Whether each link works now, in a fixed number of queries; it is asked again when an answer is saved."""
    known = Addressees({request.action_id: request.action for request in requests}.values(), timezone.localdate())
    return [_state(request, known) for request in requests]


def state_of(request: UpdateRequest) -> LinkState:
    return states_of([request])[0]


def _state(request: UpdateRequest, known: Addressees) -> LinkState:
    action = request.action
    return link_state(
        is_used=request.used_at is not None,
        is_revoked=request.revoked_at is not None,
        is_active=request.person is None or request.person.is_active,
        is_theirs=_is_theirs(request, known),
        is_done=not action.is_open and request.challenge is None,
        is_expired=request.expires_at <= timezone.now(),
    )


def _is_theirs(request: UpdateRequest, known: Addressees) -> bool:
    """Whether this address would be asked again today. Whoever reported may answer a question about their report."""
    if request.challenge is not None and request.asked_of == AskedOf.LEAD:
        update = request.challenge.update
        if (request.person_id and update.by_id == request.person_id) or update.by_email == request.email:
            return True
    found = known.at(request.action, request.asked_of, request.body_id)
    return any(to.email == request.email for to in found.addressees)


@transaction.atomic
def answer_by_link(*, request: UpdateRequest, by: Any, **values: Any) -> Update:
    """Save the one answer that a link gives. `by` is the person it was sent to, None for a partner. Raises DeadLink,
    and ValidationError like `record_update`; what was refused leaves the link as it was."""
    locked = _locked(request)
    with _acting(locked):
        update = record_update(action=locked.action, by=by, link=locked, **values)
        locked.used_at, locked.update = timezone.now(), update
        locked.draft = {}
        locked.save(update_fields=["used_at", "update", "draft"])
    return update


@transaction.atomic
def refuse_by_link(*, request: UpdateRequest, by: Any, refusal: str, words: str) -> UpdateRequest:
    """Say that it is not theirs to answer, or will not be done: whoever decides for the plan is asked at once."""
    locked = _locked(request)
    with _acting(locked):
        locked.used_at, locked.refusal, locked.refusal_words = timezone.now(), refusal, words.strip()
        locked.draft = {}
        locked.validate_constraints()
        locked.save()
        _pass_on(locked)
    return locked


def _pass_on(refused: UpdateRequest) -> None:
    action = refused.action
    known = Addressees([action], timezone.localdate())
    found = known.at(action, AskedOf.PLAN_OWNER)
    others = [to for to in found.addressees if to.email != refused.email]
    for to in others:
        item = Item(
            action,
            AskedFor.REFUSED,
            step=after_refusal(known.chain(action)),
            asked_of=AskedOf.PLAN_OWNER,
            note=found.why,
            question=f"{refused.get_refusal_display()}: {refused.refusal_words}",
            asked_by=refused.name,
            challenge=refused.challenge,
            falls_due_on=action.falls_due_on,
        )
        write_to(to=to, items=[item], kind=MessageKind.REFUSED, by=None)


def keep_typed(*, request: UpdateRequest, typed: dict[str, str]) -> None:
    """Keep what was typed on a page whose link died meanwhile, for the next link to the same person."""
    UpdateRequest.objects.filter(pk=request.pk, used_at__isnull=True).update(draft=typed)


def ask_for_new_link(request: UpdateRequest, *, by: Any = None) -> bool:
    """Send another link to the address that had this one, if it may have one: whether it was sent.

    Whoever asks without signing in is not told.
    """
    if state_of(request) not in (LinkState.EXPIRED, LinkState.USED, LinkState.OPEN):
        return False
    a_day_ago = timezone.now() - datetime.timedelta(days=1)
    recent = UpdateRequest.objects.filter(action=request.action, email=request.email, asked_at__gt=a_day_ago)
    if recent.count() >= MOST_NEW_LINKS:
        return False
    if request.used_at is not None and not request.action.is_open:
        return False
    send_new_link(request=request, by=by)
    return True


def _locked(request: UpdateRequest) -> UpdateRequest:
    """The request, locked, if its link still works: of two answers at once the second finds it used."""
    UpdateRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    locked = _requests().get(pk=request.pk)
    state = state_of(locked)
    if state != LinkState.OPEN:
        raise DeadLink(state)
    return locked


def _acting(request: UpdateRequest) -> Any:
    """The history says who answered and by what; the address with its token is not written down."""
    return pghistory.context(user=request.person_id, url="by link", reader=f"{request.name} <{request.email}>")
