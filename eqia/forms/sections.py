"""The sections that are one record each, and the page on which an assessment is started."""

from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Fluid, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia import questions
from eqia.choices import (
    Coverage,
    Kind,
    Population,
    Relevance,
    ScreeningResult,
    Standing,
)
from eqia.forms.base import PlacesField, RadioField, SectionForm, asked, select
from eqia.forms.cards import CumulativeForm, IntersectionsForm, MitigationSectionForm, TeamSectionForm
from eqia.forms.conclusion import LawForm, OutcomeForm, ReviewForm
from eqia.forms.fields import person_field, when
from eqia.forms.links import LinksForm
from eqia.forms.modules import ModulesForm
from eqia.models import Assessment, Screening
from eqia.services import form_today
from objectives.models import Objective
from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from toolkit.drafts import editor_token
from toolkit.fields import DayField
from toolkit.tidying import TidyForm


def units_of(person: Any) -> Any:
    """The open directorates and services for which the person may write an assessment."""
    units = Unit.objects.open(timezone.localdate()).select_related("parent").order_by("parent__name", "name")
    directorates = person.directorates_as(Role.OFFICER)
    if directorates is not None:
        units = units.filter(pk__in=directorates) | units.filter(parent__in=directorates)
    return units


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


def heads_for(unit: Unit) -> Any:
    """Who is head of service or director for the unit today."""
    holdings = RoleHolding.objects.current(timezone.localdate()).filter(role__in=[Role.HEAD_OF_SERVICE, Role.DIRECTOR])
    covering = holdings.filter(directorate__isnull=True) | holdings.filter(directorate__in=[unit.pk, unit.parent_id])
    return Person.objects.filter(pk__in=covering.values("person"), is_active=True)


def advisers() -> Any:
    """The equality advisers and leads of today."""
    holdings = RoleHolding.objects.current(timezone.localdate()).filter(
        role__in=[Role.EQUALITY_ADVISER, Role.EQUALITY_LEAD]
    )
    return Person.objects.filter(pk__in=holdings.values("person"), is_active=True)


def kinds(chosen: str = "") -> list[tuple[str, Any]]:
    """What a proposal can be. That something exists already is asked apart from its kind; older answers stay."""
    return [choice for choice in Kind.choices if choice[0] != Kind.EXISTING or chosen == Kind.EXISTING]


class StartForm(TidyForm, forms.Form):
    """Four questions, then the assessment exists and everything else can be answered in any order."""

    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Enter what the proposal is called")}
    )
    kind = forms.ChoiceField(
        choices=kinds(),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what kind of proposal it is")},
    )
    unit = UnitField(
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Select a service"),
        error_messages={"required": gettext_lazy("Select the service it is about")},
    )
    decision_expected_on = DayField(name=gettext_lazy("the date of the decision"), earliest=2000)

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = request.user
        fields: dict[str, Any] = self.fields
        fields["editor"].initial = editor_token(request)
        fields["unit"].queryset = units_of(person)
        fields["unit"].initial = person.unit_id
        words = form_today()
        for name, section in (
            ("title", words["proposal"]),
            ("kind", words["proposal"]),
            ("unit", words["proposal"]),
            ("decision_expected_on", words["people"]),
        ):
            self.fields[name].label = conditional_escape(str(section.question(name).text))
            self.fields[name].help_text = conditional_escape(str(section.question(name).hint))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "editor",
            Field.text("title", label_size=Size.SMALL),
            Field.radios("kind", legend_size=Size.SMALL),
            select("unit"),
            Field("decision_expected_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
        )


class ProposalForm(SectionForm):
    standard = questions.PROPOSAL
    unit = UnitField(queryset=Unit.objects.none(), empty_label=None)
    status = RadioField(Standing)
    populations = forms.MultipleChoiceField(
        choices=Population.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    coverage = RadioField(Coverage)
    places = PlacesField()
    objectives = forms.ModelMultipleChoiceField(
        queryset=Objective.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Assessment
        fields = (
            "title",
            "kind",
            "status",
            "unit",
            "summary",
            "aims",
            "populations",
            "affected",
            "numbers_affected",
            "coverage",
            "places",
            "budget_round",
            "objectives",
        )
        error_messages: ClassVar = {"title": {"required": gettext_lazy("Enter what the proposal is called")}}

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, request=request, **options)
        fields: dict[str, Any] = self.fields
        own = Unit.objects.select_related("parent").filter(pk=self.instance.unit_id)
        fields["unit"].queryset = units_of(request.user) | own
        fields["kind"].choices = kinds(self.instance.kind)
        linked = Objective.objects.filter(assessments=self.instance)
        fields["objectives"].queryset = (Objective.objects.in_force() | linked).distinct()

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind == Kind.PROGRAMME and self.instance.parent_id:
            raise forms.ValidationError(
                _("Select another kind: this is part of a programme, and a programme cannot be part of another")
            )
        if kind != Kind.PROGRAMME and self.instance.children.exists():
            raise forms.ValidationError(
                _("Select “Programme of several proposals”: other assessments say that they are part of it")
            )
        return kind

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.text("title", label_size=Size.SMALL),
            select("kind"),
            Field.radios("status", legend_size=Size.SMALL, small=True),
            select("unit"),
            *asked(self, Field.textarea("summary", label_size=Size.SMALL, rows=6)),
            *asked(self, Field.textarea("aims", label_size=Size.SMALL, rows=4)),
            Field.checkboxes("populations", legend_size=Size.SMALL, small=True),
            *asked(self, Field.textarea("affected", label_size=Size.SMALL, rows=4)),
            *asked(self, Field.text("numbers_affected", label_size=Size.SMALL)),
            Field.radios("coverage", legend_size=Size.SMALL, small=True),
            when("places", Field.textarea("places", label_size=Size.SMALL, rows=4)),
            Field.text("budget_round", label_size=Size.SMALL, field_width=Fluid.ONE_THIRD),
            Field.checkboxes("objectives", legend_size=Size.SMALL, small=True),
        )


