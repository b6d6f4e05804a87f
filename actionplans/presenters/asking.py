"""Who was asked, what came of it and who is asked next, in words."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import AskedFor, AskedOf, Refusal
from actionplans.models import Action, Challenge, UpdateRequest
from actionplans.presenters.words import in_words
from actionplans.services.addressees import Addressees
from actionplans.services.silence import NextStep, Silence, next_step, silences
from toolkit.tags import Tag

STEP_TAGS = {
    "answered": Tag(gettext_lazy("Answered"), "green", "tick"),
    "refused": Tag(gettext_lazy("Cannot answer"), "orange", "cross"),
    "revoked": Tag(gettext_lazy("Withdrawn"), "grey", "bar"),
    "settled": Tag(gettext_lazy("Answered another way"), "green", "tick"),
    "expired": Tag(gettext_lazy("Link has run out"), "yellow", "triangle"),
    "silent": Tag(gettext_lazy("No answer"), "yellow", "disc"),
}


@dataclass(frozen=True)
class Asking:
    """One request, as the page of its action shows it."""

    request: UpdateRequest

    @property
    def state(self) -> str:
        request = self.request
        if request.refusal:
            return "refused"
        if request.used_at is not None:
            return "answered"
        if request.revoked_at is not None:
            return "revoked"
        if request.settled_at is not None:
            return "settled"
        return "expired" if request.expires_at <= timezone.now() else "silent"

    @property
    def is_open(self) -> bool:
        return self.state in ("silent", "expired")

    @property
    def is_unanswered(self) -> bool:
        """Somebody waits for an answer: none has come, or a refusal about which nobody has decided."""
        return self.request.settled_at is None

    @property
    def tag(self) -> Tag:
        return STEP_TAGS[self.state]

    @property
    def why(self) -> str:
        """Why this person: the step of the chain, or the reason for asking."""
        request = self.request
        if request.why == AskedFor.SILENCE:
            return _("Escalated: %s") % AskedOf(request.asked_of).label
        if request.by is not None:
            return _("%(why)s, by %(person)s") % {"why": AskedFor(request.why).label, "person": request.by}
        return str(AskedFor(request.why).label)

    @property
    def refusal(self) -> str:
        return str(Refusal(self.request.refusal).label) if self.request.refusal else ""

    @property
    def delivery(self) -> str:
        """What the mail server said where it did not take the message."""
        return self.request.message.outbox.problem if self.request.message else ""


@dataclass(frozen=True)
class WaitingRow:
    """One action without an answer: whom it waits for, how long, and what follows."""

    silence: Silence
    following: NextStep
    on: datetime.date

    @property
    def action(self) -> Action:
        return self.silence.action

    @property
    def latest(self) -> Asking:
        return Asking(self.silence.latest)

    @property
    def earlier(self) -> list[Asking]:
        return [Asking(request) for request in self.silence.requests[1:]]

    @property
    def days(self) -> int:
        return (self.on - self.silence.since).days

    @property
    def next_words(self) -> str:
        silence, following = self.silence, self.following
        if not following.found.addressees or silence.next_on is None:
            return _("Nobody: the chain has ended. Ask again, or change the chain.")
        names = ", ".join(to.name for to in following.found.addressees)
        if silence.next_on <= self.on:
            return _("%s, with the next message of the day") % names
        return _("%(names)s, on %(day)s") % {"names": names, "day": in_words(silence.next_on)}


def waiting_rows(requests: Any) -> list[WaitingRow]:
    """The actions of these requests, those that wait longest first, in a fixed number of queries."""
    found = list(
        requests.select_related(
            "action__plan__owner", "action__plan__directorate", "action__unit__parent", "message__outbox", "by", "challenge"
        ).prefetch_related("action__leads")
    )  # fmt: skip
    today = timezone.localdate()
    known = Addressees({request.action_id: request.action for request in found}.values(), today)
    return [WaitingRow(silence, next_step(silence, known), today) for silence in silences(found, known)]


def askings_of(action: Action) -> list[Asking]:
    """Everybody who was asked about an action, newest first."""
    requests = action.requests.select_related("by", "message__outbox", "update", "body")
    return [Asking(request) for request in requests]


def with_questions(updates: list[Any]) -> list[Any]:
    """These updates, each with the `questions` put about it, which carry the updates that answer them."""
    of_update: dict[int, list[Challenge]] = defaultdict(list)
    found = Challenge.objects.filter(update__in=[update.pk for update in updates]).select_related("by")
    for challenge in found.prefetch_related("answers__by"):
        of_update[challenge.update_id].append(challenge)
    for update in updates:
        update.questions = of_update[update.pk]
    return updates
