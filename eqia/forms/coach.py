"""A written answer to a question of the coach."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.coach.words import says_nothing
from eqia.forms.base import Difference, OpenedForm


class ReplyForm(OpenedForm):
    """The answer, and the hash of what the question is about."""

    about = forms.CharField(widget=forms.HiddenInput)
    reply = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The adviser and the head of service read it beside the question"),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Enter your answer")},
    )

    def __init__(self, *args: Any, request: HttpRequest, revision: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.carry(request, revision)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "editor", "revision", "about", Field.textarea("reply", label_size=Size.SMALL, rows=6)
        )

    def clean_reply(self) -> str:
        reply: str = self.cleaned_data["reply"]
        if says_nothing(reply):
            raise forms.ValidationError(_("Say what you considered: this answer says “none” once more"))
        return reply

    def differences(self, stored: Any) -> list[Difference]:
        theirs = stored.reply if stored else ""
        mine = self.cleaned_data["reply"]
        return [Difference("reply", str(self.fields["reply"].label), mine, theirs)] if mine != theirs else []
