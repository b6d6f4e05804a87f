from typing import Any, ClassVar

from crispy_forms_gds.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.choices import ObjectiveState
from objectives.forms.editing import EditForm
from objectives.models import Objective
from objectives.querysets import READERS
from organisation.models import Characteristic, Person, RoleHolding, Unit
from toolkit.fields import DayField


class PeopleField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


def places(units: Any) -> list[tuple[Any, Any]]:
    """Directorates and their services as grouped choices."""
    by_directorate: dict[Unit, list[tuple[int, str]]] = {}
    for unit in sorted(units, key=lambda unit: (unit.directorate.name, unit.parent_id is not None, unit.name)):
        words = unit.name if unit.parent_id else _("%s (all of it)") % unit.name
        by_directorate.setdefault(unit.directorate, []).append((unit.pk, words))
    return [(directorate.name, choices) for directorate, choices in by_directorate.items()]


class ObjectiveForm(EditForm):
    owner = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Who answers for it"),
        empty_label=gettext_lazy("Select a person"),
        error_messages={"required": gettext_lazy("Select who answers for the objective")},
    )
    characteristics = forms.ModelMultipleChoiceField(
        Characteristic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("For people who share"),
        required=False,
        help_text=gettext_lazy("Choose every characteristic whose readings will be watched"),
    )
    starts_on = DayField(name=gettext_lazy("the first day"), label=gettext_lazy("First day"), required=True)
    ends_on = DayField(
        name=gettext_lazy("the last day"),
        label=gettext_lazy("Last day"),
        required=True,
        help_text=gettext_lazy("New objectives are due at most four years after these were published"),
    )
    published_on = DayField(
        name=gettext_lazy("the date of publication"),
        label=gettext_lazy("Published on (can wait)"),
        help_text=gettext_lazy("The day the public could first read it; needed before it comes into force"),
    )

    class Meta:
        model = Objective
        fields = ("title", "why", "owner", "unit", "starts_on", "ends_on", "published_on", "supersedes")
        labels: ClassVar = {
            "title": gettext_lazy("What will change"),
            "why": gettext_lazy("Why it matters"),
            "unit": gettext_lazy("Directorate or service"),
            "supersedes": gettext_lazy("Follows on from (optional)"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("One sentence that says for whom what will be better"),
            "unit": gettext_lazy("Leave it at the whole body if no directorate answers for it alone"),
        }
        widgets: ClassVar = {"why": forms.Textarea(attrs={"rows": 5}), "title": forms.Textarea(attrs={"rows": 2})}
        error_messages: ClassVar = {
            "title": {
                "required": gettext_lazy("Enter what will change"),
                "min_length": gettext_lazy("Enter what will change in at least ten characters"),
                "max_length": gettext_lazy("Enter what will change in at most 250 characters"),
            },
            "why": {"required": gettext_lazy("Enter why it matters")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        chosen = set(self.instance.characteristics.values_list("pk", flat=True)) if self.instance.pk else set()
        characteristics: Any = self.fields["characteristics"]
        characteristics.queryset = Characteristic.objects.in_use(today) | Characteristic.objects.filter(pk__in=chosen)
        self.initial["characteristics"] = list(chosen)
        holders = RoleHolding.objects.current(today).filter(role__in=READERS).values("person")
        owner: Any = self.fields["owner"]
        owner.queryset = Person.objects.filter(pk__in=holders, is_active=True) | Person.objects.filter(
            pk=self.instance.owner_id
        )
        unit: Any = self.fields["unit"]
        units = Unit.objects.select_related("parent").open(today)
        unit.choices = [("", _("The whole body")), *places(units)]
        supersedes: Any = self.fields["supersedes"]
        supersedes.queryset = Objective.objects.exclude(pk=self.instance.pk)
        supersedes.empty_label = _("Nothing: it is new")

    def layout(self) -> list[Any]:
        return [
            Field.textarea("title", rows=2),
            Field.textarea("why", rows=5),
            Field.checkboxes("characteristics", small=True),
            "owner",
            "unit",
            "starts_on",
            "ends_on",
            "published_on",
            "supersedes",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Enter a last day after the first day"))
        if self.instance.state != ObjectiveState.DRAFT and "published_on" in cleaned and not cleaned["published_on"]:
            self.add_error("published_on", _("Enter the date of publication: regulation 5 counts from it"))
        return cleaned

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def values(self) -> dict[str, Any]:
        return super().values() | {"characteristics": self.cleaned_data["characteristics"]}


class ReasonForm(forms.Form):
    """The reason for closing or reopening an objective."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )
