"""Words, colours and shapes for decisions, and the rows in which pages and files show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.choices import DecisionOutcome, DecisionState, Response
from governance.models import Clearance, Decision, Recommendation
from governance.rules import Notice, Standing
from toolkit.tags import Tag
from toolkit.templatetags.words import day

STATES = {
    DecisionState.PLANNED: Tag(gettext_lazy("Planned"), "grey", "ring"),
    DecisionState.RELEASED: Tag(gettext_lazy("Released"), "blue", "half"),
    DecisionState.TAKEN: Tag(gettext_lazy("Taken"), "green", "disc"),
    DecisionState.WITHDRAWN: Tag(gettext_lazy("Withdrawn"), "red", "cross"),
}
OUTCOMES = {
    DecisionOutcome.AGREED: Tag(gettext_lazy("Agreed"), "green", "tick"),
    DecisionOutcome.CHANGED: Tag(gettext_lazy("Agreed with changes"), "turquoise", "tick"),
    DecisionOutcome.REFUSED: Tag(gettext_lazy("Refused"), "red", "cross"),
    DecisionOutcome.DEFERRED: Tag(gettext_lazy("Deferred"), "grey", "half"),
}
STANDINGS = {
    Standing.CLEARED: Tag(gettext_lazy("Cleared"), "green", "tick"),
    Standing.OVERRIDDEN: Tag(gettext_lazy("Override"), "orange", "triangle"),
    Standing.LAPSED: Tag(gettext_lazy("Lapsed"), "red", "cross"),
    Standing.NOT_CLEARED: Tag(gettext_lazy("Not cleared"), "yellow", "ring"),
}
NOTICES = {
    Notice.GIVEN: Tag(gettext_lazy("Notice given"), "green", "tick"),
    Notice.DUE: Tag(gettext_lazy("Notice due"), "yellow", "ring"),
    Notice.EXCEPTION: Tag(gettext_lazy("Urgent"), "orange", "triangle"),
    Notice.LATE: Tag(gettext_lazy("Notice not given in time"), "red", "cross"),
}
RESPONSES = {
    Response.PENDING: Tag(gettext_lazy("Not answered yet"), "yellow", "ring"),
    Response.ACCEPTED: Tag(gettext_lazy("Accepted"), "green", "tick"),
    Response.PARTLY: Tag(gettext_lazy("Accepted in part"), "turquoise", "half"),
    Response.REJECTED: Tag(gettext_lazy("Not accepted"), "grey", "cross"),
}


def response_tag(recommendation: Recommendation) -> Tag:
    """What the organisation answered."""
    return RESPONSES[Response(recommendation.response)]


def state_tag(decision: Decision) -> Tag:
    """Its state; once taken, what was decided."""
    return OUTCOMES[DecisionOutcome(decision.outcome)] if decision.is_taken else STATES[DecisionState(decision.state)]


def notice_tag(decision: Decision) -> Tag | None:
    return NOTICES.get(decision.notice)


def notice_words(decision: Decision) -> str:
    """One sentence on the notice of a key decision; empty for any other."""
    if decision.notice == Notice.NOT_NEEDED:
        return ""
    given = _("Notice was given on %s.") % day(decision.notice_on) if decision.notice_on else ""
    words = {
        Notice.GIVEN: "",
        Notice.DUE: _("Notice must be given by %s, 28 clear days before.") % day(decision.last_day_for_notice),
        Notice.EXCEPTION: f"{decision.get_urgency_display()}: {decision.urgency_reason}",
        Notice.LATE: _("Notice had to be given by %s, 28 clear days before.") % day(decision.last_day_for_notice),
    }[decision.notice]
    return " ".join(part for part in (given, words) if part)


@dataclass(frozen=True)
class Paper:
    """What clears a decision, as this reader may know it: without reference and link where they may not see it."""

    clearance: Clearance
    is_visible: bool
    seen: Any = None


@dataclass(frozen=True)
class Row:
    """A decision in a list."""

    decision: Decision
    state: Tag
    standing: Tag
    notice: Tag | None
    papers: list[Paper]
    underway: list[Any]


def row_of(decision: Decision) -> Row:
    """From a decision with its clearances and the assessments this reader may see (`with_assessments_for`)."""
    seen = {each.reference: each for each in decision.assessments.all()}
    papers = papers_of(decision, seen)
    put = {paper.clearance.reference for paper in papers}
    return Row(
        decision=decision,
        state=state_tag(decision),
        standing=STANDINGS[decision.standing],
        notice=notice_tag(decision),
        papers=[paper for paper in papers if paper.clearance.is_valid],
        underway=[each for reference, each in seen.items() if reference not in put],
    )


def papers_of(decision: Decision, seen: dict[str, Any]) -> list[Paper]:
    return [
        Paper(each, is_visible=each.is_override or each.reference in seen, seen=seen.get(each.reference))
        for each in decision.clearances.all()
    ]


HEADINGS = (
    gettext_lazy("Reference"),
    gettext_lazy("Title"),
    gettext_lazy("Kind"),
    gettext_lazy("Key decision"),
    gettext_lazy("Directorate"),
    gettext_lazy("Who decides"),
    gettext_lazy("Date"),
    gettext_lazy("State"),
    gettext_lazy("Notice"),
    gettext_lazy("EqIA"),
    gettext_lazy("Versions put to it"),
    gettext_lazy("Retrospective"),
)


def csv_row(row: Row) -> list[str]:
    """The same for a spreadsheet; dates as 2026-12-09, which sort."""
    decision = row.decision
    return [
        decision.reference,
        decision.title,
        decision.get_kind_display(),
        _("yes") if decision.is_key else _("no"),
        str(decision.directorate),
        decision.decider,
        decision.decided_on.isoformat(),
        str(row.state.words),
        str(row.notice.words) if row.notice else "",
        str(row.standing.words),
        "; ".join(
            f"{paper.clearance.reference} v{paper.clearance.number} {paper.clearance.sha256}"
            for paper in row.papers
            if paper.is_visible and not paper.clearance.is_override
        ),
        "; ".join(each.reference for each in decision.assessments.all() if each.is_retrospective),
    ]
