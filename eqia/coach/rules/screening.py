"""Screening: "not required" is a decision and can be challenged."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Reading
from eqia.coach.rule import Finding, rule
from eqia.coach.words import has_figure, says_nothing


@rule(
    "screening",
    looks_for=gettext_lazy("“Not required” with reasons that say “none” in many words"),
    why=gettext_lazy("It is signed and published. It must show what you looked at, not that you looked away."),
    source=gettext_lazy(
        "A conscious approach to the duty is needed, not ticking boxes: R (Brown) v Secretary of State [2008] EWHC 3158"
    ),
    must_answer=True,
)
def out_in_many_words(draft: Reading) -> Iterator[Finding]:
    """Screening out needs reasons of substance: the duty is exercised with rigour and an open mind (Brown, paragraph 92)."""
    reasons = draft.text("screening", "reasons")
    if draft.text("screening", "result") == "not_required" and says_nothing(reasons):
        yield Finding(_("What did you look at before you said that no assessment is needed?"), reasons, "reasons")


@rule(
    "screening",
    looks_for=gettext_lazy("“Not required” without a figure, a check or a question to anybody"),
    why=gettext_lazy("Even a small look, at complaints or at who comes, is better than an opinion."),
    source=gettext_lazy("Duty of inquiry: R (Hurley) v Secretary of State [2012] EWHC 201"),
)
def out_without_a_look(draft: Reading) -> Iterator[Finding]:
    """A body must ask itself whether it knows enough, and inquire if it does not (Hurley and Moore, paragraphs 89-90)."""
    reasons = draft.text("screening", "reasons")
    if (
        draft.text("screening", "result") == "not_required"
        and reasons
        and not says_nothing(reasons)
        and not has_figure(reasons)
    ):
        sentence = _("Is there a figure, a complaint record or a person who would know? Say what you checked.")
        yield Finding(sentence, reasons, "reasons")


@rule(
    "aims",
    looks_for=gettext_lazy("Reasons about the three aims that say “none” in many words"),
    why=gettext_lazy(
        "Each aim asks something different: about harm done, about chances, and about people living together."
    ),
    source=gettext_lazy(
        "Equality Act 2010, section 149(1); general regard is not regard to the aims: Bracking, paragraph 26"
    ),
)
def aims_in_many_words(draft: Reading) -> Iterator[Finding]:
    """General regard to equality is not specific regard to the statutory aims (Bracking, paragraph 26(6))."""
    reason = draft.text("screening", "aims_reason")
    if says_nothing(reason):
        yield Finding(_("What makes you sure, for each of the three aims?"), reason, "aims_reason")


RULES = (aims_in_many_words, out_in_many_words, out_without_a_look)
