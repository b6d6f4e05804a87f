"""The register's filters and orders."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eqia.choices import EDITABLE, FINISHED, IN_PROGRESS, Kind, Outcome, ScreeningResult, State
from eqia.models import Assessment
from eqia.search import Finding, documents_for, find
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
BY_RELEVANCE = "relevance"

STANDINGS = (
    ("in_progress", _("In progress")),
    ("finished", _("Approved or published")),
    *State.choices,
)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "govuk-input"})


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
    place = django_filters.CharFilter(label=_("Place"), method="lie")
    conclusion = django_filters.ChoiceFilter(
        label=_("Outcome"), field_name="conclusion__outcome", choices=Outcome.choices, empty_label=_("Any outcome")
    )
    decision_from = django_filters.DateFilter(label=_("Decision on or after"), method="not_before", widget=day_input())
    decision_to = django_filters.DateFilter(label=_("Decision on or before"), method="not_after", widget=day_input())
    outcome = django_filters.ChoiceFilter(
        label=_("Screening"),
        field_name="screening__result",
        choices=ScreeningResult.choices,
        empty_label=_("Any result"),
    )
    late = django_filters.BooleanFilter(
        label=_("Only retrospective ones"), method="come_late", widget=forms.CheckboxInput
    )
    mine = django_filters.BooleanFilter(
        label=_("Only those I write or answer for"), method="own", widget=forms.CheckboxInput
    )

    class Meta:
        model = Assessment
        fields = (
            "q",
            "state",
            "directorate",
            "kind",
            "characteristic",
            "place",
            "conclusion",
            "decision_from",
            "decision_to",
            "outcome",
            "late",
            "mine",
        )

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """What the reader may read and the words find; or part of a reference."""
        return queryset.filter(Q(pk__in=self.finding.assessments) | Q(reference__icontains=self.finding.asked))

    @cached_property
    def finding(self) -> Finding:
        """What the words find among all that the reader may read."""
        person: Any = self.request.user
        visible = Assessment.objects.visible_to(person)
        return find(documents_for(person, visible), self.form.cleaned_data.get("q") or "")

    def lie(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        named = Func(F("places"), Value(" "), function="array_to_string", output_field=TextField())
        return queryset.annotate(named_places=named).filter(named_places__icontains=value.strip())

    def come_late(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return queryset.retrospective() if value else queryset

    def not_before(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(decision_expected_on__gte=value)

    def not_after(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(decision_expected_on__lte=value)

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


class ScreenedOutFilter(django_filters.FilterSet):
    """The register of what was screened out."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    directorate = django_filters.ModelChoiceFilter(
        label=_("Directorate"), queryset=Unit.objects.directorates(), method="belong", empty_label=_("All directorates")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind of proposal"), choices=Kind.choices, empty_label=_("Every kind"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("Any state"))

    class Meta:
        model = Assessment
        fields = ("q", "directorate", "kind", "state")

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(title__icontains=value) | Q(reference__icontains=value) | Q(screening__reasons__icontains=value)
        )

    def belong(self, queryset: Any, name: str, value: Unit) -> QuerySet:
        return queryset.of_directorate(value)
