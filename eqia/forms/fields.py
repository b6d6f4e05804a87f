"""Fields that several sections ask with."""

from typing import Any

from crispy_forms_gds.layout import Div, Field, Size
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.forms.base import characteristic_label
from eqia.models import Assessment
from organisation.models import Person
from toolkit.fields import DayField


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


class CharacteristicsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, characteristic: Any) -> str:
        return characteristic_label(characteristic)


def people(chosen: Any = None) -> Any:
    """Everybody who works here now, and whoever was chosen before."""
    return Person.objects.filter(is_active=True) | Person.objects.filter(pk=chosen)


def person_field(words: Any = None) -> PersonField:
    """`words` stand where nobody is chosen."""
    return PersonField(
        queryset=Person.objects.none(), required=False, empty_label=words or gettext_lazy("Select a person")
    )


def find_out_day() -> DayField:
    return DayField(name=gettext_lazy("the date by which you will know"), earliest=2000)


def find_out_rows(prefix: str = "") -> list[Any]:
    """How, who and by when: what has to be said of everything that is not known."""
    return [
        Field.textarea(f"{prefix}finding_out", label_size=Size.SMALL, rows=3),
        Field(f"{prefix}find_out_lead", context={"label_size": Size.for_label(Size.SMALL)}),
        Field(f"{prefix}find_out_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
    ]


def when(answer: str, *rows: Any) -> Div:
    """Questions that follow from an answer; `answer` names the class that the style sheet waits for."""
    return Div(*rows, css_class=f"app-when app-when--{answer}")


class ReferencesField(forms.CharField):
    """References of assessments, each on a line of its own. Cleans to those of them that the person may see.

    One that does not exist and one that they may not see are refused in the same words.
    """

    def __init__(self, *, is_one: bool = False, **options: Any) -> None:
        self.is_one = is_one
        super().__init__(required=False, widget=forms.TextInput if is_one else forms.Textarea, **options)
        self.visible = Assessment.objects.none()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(sorted(assessment.reference for assessment in value))
        return value.reference if isinstance(value, Assessment) else value

    def clean(self, value: Any) -> Any:
        texts = list(dict.fromkeys(str(value or "").upper().replace(",", " ").split()))
        found = {assessment.reference: assessment for assessment in self.visible.filter(reference__in=texts)}
        if unknown := [text for text in texts if text not in found]:
            raise forms.ValidationError(
                _("Enter references of assessments that you may see, such as EIA-2026-0142. Not found: %s")
                % ", ".join(unknown[:5])
            )
        if self.is_one and len(found) > 1:
            raise forms.ValidationError(_("Enter one reference"))
        return next(iter(found.values()), None) if self.is_one else list(found.values())


__all__ = [
    "CharacteristicsField",
    "PersonField",
    "ReferencesField",
    "find_out_day",
    "find_out_rows",
    "people",
    "person_field",
    "when",
]
