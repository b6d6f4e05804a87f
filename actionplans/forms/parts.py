"""Giving every directorate its part of an action."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from actionplans.forms.leads import LeaderField
from actionplans.services.parts import Share
from actionplans.services.reading import Directory


class ShareForm(forms.Form):
    """Whether one directorate gets its part, and who leads it."""

    is_wanted = forms.BooleanField(required=False, initial=True)
    leader = LeaderField(required=False)

    def __init__(self, *args: Any, share: Share, directory: Directory, **options: Any) -> None:
        super().__init__(*args, **options | {"prefix": f"unit-{share.unit.pk}"})
        self.share = share
        field: Any = self.fields["leader"]
        field.fill(directory, share.leader)
        self.initial["leader"] = share.leader.key
        self.fields["is_wanted"].label = share.unit.name
        # A few long lists in a table: searching each would crowd it.
        field.widget.attrs.pop("data-find", None)
        field.widget.attrs.update({"class": "govuk-select app-part__leader", "aria-label": share.unit.name})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_wanted") and not cleaned.get("leader"):
            self.add_error("leader", _("Select who leads this part"))
        return cleaned
