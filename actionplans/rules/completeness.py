"""What an action lacks: without who, by when and how we will know, a promise cannot be followed.

Needed are a deadline that leaves no question (and, for work without an end, a day of review), one lead who is accountable,
an indicator and the intended impact. A part that a person has explained away is settled and not missing. The rest is
advice: whom it is for, and whether it is SMART as far as words can show it (specific, measurable, achievable, relevant,
time-bound: Doran 1981, asked for by the Equality and Human Rights Commission's guidance on objectives). Whether it can be
achieved and whether it matters, no rule can tell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

# Work of these kinds has no end: only a review can fall due.
WITHOUT_END = ("ongoing", "recurring")
# Without these three an action cannot be followed at all.
THREE = ("deadline", "lead", "indicator")
NEEDED = (*THREE, "impact", "question", "review", "accountable")

_VAGUE = re.compile(
    r"^(?:continue|explore|consider|promote|encourage|support|raise awareness|look at|seek to|aim to|work towards?"
    r"|relationship build|help|facilitate|liaise)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\d|%|\b(?:number|numbers|proportion|percentage|per cent|rates?|share|score|scores|points|how many|how much|count"
    r"|average|median|ratio|gap|level|levels|increase|decrease|reduction|fewer|more|all|every|none"
    r"|both|each|open|opened|in use|published|in place|produced|completed|agreed|adopted|report)\b",
    re.IGNORECASE,
)


class LeadFact(NamedTuple):
    """One lead: the part played, the name, whether a person confirmed the reading, whether a post has no holder."""

    role: str
    name: str
    is_confirmed: bool = True
    is_vacant: bool = False


@dataclass(frozen=True)
class Facts:
    """What is asked about an action. `not_needed` holds the reasons a person gave, by part."""

    description: str = ""
    impact: str = ""
    indicator: str = ""
    deadline_text: str = ""
    deadline_kind: str = ""
    deadline_question: str = ""
    has_review: bool = False
    leads: Sequence[LeadFact] = ()
    has_characteristics: bool = True
    not_needed: Mapping[str, str] = field(default_factory=dict)


class Gap(NamedTuple):
    """A hole: the part, how to mend it in a sentence, whether it is only advice, and the reason if it was explained."""

    part: str
    sentence: str
    is_advice: bool = False
    reason: str = ""


def gaps(facts: Facts) -> list[Gap]:
    """What is missing or was explained away, then the advice; nothing for a complete action."""
    found = [Gap(part, sentence) for part, sentence in _needed(facts)]
    found += [Gap(part, sentence, is_advice=True) for part, sentence in _advised(facts)]
    return [gap._replace(reason=facts.not_needed.get(gap.part, "")) for gap in found]


def _needed(facts: Facts) -> list[tuple[str, str]]:
    found = []
    if not facts.deadline_text:
        found.append(("deadline", _("It has no deadline. Say by when it will be done.")))
    elif facts.deadline_question:
        found.append(("question", _("Its deadline leaves a question. %s") % facts.deadline_question))
    elif facts.deadline_kind in WITHOUT_END and not facts.has_review:
        found.append(("review", _("It goes on without an end. Agree the day of its next review.")))
    found += _about_leads(facts.leads)
    if not facts.indicator:
        found.append(("indicator", _("It has no indicator. Say how we will know that it worked.")))
    if not facts.impact:
        found.append(("impact", _("It does not say what will be different. Add its intended impact.")))
    return found


def _about_leads(leads: Sequence[LeadFact]) -> list[tuple[str, str]]:
    if not leads:
        return [("lead", _("Nobody leads it. Name one person, post or body that is accountable."))]
    accountable = _accountable(leads)
    if accountable is None:
        return [("accountable", _("Nobody is accountable for it. Choose one of those who lead it."))]
    if accountable.is_vacant:
        sentence = _("The post of %s is vacant. Say who leads it until somebody is appointed.")
        return [("vacant", sentence % accountable.name)]
    return []


def _accountable(leads: Sequence[LeadFact]) -> LeadFact | None:
    return next((lead for lead in leads if lead.role == "accountable"), None)


def _advised(facts: Facts) -> list[tuple[str, str]]:
    found = []
    accountable = _accountable(facts.leads)
    if accountable is not None and not accountable.is_confirmed and not accountable.is_vacant:
        sentence = _("That %s is accountable was read out of the words. Confirm it, or choose somebody else.")
        found.append(("unconfirmed", sentence % accountable.name))
    if not facts.has_characteristics:
        found.append(("characteristics", _("It does not say for whom. Tick the characteristics it is about.")))
    if vague := _VAGUE.match(facts.description.strip()):
        sentence = _("Not SMART yet: it begins with “%s”. Say what will be there at the end that is not there now.")
        found.append(("specific", sentence % vague[0]))
    if facts.indicator and not _MEASURED.search(facts.indicator):
        found.append(
            (
                "measurable",
                _("Not SMART yet: its indicator names nothing to count or to show. Say what will be measured."),
            )
        )
    if facts.deadline_kind in ("not_a_deadline", "reference", "to_be_confirmed"):
        found.append(("time_bound", _("Not SMART yet: its deadline names no day. Say which day is meant.")))
    return found  # fmt: skip
