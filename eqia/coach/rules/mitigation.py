"""What is promised against harm: whether it could work, and whether anybody could tell."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.words import says_nothing


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:67] + "…"


@rule(
    "impact",
    looks_for=gettext_lazy("Harm without mitigation, and a reason that says nothing"),
    why=gettext_lazy("Those who decide must know what could be done and why it is not."),
    source=gettext_lazy("Bracking, paragraph 26: how adverse effects may be eliminated, before a policy is adopted"),
    must_answer=True,
)
def unanswered_harm(draft: Reading) -> Iterator[Finding]:
    """Report how harm can be removed or why it cannot (Bracking, paragraph 26(4))."""
    for card in draft.harmed:
        reason = card["no_mitigation_reason"]
        is_thin = says_nothing(reason) or 0 < len(reason.split()) < 5
        if not draft.promises_for(card) and is_thin:
            sentence = _("What did you consider doing about this harm, and why would it not work?")
            yield Finding(sentence, reason, "no_mitigation_reason", card.key)


@rule(
    "mitigation",
    looks_for=gettext_lazy("Harm that is only watched, told or considered"),
    why=gettext_lazy("Watching harm does not lessen it. Telling people about it does not either."),
    source=gettext_lazy("Bracking, paragraph 26: how adverse effects may be eliminated, before a policy is adopted"),
    must_answer=True,
)
def only_watching(draft: Reading) -> Iterator[Finding]:
    """A mitigation changes something for the people harmed; monitoring and telling are not enough by
    themselves (Bracking, paragraph 26(4))."""
    for card in draft.harmed:
        promised = draft.promises_for(card)
        if promised and all(promise.only_watches for promise in promised):
            words = [promise.description for promise in promised]
            sentence = _(
                "This watches the harm and does not lessen it: “%s”. What will change for these people?"
            ) % _short(words[0])
            yield Finding(sentence, words, "", card.key)


@rule(
    "mitigation",
    looks_for=gettext_lazy("Mitigation without a measure"),
    why=gettext_lazy("Without one nobody can say in a year whether the promise was kept."),
    source=gettext_lazy(
        "In one county’s equality plan 51 of 68 actions had no indicator; auditors ask for measurable ones"
    ),
)
def no_measure(draft: Reading) -> Iterator[Finding]:
    """Say how it will be known that it worked: auditors of equality plans (Rushcliffe, Guildford) asked for measures."""
    unmeasured = [promise.description for promise in draft.promises if promise.description and not promise.indicator]
    if unmeasured:
        sentence = _("How will you know that it worked: “%s”?") % "”, “".join(_short(each) for each in unmeasured)
        yield Finding(sentence, unmeasured)


@rule(
    "mitigation",
    looks_for=gettext_lazy("Mitigation that comes after the review"),
    why=gettext_lazy("The review would look at harm before anything was done about it."),
    source=gettext_lazy("Guildford’s audits, 2021: dates of completion and of the next review have to be told"),
)
def after_review(draft: Reading) -> Iterator[Finding]:
    """Promises fall due before the review that looks at what they did."""
    reviewed = draft.day("review", "review_on") or draft.day("conclusion", "review_on")
    late = [each for each in draft.promises if reviewed and each.due_on and each.due_on > reviewed]
    if late:
        sentence = _("These fall due after your review. Who looks at whether they worked: “%s”?")
        names = "”, “".join(_short(each.description) for each in late)
        yield Finding(sentence % names, [[each.description, each.due_on] for each in late] + [reviewed])


RULES = (unanswered_harm, only_watching, no_measure, after_review)
