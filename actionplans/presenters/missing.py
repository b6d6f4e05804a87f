"""What an action lacks, for its page: sentences, each with the way to the very field that mends it."""

from typing import Any, NamedTuple

from django.urls import reverse

from actionplans.models import Action
from actionplans.rules.completeness import Gap

# The field of the form "Change the action" that mends a part, by its id on the page.
FIELDS = {
    "deadline": "id_deadline",
    "lead": "id_lead_person",
    "indicator": "id_indicator",
    "impact": "id_impact",
    "characteristics": "id_characteristics",
    "specific": "id_description",
    "measurable": "id_indicator",
    "time_bound": "id_deadline",
}
# What the page of its leads mends.
LEADS = ("vacant", "accountable", "unconfirmed")
# What the form "Settle the deadline" mends; whoever may report on the action may do this.
SETTLED = {"question": "id_due_on_0", "review": "id_next_review_on_0"}


class Hole(NamedTuple):
    """A hole as the page shows it: `url` is empty for those who may not mend it."""

    sentence: str
    url: str
    reason: str


class Holes(NamedTuple):
    missing: list[Hole]
    settled: list[Hole]
    advice: list[Hole]

    @property
    def are_any(self) -> bool:
        return bool(self.missing or self.settled or self.advice)


def holes_of(action: Action, *, may_edit: bool, may_update: bool) -> Holes:
    """What is missing, what a person explained away and what would make it better; of an open action only."""
    found = action.gaps() if action.is_open else []

    def shown(gap: Gap) -> Hole:
        return Hole(gap.sentence, _url(action, gap.part, may_edit, may_update), gap.reason)

    return Holes(
        missing=[shown(gap) for gap in found if not gap.is_advice and not gap.reason],
        settled=[shown(gap) for gap in found if gap.reason],
        advice=[shown(gap) for gap in found if gap.is_advice and not gap.reason],
    )


def _url(action: Any, part: str, may_edit: bool, may_update: bool) -> str:
    if part in SETTLED and may_update:
        return f"{reverse('actionplans:settle', args=[action.pk])}#{SETTLED[part]}"
    if part in LEADS and may_edit:
        return reverse("actionplans:leads", args=[action.pk])
    if part in FIELDS and may_edit:
        return f"{reverse('actionplans:change-action', args=[action.pk])}#{FIELDS[part]}"
    return ""
