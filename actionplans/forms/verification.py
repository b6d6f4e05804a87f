from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import Finding
from actionplans.forms.base import EditForm
from actionplans.models import Action
from toolkit.fields import DayField


class JudgeForm(EditForm):
    """Whether a completion stands: for the first time, or at its review."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Is it complete?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select whether it is complete")},
    )
    next_review_on = DayField(
        name=gettext_lazy("the date of the next review"),
        label=gettext_lazy("If it is, when will you look at it again?"),
        help_text=gettext_lazy("So that what was achieved is not lost. Most are looked at again after a year."),
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("Your reason or remark"),
        required=False,
        help_text=gettext_lazy("Needed where it is sent back: those who lead it are told in these words"),
    )

    def __init__(self, *args: Any, record: Action, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        is_review = record.verified_on is not None
        if is_review:
            fields["verdict"].label = _("Is it still so?")
            fields["verdict"].error_messages["required"] = _("Select whether it is still so")
        fields["verdict"].choices = [
            Choice(Finding.VERIFIED, _("Yes, it still holds") if is_review else _("Yes, I verify it")),
            Choice(Finding.SENT_BACK, _("No, it is in progress again") if is_review else _("Not yet, I send it back")),
        ]
        self.button = _("Save the review") if is_review else _("Save")

    def layout(self) -> list[Any]:
        return [Field.radios("verdict"), "next_review_on", Field.textarea("reason", rows=4)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        verdict, day = cleaned.get("verdict"), cleaned.get("next_review_on")
        if verdict == Finding.SENT_BACK and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Enter the reason why it is sent back"))
        if verdict == Finding.VERIFIED and "next_review_on" not in self.errors:
            if day is None:
                self.add_error("next_review_on", _("Enter the date of the next review"))
            elif day <= timezone.localdate():
                self.add_error("next_review_on", _("Enter a date of the next review that is in the future"))
        return cleaned
