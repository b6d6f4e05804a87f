"""The form of the catalogue: every kind of field once. What it is sent is checked and thrown away."""

from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Fieldset, Fixed, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from toolkit.fields import DayField


class EveryFieldForm(forms.Form):
    name = forms.CharField(label=_("A short text"), error_messages={"required": _("Enter a short text")})
    email = forms.EmailField(
        label=_("An e-mail address"),
        help_text=_("We only use it to write to you about this"),
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address in the right form, such as name@example.org"),
        },
    )
    password = forms.CharField(label=_("A password"), widget=forms.PasswordInput, required=False)
    count = forms.IntegerField(
        label=_("A whole number"), error_messages={"required": _("Enter a number"), "invalid": _("Enter a number")}
    )
    reasons = forms.CharField(
        label=_("A long text"),
        help_text=_("Say what, for whom and why"),
        widget=forms.Textarea,
        error_messages={"required": _("Enter a long text")},
    )
    choice = forms.ChoiceField(
        label=_("One of several"),
        widget=forms.RadioSelect,
        choices=[
            Choice("yes", _("Yes"), hint=_("A hint stands under its option")),
            Choice("no", _("No"), divider=_("or")),
            Choice("unknown", _("We do not know yet")),
        ],
        error_messages={"required": _("Select one of the answers")},
    )
    several = forms.MultipleChoiceField(
        label=_("Any of several"),
        help_text=_("Select all that apply"),
        widget=forms.CheckboxSelectMultiple,
        choices=[Choice("age", _("Age")), Choice("disability", _("Disability")), Choice("race", _("Race"))],
        error_messages={"required": _("Select at least one")},
    )
    day = DayField(label=_("A date"), help_text=_("For example, 9 12 2026"), name=_("the date"), required=True)
    place = forms.ChoiceField(
        label=_("One of many"),
        choices=[("", ""), ("libraries", _("Libraries")), ("highways", _("Highways"))],
        error_messages={"required": _("Select a service")},
    )
    paper = forms.FileField(
        label=_("A file"), help_text=_("PDF, up to 5 MB"), error_messages={"required": _("Choose a file")}
    )
    agreed = forms.BooleanField(
        label=_("One box to tick"), error_messages={"required": _("Tick the box to say that you agree")}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(
                Field.text("name", field_width=Fixed.TWENTY),
                "email",
                "password",
                Field.text("count", field_width=Fixed.FIVE),
                legend=_("A group of fields"),
                legend_size=Size.MEDIUM,
            ),
            Field.textarea("reasons", rows=4, max_characters=500, label_size=Size.SMALL),
            Field.radios("choice", legend_size=Size.SMALL),
            Field.checkboxes("several", legend_size=Size.SMALL, small=True),
            "day",
            "place",
            "paper",
            "agreed",
            Button.primary("send", _("Check the form")),
        )
