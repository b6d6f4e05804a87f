"""The cards: each finding about a group, and what the cards say together."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Card, Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.rules import consultation, evidence
from eqia.coach.words import CHILDREN, ONLINE, PRICES, has_figure, names_nobody, says_nothing

# Three cards with one text are a habit; two may be a coincidence.
SAME_ON = 3
LONG_ENOUGH = 25
FREE_TEXT = ("who", "known", "told", "benefit", "harm", "no_impact_reason", "finding_out")


@rule(
    "impact",
    looks_for=gettext_lazy("“No impact” with a reason that says “none” in many words"),
    why=gettext_lazy("What is the same for all can weigh more on some: a step, a form, a fare, a time of day."),
    source=gettext_lazy("Equality Act 2010, section 19 (indirect discrimination) and section 149(3)"),
    must_answer=True,
)
def none_in_many_words(draft: Reading) -> Iterator[Finding]:
    """Treating all alike can put some at a disadvantage (section 19), so "the same for everybody" is no finding."""
    for card in draft.cards:
        reason = card["no_impact_reason"]
        if card.is_none and (says_nothing(reason) or (names_nobody(reason) and not has_figure(reason))):
            sentence = _(
                "How do you know that it makes no difference to these people? “The same for everybody” does not say."
            )
            yield Finding(sentence, reason, "no_impact_reason", card.key)


@rule(
    "impact",
    looks_for=gettext_lazy("“No impact” without any evidence about the group"),
    why=gettext_lazy(
        "No evidence of harm is not evidence of no harm. If you do not know, “unknown” is the honest answer."
    ),
    source=gettext_lazy("Bridges [2020] EWCA Civ 1058: a body must find out, and may not assume"),
)
def none_without_evidence(draft: Reading) -> Iterator[Finding]:
    """A body may not take the absence of evidence for evidence of absence (Bridges)."""
    for card in draft.cards:
        reason = card["no_impact_reason"]
        if card.is_none and not draft.knows_about(card) and not says_nothing(reason) and not has_figure(reason):
            sentence = _(
                "What shows that there is no impact on these people? If nothing does, “unknown” is the honest answer."
            )
            yield Finding(sentence, [reason, card["known"], card["told"]], "known", card.key)


@rule(
    "impact",
    looks_for=gettext_lazy("“No impact” on a group that screening said could be worse off"),
    why=gettext_lazy(
        "Both may have been right on their day. A reader sees two answers and wants to know what was learnt between them."
    ),
    source=gettext_lazy(
        "Rigour in inquiry and in reporting: Bracking, paragraph 26; Domb v Hammersmith [2009] EWCA Civ 941"
    ),
    must_answer=True,
)
def against_screening(draft: Reading) -> Iterator[Finding]:
    """Officials must be rigorous in reporting (Domb [2009] EWCA Civ 941): a finding that went away has to be explained."""
    for card in draft.cards:
        if card.is_none and draft.screened.get(card.key) in ("worse", "both"):
            sentence = _("At screening you said that these people could be worse off. What have you learnt since?")
            yield Finding(sentence, card["no_impact_reason"], "no_impact_reason", card.key)


@rule(
    "impact",
    looks_for=gettext_lazy("Words for everybody on the card of one group"),
    why=gettext_lazy("Thinking of residents in general is not thinking of older or disabled residents."),
    source=gettext_lazy("R (Buckley) v Bath and North East Somerset [2018] EWHC 1551"),
)
def general_words(draft: Reading) -> Iterator[Finding]:
    """Regard must be to the group itself: considering displacement of residents in general was not considering elderly
    and disabled ones (Buckley [2018] EWHC 1551)."""
    for card in draft.cards:
        for question in ("who", "harm", "benefit"):
            if (card.harms or card.helps) and names_nobody(card[question]):
                sentence = _("This speaks of people in general. What does it mean for this group in particular?")
                yield Finding(sentence, card[question], question, card.key)


@rule(
    "impact",
    looks_for=gettext_lazy("The same words on three or more cards"),
    why=gettext_lazy("Groups differ. The same words for all of them show that nobody thought about each."),
    source=gettext_lazy("Duty exercised “in substance, with rigour and with an open mind”: Brown, third principle"),
)
def pasted(draft: Reading) -> Iterator[Finding]:
    """Think of each group: the same sentence on many cards is ticking boxes (Brown, paragraph 92)."""
    cards: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in draft.cards:
        for question in FREE_TEXT:
            text = " ".join(card[question].lower().split())
            if len(text) >= LONG_ENOUGH:
                cards[(question, text)].append(card)
    for (question, text), shared in cards.items():
        if len(shared) >= SAME_ON:
            names = ", ".join(card.name for card in shared[1:])
            sentence = _("The same words stand on the cards of %s. What is particular to this group?") % names
            yield Finding(sentence, text, question, shared[0].key)


@rule(
    "impact",
    looks_for=gettext_lazy("Disabled people harmed, and no reasonable adjustments considered"),
    why=gettext_lazy(
        "The duty to make adjustments is owed beforehand, to disabled people in general, not when somebody complains."
    ),
    source=gettext_lazy("Equality Act 2010, sections 20, 29(7) and 149(4)"),
    must_answer=True,
)
def no_adjustments(draft: Reading) -> Iterator[Finding]:
    """Reasonable adjustments are anticipatory in services (section 29(7)), and the second aim includes taking account of
    disabled persons' disabilities (section 149(4))."""
    adjustments = draft.text("conclusion", "adjustments")
    for card in draft.harmed:
        is_left_open = draft.has("conclusion", "adjustments") and says_nothing(adjustments)
        if card.key == "disability" and is_left_open:
            sentence = _("Disabled people could be harmed. Which reasonable adjustments have you considered?")
            yield Finding(sentence, [adjustments, card["harm"]], "harm", card.key)


