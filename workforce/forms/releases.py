from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from toolkit.editing import EditForm
from workforce.models import Protection


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why are the figures withdrawn?"),
        help_text=_("For example, “The file counted agency staff”. The reason is kept."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason")},
        max_length=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field.textarea("reason", rows=3), Button.warning("withdraw", _("Withdraw the figures"))
        )


class ProtectionForm(EditForm):
    """The rules for hiding, in words."""

    button = _("Save the rules")

    class Meta:
        model = Protection
        fields = ("threshold", "sensitive_threshold", "shows_zeros", "seconds_to_prove", "seconds_for_least_loss")
        labels: ClassVar = {
            "threshold": _("What is the smallest count of people that is shown?"),
            "sensitive_threshold": _("And for religion or belief, sexual orientation and gender identity?"),
            "shows_zeros": _("Show a true zero"),
            "seconds_to_prove": _("How many seconds may a proof take?"),
            "seconds_for_least_loss": _("How many seconds may the search for the least loss take?"),
        }
        help_texts: ClassVar = {
            "threshold": _("At least 5. Smaller counts are hidden."),
            "sensitive_threshold": _("Usually 10, and no less than the count above."),
            "shows_zeros": _("If not, a count of nobody is hidden as well."),
            "seconds_to_prove": _("From 10 to 3,600. If it takes longer, nothing leaves."),
            "seconds_for_least_loss": _("From 5 to 3,600. Then the best choice found so far is taken."),
        }
