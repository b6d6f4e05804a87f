"""What one says in a thread of comments."""

from typing import Any

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eqia.forms.base import select
from eqia.forms.steps import StepForm
from toolkit.drafts import editor_token


class TalkForm(StepForm):
    """A reply. The words may be left out where the thread is settled without any."""

    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(label=_("Your reply"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["editor"].initial = editor_token(request)

    def layout(self) -> Layout:
        return Layout("editor", Field.textarea("words", label_size=Size.SMALL, rows=5))


class NewThreadForm(TalkForm):
    """The first comment of a thread, and what it is about."""

    about = forms.ChoiceField(
        label=_("What is it about?"), error_messages={"required": _("Select what your comment is about")}
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["about"].choices = places
        fields["about"].widget.attrs["class"] = "govuk-select"
        fields["words"].label = _("Your comment")
        fields["words"].required = True
        fields["words"].error_messages["required"] = _("Enter your comment")
        fields["words"].help_text = _(
            "Everyone who follows this assessment can read it. It stays on record: you can withdraw it, not change it."
        )

    def layout(self) -> Layout:
        return Layout("editor", select("about"), Field.textarea("words", label_size=Size.SMALL, rows=7))
