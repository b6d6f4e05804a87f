"""What is known: how old, about whom, from whom."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eqia.coach.reading import Reading, a_day
from eqia.coach.rule import Finding, rule
from eqia.coach.words import few_people, has_figure, says_nothing
from evidence.choices import EvidenceKind

YEARS = 5


@rule(
    "evidence",
    looks_for=gettext_lazy("Evidence that will be more than five years old, or past its review, when it is decided"),
    why=gettext_lazy("People, services and places change. Old figures can still hold, but somebody has to say why."),
    source=gettext_lazy(
        "Rigorous inquiry and reporting: R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraph 26"
    ),
)
def old_evidence(draft: Reading) -> Iterator[Finding]:
    """Inquiry must be rigorous (Bracking, paragraph 26(7)): evidence older than five years needs a word on why it holds."""
    day = draft.decided_on or draft.on
    limit = day.replace(year=day.year - YEARS, day=min(day.day, 28))
    old = [each.title for each in draft.evidence if each.is_stale or (each.until and each.until < limit)]
    if old:
        words = ngettext(
            "Is this still true? It will be old when it is decided: %s",
            "Are these still true? They will be old when it is decided: %s",
            len(old),
        )
        yield Finding(words % "; ".join(f"“{title}”" for title in old), old, "evidence_gaps")


@rule(
    "evidence",
    looks_for=gettext_lazy("Evidence without a single figure"),
    why=gettext_lazy("Without numbers nobody can tell whether an effect is rare or common."),
    source=gettext_lazy("Auditor General for Wales, 2022: assessments recognise that a group is affected, but not how"),
)
def no_figures(draft: Reading) -> Iterator[Finding]:
    """Show the extent of what is known: Audit Wales (2022) found groups named as affected without saying how."""
    shown = [each.shows for each in draft.evidence if each.shows]
    if shown and not any(has_figure(each) for each in shown):
        yield Finding(
            _("Which figures stand behind this? How many, how often, compared with whom?"), shown, "evidence_gaps"
        )


@rule(
    "evidence",
    looks_for=gettext_lazy("Figures only, and nothing that people have told you"),
    why=gettext_lazy("Figures show what happens. People who live with it know why, and what would help."),
    source=gettext_lazy("The Scottish Government’s review of the duty found little lived experience in assessments"),
)
def no_voices(draft: Reading) -> Iterator[Finding]:
    """Bring in lived experience: reviews of the duty in Scotland found assessments made without it."""
    kinds = [each.kind for each in draft.evidence]
    told = str(EvidenceKind.EXPERIENCE.label)
    if (
        kinds
        and told not in kinds
        and not any(each.heard for each in draft.asked)
        and not any(card["told"] for card in draft.cards)
    ):
        yield Finding(
            _("What have people who use this told you, or told somebody you could ask?"), kinds, "evidence_gaps"
        )


@rule(
    "evidence",
    looks_for=gettext_lazy("“No gaps”"),
    why=gettext_lazy(
        "There is always somebody of whom little is known, such as trans people or those who stayed away."
    ),
    source=gettext_lazy("Not knowing is not “none”: R (Bridges) v South Wales Police [2020] EWCA Civ 1058"),
)
def no_gaps(draft: Reading) -> Iterator[Finding]:
    """A body must find out what it does not know, and so say what that is (Bridges)."""
    gaps = draft.text("evidence", "gaps")
    if says_nothing(gaps):
        yield Finding(_("Of which group do you know least? Say so, and how you could find out."), gaps, "evidence_gaps")


@rule(
    "impact",
    looks_for=gettext_lazy("Harm found, and no evidence about the group"),
    why=gettext_lazy("How serious it is can only be weighed with something to weigh."),
    source=gettext_lazy("The risk and extent of harm must be assessed: Bracking, paragraph 26"),
)
def harm_without_evidence(draft: Reading) -> Iterator[Finding]:
    """Assess the risk and extent of harm with evidence (Bracking, paragraph 26(4))."""
    for card in draft.harmed:
        if not draft.knows_about(card):
            sentence = _("What do you know about how many people this harms, and how badly?")
            yield Finding(sentence, [card["harm"], card["known"]], "known", card.key)


@rule(
    "impact",
    looks_for=gettext_lazy("Something unknown that will be found out only after the decision"),
    why=gettext_lazy(
        "Those who decide cannot weigh what nobody knows yet. They may wait, decide for a trial, or be told of the risk."
    ),
    source=gettext_lazy(
        "Bridges [2020] EWCA Civ 1058; staged decisions can be lawful: Sheakh v Lambeth [2022] EWCA Civ 457"
    ),
)
def known_too_late(draft: Reading) -> Iterator[Finding]:
    """Find out before deciding where it matters (Bridges); where it cannot be, decide in stages and watch (Sheakh)."""
    decided = draft.decided_on
    for card in draft.cards:
        due = a_day(card.find_out.get("due_on"))
        if card.is_unknown and decided and due and due > decided:
            sentence = _("You will know only after the decision. Can it wait, or be a trial that can be undone?")
            yield Finding(sentence, [due, decided], "finding_out", card.key)


_TELL_NOBODY_APART = gettext_lazy(
    "Whoever knows the place may know the person. Everybody reads the public version; a small number is easily left out."
)
_IDENTIFIED = gettext_lazy(
    "Personal data are what identifies somebody, if only together with other knowledge: UK GDPR, recital 26"
)


@rule(
    "evidence",
    looks_for=gettext_lazy("One to four people of a group, counted in what the evidence shows"),
    why=_TELL_NOBODY_APART,
    source=_IDENTIFIED,
)
def few_in_evidence(draft: Reading) -> Iterator[Finding]:
    """A count of few people can identify them (UK GDPR, recital 26); say “a few”, or what they have in common."""
    yield from _few([each.shows for each in draft.evidence], "evidence_gaps")


@rule(
    "consultation",
    looks_for=gettext_lazy("One to four people of a group, counted in what people said"),
    why=_TELL_NOBODY_APART,
    source=_IDENTIFIED,
)
def few_among_the_asked(draft: Reading) -> Iterator[Finding]:
    """Whoever said something in a small meeting may be known by it (UK GDPR, recital 26)."""
    texts = [text for each in draft.asked for text in (each.who, each.heard, each.changed)]
    yield from _few(texts, "no_consultation_reason")


@rule(
    "impact",
    looks_for=gettext_lazy("One to four people of a group, counted on its card"),
    why=_TELL_NOBODY_APART,
    source=_IDENTIFIED,
)
def few_on_a_card(draft: Reading) -> Iterator[Finding]:
    """How few are affected is known to them and to their neighbours as well (UK GDPR, recital 26)."""
    for card in draft.cards:
        yield from _few(card.answers.values(), "known", card.key)


def _few(texts: Iterable[str], question: str, card: str = "") -> Iterator[Finding]:
    if found := few_people(texts):
        words = ", ".join(f"“{each}”" for each in found)
        sentence = (
            _("Could somebody tell who they are: %s? “A few” says as much, and the public will read this.") % words
        )
        yield Finding(sentence, found, question, card)


RULES = (old_evidence, no_figures, no_voices, no_gaps, few_in_evidence, few_among_the_asked)
ON_CARDS = (harm_without_evidence, known_too_late, few_on_a_card)
