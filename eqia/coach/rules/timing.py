"""When it was done: due regard comes before a decision, while it can still change it."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.reading import Reading
from eqia.coach.rule import Finding, rule

# Time for a check, signatures and the papers' clear days.
ENOUGH = datetime.timedelta(days=28)
LATEST_REVIEW = datetime.timedelta(days=3 * 366)


@rule(
    "people",
    looks_for=gettext_lazy("Thinking about equality that began after the options were chosen"),
    why=gettext_lazy(
        "Due regard must help to shape the options. One that comes after them reads as a defence of a choice already made."
    ),
    source=gettext_lazy(
        "R (Bracking) v Secretary of State [2013] EWCA Civ 1345, paragraph 26: before adoption, not as a rearguard action"
    ),
    must_answer=True,
)
def after_options(draft: Reading) -> Iterator[Finding]:
    """Begin before options are drawn up: an important duty is not met by a rearguard action following a concluded
    decision (Bracking, paragraph 26(4); Kaur and Shah v Ealing [2008] EWHC 2062)."""
    started, formed = draft.started_on, draft.day("options_formed_on")
    if started and formed and started > formed:
        sentence = _("The options were there before you thought about equality. What could still be changed, and was?")
        yield Finding(sentence, [started, formed], "started_on")


@rule(
    "people",
    looks_for=gettext_lazy("Thinking about equality that began on or after the day of the decision"),
    why=gettext_lazy("An assessment made after the decision cannot show that the decision maker had due regard."),
    source=gettext_lazy(
        "R (Brown) v Secretary of State [2008] EWHC 3158, second principle; Kaur and Shah v Ealing [2008] EWHC 2062"
    ),
    must_answer=True,
)
def after_decision(draft: Reading) -> Iterator[Finding]:
    """The duty is fulfilled before and at the time a decision is taken (Brown, paragraph 91)."""
    started, decided = draft.started_on, draft.decided_on
    if started and decided and started >= decided:
        sentence = _(
            "This began on or after the day of the decision. What was considered before it, and where is that written?"
        )
        yield Finding(sentence, [started, decided], "started_on")


@rule(
    "people",
    looks_for=gettext_lazy("A start less than four weeks before the decision"),
    why=gettext_lazy("There is hardly time to ask people, to change course, to check and to sign."),
    source=gettext_lazy("Auditor General for Wales, 2022: assessments are often made late in the process"),
)
def late_start(draft: Reading) -> Iterator[Finding]:
    """Begin early enough for the findings to change something. Audit Wales (2022) found that many came too late to."""
    started, decided = draft.started_on, draft.decided_on
    if started and decided and started < decided < started + ENOUGH:
        days = (decided - started).days
        sentence = _("Only %d days lie between the start and the decision. What can still change in them?") % days
        yield Finding(sentence, [started, decided], "started_on")


@rule(
    "people",
    looks_for=gettext_lazy("A day of decision that has passed while the draft is still open"),
    why=gettext_lazy("Either the decision was put off, or it was taken without this assessment."),
    source=gettext_lazy("R (DAT) v West Berkshire [2016] EWHC 1876: the duty was not before members when they decided"),
)
def date_has_passed(draft: Reading) -> Iterator[Finding]:
    """What decides must be before those who decide on the day they decide (DAT v West Berkshire [2016] EWHC 1876)."""
    decided = draft.decided_on
    if decided and decided < draft.on and draft.text("stage") == "":
        sentence = _(
            "The day of the decision has passed. Was it taken? Change the date, or say what was before those who decided."
        )
        yield Finding(sentence, decided, "decision_expected_on")


@rule(
    "review",
    looks_for=gettext_lazy("A review that comes before the decision, or years after it"),
    why=gettext_lazy(
        "Whether the effects are as expected can be seen once the change has begun, and should be seen while it can be mended."
    ),
    source=gettext_lazy("The duty continues: R (Brown) v Secretary of State [2008] EWHC 3158, fifth principle"),
)
def review_date(draft: Reading) -> Iterator[Finding]:
    """The duty is a continuing one (Brown, paragraph 95), so the look back comes after the decision and within reach."""
    decided = draft.decided_on
    reviewed = draft.day("review", "review_on") or draft.day("conclusion", "review_on")
    if decided and reviewed and reviewed <= decided:
        yield Finding(
            _("The review comes before the decision. What can it see by then?"), [decided, reviewed], "review_on"
        )
    elif decided and reviewed and reviewed > decided + LATEST_REVIEW:
        sentence = _("The review comes more than three years after the decision. Who would notice harm before then?")
        yield Finding(sentence, [decided, reviewed], "review_on")


RULES = (after_options, after_decision, late_start, date_has_passed, review_date)
