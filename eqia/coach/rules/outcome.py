"""The outcome: whether it follows from what was found, and what happens afterwards."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.choices import Outcome
from eqia.coach.reading import Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.words import OFTEN, says_nothing

FEWEST_WORDS = 20


@rule(
    "outcome",
    looks_for=gettext_lazy("Serious harm, nothing promised about it, and an outcome that does not own up to it"),
    why=gettext_lazy(
        "Where people lose something they rely on, the outcome is to change, to justify openly or to stop."
    ),
    source=gettext_lazy(
        "Bracking, paragraphs 25 and 26: the risk to disabled people was not spelt out to the minister"
    ),
    must_answer=True,
)
def serious_harm(draft: Reading) -> Iterator[Finding]:
    """Decision makers must know how grave the consequences are (Bracking, paragraphs 25-26)."""
    if draft.outcome not in (Outcome.NO_CHANGE, Outcome.ADJUST):
        return
    serious = [card.name for card in draft.harmed if card.is_serious and not draft.promises_for(card)]
    if serious:
        sentence = _("You found serious harm (%s) and promise nothing about it. Is this still the right outcome?")
        yield Finding(sentence % ", ".join(serious), [draft.outcome, serious], "outcome")


@rule(
    "outcome",
    looks_for=gettext_lazy("“Adjust” with nothing adjusted"),
    why=gettext_lazy(
        "The outcome says that the proposal changes because of what you found. A reader looks for the change."
    ),
    source=gettext_lazy("Substance and not form: R (Baker) v Secretary of State [2008] EWCA Civ 141"),
)
def nothing_adjusted(draft: Reading) -> Iterator[Finding]:
    """It is the substance that counts (Baker [2008] EWCA Civ 141): an adjusted proposal has an adjustment."""
    changed = [each.changed for each in draft.asked if each.changed and not says_nothing(each.changed)]
    if draft.outcome == Outcome.ADJUST and not draft.promises and not changed:
        yield Finding(
            _("What exactly is adjusted because of this assessment?"), draft.text("conclusion", "reasons"), "reasons"
        )


@rule(
    "outcome",
    looks_for=gettext_lazy("A justification of a sentence or less"),
    why=gettext_lazy("Some people will be worse off by your choice. They may ask why, and so may a court."),
    source=gettext_lazy("Equality Act 2010, section 19(2)(d): a proportionate means of achieving a legitimate aim"),
)
def thin_justification(draft: Reading) -> Iterator[Finding]:
    """Going on needs a legitimate aim and proportionate means (section 19(2)(d)), set out so that they can be judged."""
    words = _justification(draft)
    if draft.outcome == Outcome.CONTINUE and 0 < len(words.split()) < FEWEST_WORDS:
        sentence = _("Does this say what must be achieved, why this achieves it, and why nothing less harmful would?")
        yield Finding(sentence, words, "justification")


@rule(
    "outcome",
    looks_for=gettext_lazy("Harm that remains, and an outcome that does not continue or stop"),
    why=gettext_lazy(
        "If people will still be worse off after everything promised, going on is a choice that has to be justified."
    ),
    source=gettext_lazy("Equality Act 2010, section 19(2)(d); Bracking, paragraph 26"),
    must_answer=True,
)
def harm_remains(draft: Reading) -> Iterator[Finding]:
    """Harm left after mitigation is either justified or not done (section 19(2)(d))."""
    left = [card.name for card in draft.harmed if card.residual == "serious"]
    if left and draft.outcome in (Outcome.NO_CHANGE, Outcome.ADJUST) and not _justification(draft):
        sentence = _("Serious harm remains (%s). What justifies going on, or what else will you change?")
        yield Finding(sentence % ", ".join(left), [draft.outcome, left], "outcome")


@rule(
    "law",
    looks_for=gettext_lazy("Harm to a group, and “no” to indirect discrimination"),
    why=gettext_lazy(
        "A rule that is the same for all and puts one group at a disadvantage is indirect discrimination unless it is justified."
    ),
    source=gettext_lazy("Equality Act 2010, section 19"),
)
def indirect(draft: Reading) -> Iterator[Finding]:
    """A provision applied to all that puts a group at a particular disadvantage has to be justified (section 19)."""
    answers = {str(each.get("key")): each.get("answer") for each in draft.items("conclusion", "checks")}
    names = [card.name for card in draft.harmed]
    if names and answers.get("indirect") == "no":
        sentence = _("You found harm to %s. Why is a rule that is the same for all not indirect discrimination here?")
        yield Finding(sentence % ", ".join(names), names, "indirect")


@rule(
    "law",
    looks_for=gettext_lazy("An aim of the duty answered with “none”"),
    why=gettext_lazy("“None” may be right. Say what you looked at, so that a reader can agree."),
    source=gettext_lazy("Equality Act 2010, section 149(1); specific regard to each aim: Bracking, paragraph 26"),
)
def aim_in_many_words(draft: Reading) -> Iterator[Finding]:
    """Have specific regard to each of the three aims (Bracking, paragraph 26(6))."""
    empty = [each for each in draft.items("conclusion", "aims") if says_nothing(str(each.get("answer") or ""))]
    if empty:
        names = "; ".join(f"“{each.get('name', '')}”" for each in empty)
        sentence = _("What did you consider for this aim before you answered “none”: %s?") % names
        yield Finding(sentence, [each.get("answer") for each in empty], str(empty[0].get("key") or ""))


@rule(
    "review",
    looks_for=gettext_lazy("Monitoring without who, what or how often"),
    why=gettext_lazy("“We will monitor it” is the promise most often made and least often kept."),
    source=gettext_lazy(
        "Auditor General for Wales, 2022: little monitoring of actual effects; the duty continues (Brown)"
    ),
)
def vague_monitoring(draft: Reading) -> Iterator[Finding]:
    """Say what is watched and how often. Audit Wales (2022) found that effects were seldom looked at afterwards."""
    words = draft.text("review", "monitoring") or draft.text("conclusion", "monitoring")
    if words and (says_nothing(words) or not OFTEN.search(words.lower())):
        yield Finding(_("Who looks at what, and how often?"), words, "monitoring")


def _justification(draft: Reading) -> str:
    """What justifies going on, in one answer or in several."""
    answers = [str(each.get("answer") or "") for each in draft.items("conclusion", "justification")]
    return draft.text("conclusion", "justification") or " ".join(answers).strip()


RULES = (
    indirect,
    aim_in_many_words,
    serious_harm,
    harm_remains,
    nothing_adjusted,
    thin_justification,
    vague_monitoring,
)
