"""Who is asked next where nobody answers: a few rows of a table."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import AskedOf
from actionplans.rules.escalation import Step
from governance.models import Body

MOST_STEPS = 7


class StepForm(forms.Form):
    """One step; a row without anybody to ask is none."""

    asks = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        required=False,
        choices=[("", gettext_lazy("Nobody: leave this row out")), *AskedOf.choices],
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    after_days = forms.IntegerField(
        label=gettext_lazy("Working days of silence"),
        required=False,
        min_value=1,
        max_value=90,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Enter the working days as a whole number, such as 7"),
            "min_value": gettext_lazy("Enter at least 1 working day"),
            "max_value": gettext_lazy("Enter at most 90 working days"),
        },
    )
    body = forms.ModelChoiceField(
        label=gettext_lazy("Which body"),
        required=False,
        queryset=Body.objects.filter(is_dormant=False),
        empty_label=gettext_lazy("The one the action names"),
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asks"):
            if cleaned.get("after_days") is None and "after_days" not in self.errors:
                self.add_error("after_days", _("Enter after how many working days of silence"))
            if cleaned.get("body") and cleaned["asks"] != AskedOf.BODY:
                self.add_error("body", _("Choose a body only where the step reports to a body"))
        return cleaned


class ChainForm(forms.BaseFormSet):
    """The steps in their order, with rows left for more."""

    form = StepForm
    extra, min_num, max_num, absolute_max = MOST_STEPS, 0, MOST_STEPS, MOST_STEPS
    can_order = can_delete = can_delete_extra = validate_max = validate_min = False
    edit_only = False
    renderer = None

    def steps(self) -> list[Step]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("asks")]
        return [Step(row["asks"], row["after_days"], row["body"].pk if row["body"] else None) for row in rows]


def as_rows(steps: Any) -> list[dict[str, Any]]:
    """Steps as the form shows them."""
    return [{"asks": step.asks, "after_days": step.after_days, "body": step.body} for step in steps]
