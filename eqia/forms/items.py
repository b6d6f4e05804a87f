"""Pieces of evidence, people asked and mitigations: several to an assessment."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Fluid, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.forms.base import SectionForm, characteristic_label, select
from eqia.forms.sections import PersonField
from eqia.models import Assessment, Consultation, EvidenceItem, Impact, Mitigation
from evidence.choices import EvidenceKind
from organisation.models import Characteristic, Person
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


class EvidenceItemForm(ItemForm):
    standard = questions.EVIDENCE_ITEM
    kind = forms.ChoiceField(
        choices=[("", _("Select a kind")), *EvidenceKind.choices],
        required=False,
    )
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address like https://www.example.org/report")},
    )
    characteristics = CharacteristicsField(
        queryset=Characteristic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = EvidenceItem
        fields = ("title", "kind", "source", "dated", "link", "shows", "characteristics")
        error_messages: ClassVar = {"title": {"required": _("Enter what it is called")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["characteristics"].queryset = Characteristic.objects.filter(impacts__assessment=assessment)

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.text("title", label_size=Size.SMALL),
            Field.textarea("shows", label_size=Size.SMALL, rows=5),
            Field.text("source", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field.text("dated", label_size=Size.SMALL, field_width=Fluid.ONE_HALF),
            select("kind"),
            Field.text("link", label_size=Size.SMALL),
            Field.checkboxes("characteristics", legend_size=Size.SMALL, small=True),
        )


class ConsultationItemForm(ItemForm):
    standard = questions.CONSULTATION_ITEM
    starts_on = DayField(name=_("the first day"), earliest=2000)
    ends_on = DayField(name=_("the last day"), earliest=2000)

    class Meta:
        model = Consultation
        fields = ("who", "method", "starts_on", "ends_on", "heard", "changed", "fed_back")
        error_messages: ClassVar = {"who": {"required": _("Enter whom you asked or will ask")}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", str(_("Enter a last day that is the same as or after the first day")))
        return cleaned

    def layout(self) -> Layout:
        legend = {"legend_size": Size.for_legend(Size.SMALL)}
        return Layout(
            "editor",
            "revision",
            Field.text("who", label_size=Size.SMALL),
            Field.text("method", label_size=Size.SMALL),
            Field("starts_on", context=legend),
            Field("ends_on", context=legend),
            Field.textarea("heard", label_size=Size.SMALL, rows=5),
            Field.textarea("changed", label_size=Size.SMALL, rows=4),
            Field.textarea("fed_back", label_size=Size.SMALL, rows=3),
        )


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
    "evidence": EvidenceItemForm,
    "consultation": ConsultationItemForm,
    "mitigation": MitigationItemForm,
}
