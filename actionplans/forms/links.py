from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field
from django import forms
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from actionplans.forms.base import EditForm
from actionplans.models import Action


class LinkForm(EditForm):
    """Which action another one hangs together with, out of those that were found."""

    button = gettext_lazy("Link them")
    other = forms.ModelChoiceField(
        Action.objects.none(),
        label=gettext_lazy("Which action?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Select an action"),
            "invalid_choice": gettext_lazy("Select one of the actions below"),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Why (optional)"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example: the audit needs the new payroll data"),
    )

    def __init__(self, *args: Any, found: Any, asks_why: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["other"].queryset = found
        # crispy-forms-gds does not escape labels.
        fields["other"].choices = [
            Choice(
                str(action.pk),
                escape(f"{action.plan.short_name} {action.reference}: {Truncator(action.description).words(25)}"),
            )
            for action in found
        ]
        if not asks_why:
            del fields["why"]

    def layout(self) -> list[Any]:
        return [Field.radios("other"), *([Field.text("why")] if "why" in self.fields else [])]
