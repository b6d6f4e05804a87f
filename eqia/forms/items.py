"""Mitigations, several to an assessment; and what the forms of all such items share."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.forms.base import SectionForm, characteristic_label, select
from eqia.forms.sections import PersonField
from eqia.models import Assessment, Impact, Mitigation
from organisation.models import Person
from toolkit.fields import DayField


class CharacteristicsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, characteristic: Any) -> str:
        return characteristic_label(characteristic)


class ImpactField(forms.ModelChoiceField):
    def label_from_instance(self, impact: Any) -> str:
        return characteristic_label(impact.characteristic)


class ItemForm(SectionForm):
    """An item belongs to the assessment it is written for; its choices are that assessment's."""

    def __init__(self, *args: Any, assessment: Assessment, **options: Any) -> None:
        super().__init__(*args, words=assessment.form, **options)
        self.offer(assessment)

    def offer(self, assessment: Assessment) -> None:
        """Limit the choices to what belongs to the assessment."""


class MitigationItemForm(ItemForm):
    standard = questions.MITIGATION_ITEM
    impact = ImpactField(
        queryset=Impact.objects.none(), required=False, empty_label=_("Everybody, or more than one group")
    )
    lead_person = PersonField(queryset=Person.objects.none(), required=False, empty_label=_("Select a person"))
    due_on = DayField(name=_("the deadline"), earliest=2000)

    class Meta:
        model = Mitigation
        fields = ("description", "impact", "lead_person", "due_on", "indicator")
        error_messages: ClassVar = {"description": {"required": _("Enter what will be done")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["impact"].queryset = assessment.impacts.select_related("characteristic")
        fields["lead_person"].queryset = Person.objects.filter(is_active=True)

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.textarea("description", label_size=Size.SMALL, rows=4),
            select("impact"),
            select("lead_person"),
            Field("due_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
            Field.text("indicator", label_size=Size.SMALL),
        )


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "mitigation": MitigationItemForm,
}
