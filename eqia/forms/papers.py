"""Choosing the decision that an assessment is written for."""

from typing import Any

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eqia.forms.steps import StepForm


class DecisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, decision: Any) -> str:
        day = date_format(decision.expected_on, "j F Y")
        return f"{decision.reference}: {decision.title} ({decision.decider}, {day})"


class ChooseDecisionForm(StepForm):
    decision = DecisionChoice(
        queryset=None,
        label=_("Which decision is it written for?"),
        empty_label=_("Select a decision"),
        error_messages={
            "required": _("Select the decision"),
            "invalid_choice": _("Select a decision of this directorate that is still to be taken"),
        },
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args: Any, decisions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["decision"].queryset = decisions
        self.has_choices = decisions.exists()

    def layout(self) -> Layout:
        return Layout(Field.select("decision", label_size=Size.SMALL))
