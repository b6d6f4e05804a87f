"""The library's filters and orders."""

from typing import Any

import django_filters
from django.db.models import F, Q
from django.forms import TextInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.choices import EvidenceKind
from evidence.models import Evidence
from organisation.models import Characteristic, Person

ORDERS: dict[str, tuple[Any, ...]] = {
    "title": ("title", "pk"),
    "-title": ("-title", "pk"),
    "describes": (F("dated_to").asc(nulls_first=True), "title"),
    "-describes": (F("dated_to").desc(nulls_last=True), "title"),
    "stale": (F("stale_on").asc(nulls_last=True), "title"),
    "-stale": (F("stale_on").desc(nulls_first=True), "title"),
}
USUAL_ORDER = "title"

STANDINGS = (
    ("fresh", _("In date")),
    ("stale", _("Out of date")),
    ("undated", _("Age not known")),
    ("replaced", _("Replaced")),
    ("withdrawn", _("Withdrawn")),
)


class EvidenceFilter(django_filters.FilterSet):
    """Without a wish about its standing, what may be cited is shown."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=TextInput(attrs={"type": "search"}))
    characteristic = django_filters.ModelChoiceFilter(
        field_name="characteristics",
        queryset=Characteristic.objects.all(),
        label=_("Tells about"),
        empty_label=_("Any group"),
    )
    kind = django_filters.ChoiceFilter(choices=EvidenceKind.choices, label=_("Kind"), empty_label=_("Every kind"))
    place = django_filters.CharFilter(label=_("Place"), lookup_expr="icontains")
    keeper = django_filters.ModelChoiceFilter(
        queryset=Person.objects.filter(kept_evidence__isnull=False).distinct(),
        label=_("Kept up to date by"),
        empty_label=_("Anybody"),
    )
    standing = django_filters.ChoiceFilter(
        choices=STANDINGS, label=_("Standing"), method="stand", empty_label=_("All that can be cited")
    )

    class Meta:
        model = Evidence
        fields = ("q", "characteristic", "kind", "place", "keeper", "standing")

    def search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.matching(value)

    def stand(self, queryset: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        standings = {
            "fresh": Q(stale_on__gt=today),
            "stale": Q(stale_on__lte=today),
            "undated": Q(stale_on__isnull=True),
            "replaced": Q(superseded_by__isnull=False, withdrawn_on__isnull=True),
            "withdrawn": Q(withdrawn_on__isnull=False),
        }
        found = queryset.filter(standings[value])
        return found if value in ("replaced", "withdrawn") else found.current()

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("standing") else found.current()
