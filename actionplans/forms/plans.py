from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import PlanState
from actionplans.forms.base import EditForm, PersonField
from actionplans.models import Plan
from organisation.models import Person, Unit
from toolkit.fields import DayField


class PlanForm(EditForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the title of the plan")},
    )
    strand = forms.CharField(
        label=gettext_lazy("Strand (optional)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Which plan this is, where several are published under one title"),
    )
    starts_on = DayField(name=gettext_lazy("the first day"), label=gettext_lazy("First day"))
    ends_on = DayField(name=gettext_lazy("the last day"), label=gettext_lazy("Last day"))
    directorate = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Directorate"),
        required=False,
        empty_label=gettext_lazy("The whole body"),
    )
    owner = PersonField(
        Person.objects.none(),
        label=gettext_lazy("Owner"),
        required=False,
        empty_label=gettext_lazy("The equality lead"),
        help_text=gettext_lazy("May edit its actions, and is reminded of those that no person leads"),
    )

    def __init__(self, *args: Any, record: Plan | None = None, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        fields["directorate"].queryset = Unit.objects.directorates()
        fields["owner"].queryset = Person.objects.filter(is_active=True)
        if record is not None:
            names = ("title", "strand", "starts_on", "ends_on", "directorate", "owner")
            self.initial.update({name: getattr(record, name) for name in names})

    def layout(self) -> list[Any]:
        selects = [Field.select("directorate"), Field.select("owner")]
        return [Field.text("title"), Field.text("strand"), "starts_on", "ends_on", *selects]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Enter a last day after the first day"))
        return cleaned


class PlanStateForm(EditForm):
    """The next step in a plan's life."""

    button = gettext_lazy("Continue")
    step = forms.ChoiceField(
        label=gettext_lazy("What happens to the plan?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what happens to the plan")},
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Reason"), required=False)

    STEPS = {  # noqa: RUF012
        PlanState.DRAFT: [("adopt", gettext_lazy("It is adopted"), gettext_lazy("Its leads get reminders from now on"))],
        PlanState.CURRENT: [("close", gettext_lazy("It is closed"), gettext_lazy("It stays readable; nobody is reminded any more"))],
        PlanState.CLOSED: [("reopen", gettext_lazy("It is taken up again"), gettext_lazy("Say why. Reminders start again."))],
    }  # fmt: skip

    def __init__(self, *args: Any, record: Plan, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        fields["step"].choices = [
            Choice(name, str(words), hint=str(hint)) for name, words, hint in self.STEPS[PlanState(record.state)]
        ]

    def layout(self) -> list[Any]:
        return [Field.radios("step"), Field.textarea("reason", rows=3)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("step") == "reopen" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Enter the reason"))
        return cleaned
