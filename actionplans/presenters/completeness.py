"""What plans lack, in figures and as a table."""

from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from actionplans.choices import Part
from actionplans.models import NotNeeded, Plan
from actionplans.querysets import OPEN
from actionplans.services.counting import Completeness

# In the order of weight; the last two are worth having, but nobody is asked for them.
SHOWN = (
    Part.DEADLINE,
    Part.LEAD,
    Part.INDICATOR,
    Part.IMPACT,
    Part.QUESTION,
    Part.REVIEW,
    Part.ACCOUNTABLE,
    Part.CHARACTERISTICS,
    Part.LATER_YEARS,
)
ADVICE = (Part.CHARACTERISTICS, Part.LATER_YEARS)
ALWAYS = (Part.DEADLINE, Part.LEAD, Part.INDICATOR, Part.IMPACT, Part.LATER_YEARS)


class Row(NamedTuple):
    """One part: how many lack it, how many do without it for a reason, and where to see and to mend them."""

    words: Any
    missing: int
    settled: int
    is_advice: bool
    list: str
    queue: str


def figures_of(counts: Completeness) -> list[dict[str, Any]]:
    return [
        {"value": counts.nothing, "words": _("with none of the three")},
        {"value": counts.lacking, "words": _("with something still missing")},
        {"value": counts.complete, "words": _("complete")},
    ]


def matrix_of(counts: Completeness, plan: Plan | None, person: Any) -> list[Row]:
    """A row for each part that somebody lacks or does without, and always for those every action needs; one query."""
    said = NotNeeded.objects.filter(action__status__in=OPEN).visible_to(person)
    if plan is not None:
        said = said.filter(action__plan=plan)
    settled = dict(said.order_by().values_list("part").annotate(Count("pk")))
    return [
        Row(part.label, counts.parts[part], settled.get(part, 0), part in ADVICE, _list(part, plan), _queue(part, plan))
        for part in SHOWN
        if part in ALWAYS or counts.parts[part] or settled.get(part)
    ]


def _list(part: Part, plan: Plan | None) -> str:
    query = {"missing": part.value, "status": "open"} | ({"plan": plan.pk} if plan else {})
    return f"{reverse('actionplans:actions')}?{urlencode(query)}"


def _queue(part: Part, plan: Plan | None) -> str:
    query = {"queue": "on", "part": part.value} | ({"plan": plan.pk} if plan else {})
    return f"{reverse('actionplans:next-missing')}?{urlencode(query)}"
