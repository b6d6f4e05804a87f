"""The register's filters and orders."""

from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eqia.choices import EDITABLE, FINISHED, IN_PROGRESS, Kind, ScreeningResult, State
from eqia.models import Assessment
from organisation.models import Characteristic, Unit

ORDERS = {
    "reference": ("reference",),
    "-reference": ("-reference",),
    "title": ("title", "reference"),
    "-title": ("-title", "reference"),
    "decision": ("decision_expected_on", "reference"),
    "-decision": ("-decision_expected_on", "reference"),
    "started": ("started_on", "reference"),
    "-started": ("-started_on", "-reference"),
}
USUAL_ORDER = "-started"

STANDINGS = (
    ("in_progress", _("In progress")),
    ("finished", _("Approved or published")),
    *State.choices,
)


class AssessmentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STANDINGS, method="stand", empty_label=_("Any state"))
    directorate = django_filters.ModelChoiceFilter(
        label=_("Directorate"),
        queryset=Unit.objects.directorates(),
        method="belong",
        empty_label=_("All directorates"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind of proposal"), choices=Kind.choices, empty_label=_("Every kind"))
    characteristic = django_filters.ModelChoiceFilter(
        label=_("Group affected"),
        queryset=Characteristic.objects.all(),
        method="affect",
        empty_label=_("Any group"),
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Screening"),
        field_name="screening__result",
        choices=ScreeningResult.choices,
        empty_label=_("Any result"),
    )
    mine = django_filters.BooleanFilter(
        label=_("Only those I write or answer for"), method="own", widget=forms.CheckboxInput
    )

    class Meta:
        model = Assessment
        fields = ("q", "state", "directorate", "kind", "characteristic", "outcome", "mine")

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Words in any form ("library" finds "libraries"), or part of a reference or title."""
        text = SearchVector("title", "summary", "aims", "affected", config="english")
        found = (
            Q(words=SearchQuery(value, config="english")) | Q(reference__icontains=value) | Q(title__icontains=value)
        )
        return queryset.annotate(words=text).filter(found)

    def stand(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        several = {"in_progress": IN_PROGRESS, "finished": FINISHED, "editable": EDITABLE}
        return queryset.filter(state__in=several.get(value, {value}))

    def belong(self, queryset: Any, name: str, value: Unit) -> QuerySet:
        return queryset.of_directorate(value)

    def affect(self, queryset: Any, name: str, value: Characteristic) -> QuerySet:
        return queryset.affecting(value)

    def own(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        if not value or self.request is None:
            return queryset
        return queryset.filter(Q(author=self.request.user) | Q(owner=self.request.user))
