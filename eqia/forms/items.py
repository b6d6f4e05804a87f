"""Mitigations, several to an assessment; and what the forms of all such items share."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.choices import MitigationKind
from eqia.forms.base import RadioField, SectionForm, asked, characteristic_label, select
from eqia.forms.fields import people, person_field, when
from eqia.models import Assessment, Impact, Mitigation
from toolkit.fields import DayField


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
    kind = RadioField(MitigationKind)
    impact = ImpactField(
        queryset=Impact.objects.none(), required=False, empty_label=_("Everybody, or more than one group")
    )
    lead_person = person_field()
    due_on = DayField(name=_("the deadline"), earliest=2000)

    class Meta:
        model = Mitigation
        fields = ("kind", "unknown", "description", "impact", "lead_person", "due_on", "indicator")
        error_messages: ClassVar = {"description": {"required": _("Enter what will be done")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["impact"].queryset = assessment.impacts.select_related("characteristic")
        fields["lead_person"].queryset = people(self.instance.lead_person_id)

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or MitigationKind.MITIGATE)

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.radios("kind", legend_size=Size.SMALL, small=True),
            when("find-out", *asked(self, Field.textarea("unknown", label_size=Size.SMALL, rows=2))),
            *asked(self, Field.textarea("description", label_size=Size.SMALL, rows=3)),
            select("impact"),
            select("lead_person"),
            Field("due_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
            *asked(self, Field.text("indicator", label_size=Size.SMALL)),
        )


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "mitigation": MitigationItemForm,
}