class AlternativesForm(SectionForm):
    """Beside the list of other ways: what else there is to say about the choice."""

    standard = questions.ALTERNATIVES

    class Meta:
        model = Assessment
        fields = ("alternatives",)

    def layout(self) -> Layout:
        return Layout(
            "editor", "revision", *asked(self, Field.textarea("alternatives", label_size=Size.MEDIUM, rows=4))
        )


class PeopleForm(SectionForm):
    standard = questions.PEOPLE
    owner = person_field()
    adviser = person_field(gettext_lazy("Nobody yet"))
    decision_expected_on = DayField(name=gettext_lazy("the date of the decision"), earliest=2000)
    options_formed_on = DayField(name=gettext_lazy("the day the options were drawn up"), earliest=2000)
    started_on = DayField(
        name=gettext_lazy("the day you started"),
        earliest=2000,
        required=True,
    )

    class Meta:
        model = Assessment
        fields = ("owner", "decision_maker", "decision_expected_on", "options_formed_on", "started_on", "adviser")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        heads = heads_for(self.instance.unit)
        fields["owner"].queryset = heads | Person.objects.filter(pk=self.instance.owner_id)
        fields["adviser"].queryset = advisers() | Person.objects.filter(pk=self.instance.adviser_id)

    def clean(self) -> dict[str, Any]:
        """Dates that contradict each other are pointed out; an assessment begun late is not: it says so itself."""
        cleaned = super().clean() or self.cleaned_data
        today, formed = timezone.localdate(), cleaned.get("options_formed_on")
        decided, started = cleaned.get("decision_expected_on"), cleaned.get("started_on")
        if formed and decided and formed > decided:
            self.add_error(
                "options_formed_on",
                _("Enter a day before the decision: you say that the options were drawn up after it was taken"),
            )
        elif formed and formed > today:
            self.add_error("options_formed_on", _("Enter a day that is not in the future, or leave it empty for now"))
        if started and started > today:
            self.add_error("started_on", _("Enter a day that is not in the future"))
        return cleaned

    def layout(self) -> Layout:
        legend = {"legend_size": Size.for_legend(Size.SMALL)}
        return Layout(
            "editor",
            "revision",
            select("owner"),
            Field.text("decision_maker", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field("decision_expected_on", context=legend),
            Field("options_formed_on", context=legend),
            Field("started_on", context=legend),
            select("adviser"),
        )


class AimsForm(SectionForm):
    standard = questions.AIMS
    eliminate = RadioField(Relevance)
    advance = RadioField(Relevance)
    foster = RadioField(Relevance)

    class Meta:
        model = Screening
        fields = ("eliminate", "advance", "foster", "aims_reason")

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.radios("eliminate", legend_size=Size.SMALL, inline=True),
            Field.radios("advance", legend_size=Size.SMALL, inline=True),
            Field.radios("foster", legend_size=Size.SMALL, inline=True),
            Field.textarea("aims_reason", label_size=Size.SMALL, rows=4),
        )


class ScreeningForm(SectionForm):
    standard = questions.SCREENING
    result = RadioField(ScreeningResult)

    class Meta:
        model = Screening
        fields = ("result", "reasons")

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.radios("result", legend_size=Size.SMALL),
            Field.textarea("reasons", label_size=Size.SMALL, rows=6),
        )


class EvidenceForm(SectionForm):
    standard = questions.EVIDENCE

    class Meta:
        model = Assessment
        fields = ("evidence_gaps",)

    def layout(self) -> Layout:
        return Layout("editor", "revision", Field.textarea("evidence_gaps", label_size=Size.MEDIUM, rows=5))


class ConsultationForm(SectionForm):
    standard = questions.CONSULTATION

    class Meta:
        model = Assessment
        fields = ("no_consultation_reason",)

    def layout(self) -> Layout:
        return Layout("editor", "revision", Field.textarea("no_consultation_reason", label_size=Size.MEDIUM, rows=4))


SECTION_FORMS: dict[str, type[SectionForm]] = {
    "proposal": ProposalForm,
    "alternatives": AlternativesForm,
    "people": PeopleForm,
    "aims": AimsForm,
    "screening": ScreeningForm,
    "team": TeamSectionForm,
    "links": LinksForm,
    "evidence": EvidenceForm,
    "consultation": ConsultationForm,
    "intersections": IntersectionsForm,
    "cumulative": CumulativeForm,
    "modules": ModulesForm,
    "mitigation": MitigationSectionForm,
    "law": LawForm,
    "outcome": OutcomeForm,
    "review": ReviewForm,
}
