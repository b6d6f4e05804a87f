"""The timeline of due regard: what happened when, from the first thought to the last check, and what is wrong with it.

Pure: from facts that were gathered elsewhere (`eqia.presenters.timeline`) to events and sentences. Due regard comes
before and at the time of the decision and goes on afterwards: R (Brown) v Secretary of State for Work and Pensions
[2008] EWHC 3158 (Admin).
"""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

OLD_AFTER_YEARS = 5


class Lane(enum.StrEnum):
    """The lines on which events are drawn, from the assessment itself to what came afterwards."""

    WRITING = "writing"
    EVIDENCE = "evidence"
    PEOPLE = "people"
    DECISION = "decision"
    AFTERWARDS = "afterwards"


LANES = {
    Lane.WRITING: gettext_lazy("The assessment"),
    Lane.EVIDENCE: gettext_lazy("Evidence"),
    Lane.PEOPLE: gettext_lazy("People asked"),
    Lane.DECISION: gettext_lazy("The decision"),
    Lane.AFTERWARDS: gettext_lazy("Afterwards"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, or from one day to another; `sha256` where a frozen version stands behind it."""

    day: datetime.date
    lane: Lane
    words: str
    detail: str = ""
    ends_on: datetime.date | None = None
    sha256: str = ""
    url: str = ""
    is_late: bool = False
    order: int = 5


@dataclass(frozen=True)
class Taken:
    """A decision that was taken on the assessment; `has_paper` if a version of it was put to it and was valid then."""

    reference: str
    taken_on: datetime.date
    has_paper: bool
    is_overridden: bool
    readers: int


@dataclass(frozen=True)
class Facts:
    """Everything that bears on the sentences; the events themselves come ready made."""

    today: datetime.date
    started_on: datetime.date
    options_formed_on: datetime.date | None = None
    approved_on: datetime.date | None = None
    evidence_days: Sequence[datetime.date] = ()
    asked_from: Sequence[datetime.date] = ()
    taken: Sequence[Taken] = ()
    effect_due: Sequence[datetime.date] = ()
    review_on: datetime.date | None = None
    events: Sequence[Event] = field(default_factory=list)


def in_order(facts: Facts) -> list[Event]:
    """The events by day, each marked late if it came after the first decision although it should have come before."""
    decided = min((each.taken_on for each in facts.taken), default=None)
    early = (Lane.WRITING, Lane.EVIDENCE, Lane.PEOPLE)
    marked = [
        each
        if decided is None or each.day <= decided or each.lane not in early
        else Event(**{**vars(each), "is_late": True})
        for each in facts.events
    ]
    return sorted(marked, key=lambda each: (each.day, each.order))


def wrong_with(facts: Facts) -> list[str]:
    """Plain sentences for what a member, an adviser or a judge would find wrong; nothing where all is in time."""
    return [*_beginning(facts), *_before_the_decision(facts), *_afterwards(facts)]


def _days(first: datetime.date, last: datetime.date) -> str:
    count = (last - first).days
    return ngettext("%s day", "%s days", count) % count


def _beginning(facts: Facts) -> list[str]:
    found = []
    if facts.options_formed_on and facts.options_formed_on < facts.started_on:
        found.append(
            _("Options were drawn up %s before equality was first considered.")
            % _days(facts.options_formed_on, facts.started_on)
        )
    return found


def _before_the_decision(facts: Facts) -> list[str]:
    found: list[str] = []
    for each in facts.taken:
        day = {"reference": each.reference}
        if facts.started_on > each.taken_on:
            found.append(
                _("%(reference)s was taken %(days)s before the assessment was started.")
                % (day | {"days": _days(each.taken_on, facts.started_on)})
            )
        elif facts.approved_on is None:
            found.append(_("%(reference)s was taken although no version had been approved, and none is yet.") % day)
        elif facts.approved_on > each.taken_on:
            found.append(
                _("%(reference)s was taken %(days)s before a version was first approved.")
                % (day | {"days": _days(each.taken_on, facts.approved_on)})
            )
        elif not each.has_paper:
            found.append(_("No version of this assessment stood before those who took %(reference)s.") % day)
        if each.is_overridden:
            found.append(_("%(reference)s was let pass without an EqIA.") % day)
        elif each.has_paper and not each.readers:
            found.append(_("Nobody who took %(reference)s is on record as having read the version before them.") % day)
        found += _asked_late(facts, each)
    old = [day for day in facts.evidence_days if (facts.started_on - day).days > OLD_AFTER_YEARS * 365.25]
    if old:
        found.append(
            ngettext(
                "%s piece of evidence was more than five years old when the assessment was started.",
                "%s pieces of evidence were more than five years old when the assessment was started.",
                len(old),
            )
            % len(old)
        )
    return found


def _asked_late(facts: Facts, decision: Taken) -> list[str]:
    late = [day for day in facts.asked_from if day > decision.taken_on]
    if late and len(late) == len(facts.asked_from):
        return [_("Nobody was asked before %s was taken.") % decision.reference]
    return []


def _afterwards(facts: Facts) -> list[str]:
    found = []
    overdue = [day for day in facts.effect_due if day < facts.today]
    if overdue:
        found.append(
            ngettext(
                "%s check of what really happened is overdue.",
                "%s checks of what really happened are overdue.",
                len(overdue),
            )
            % len(overdue)
        )
    if facts.review_on and facts.review_on < facts.today:
        found.append(_("Its review has been due for %s.") % _days(facts.review_on, facts.today))
    return found
