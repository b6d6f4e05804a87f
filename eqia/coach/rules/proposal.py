"""The proposal: whether a stranger can understand it, and whether there was a choice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.words import JARGON, STAFF, UNCHANGED, has_figure, unexplained

MOST_NAMED = 5


@rule(
    "proposal",
    looks_for=gettext_lazy("Abbreviations that nobody explains"),
    why=gettext_lazy(
        "The people affected, members and a court read this. They do not know your service’s short forms."
    ),
    source=gettext_lazy("Decision makers must be properly informed: R (Hurley) v Secretary of State [2012] EWHC 201"),
)
def abbreviations(draft: Reading) -> Iterator[Finding]:
    """Say each abbreviation once in full. A decision maker who does not understand a text has not been informed by it
    (Hurley and Moore [2012] EWHC 201)."""
    if found := unexplained(draft.written):
        names = ", ".join(found[:MOST_NAMED])
        yield Finding(_("What does this stand for: %s? Write it out once.") % names, found, "summary")


@rule(
    "proposal",
    looks_for=gettext_lazy("Office words that a resident would not use"),
    why=gettext_lazy("Plain words make it harder to hide an effect, from others and from yourself."),
    source=gettext_lazy("Decision makers must be properly informed: R (Hurley) v Secretary of State [2012] EWHC 201"),
)
def jargon(draft: Reading) -> Iterator[Finding]:
    """Write so that those who decide, and those affected, are informed by it (Hurley and Moore [2012] EWHC 201)."""
    found = list(dict.fromkeys(match[0].lower() for text in draft.written for match in JARGON.finditer(text)))
    if found:
        words = ", ".join(f"“{each}”" for each in found[:MOST_NAMED])
        yield Finding(_("Would a resident say %s? Use everyday words.") % words, found, "summary")


@rule(
    "proposal",
    looks_for=gettext_lazy("No number of people affected"),
    why=gettext_lazy("How many people are affected, and how often, decides how much weight an effect has."),
    source=gettext_lazy(
        "The extent of the effect must be assessed: R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraph 26"
    ),
)
def numbers(draft: Reading) -> Iterator[Finding]:
    """Assess the extent of the effect, not only its kind (Bracking, paragraph 26(4))."""
    affected = draft.proposal.get("affected", "")
    counted = " ".join((affected, draft.proposal.get("numbers_affected", ""), draft.proposal.get("summary", "")))
    if affected and not has_figure(counted):
        yield Finding(
            _("About how many people does this touch? An honest estimate is better than none."), counted, "affected"
        )


@rule(
    "alternatives",
    looks_for=gettext_lazy("Other ways without the one of leaving things as they are"),
    why=gettext_lazy("What would happen without the change is what every effect is measured against."),
    source=gettext_lazy(
        "Options papers of councils include “do nothing”; rejected alternatives belong in a fair process: R (Moseley) v Haringey [2014] UKSC 56"
    ),
)
def unchanged(draft: Reading) -> Iterator[Finding]:
    """Say what leaving things as they are would mean. Moseley [2014] UKSC 56, paragraph 28, asks that realistic
    alternatives and why they were discarded are put before people."""
    ways = [each for each in (draft.proposal.get("alternatives", ""), draft.text("alternatives", "more")) if each]
    ways += [" ".join(str(part) for part in way.values()) for way in draft.items("alternatives", "items")]
    if ways and not any(UNCHANGED.search(way.lower()) for way in ways):
        yield Finding(_("What would happen if you left things as they are?"), ways, "alternatives")


@rule(
    "evidence",
    looks_for=gettext_lazy("Staff affected, and no evidence about staff"),
    why=gettext_lazy("The duty covers your own staff. A service’s staff often differ from those of the whole body."),
    source=gettext_lazy(
        "Equality Act 2010, section 149; the checklist of reviewers asks whether effects on staff were assessed"
    ),
)
def staff(draft: Reading) -> Iterator[Finding]:
    """Where staff are affected, know who they are: the duty covers the functions of an employer too (section 149(1))."""
    affected = draft.proposal.get("affected", "")
    known = [each.title + " " + each.shows for each in draft.evidence]
    if draft.is_full and STAFF.search(affected) and not any(STAFF.search(each) for each in known):
        sentence = _("You say that staff are affected. What do you know about the staff concerned?")
        yield Finding(sentence, [affected, known], "evidence_gaps")


RULES = (abbreviations, jargon, numbers, unchanged, staff)
