"""The steps after writing: check or return, attest, publish, open again, withdraw."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toolkit.drafts import editor_token
from toolkit.layout import Folded
from toolkit.tidying import TidyForm


class StepForm(TidyForm, forms.Form):
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


class DecisionForm(StepForm):
    """To sign the version named by its hash, or to return it: with a reason and, if one likes, what to do in which section.

    What is asked of a section becomes a thread of comments on it.
    """

    RETURN = "return"
    ROWS = (1, 2, 3)
    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    read_sha256 = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you pass it on or return it")},
    )
    reason = forms.CharField(required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, request: HttpRequest, places: list[tuple[str, str]], **options: Any) -> None:
        self.places = dict(places)
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["editor"].initial = editor_token(request)
        fields["decision"].label = _("What is your decision?")
        for row in self.ROWS:
            fields[f"about_{row}"] = forms.ChoiceField(
                label=_("Section"), choices=[("", _("Select a section")), *places], required=False
            )
            fields[f"about_{row}"].widget.attrs["class"] = "govuk-select"
            fields[f"words_{row}"] = forms.CharField(
                label=_("What should be done there?"), required=False, widget=forms.Textarea
            )
        self.helper.layout = self.layout()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.RETURN and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Enter what the author should do"))
        for row in self.ROWS:
            about, words = cleaned.get(f"about_{row}"), (cleaned.get(f"words_{row}") or "").strip()
            if about and not words:
                self.add_error(f"words_{row}", _("Enter what should be done in this section"))
            if words and not about and f"about_{row}" not in self.errors:
                self.add_error(f"about_{row}", _("Select the section this is about"))
        return cleaned

    @property
    def asks(self) -> list[tuple[str, str, str]]:
        """What is asked of sections: (key, what it is called, words)."""
        rows = [(self.cleaned_data[f"about_{row}"], self.cleaned_data[f"words_{row}"]) for row in self.ROWS]
        return [(about, self.places[about], words) for about, words in rows if about]

    def layout(self) -> Layout:
        if "about_1" not in self.fields:
            return Layout()
        is_open = self.is_bound and any(
            self.data.get(f"words_{row}") or self.data.get(f"about_{row}") for row in self.ROWS
        )
        rows = [
            part
            for row in self.ROWS
            for part in (
                Field(f"about_{row}", context={"label_size": Size.for_label(Size.SMALL)}),
                Field.textarea(f"words_{row}", label_size=Size.SMALL, rows=3),
            )
        ]
        return Layout(
            "editor",
            "read_sha256",
            Field.radios("decision", legend_size=Size.MEDIUM),
            Field.textarea("reason", label_size=Size.SMALL, rows=4),
            Folded(
                _("Say what to do in which section (if you return it)"),
                *rows,
                hint=_("Each becomes a comment on that section, which the author answers there."),
                is_open=is_open,
            ),
        )


class CheckForm(DecisionForm):
    """The adviser's decision."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["decision"].choices = [
            ("check", _("It is sound: I sign these words and pass it on")),
            (self.RETURN, _("Return it to its author")),
        ]
        fields["reason"].label = _("What should the author or those who sign next know?")
        fields["reason"].help_text = _("If you return it, say what to do. The author sees this first.")


class AttestForm(DecisionForm):
    """The decision of whoever signs after the check."""

    def __init__(self, *args: Any, is_last: bool, is_attestation: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["decision"].error_messages["required"] = _("Select whether you attest it or return it")
        if is_attestation:
            words = _("I attest it in these words, which approves it") if is_last else _("I attest it in these words")
        else:
            words = _("I sign it in these words")
        fields["decision"].choices = [("attest", words), (self.RETURN, _("Return it to its author"))]
        fields["reason"].label = _("What should the author or those who sign next know?")
        fields["reason"].help_text = _("If you return it, say what to do. The author sees this first.")
