from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout, Submit
from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from organisation.choices import UnitKind
from organisation.models import Unit
from toolkit.fields import DayField
from workforce.reading import MOST_BYTES


class ImportForm(forms.Form):
    """A staff file, the day it describes and, where there are separate employers, whose staff they are."""

    file = forms.FileField(
        label=_("Staff file"),
        help_text=_("A CSV file with one row for each post-holder, 50 MB or less."),
        error_messages={
            "required": _("Choose the staff file"),
            "empty": _("The file is empty. Choose a file with one row for each post-holder"),
        },
    )
    as_at = DayField(
        label=_("Which day does the file describe?"),
        name=_("the day the file describes"),
        help_text=_("For example, 31 3 2026"),
        required=True,
    )

    def __init__(self, *args: Any, body: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = list(Unit.objects.filter(kind=UnitKind.EMPLOYER))
        fields: list[Any] = [Field("file"), Field("as_at")]
        if employers:
            # crispy-forms-gds does not escape labels; these names are whatever an administrator typed.
            self.fields["employer"] = forms.ChoiceField(
                label=_("Whose staff are they?"),
                required=False,
                initial="",
                widget=forms.RadioSelect,
                choices=[
                    Choice("", escape(body)),
                    *(Choice(str(unit.pk), escape(unit.name)) for unit in employers),
                ],
            )
            fields.append(Field.radios("employer"))
        self.helper = FormHelper()
        self.helper.form_class = "app-form"
        self.helper.layout = Layout(*fields, Submit("import", _("Import the file")))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than 50 MB. Remove the columns we do not read, or check that it is the right file"
                )
            )
        return file

    @property
    def employer(self) -> int | None:
        return int(self.cleaned_data["employer"]) if self.cleaned_data.get("employer") else None


class PurgeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why are the staff records no longer needed?"),
        help_text=_("For example, “Retention period of three years has ended”. The reason is kept."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason")},
        max_length=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field.textarea("reason", rows=3), Button.warning("purge", _("Remove the staff records"))
        )
