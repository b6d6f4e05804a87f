"""The steps after writing: check or return, attest, publish, open again, withdraw."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """The page has its own button and hidden fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout()


class ReasonForm(StepForm):
    """A step that needs a reason: open again, withdraw."""

    reason = forms.CharField(
        label=_("Why?"), widget=forms.Textarea, error_messages={"required": _("Enter the reason")}, required=True
    )

    def layout(self) -> Layout:
        return Layout(Field.textarea("reason", label_size=Size.SMALL, rows=4))


class CheckForm(StepForm):
    """The adviser's or the head's decision to pass it on or to return it."""

    RETURN = "return"
    decision = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you pass it on or return it")},
    )
    reason = forms.CharField(required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["decision"].label = _("What is your decision?")
        fields["decision"].choices = [
            ("check", _("It is sound: pass it to the head of service")),
            (self.RETURN, _("Return it to its author")),
        ]
        self.fields["reason"].label = _("What should the author or the head of service know?")
        self.fields["reason"].help_text = _("If you return it, say what to do. The author sees this first.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.RETURN and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Enter what the author should do"))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            Field.radios("decision", legend_size=Size.MEDIUM), Field.textarea("reason", label_size=Size.SMALL, rows=5)
        )


class AttestForm(StepForm):
    """The attestation of the version named by its hash, or its return with a reason."""

    decision = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you attest it or return it")},
    )
    reason = forms.CharField(required=False, widget=forms.Textarea)
    read_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["decision"].label = _("What is your decision?")
        fields["decision"].choices = [
            ("attest", _("I attest it in these words, which approves it")),
            (CheckForm.RETURN, _("Return it to its author")),
        ]
        self.fields["reason"].label = _("If you return it: what should the author do?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == CheckForm.RETURN and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Enter what the author should do"))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            "read_sha256",
            Field.radios("decision", legend_size=Size.MEDIUM),
            Field.textarea("reason", label_size=Size.SMALL, rows=4),
        )
