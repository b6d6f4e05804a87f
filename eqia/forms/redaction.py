"""Hiding words from the public: which words, why, and in which of the places where they stand."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.choices import RedactionReason
from eqia.models import AssessmentVersion
from eqia.presenters.redaction import around
from eqia.redaction import find_everywhere
from eqia.services import places_in

EVERYWHERE = "everywhere"
ALL_HERE = "all"


class HideForm(forms.Form):
    """Words of one text. Where they stand more than once, the form comes back and asks which are meant."""

    words = forms.CharField(
        label=gettext_lazy("Words to hide"),
        help_text=gettext_lazy("Copy them from the text above, exactly as they are."),
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Enter the words to hide")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=RedactionReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select why the public may not read them")},
    )
    place = forms.ChoiceField(label=gettext_lazy("Which of them"), widget=forms.RadioSelect, required=False, choices=[])

    def __init__(self, *args: Any, version: AssessmentVersion, path: str, text: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.version, self.path, self.text = version, path, text
        self.asks_which = False
        words = self.data.get("words", "") if self.is_bound else ""
        self._offer(words)
        self.helper = FormHelper()
        self.helper.form_tag = False
        rows = [Field.textarea("words", label_size=Size.SMALL, rows=2)]
        if self.asks_which:
            rows.append(Field.radios("place", legend_size=Size.SMALL))
        self.helper.layout = Layout(*rows, Field.radios("reason", legend_size=Size.SMALL, small=True))

    def _offer(self, words: str) -> None:
        here = places_in(self.text, words)
        everywhere = find_everywhere(self.version.payload, words)
        choices: list[tuple[str, Any]] = []
        if len(here) > 1:
            for number, (start, end) in enumerate(here, start=1):
                # Texts of the assessment stand in a label, which is shown unescaped.
                choices.append((str(number), format_html("{}<strong>{}</strong>{}", *around(self.text, start, end))))
            choices.append((ALL_HERE, _("All %d places in this text") % len(here)))
        elif here:
            choices.append((ALL_HERE, _("Only here")))
        if len(everywhere) > len(here):
            choices.append((EVERYWHERE, _("Everywhere in this assessment: %d places") % len(everywhere)))
        field: Any = self.fields["place"]
        field.choices = choices
        self.asks_which = len(choices) > 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = cleaned.get("words", "")
        if words and not places_in(self.text, words):
            self.add_error("words", _("These words do not stand in this text. Copy them exactly as they are."))
        elif words and self.asks_which and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", _("These words stand in several places. Select which to hide"))
        return cleaned

    @property
    def which(self) -> int | None:
        place = self.cleaned_data.get("place", "")
        return int(place) if place.isdigit() else None

    @property
    def is_everywhere(self) -> bool:
        return bool(self.cleaned_data.get("place") == EVERYWHERE)


class NoteForm(forms.Form):
    """A note that the public will read."""

    note = forms.CharField(
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Enter why: the public will read it")},
    )

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].label = label
        self.fields["note"].help_text = _("The public will read this. Do not repeat what is hidden.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field.textarea("note", label_size=Size.SMALL, rows=3))
