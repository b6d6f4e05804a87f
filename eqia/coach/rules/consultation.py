"""Who was asked: the people concerned, in time, and with an open mind."""

import datetime
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Asked, Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.words import says_nothing

SHORT = datetime.timedelta(days=27)
TIME_TO_TELL = datetime.timedelta(days=60)
SURVEY = re.compile(r"\b(survey|questionnaire|online|consultation|form|letter|written)\b", re.IGNORECASE)
GUNNING = gettext_lazy("The Gunning tests, approved in R (Moseley) v Haringey [2014] UKSC 56, paragraph 25")


def _names(asked: list[Asked]) -> str:
    return "; ".join(f"“{each.who}”" for each in asked)


@rule(
    "consultation",
    looks_for=gettext_lazy("People asked on or after the day of the decision"),
    why=gettext_lazy("A consultation that comes when everything is settled is none."),
    source=GUNNING,
    must_answer=True,
)
def asked_too_late(draft: Reading) -> Iterator[Finding]:
    """Gunning's first test: consult while the proposal is still at a formative stage."""
    decided = draft.decided_on
    late = [each for each in draft.asked if decided and each.starts_on and each.starts_on >= decided]
    if late:
        sentence = _("You ask %s when it has been decided. What can their answers still change?") % _names(late)
        yield Finding(sentence, [decided, [each.starts_on for each in late]], "no_consultation_reason")


@rule(
    "consultation",
    looks_for=gettext_lazy("A survey or written consultation of less than four weeks"),
    why=gettext_lazy("Groups that meet once a month, and people who need help with reading or language, need longer."),
    source=GUNNING,
)
def short_time(draft: Reading) -> Iterator[Finding]:
    """Gunning's third test: adequate time must be given for consideration and response."""
    short = [
        each
        for each in draft.asked
        if each.starts_on
        and each.ends_on
        and each.starts_on < each.ends_on < each.starts_on + SHORT
        and SURVEY.search(each.method)
    ]
    if short:
        sentence = _("Was there time enough for people who need help or meet once a month: %s?") % _names(short)
        yield Finding(sentence, [[each.starts_on, each.ends_on] for each in short], "no_consultation_reason")


@rule(
    "consultation",
    looks_for=gettext_lazy("People asked who were never told what came of it"),
    why=gettext_lazy("Who hears nothing back does not answer the next time."),
    source=gettext_lazy("Product of consultation must be taken into account: the fourth Gunning test"),
)
def not_told(draft: Reading) -> Iterator[Finding]:
    """Gunning's fourth test is shown by telling people what became of what they said."""
    silent = [
        each
        for each in draft.asked
        if each.heard and not each.fed_back and each.last_day and each.last_day + TIME_TO_TELL < draft.on
    ]
    if silent:
        sentence = _("How will you tell them what came of it: %s?") % _names(silent)
        yield Finding(sentence, [[each.who, each.fed_back] for each in silent], "no_consultation_reason")


@rule(
    "consultation",
    looks_for=gettext_lazy("Everybody was heard and nothing changed"),
    why=gettext_lazy("Nothing has to change. But if nothing ever does, a court may ask whether minds were open."),
    source=gettext_lazy(
        "Open mind: Brown, third principle; UTAG v Transport for London [2021] EWHC 72, reversed on appeal"
    ),
)
def nothing_changed(draft: Reading) -> Iterator[Finding]:
    """Due regard needs an open mind (Brown, paragraph 92): where nothing anybody said changed anything, say why."""
    heard = [each for each in draft.asked if each.heard]
    if heard and all(not each.changed or says_nothing(each.changed) for each in heard):
        sentence = _("People spoke and nothing changed. What did you weigh, and why did it not persuade you?")
        yield Finding(sentence, [each.changed for each in heard], "no_consultation_reason")


@rule(
    "consultation",
    looks_for=gettext_lazy("Nobody asked, with a reason that says nothing"),
    why=gettext_lazy("Where something needed is missing, there is a duty to find it out, often by asking."),
    source=gettext_lazy("Bracking, paragraph 26: missing material must be acquired, often by consultation"),
    must_answer=True,
)
def nobody_asked(draft: Reading) -> Iterator[Finding]:
    """If relevant material is missing there is a duty to acquire it, which will frequently mean consulting (Bracking,
    paragraph 26(8))."""
    reason = draft.text("consultation", "no_consultation_reason")
    if draft.is_full and not draft.asked and reason and (says_nothing(reason) or len(reason.split()) < 5):
        yield Finding(
            _("Who could tell you most about this, and why have they not been asked?"), reason, "no_consultation_reason"
        )


@rule(
    "consultation",
    looks_for=gettext_lazy("Others asked about a group, and not the group itself"),
    why=gettext_lazy("Professionals and organisations know a lot. They do not live it."),
    source=gettext_lazy("Reviews of the duty in Scotland: little involvement of the people concerned"),
)
def about_not_with(draft: Reading) -> Iterator[Finding]:
    """Involve the people themselves; Wales requires it (SI 2011/1064, regulation 5), elsewhere it is good practice."""
    spoken_for = [each for each in draft.asked if each.voice == "about"]
    if spoken_for and not any(each.voice in ("with", "both") for each in draft.asked):
        sentence = _("You asked others about them: %s. When will you ask the people themselves?") % _names(spoken_for)
        yield Finding(sentence, [each.who for each in spoken_for], "no_consultation_reason")


@rule(
    "impact",
    looks_for=gettext_lazy("People who could be harmed and do not speak anywhere in the assessment"),
    why=gettext_lazy("They know best what it would mean for them, and what would make it bearable."),
    source=gettext_lazy("LDRA v Secretary of State [2016] EWHC 950: regard must follow the disabled people affected"),
)
def harmed_not_heard(draft: Reading) -> Iterator[Finding]:
    """Ask those who are harmed (LDRA [2016] EWHC 950; Bracking, paragraph 26(8)). Must be answered where harm is serious."""
    for card in draft.harmed:
        if not draft.is_heard(card):
            sentence = _("These people could be harmed and nobody has asked them. Who will, and when?")
            yield Finding(sentence, [card["harm"], card["told"]], "told", card.key, must_answer=card.is_serious)


RULES = (asked_too_late, short_time, not_told, nothing_changed, nobody_asked, about_not_with)
ON_CARDS = (harmed_not_heard,)
