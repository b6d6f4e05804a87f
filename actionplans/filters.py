from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import Part, Status
from actionplans.models import Action, Plan, PriorityOutcome
from actionplans.presenters.standing import RAG_WORDS
from actionplans.querysets import OPEN_FIRST
from actionplans.standings import standing_as
from organisation.models import Characteristic, Unit

SOONEST = F("falls_due").asc(nulls_last=True)
# What falls due on no day stands at the end, whichever way the list runs. Each order has an index (models/actions.py).
ORDERS: dict[str, tuple[Any, ...]] = {
    "deadline": OPEN_FIRST,
    "-deadline": (F("falls_due").desc(nulls_last=True), "pk"),
    "plan": ("plan__title", "plan__strand", "position", "pk"),
    "-plan": ("-plan__title", "-plan__strand", "-position", "-pk"),
    "status": ("status", SOONEST, "pk"),
    "-status": ("-status", SOONEST, "pk"),
    "lead": (Left("leads_text", 60), "pk"),
    "-lead": (Left("leads_text", 60).desc(), "-pk"),
}
USUAL_ORDER = "deadline"


def order_of(wanted: str | None) -> str:
    """The order that an address asks for, or the usual one."""
    return wanted if wanted in ORDERS else USUAL_ORDER


def ordering(name: str, *, is_one_plan: bool = False) -> list[Any]:
    """For `order_by`. Within one plan, its own order needs no titles."""
    return [each for each in ORDERS[name] if not (is_one_plan and "plan__" in str(each))]


ANSWERS = (
    ("unanswered", _("No answer yet")),
    ("refused", _("Somebody cannot answer")),
    ("question", _("A question about an update")),
)
STANDINGS = (("open", _("Not completed")), *Status.choices, ("unverified", _("Completed, not yet verified")))
# So many plans are offered by name; beyond that, the words of a plan's title find its actions.
PLANS_OFFERED = 50


class PlansOffered(ModelChoiceIterator):
    """The first plans by title, and the one that is chosen; any other that the reader may see can be asked for too."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        offered = list(self.queryset[:PLANS_OFFERED])
        chosen = getattr(self.field, "chosen", None)
        if chosen is not None and chosen not in offered:
            offered.append(chosen)
        yield from map(self.choice, offered)


class PlanField(forms.ModelChoiceField):
    iterator = PlansOffered

    def to_python(self, value: Any) -> Any:
        self.chosen = super().to_python(value)
        return self.chosen


def plans_for(request: Any) -> Any:
    return Plan.objects.visible_to(request.user, getattr(request, "reach", None))


class PlanFilter(django_filters.ModelChoiceFilter):
    field_class = PlanField


class ActionFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(
        label=_("Words"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    plan = PlanFilter(label=_("Plan"), queryset=lambda request: plans_for(request), empty_label=_("All plans"))
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
        label=_("What is missing"), choices=Part.choices, method="lack", empty_label=_("Show everything")
    )
    answers = django_filters.ChoiceFilter(
        label=_("Answers"), choices=ANSWERS, method="answer", empty_label=_("Show everything")
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
            "answers",
            "overdue",
            "mine",
        )

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Each word stands in the action, its impact, its priority outcome or the title of its plan."""
        for word in value.split():
            queryset = queryset.filter(
                Q(description__icontains=word)
                | Q(impact__icontains=word)
                | Q(outcome__in=PriorityOutcome.objects.filter(text__icontains=word).order_by().values("pk"))
                | Q(
                    plan__in=Plan.objects.filter(Q(title__icontains=word) | Q(strand__icontains=word))
                    .order_by()
                    .values("pk")
                )
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
        return queryset.lacking(value)

    def answer(self, queryset: Any, name: str, value: str) -> Any:
        return {
            "unanswered": queryset.open().unanswered,
            "refused": queryset.open().refused,
            "question": queryset.with_open_question,
        }[value]()

    def late(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.overdue(timezone.localdate()) if value else queryset

    def own(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.mine(self.request.user) if value else queryset
