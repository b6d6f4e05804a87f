"""The filters of the forward plan and of the decisions taken."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.choices import DecisionKind, DecisionOutcome, RecommendationKind, Response
from governance.models import Body, Decision, Recommendation
from governance.presenters import STANDINGS
from governance.rules import Notice
from organisation.models import Unit

DAY = forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"})


class DecisionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    body = django_filters.ModelChoiceFilter(
        label=_("Who decides"), queryset=Body.objects.all(), empty_label=_("Anybody")
    )
    directorate = django_filters.ModelChoiceFilter(
        label=_("Directorate"), queryset=Unit.objects.directorates(), method="belong", empty_label=_("All directorates")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind.choices, empty_label=_("Every kind"))
    starts = django_filters.DateFilter(label=_("From"), method="begin", widget=DAY)
    ends = django_filters.DateFilter(label=_("Until"), method="end", widget=DAY)
    standing = django_filters.ChoiceFilter(
        label=_("EqIA"),
        choices=[(standing.value, tag.words) for standing, tag in STANDINGS.items()],
        method="stand",
        empty_label=_("Any"),
    )

    class Meta:
        model = Decision
        fields = ("q", "body", "directorate", "kind", "starts", "ends", "standing")

    day = "expected_on"

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(reference__icontains=value) | Q(question__icontains=value))

    def belong(self, queryset: Any, name: str, value: Unit) -> QuerySet:
        return queryset.of_directorate(value)

    def begin(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(**{f"{self.day}__gte": value})

    def end(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(**{f"{self.day}__lte": value})

    def stand(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.standing(value)


class PlannedFilter(DecisionFilter):
    """Decisions still to be taken."""

    late = django_filters.BooleanFilter(
        label=_("Only where notice was not given in time"), method="without_notice", widget=forms.CheckboxInput
    )

    def without_notice(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        if not value:
            return queryset
        late = [each.pk for each in queryset.filter(is_key=True) if each.notice == Notice.LATE]
        return queryset.filter(pk__in=late)


class TakenFilter(DecisionFilter):
    """Decisions that were taken."""

    day = "taken_on"
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=DecisionOutcome.choices, empty_label=_("Any outcome")
    )


class RecommendationFilter(django_filters.FilterSet):
    """What was recommended to us."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(
        label=_("Where it comes from"), choices=RecommendationKind.choices, empty_label=_("Anywhere")
    )
    body = django_filters.ModelChoiceFilter(label=_("Body"), queryset=Body.objects.all(), empty_label=_("Any body"))
    response = django_filters.ChoiceFilter(label=_("Answer"), choices=Response.choices, empty_label=_("Any answer"))
    without = django_filters.BooleanFilter(
        label=_("Only accepted ones that no action carries out"), method="lack_action", widget=forms.CheckboxInput
    )

    class Meta:
        model = Recommendation
        fields = ("q", "kind", "body", "response", "without")

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(text__icontains=value)
            | Q(reference__icontains=value)
            | Q(made_by__icontains=value)
            | Q(body__name__icontains=value)
        )

    def lack_action(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return queryset.accepted().without_action() if value else queryset
