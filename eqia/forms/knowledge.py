"""Pieces of evidence and people asked."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import HTML, Div, Field, Fixed, Fluid, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia import questions
from eqia.choices import ConsultationStage, Met, Voice, YesNo
from eqia.forms.base import RadioField, select
from eqia.forms.fields import CharacteristicsField, PersonField
from eqia.forms.items import ItemForm
from eqia.models import Assessment, Consultation, EvidenceGap, EvidenceItem
from eqia.rules.gunning import TESTS
from evidence.choices import EvidenceKind
from organisation.models import Characteristic, Person
from toolkit.fields import DayField

LEGEND = {"legend_size": Size.for_legend(Size.SMALL)}
OWN = ("title", "kind", "source", "dated", "dated_on", "place", "link", "quality")


class EvidenceItemForm(ItemForm):
    """Evidence in one's own words, or what a copy from the library or a figure shows for this proposal.

    What a copy says of its source is not asked: it was taken over and stays as it was.
    """

    standard = questions.EVIDENCE_ITEM
    kind = forms.ChoiceField(
        choices=[("", gettext_lazy("Select a kind")), *EvidenceKind.choices],
        required=False,
    )
    dated_on = DayField(name=gettext_lazy("the last day it describes"), earliest=1900)
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter a web address like https://www.example.org/report")},
    )
    characteristics = CharacteristicsField(
        queryset=Characteristic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = EvidenceItem
        fields = (*OWN, "shows", "characteristics")
        error_messages: ClassVar = {"title": {"required": gettext_lazy("Enter what it is called")}}

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        self.may_keep = request.user.has_perm("evidence.add_evidence")
        super().__init__(*args, request=request, **options)

    @property
    def offers_library(self) -> bool:
        """Whether what is written here can also be kept for other assessments."""
        return self.may_keep and not self.instance.is_copy

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["characteristics"].queryset = Characteristic.objects.filter(impacts__assessment=assessment)
        if self.instance.is_copy:
            for name in OWN:
                del fields[name]
        elif self.offers_library:
            fields["keeps_in_library"] = forms.BooleanField(
                required=False,
                label=_("Also keep it in the evidence library, so that other EqIAs can cite it"),
            )

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "keeps_in_library"}

    @property
    def keeps_in_library(self) -> bool:
        return bool(self.cleaned_data.get("keeps_in_library"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("dated_on") and cleaned["dated_on"] > timezone.localdate():
            self.add_error("dated_on", _("Enter a day that is not in the future: evidence describes what was"))
        if cleaned.get("keeps_in_library"):
            needed = {
                "source": _("Enter who produced it, so that others can rely on it"),
                "kind": _("Select what kind of evidence it is, so that others can find it"),
                "shows": _("Say what it shows, so that others can use it"),
            }
            for name, sentence in needed.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def layout(self) -> Layout:
        shows = Field.textarea("shows", label_size=Size.SMALL, rows=5)
        about = Field.checkboxes("characteristics", legend_size=Size.SMALL, small=True)
        if self.instance.is_copy:
            return Layout("editor", "revision", HTML("{% include 'eqia/_cited_source.html' %}"), shows, about)
        return Layout(
            "editor",
            "revision",
            Field.text("title", label_size=Size.SMALL),
            shows,
            Field.text("source", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            select("kind"),
            Field.text("dated", label_size=Size.SMALL, field_width=Fluid.ONE_HALF),
            Field("dated_on", context=LEGEND),
            Field.text("place", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field.textarea("quality", label_size=Size.SMALL, rows=3),
            Field.text("link", label_size=Size.SMALL),
            about,
            *(["keeps_in_library"] if self.offers_library else []),
        )


class GapForm(ItemForm):
    """What is not known: how it will be found out, or why it cannot be."""

    standard = questions.GAP_ITEM
    find_out_lead = PersonField(
        queryset=Person.objects.none(), required=False, empty_label=gettext_lazy("Select a person")
    )
    find_out_on = DayField(name=gettext_lazy("the day by which you will know"), earliest=2000)

    class Meta:
        model = EvidenceGap
        fields = ("unknown", "finding_out", "find_out_lead", "find_out_on", "cannot_reason")
        error_messages: ClassVar = {"unknown": {"required": gettext_lazy("Enter what you do not know")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["find_out_lead"].queryset = Person.objects.filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        promised = any(cleaned.get(name) for name in ("finding_out", "find_out_lead", "find_out_on"))
        if cleaned.get("cannot_reason") and promised:
            self.add_error(
                "cannot_reason",
                _("Say either how it will be found out or why it cannot be, and empty the other answers"),
            )
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.textarea("unknown", label_size=Size.SMALL, rows=3),
            Field.textarea("finding_out", label_size=Size.SMALL, rows=3),
            select("find_out_lead"),
            Field("find_out_on", context=LEGEND),
            Field.textarea("cannot_reason", label_size=Size.SMALL, rows=3),
        )


class WholeNumberField(forms.IntegerField):
    def __init__(self) -> None:
        message = gettext_lazy("Enter how many took part as a whole number, 0 or more")
        super().__init__(
            required=False,
            min_value=0,
            max_value=1_000_000,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={"invalid": message, "min_value": message, "max_value": message},
        )


class ConsultationItemForm(ItemForm):
    """People asked, or to be asked. What only those who were asked can have said is put aside while it is planned."""

    standard = questions.CONSULTATION_ITEM
    stage = forms.ChoiceField(
        choices=ConsultationStage.choices,
        widget=forms.RadioSelect,
        initial=ConsultationStage.DONE,
        error_messages={"required": gettext_lazy("Select whether it is planned or done")},
    )
    characteristics = CharacteristicsField(
        queryset=Characteristic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    voice = RadioField(Voice)
    lived_experience = RadioField(YesNo)
    starts_on = DayField(name=gettext_lazy("the first day"), earliest=2000)
    ends_on = DayField(name=gettext_lazy("the last day"), earliest=2000)
    took_part = WholeNumberField()
    fed_back_on = DayField(name=gettext_lazy("the day you told them"), earliest=2000)
    formative = RadioField(Met)
    informed = RadioField(Met)
    timely = RadioField(Met)
    weighed = RadioField(Met)

    class Meta:
        model = Consultation
        fields = (
            "stage",
            "who",
            "characteristics",
            "voice",
            "lived_experience",
            "method",
            "starts_on",
            "ends_on",
            "access",
            "took_part",
            "heard",
            "changed",
            "fed_back",
            "fed_back_on",
            *(name for test in TESTS for name in (test, f"{test}_how")),
            "you_said",
            "we_did",
        )
        error_messages: ClassVar = {"who": {"required": gettext_lazy("Enter whom you asked or will ask")}}

    def offer(self, assessment: Assessment) -> None:
        fields: dict[str, Any] = self.fields
        fields["characteristics"].queryset = Characteristic.objects.filter(impacts__assessment=assessment)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on, told_on = (cleaned.get(name) for name in ("starts_on", "ends_on", "fed_back_on"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Enter a last day that is the same as or after the first day"))
        if starts_on and told_on and told_on < starts_on:
            self.add_error("fed_back_on", _("Enter a day that is the same as or after the first day"))
        today = timezone.localdate()
        if cleaned.get("stage") == ConsultationStage.DONE and starts_on and starts_on > today:
            self.add_error("starts_on", _("Enter a first day that is not in the future, or select “Planned” above"))
        if told_on and told_on > today and "fed_back_on" not in self.errors:
            self.add_error("fed_back_on", _("Enter a day that is not in the future, or leave it empty until then"))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.radios("stage", legend_size=Size.SMALL, inline=True, small=True),
            Field.text("who", label_size=Size.SMALL),
            Field.checkboxes("characteristics", legend_size=Size.SMALL, small=True),
            Field.radios("voice", legend_size=Size.SMALL, small=True),
            Field.radios("lived_experience", legend_size=Size.SMALL, inline=True, small=True),
            Field.text("method", label_size=Size.SMALL),
            Field("starts_on", context=LEGEND),
            Field("ends_on", context=LEGEND),
            Field.textarea("access", label_size=Size.SMALL, rows=3),
            Div(
                Field.text("took_part", label_size=Size.SMALL, field_width=Fixed.FIVE),
                Field.textarea("heard", label_size=Size.SMALL, rows=5),
                Field.textarea("changed", label_size=Size.SMALL, rows=4),
                Field.textarea("fed_back", label_size=Size.SMALL, rows=3),
                Field("fed_back_on", context=LEGEND),
                _heading(_("Was it fair?")),
                HTML("{% include 'eqia/_fairness.html' %}"),
                *(row for test in TESTS for row in _test(test)),
                _heading(_("You said, we did")),
                HTML("{% include 'eqia/_you_said_help.html' %}"),
                Field.text("you_said", label_size=Size.SMALL),
                Field.text("we_did", label_size=Size.SMALL),
                css_class="app-when app-when--done",
            ),
        )


def _heading(words: str) -> HTML:
    return HTML(f'<h2 class="govuk-heading-m">{conditional_escape(words)}</h2>')


def _test(name: str) -> list[Any]:
    """One of the four tests: what the dates say about it, the answer, and a sentence behind the answer."""
    return [
        Field.radios(name, legend_size=Size.SMALL, inline=True, small=True),
        HTML(f"{{% include 'eqia/_test_facts.html' with test='{name}' %}}"),
        Field.text(f"{name}_how"),
    ]


KNOWLEDGE_FORMS: dict[str, type[ItemForm]] = {
    "evidence": EvidenceItemForm,
    "gap": GapForm,
    "consultation": ConsultationItemForm,
}
