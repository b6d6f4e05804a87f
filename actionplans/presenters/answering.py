"""The pages behind personal links, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from actionplans.models import UpdateRequest
from actionplans.presenters.words import in_words
from actionplans.rules.personal_links import LinkState
from actionplans.services.by_link import states_of


@dataclass(frozen=True)
class Dead:
    """Why a link does not work any more, and whether its reader may have another."""

    heading: str
    sentences: list[str]
    may_ask_again: bool


def dead_link(asked: UpdateRequest, state: LinkState) -> Dead:
    if state == LinkState.USED and asked.used_at is not None:
        day = {"day": in_words(asked.used_at.date())}
        if asked.refusal:
            what = _("You used this link on %(day)s: what you wrote is saved, and whoever decides has been told.") % day
            return Dead(_("Thank you. Your answer is saved"), [what], False)
        sentence = _("You used this link on %(day)s: your update is saved. A link works once.") % day
        if not asked.action.is_open:
            return Dead(_("Thank you. Your update is saved"), [sentence], False)
        more = _("To add another update, sign in, or ask for a new link.") if asked.person else _("To add another update, ask for a new link.")  # fmt: skip
        return Dead(_("Thank you. Your update is saved"), [sentence, more], True)
    return {
        LinkState.REVOKED: Dead(
            _("This link was withdrawn"),
            [
                _("A newer link was sent to you, or nobody waits for this answer any more."),
                _("Look for the latest message about this action. If there is none, there is nothing for you to do."),
            ],
            False,
        ),
        LinkState.GONE: Dead(
            _("This link does not work any more"),
            [
                _("The account of the person it was sent to is closed."),
                _("If the action still concerns you, write to the contact at the foot of this page."),
            ],
            False,
        ),
        LinkState.NOT_THEIRS: Dead(
            _("Somebody else answers for this now"),
            [
                _("You do not answer for this action any more, so there is nothing for you to do."),
                _("If that is wrong, write to the contact at the foot of this page."),
            ],
            False,
        ),
        LinkState.DONE: Dead(
            _("This is already finished"),
            [_("The action was completed or stopped meanwhile, so there is nothing for you to do.")],
            False,
        ),
    }.get(
        state,
        Dead(
            _("This link has run out"),
            [
                _("Links work for 30 days, so that an old message cannot be used by somebody else."),
                _("Ask for a new one: it comes to the address to which this one was sent."),
            ],
            True,
        ),
    )


@dataclass(frozen=True)
class Progress:
    """How many actions of a message are answered, and which comes next; numbers begin at 1."""

    requests: Sequence[UpdateRequest]
    token: str
    number: int = 0
    after: str = ""

    @cached_property
    def states(self) -> list[LinkState]:
        return states_of(self.requests)

    @property
    def total(self) -> int:
        return len(self.requests)

    @property
    def answered(self) -> int:
        return sum(request.used_at is not None for request in self.requests)

    @property
    def rows(self) -> list[dict[str, object]]:
        return [
            {"number": number, "request": request, "state": str(state)}
            for number, (request, state) in enumerate(zip(self.requests, self.states, strict=True), start=1)
        ]

    @property
    def following(self) -> int | None:
        """The next one that can be answered, after this one and then from the beginning; None if there is no other."""
        order = [*range(self.number + 1, self.total + 1), *range(1, self.number)]
        return next((number for number in order if self.states[number - 1] == LinkState.OPEN), None)

    @property
    def just_saved(self) -> UpdateRequest | None:
        """The one that was answered a moment ago, which the page says is saved."""
        number = int(self.after) if self.after.isdecimal() else 0
        request = self.requests[number - 1] if 1 <= number <= self.total else None
        return request if request is not None and request.used_at is not None else None
