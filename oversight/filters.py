"""By what the cumulative view is narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eqia.choices import Kind
from organisation.models import Unit
from oversight.choices import Standing
from oversight.figures import Wanted, budget_rounds
from oversight.models import Counted
from oversight.rules.years import NOT_SET


class CumulativeFilter(django_filters.FilterSet):
    """Only the form is used: the tallies are chosen by `wanted`."""

    round = django_filters.ChoiceFilter(
        label=_("Budget round"), choices=[], method="ignore", empty_label=_("All proposals")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of proposal"), choices=Kind.choices, method="ignore", empty_label=_("Every kind")
    )
    standing = django_filters.ChoiceFilter(
        label=_("State"), choices=Standing.choices, method="ignore", empty_label=_("Any state")
    )
    directorate = django_filters.ModelChoiceFilter(
        label=_("Directorate"),
        queryset=Unit.objects.directorates(),
        method="ignore",
        empty_label=_("All directorates"),
    )

    class Meta:
        model = Counted
        fields = ("round", "kind", "standing", "directorate")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.form.fields
        rounds = budget_rounds(self.request.user) if self.request else []
        fields["round"].error_messages["invalid_choice"] = _("Select a budget round from the list")
        fields["round"].choices = [
            ("", _("All proposals")),
            *((each, each) for each in rounds),
            (NOT_SET, _("In no budget round")),
        ]

    def ignore(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset

    @property
    def wanted(self) -> Wanted:
        """What is asked for; anything that is no choice counts as not asked."""
        form = self.form
        chosen = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
        directorate = chosen.get("directorate")
        return Wanted(
            round=chosen.get("round") or "",
            kind=chosen.get("kind") or "",
            standing=chosen.get("standing") or "",
            directorate=directorate.pk if directorate else None,
        )
