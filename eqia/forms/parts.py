"""Other ways considered, members of the team, sub-groups and combinations: several to an assessment."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from eqia import questions
from eqia.choices import Effect
from eqia.forms.base import RadioField, asked, select
from eqia.forms.fields import CharacteristicsField, find_out_day, find_out_rows, people, person_field, when
from eqia.forms.items import ItemForm
from eqia.models import Alternative, Assessment, Impact, Intersection, Subgroup, TeamMember
from organisation.models import Characteristic


class AlternativeForm(ItemForm):
    standard = questions.ALTERNATIVE_ITEM

    class Meta:
        model = Alternative
        fields = ("description", "effect", "why_not")
        error_messages: ClassVar = {"description": {"required": _("Enter what the other way was")}}

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            *asked(self, Field.textarea("description", label_size=Size.SMALL, rows=2)),
            *asked(self, Field.textarea("effect", label_size=Size.SMALL, rows=3)),
            *asked(self, Field.textarea("why_not", label_size=Size.SMALL, rows=3)),
        )


class TeamMemberForm(ItemForm):
    standard = questions.TEAM_ITEM
    person = person_field()

    class Meta:
        model = TeamMember
        fields = ("person", "name", "why")

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people(self.instance.person_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("person")) == bool((cleaned.get("name") or "").strip()):
            self.add_error("person", str(_("Select a person, or enter the name of somebody else, but not both")))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            select("person"),
            Field.text("name", label_size=Size.SMALL),
            Field.textarea("why", label_size=Size.SMALL, rows=3),
        )


class SubgroupForm(ItemForm):
    """Some of the people on one card; names that are often forgotten are suggested, any other may be written."""

    standard = questions.SUBGROUP
    effect = RadioField(Effect)

    class Meta:
        model = Subgroup
        fields = ("name", "effect", "words")
        error_messages: ClassVar = {"name": {"required": _("Enter who they are")}}

    def __init__(self, *args: Any, card: Impact | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.card = card or (self.instance.impact if self.instance.impact_id else None)
        self.suggestions = questions.SUBGROUP_NAMES.get(self.card.characteristic.key, ()) if self.card else ()
        self.fields["name"].widget.attrs |= {"list": "suggestions", "autocomplete": "off"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        others = self.card.subgroups.exclude(pk=self.instance.pk) if self.card else Subgroup.objects.none()
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(str(_("Enter another name: this one is on the card already")))
        return name

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.text("name", label_size=Size.SMALL),
            Field.radios("effect", legend_size=Size.SMALL, small=True),
            *asked(self, Field.textarea("words", label_size=Size.SMALL, rows=4)),
        )


class IntersectionForm(ItemForm):
    standard = questions.INTERSECTION_ITEM
    characteristics = CharacteristicsField(
        queryset=Characteristic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    effect = RadioField(Effect)
    find_out_lead = person_field()
    find_out_on = find_out_day()

    class Meta:
        model = Intersection
        fields = ("who", "characteristics", "effect", "known", "finding_out", "find_out_lead", "find_out_on")
        error_messages: ClassVar = {"who": {"required": _("Enter who they are")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["characteristics"].queryset = Characteristic.objects.filter(impacts__assessment=assessment)
        fields["find_out_lead"].queryset = people(self.instance.find_out_lead_id)

    def clean_characteristics(self) -> Any:
        chosen = self.cleaned_data["characteristics"]
        if len(chosen) == 1:
            raise forms.ValidationError(str(_("Select at least two: one alone has its own card")))
        return chosen

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.text("who", label_size=Size.SMALL),
            Field.checkboxes("characteristics", legend_size=Size.SMALL, small=True),
            *asked(self, Field.textarea("known", label_size=Size.SMALL, rows=4)),
            Field.radios("effect", legend_size=Size.SMALL, small=True),
            when("unknown", *find_out_rows()),
        )


PART_FORMS: dict[str, type[ItemForm]] = {
    "alternatives": AlternativeForm,
    "team": TeamMemberForm,
    "subgroup": SubgroupForm,
    "intersections": IntersectionForm,
}