@rule(
    "impact",
    looks_for=gettext_lazy(
        "A service that moves online, and “no impact” on people without the internet, older or disabled people"
    ),
    why=gettext_lazy("Those who cannot get online are more often old, disabled, poor or new to English."),
    source=gettext_lazy("Equality Act 2010, section 149(3)(a): disadvantages connected to a characteristic"),
)
def online_only(draft: Reading) -> Iterator[Finding]:
    """Minimise disadvantages connected to a characteristic (section 149(3)(a)): moving online is a common one."""
    moves = [text for text in draft.written if ONLINE.search(text)]
    for card in draft.cards:
        if moves and card.is_none and card.key in ("age", "disability", "digital_exclusion"):
            sentence = _("Part of this is online. What about those of them who cannot use it, or not without help?")
            yield Finding(sentence, [moves, card["no_impact_reason"]], "no_impact_reason", card.key)


@rule(
    "modules",
    looks_for=gettext_lazy("Children affected, and “no” to their rights"),
    why=gettext_lazy("Children’s interests come first in what concerns them, and they have a right to be heard."),
    source=gettext_lazy("United Nations Convention on the Rights of the Child, articles 3 and 12"),
)
def childrens_rights(draft: Reading) -> Iterator[Finding]:
    """Where children are affected, their best interests are a primary consideration (Convention, article 3)."""
    if draft.module.get("childrens_rights") != "no":
        return
    for card in draft.cards:
        texts = [card[question] for question in ("who", "known", "benefit", "harm") if CHILDREN.search(card[question])]
        if card.key == "age" and texts and (card.harms or card.helps):
            yield Finding(_("Your card on age speaks of children. Which of their rights does it touch?"), texts)


@rule(
    "modules",
    looks_for=gettext_lazy("A charge or a fare, and “no” to people on a low income"),
    why=gettext_lazy("The same price is a trifle to one and a reason to stay away to another."),
    source=gettext_lazy("Equality Act 2010, section 1 (in force in Wales and Scotland); good practice elsewhere"),
)
def low_income(draft: Reading) -> Iterator[Finding]:
    """Have regard to inequality that results from poverty (section 1, where it is in force)."""
    priced = [text for text in draft.written if PRICES.search(text)]
    if priced and draft.module.get("socio_economic") == "no":
        yield Finding(_("This changes what people pay. Who can least afford it?"), priced)


@rule(
    "intersections",
    looks_for=gettext_lazy("No combination of characteristics considered"),
    why=gettext_lazy("People are not one thing. Older disabled women can be hit where neither card shows it."),
    source=gettext_lazy("Auditor General for Wales, 2022: none of the assessments reviewed looked at combinations"),
)
def no_combination(draft: Reading) -> Iterator[Finding]:
    """Look at people who share two or more characteristics. Audit Wales (2022) found none of those it read did."""
    if not draft.has("intersections") or draft.items("intersections") or len(draft.harmed) < 2:
        return
    reason = draft.text("no_intersection", "answer")
    if not reason or says_nothing(reason):
        names = [card.name for card in draft.harmed]
        sentence = _("Who belongs to two of the groups that could be harmed: %s?") % ", ".join(names)
        yield Finding(sentence, [names, reason], "no_intersection_reason")


@rule(
    "cumulative",
    looks_for=gettext_lazy("“Nothing adds up” without a look at other proposals"),
    why=gettext_lazy("Three small cuts that meet the same people are one large one."),
    source=gettext_lazy("Auditor General for Wales, 2022: cumulative effects are rarely considered"),
)
def nothing_adds_up(draft: Reading) -> Iterator[Finding]:
    """Say which other changes meet the same people. Audit Wales (2022): cumulative impact was rarely considered."""
    words = draft.text("cumulative", "answer")
    if draft.harmed and says_nothing(words):
        yield Finding(_("Which other changes of the last year meet the same people?"), words, "cumulative")


@rule(
    "outcome",
    looks_for=gettext_lazy("Good for some and no harm found to anybody"),
    why=gettext_lazy(
        "Nearly every change costs somebody something. A text in which nobody loses reads as written to justify."
    ),
    source=gettext_lazy("Open mind: Brown, third principle; Herefordshire’s audit on “limited challenge”"),
    must_answer=True,
)
def benefits_only(draft: Reading) -> Iterator[Finding]:
    """Look for harm with an open mind (Brown, paragraph 92): an assessment that finds only good has to say where it looked."""
    effects = [card.effect for card in draft.cards]
    is_done = effects and all(effects)
    if (
        is_done
        and any(card.helps for card in draft.cards)
        and not draft.harmed
        and not any(card.is_unknown for card in draft.cards)
    ):
        yield Finding(
            _("You found good and no harm. Where did you look for it, and whom might this leave out?"),
            effects,
            "reasons",
        )


RULES = (
    none_in_many_words,
    none_without_evidence,
    against_screening,
    general_words,
    *evidence.ON_CARDS,
    *consultation.ON_CARDS,
    pasted,
    no_adjustments,
    online_only,
    no_combination,
    nothing_adds_up,
    childrens_rights,
    low_income,
    benefits_only,
)
