"""How an action stands, red, amber, green, blue or grey, by stated rules: nobody chooses a colour.

The first rule of `RULES` that holds decides. Each says in one sentence what it looks at, and of an action, why it holds;
the page that explains the colours and the words beside each colour are made from the same sentences.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

SOON = datetime.timedelta(days=30)
SILENT = datetime.timedelta(days=90)
UNVERIFIED_FOR = datetime.timedelta(days=30)
OFTEN = 2


class Rag(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at.

    `falls_due_on` as `rules.overdue` says; `is_review` where that is a review and not an end. `starts_on` only of a period.
    `heard_on` is when it was last reported on, or before the first report, when it was written here.
    """

    on: datetime.date
    status: str
    heard_on: datetime.date
    has_deadline: bool = True
    falls_due_on: datetime.date | None = None
    is_review: bool = False
    starts_on: datetime.date | None = None
    next_milestone_on: datetime.date | None = None
    next_review_on: datetime.date | None = None
    completed_on: datetime.date | None = None
    verified_on: datetime.date | None = None
    times_moved: int = 0
    has_question: bool = False

    @property
    def is_open(self) -> bool:
        return self.status in ("not_started", "in_progress")

    @property
    def is_late(self) -> bool:
        return self.is_open and self.falls_due_on is not None and self.falls_due_on < self.on


@dataclass(frozen=True)
class Rule:
    """One rule: its name in a few words, what it says of every action, and why it holds of this one.

    `because` may name %(day)s, the day that `day` finds, and %(count)s, how often the deadline moved.
    """

    key: str
    rag: Rag
    name: Any
    words: Any
    because: Any
    holds: Callable[[Facts], bool]
    day: Callable[[Facts], datetime.date | None] = lambda facts: None


@dataclass(frozen=True)
class Standing:
    rule: Rule
    facts: Facts

    @property
    def rag(self) -> Rag:
        return self.rule.rag

    def because(self, in_words: Callable[[datetime.date], str]) -> str:
        """Why, in one sentence about this action."""
        day = self.rule.day(self.facts)
        return str(self.rule.because) % {"day": in_words(day) if day else "", "count": self.facts.times_moved}


RULES: tuple[Rule, ...] = (
    Rule(
        "stopped",
        Rag.GREY,
        _("Stopped"),
        _("A stopped action is not judged."),
        _("It was stopped."),
        lambda facts: facts.status == "stopped",
    ),
    Rule(
        "verified_unreviewed",
        Rag.AMBER,
        _("Review overdue"),
        _("A verified action is amber once the day of its next review has passed."),
        _("It was verified, but its review was due on %(day)s."),
        lambda facts: _is_verified(facts) and facts.next_review_on is not None and facts.next_review_on < facts.on,
        lambda facts: facts.next_review_on,
    ),
    Rule(
        "verified",
        Rag.BLUE,
        _("Verified"),
        _("An action is blue when it is completed and an equality lead has verified it."),
        _("It is completed, and an equality lead verified that on %(day)s."),
        lambda facts: _is_verified(facts),
        lambda facts: facts.verified_on,
    ),
    Rule(
        "long_unverified",
        Rag.AMBER,
        _("Not verified for long"),
        _("A completed action is amber when nobody has verified it for more than 30 days."),
        _("It was completed on %(day)s, and nobody has verified it yet."),
        lambda facts: facts.status == "completed" and (facts.completed_on or facts.on) < facts.on - UNVERIFIED_FOR,
        lambda facts: facts.completed_on,
    ),
    Rule(
        "unverified",
        Rag.GREEN,
        _("Not yet verified"),
        _("A completed action stays green, not blue, until an equality lead has verified it."),
        _("It was completed on %(day)s and waits to be verified."),
        lambda facts: facts.status == "completed",
        lambda facts: facts.completed_on,
    ),
    Rule(
        "review_missed",
        Rag.RED,
        _("Review missed"),
        _("Work that goes on or comes round again is red once the day of its next review has passed."),
        _("Its review was due on %(day)s and nobody has held it."),
        lambda facts: facts.is_late and facts.is_review,
        lambda facts: facts.falls_due_on,
    ),
    Rule(
        "overdue",
        Rag.RED,
        _("Overdue"),
        _("An action is red once the last day that its deadline can mean has passed and it is not completed."),
        _("It was due by %(day)s and is not completed."),
        lambda facts: facts.is_late,
        lambda facts: facts.falls_due_on,
    ),
    Rule(
        "milestone_missed",
        Rag.RED,
        _("Milestone missed"),
        _("An action with several dates is red once one of them has passed and is not ticked off."),
        _("Its milestone of %(day)s has passed and is not ticked off."),
        lambda facts: facts.is_open and facts.next_milestone_on is not None and facts.next_milestone_on < facts.on,
        lambda facts: facts.next_milestone_on,
    ),
    Rule(
        "start_missed",
        Rag.AMBER,
        _("Not begun in time"),
        _("An action with a period is amber once the period has begun and the action has not."),
        _("It was to begin on %(day)s and has not."),
        lambda facts: facts.status == "not_started" and facts.starts_on is not None and facts.starts_on < facts.on,
        lambda facts: facts.starts_on,
    ),
    Rule(
        "due_soon",
        Rag.AMBER,
        _("Due soon, not begun"),
        _("An action is amber when it is due within 30 days and has not been started."),
        _("It is due by %(day)s and has not been started."),
        lambda facts: (
            facts.status == "not_started" and facts.falls_due_on is not None and facts.falls_due_on <= facts.on + SOON
        ),
        lambda facts: facts.falls_due_on,
    ),
    Rule(
        "slipped",
        Rag.AMBER,
        _("Moved repeatedly"),
        _("An action is amber when its deadline has been moved twice or more."),
        _("Its deadline has been moved %(count)s times."),
        lambda facts: facts.is_open and facts.times_moved >= OFTEN,
    ),
    Rule(
        "question",
        Rag.AMBER,
        _("Deadline unclear"),
        _("An action is amber while its deadline leaves a question that nobody has answered."),
        _("Its deadline leaves a question that nobody has answered."),
        lambda facts: facts.is_open and facts.has_question,
    ),
    Rule(
        "silent",
        Rag.AMBER,
        _("No news"),
        _("An action in progress is amber when nobody has reported on it for 90 days."),
        _("Nobody has reported on it since %(day)s."),
        lambda facts: facts.status == "in_progress" and facts.heard_on < facts.on - SILENT,
        lambda facts: facts.heard_on,
    ),
    Rule(
        "no_deadline",
        Rag.GREY,
        _("No deadline"),
        _("An action without a deadline cannot be judged."),
        _("It has no deadline, so nothing can be late."),
        lambda facts: not facts.has_deadline,
    ),
    Rule(
        "on_track",
        Rag.GREEN,
        _("On track"),
        _("Every other action is green: nothing that is known speaks against it."),
        _("Nothing that is known speaks against it."),
        lambda facts: True,
    ),
)


def _is_verified(facts: Facts) -> bool:
    return facts.status == "completed" and facts.verified_on is not None


def standing(facts: Facts) -> Standing:
    """How an action stands: by the first rule that holds."""
    return Standing(next(rule for rule in RULES if rule.holds(facts)), facts)
