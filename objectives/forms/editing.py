from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Size, Submit
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from toolkit.drafts import editor_token


class EditForm(forms.ModelForm):
    """A form that keeps what was typed when the session lapses, and knows which version of the record it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    editor = forms.CharField(widget=forms.HiddenInput, required=False)
    button = gettext_lazy("Save")

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
        self.initial["editor"] = editor_token(request)
        self.helper = FormHelper(self)
        self.helper.label_size = Size.SMALL
        self.helper.legend_size = Size.SMALL
        self.helper.layout = Layout("version", "editor", *self.layout(), Submit("save", str(self.button)))

    def layout(self) -> list[Any]:
        raise NotImplementedError

    @property
    def opened_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def _get_validation_exclusions(self) -> set[str]:
        # The form does not ask for these, but the constraints that concern them hold nevertheless.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in django-stubs
        return excluded - {"indicator", "objective"}

    def values(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
