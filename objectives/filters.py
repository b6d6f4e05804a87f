"""The filters of the list. Progress is derived, so it is filtered after the database has answered."""

from typing import Any

import django_filters
from django.db.models import Q
from django.forms import TextInput
from django.utils import timezone
from django.utils.translation import gettext_lazy

from objectives.choices import ObjectiveState
from objectives.models import Objective
from objectives.presenters import PROGRESS_CHOICES, ObjectiveCard
from organisation.models import Characteristic, Unit


class ObjectiveFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(
        label=gettext_lazy("Words"), method="with_words", widget=TextInput(attrs={"type": "search"})
    )
    characteristic = django_filters.ModelChoiceFilter(
        field_name="characteristics",
        queryset=Characteristic.objects.all(),
        label=gettext_lazy("Characteristic"),
        empty_label=gettext_lazy("All"),
    )
    directorate = django_filters.ModelChoiceFilter(
        method="within",
        queryset=Unit.objects.directorates(),
        label=gettext_lazy("Directorate"),
        empty_label=gettext_lazy("All"),
    )
    progress = django_filters.ChoiceFilter(
        method="leave_for_later",
        choices=PROGRESS_CHOICES,
        label=gettext_lazy("Progress"),
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=ObjectiveState, label=gettext_lazy("State"), empty_label=gettext_lazy("All")
    )

    class Meta:
        model = Objective
        fields = ("words", "characteristic", "directorate", "progress", "state")

    def with_words(self, queryset: Any, name: str, value: str) -> Any:
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(why__icontains=word) | Q(owner__full_name__icontains=word)
            )
        return queryset

    def within(self, queryset: Any, name: str, unit: Unit) -> Any:
        return queryset.filter(Q(unit=unit) | Q(unit__parent=unit))

    def leave_for_later(self, queryset: Any, name: str, value: str) -> Any:
        return queryset

    def cards(self) -> list[ObjectiveCard]:
        """The objectives found, as they stand today, with the wanted progress."""
        today = timezone.localdate()
        cards = [ObjectiveCard(objective, today) for objective in self.qs]
        wanted = self.form.cleaned_data.get("progress") if self.form.is_valid() else ""
        return [card for card in cards if not wanted or card.progress == wanted]
