"""What every form here carries, and how choices are labelled."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Size, Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.models import Unit
from toolkit.drafts import editor_token
from toolkit.history import version_of

# The button that asks how a deadline is read, where no script shows it while it is typed.
CHECK = "check"


class EditForm(forms.Form):
    """Keeps what was typed when the session lapses, and knows which version of the record it was opened on."""

    editor = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    button: Any = gettext_lazy("Save")
    is_only_read = False

    def __init__(self, *args: Any, request: HttpRequest, record: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request, self.record = request, record
        self.initial["editor"] = editor_token(request)
        if record is not None and record.pk:
            self.initial["version"] = version_of(record)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.label_size = Size.SMALL
        helper.legend_size = Size.SMALL
        helper.layout = Layout("editor", "version", *self.layout(), Submit("save", escape(str(self.button))))
        return helper

    def layout(self) -> list[Any]:
        raise NotImplementedError

    @property
    def opened_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def values(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("editor", "version")}

    def only_read(self) -> None:
        """Show what was typed as it is, without judging it: somebody only wants to see how it is read."""
        self._errors, self.cleaned_data, self.is_only_read = ErrorDict(), {}, True

    def refuse(self, error: ValidationError) -> None:
        """Show what a service refused beside the fields it is about, or above them all."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name != NON_FIELD_ERRORS and name in self.fields else None, errors)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


class CharacteristicsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, characteristic: Any) -> str:
        if characteristic.is_statutory:
            return str(characteristic.name)
        return _("%s (local, not in the Equality Act)") % characteristic.name


def places(units: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Directorates and their services as grouped choices."""
    groups: dict[Unit, list[tuple[int, str]]] = {}
    for unit in sorted(units, key=lambda unit: (unit.directorate.name, unit.parent_id is not None, unit.name)):
        words = unit.name if unit.parent_id else _("%s (all of it)") % unit.name
        groups.setdefault(unit.directorate, []).append((unit.pk, words))
    return [(directorate.name, choices) for directorate, choices in groups.items()]
