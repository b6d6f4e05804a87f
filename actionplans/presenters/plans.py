"""Plans in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import PlanState
from actionplans.models import Plan
from actionplans.presenters.words import in_words
from toolkit.tags import Tag

PLAN_TAGS = {
    PlanState.DRAFT: Tag(PlanState.DRAFT.label, "grey", "ring"),
    PlanState.CURRENT: Tag(PlanState.CURRENT.label, "green", "half"),
    PlanState.CLOSED: Tag(PlanState.CLOSED.label, "blue", "tick"),
}


def plan_summary(counts: dict[str, int]) -> list[str]:
    """What a plan lacks, in short sentences."""
    parts = (
        (ngettext("%d without a deadline", "%d without a deadline", counts["without_deadline"]), "without_deadline"),
        (ngettext("%d without a lead", "%d without a lead", counts["without_lead"]), "without_lead"),
        (ngettext("%d without an indicator", "%d without an indicator", counts["without_indicator"]), "without_indicator"),
        (ngettext("%d with a question", "%d with a question", counts["with_question"]), "with_question"),
    )  # fmt: skip
    return [sentence % counts[name] for sentence, name in parts if counts[name]]


def period_of(plan: Plan) -> str:
    if plan.starts_on and plan.ends_on:
        return _("%(start)s to %(end)s") % {"start": in_words(plan.starts_on), "end": in_words(plan.ends_on)}
    if plan.starts_on:
        return _("From %s") % in_words(plan.starts_on)
    return _("Until %s") % in_words(plan.ends_on) if plan.ends_on else ""
