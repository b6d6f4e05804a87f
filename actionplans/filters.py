from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import Status
from actionplans.models import Action, Plan
from actionplans.presenters.standing import RAG_WORDS
from actionplans.standings import standing_as
from organisation.models import Characteristic, Unit

ORDERS = {
    "plan": ("plan__title", "plan__strand", "position"),
    "-plan": ("-plan__title", "-plan__strand", "-position"),
    "deadline": ("falls_due", "plan__title", "position"),
    "-deadline": ("-falls_due", "plan__title", "position"),
    "status": ("status", "falls_due", "position"),
    "-status": ("-status", "falls_due", "position"),
    "lead": ("leads_text", "position"),
    "-lead": ("-leads_text", "-position"),
}
USUAL_ORDER = "plan"


def order_of(wanted: str | None) -> str:
    """The order that an address asks for, or the usual one."""
    return wanted if wanted in ORDERS else USUAL_ORDER


def ordering(name: str) -> list[Any]:
    """For `order_by`, after `with_falls_due_on`. What falls due on no day stands at the end, whichever way a list runs."""
    parts = [
        (F(each[1:]).desc(nulls_last=True) if each.startswith("-") else F(each).asc(nulls_last=True))
        for each in ORDERS[name]
    ]
    return [*parts, "pk"]


STANDINGS = (("open", _("Not completed")), *Status.choices, ("unverified", _("Completed, not yet verified")))
MISSING = (
    ("deadline", _("No deadline")),
    ("lead", _("No lead")),
    ("indicator", _("No indicator")),
    ("question", _("A question about the deadline")),
)


class ActionFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(
        label=_("Words"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    plan = django_filters.ModelChoiceFilter(
        label=_("Plan"), queryset=lambda request: Plan.objects.visible_to(request.user), empty_label=_("All plans")
    )
    directorate = django_filters.ModelChoiceFilter(
        label=_("Directorate"), queryset=Unit.objects.directorates(), method="belong", empty_label=_("All directorates")
    )
    lead = django_filters.CharFilter(label=_("Lead"), method="led")
    characteristic = django_filters.ModelChoiceFilter(
        label=_("Characteristic"),
        field_name="characteristics",
        queryset=Characteristic.objects.all(),
        empty_label=_("All"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STANDINGS, method="stand", empty_label=_("Any status")
    )
    standing = django_filters.ChoiceFilter(
        label=_("How it stands"),
        choices=[(str(rag), words) for rag, words in RAG_WORDS.items()],
        method="stand_as",
        empty_label=_("Any colour"),
    )
    missing = django_filters.ChoiceFilter(
        label=_("What is missing"), choices=MISSING, method="lack", empty_label=_("Show everything")
    )
    overdue = django_filters.BooleanFilter(label=_("Overdue only"), method="late", widget=forms.CheckboxInput)
    mine = django_filters.BooleanFilter(label=_("Only those I lead"), method="own", widget=forms.CheckboxInput)

    class Meta:
        model = Action
        fields = (
            "words",
            "plan",
            "directorate",
            "lead",
            "characteristic",
            "status",
            "standing",
            "missing",
            "overdue",
            "mine",
        )

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            queryset = queryset.filter(
                Q(description__icontains=word) | Q(impact__icontains=word) | Q(outcome__text__icontains=word)
            )
        return queryset

    def belong(self, queryset: Any, name: str, value: Unit) -> Any:
        return queryset.of_directorate(value)

    def led(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By the words of the source, or the name of the person, unit or body they were matched with."""
        leading = Action.objects.filter(
            Q(leads__person__full_name__icontains=value)
            | Q(leads__person__job_title__icontains=value)
            | Q(leads__post__title__icontains=value)
            | Q(leads__unit__name__icontains=value)
            | Q(leads__body__name__icontains=value)
        )
        return queryset.filter(Q(leads_text__icontains=value) | Q(pk__in=leading.order_by().values("pk")))

    def stand(self, queryset: Any, name: str, value: str) -> Any:
        if value == "open":
            return queryset.open()
        return queryset.awaiting_verification() if value == "unverified" else queryset.filter(status=value)

    def stand_as(self, queryset: Any, name: str, value: str) -> Any:
        return standing_as(queryset, value, timezone.localdate())

    def lack(self, queryset: Any, name: str, value: str) -> Any:
        return {
            "deadline": queryset.without_deadline,
            "lead": queryset.without_lead,
            "indicator": queryset.without_indicator,
            "question": queryset.with_question,
        }[value]()

    def late(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.overdue(timezone.localdate()) if value else queryset

    def own(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.mine(self.request.user) if value else queryset
