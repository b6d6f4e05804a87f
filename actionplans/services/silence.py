"""Actions about which somebody was asked and nobody has answered: since when, and who is asked next."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext as _

from actionplans.choices import AskedOf, PlanState
from actionplans.models import Action, UpdateRequest
from actionplans.querysets import OPEN, UpdateRequestQuerySet
from actionplans.rules.escalation import Step, next_step_on
from actionplans.services.addressees import Addressees, Found
from organisation.models import Organisation


@dataclass(frozen=True)
class Silence:
    """One action without an answer. `requests` are those that still wait, newest first; `step` counts the chain's steps
    that have been taken."""

    action: Action
    requests: Sequence[UpdateRequest]
    chain: Sequence[Step]
    jurisdiction: str

    @property
    def latest(self) -> UpdateRequest:
        return self.requests[0]

    @property
    def since(self) -> datetime.date:
        return min(request.on for request in self.requests)

    @property
    def step(self) -> int:
        return max(request.step for request in self.requests)

    @property
    def next_on(self) -> datetime.date | None:
        return next_step_on(self.chain, self.step, max(request.on for request in self.requests), self.jurisdiction)

    @property
    def next_step(self) -> Step | None:
        return self.chain[self.step] if self.step < len(self.chain) else None

    @property
    def refusal(self) -> UpdateRequest | None:
        return next((request for request in self.requests if request.refusal), None)


@dataclass(frozen=True)
class NextStep:
    """Who is asked after a silence; `step` counts this one and those before it that nobody could take."""

    found: Found
    asks: str
    step: int
    note: str


def waiting_requests() -> UpdateRequestQuerySet:
    """The requests to which an answer is due, newest first: of open actions of adopted plans, or about an update."""
    return (
        UpdateRequest.objects.silent()
        .filter(Q(action__status__in=OPEN) | Q(challenge__isnull=False), action__plan__state=PlanState.CURRENT)
        .order_by("-asked_at", "-pk")
    )


def silences(requests: Iterable[UpdateRequest], known: Addressees) -> list[Silence]:
    """The requests by their actions, those that wait longest first."""
    of_action: dict[int, list[UpdateRequest]] = defaultdict(list)
    for request in requests:
        of_action[request.action_id].append(request)
    jurisdiction = Organisation.the().jurisdiction
    found = [
        Silence(waiting[0].action, waiting, known.chain(waiting[0].action), jurisdiction)
        for waiting in of_action.values()
    ]
    return sorted(found, key=lambda silence: (silence.since, silence.action.pk))


def next_step(silence: Silence, known: Addressees) -> NextStep:
    """The next step that somebody can take. A vacant post is passed over at once, and so is whoever is asked already;
    the note says so. At the end of the chain nobody stands."""
    asked = {request.email for request in silence.requests}
    refused = {request.email for request in silence.requests if request.refusal}
    passed: list[str] = []
    for number, step in enumerate(silence.chain[silence.step :], start=silence.step + 1):
        found = known.at(silence.action, step.asks, step.body)
        not_again = refused if step.asks in (AskedOf.LEAD, AskedOf.BODY) else asked
        willing = tuple(to for to in found.addressees if to.email not in not_again)
        if willing:
            return NextStep(replace(found, addressees=willing), step.asks, number, " ".join([*passed, found.why]))
        names = ", ".join(to.name for to in found.addressees)
        passed.append(_("%s: asked already.") % names if names else found.why)
    return NextStep(Found((), ""), AskedOf.BODY, len(silence.chain), " ".join(passed))
