from typing import Any

from crispy_forms_gds.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.forms.base import EditForm


class AskForm(EditForm):
    """A question to go with the request, if there is one."""

    button = _("Ask now")
    question = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Do you want to know something in particular?"),
        help_text=_(
            "Optional. It stands in the message and above the form. Those asked say how far it is in any case."
        ),
        required=False,
        max_length=2000,
    )

    def layout(self) -> list[Any]:
        return [Field.textarea("question", rows=3)]


class AskSelectedForm(AskForm):
    """The same for actions chosen in a list: what was ticked, or the filter that chose them, travels along."""

    picked = forms.CharField(widget=forms.HiddenInput, required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def layout(self) -> list[Any]:
        return ["picked", "query", *super().layout()]


class QuestionForm(EditForm):
    """What somebody wants to know about an update."""

    button = _("Ask")
    question = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What do you want to know?"),
        help_text=_(
            "For example: what did the three people say? The question stands beneath the update, and the answer beneath it."
        ),
        max_length=2000,
        error_messages={"required": _("Enter your question")},
    )

    def layout(self) -> list[Any]:
        return [Field.textarea("question", rows=3)]
