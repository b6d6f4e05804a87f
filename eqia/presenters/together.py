"""What one assessment has to do with others, and what it does not know: shown beside its questions."""

import datetime
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.choices import Effect
from eqia.models import Assessment, Impact
from eqia.presenters.tasks import section_url
from eqia.services import Unknown, unknowns_in

MOST = 10
# What could weigh on people: harm, and what nobody knows yet.
WEIGHS = (Effect.NEGATIVE, Effect.BOTH, Effect.UNKNOWN)


@dataclass(frozen=True)
class Together:
    """Another live assessment, with what it has in common with this one, in words."""

    title: str
    reference: str
    url: str
    shared: list[str]


def together_with(assessment: Assessment, reader: Any) -> list[Together]:
    """Live assessments that the reader may see and that touch the same service, places or groups: the closest first.

    At most ten, in three queries whatever their number. A group counts where both find harm to it or do not know.
    """
    groups = dict(assessment.impacts.filter(effect__in=WEIGHS).values_list("characteristic", "characteristic__name"))
    same_service = Q(unit=assessment.unit_id)
    same_places = Q(places__overlap=assessment.places) if assessment.places else Q(pk__in=[])
    same_groups = Impact.objects.filter(effect__in=WEIGHS, characteristic__in=groups).values("assessment")
    found = (
        Assessment.objects.visible_to(reader)
        .live(timezone.localdate())
        .exclude(pk=assessment.pk)
        .filter(same_service | same_places | Q(pk__in=same_groups))
        .annotate(
            closeness=_points(same_service, 4)
            + _points(same_places, 4)
            + Count(
                "impacts",
                filter=Q(impacts__effect__in=WEIGHS, impacts__characteristic__in=groups),
                distinct=True,
            )
        )
        .order_by("-closeness", "-started_on", "-pk")[:MOST]
    )
    others = list(found)
    names: dict[int, list[str]] = {}
    shared = Impact.objects.filter(assessment__in=others, effect__in=WEIGHS, characteristic__in=groups)
    for pk, characteristic in shared.values_list("assessment", "characteristic"):
        names.setdefault(pk, []).append(groups[characteristic])
    return [
        Together(
            other.title,
            other.reference,
            other.get_absolute_url(),
            [
                *([_("The same service")] if other.unit_id == assessment.unit_id else []),
                *[place for place in other.places if place in assessment.places],
                *names.get(other.pk, []),
            ],
        )
        for other in others
    ]


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def linked_with(assessment: Assessment, reader: Any) -> list[tuple[str, Assessment]]:
    """The programme, related and earlier assessments that the reader may see, and those that point here; one query."""
    kinds = {
        _("Part of the programme"): Q(pk=assessment.parent_id),
        _("Part of this programme"): Q(parent=assessment),
        _("Related"): Q(pk__in=assessment.related.order_by().values("pk")),
        _("Follows"): Q(pk__in=assessment.previous.order_by().values("pk")),
        _("Followed by"): Q(pk__in=assessment.later.order_by().values("pk")),
    }
    words = Case(*(When(condition, then=Value(words)) for words, condition in kinds.items()), output_field=CharField())
    visible = Assessment.objects.visible_to(reader).filter(reduce(or_, kinds.values()))
    return [(other.link, other) for other in visible.annotate(link=words).order_by("link", "reference")]


@dataclass(frozen=True)
class UnknownRow:
    about: str
    by: str
    due_on: datetime.date | None
    url: str


def unknowns_of(assessment: Assessment) -> list[UnknownRow]:
    """What the assessment says that it does not know, with the page where to say how it will be found out."""
    return [UnknownRow(each.about, each.by, each.due_on, _url(assessment, each)) for each in unknowns_in(assessment)]


def _url(assessment: Assessment, unknown: Unknown) -> str:
    section, _slash, rest = unknown.source.partition("/")
    return section_url(assessment, section, rest if section == "impact" else "")
