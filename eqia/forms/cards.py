"""What the proposal does to people: the card of one group, combinations, and what adds up."""

from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Layout, Size
from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import Duration, Effect, Likelihood, Reach, Residual, Reversibility, Severity
from eqia.forms.base import RadioField, SectionForm, asked
from eqia.forms.fields import find_out_day, find_out_rows, people, person_field, when
from eqia.models import Assessment, Impact
from organisation.choices import Aim
from toolkit.layout import Folded


def heading(words: Any) -> HTML:
    return HTML(f'<h2 class="govuk-heading-m">{conditional_escape(words)}</h2>')


class ImpactForm(SectionForm):
    """One card. Which of its questions stand depends on the effect; the page shows those that do."""

    standard = questions.IMPACT
    effect = RadioField(Effect, questions.EFFECT_MEANINGS)
    reach = RadioField(Reach)
    likelihood = RadioField(Likelihood)
    severity = RadioField(Severity)
    duration = RadioField(Duration)
    reversibility = RadioField(Reversibility)
    residual = RadioField(Residual)
    find_out_lead = person_field()
    find_out_on = find_out_day()
    aims = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Impact
        fields = (
            "effect",
            "known",
            "told",
            "who",
            "number",
            "reach",
            "benefit",
            "harm",
            "likelihood",
            "severity",
            "duration",
            "reversibility",
            "no_mitigation_reason",
            "residual",
            "residual_reason",
            "finding_out",
            "find_out_lead",
            "find_out_on",
            "no_impact_reason",
            "aims",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Marriage and civil partnership counts for the first aim only: it is never asked about the others.
        fields: dict[str, Any] = self.fields
        fields["aims"].choices = [(aim.value, str(aim.label)) for aim in self.instance.characteristic.aims]
        fields["find_out_lead"].queryset = people(self.instance.find_out_lead_id)

    def clean_aims(self) -> list[str]:
        return [aim.value for aim in Aim if aim.value in self.cleaned_data["aims"]]

    def layout(self) -> Layout:
        # Where a sub-group is unknown, finding out is asked for whatever the card's own answer is.
        is_unknown = self.instance.subgroups.filter(effect=Effect.UNKNOWN).exists()
        finding_out = Div(*find_out_rows()) if is_unknown else when("unknown", *find_out_rows())
        return Layout(
            "editor",
            "revision",
            heading(_("What we know")),
            HTML("{% include 'eqia/_card_evidence.html' %}"),
            *asked(self, Field.textarea("known", label_size=Size.SMALL, rows=3)),
            heading(_("What people told us")),
            *asked(self, Field.textarea("told", label_size=Size.SMALL, rows=3)),
            heading(_("What it means")),
            Field.radios("effect", legend_size=Size.SMALL),
            when(
                "touched",
                *asked(self, Field.textarea("who", label_size=Size.SMALL, rows=2)),
                Field.text("number", label_size=Size.SMALL),
                Field.radios("reach", legend_size=Size.SMALL, inline=True),
            ),
            when("helps", *asked(self, Field.textarea("benefit", label_size=Size.SMALL, rows=3))),
            when(
                "harms",
                *asked(self, Field.textarea("harm", label_size=Size.SMALL, rows=3)),
                Folded(
                    _("How likely, how serious, how long"),
                    Field.radios("likelihood", legend_size=Size.SMALL, small=True, inline=True),
                    Field.radios("severity", legend_size=Size.SMALL, small=True),
                    Field.radios("duration", legend_size=Size.SMALL, small=True),
                    Field.radios("reversibility", legend_size=Size.SMALL, small=True, inline=True),
                ),
            ),
            HTML("{% include 'eqia/_card_subgroups.html' %}"),
            when("none", *asked(self, Field.textarea("no_impact_reason", label_size=Size.SMALL, rows=4))),
            when(
                "affected",
                Field.checkboxes("aims", legend_size=Size.SMALL, small=True),
                heading(_("What we will do")),
            ),
            finding_out,
            when(
                "affected",
                HTML("{% include 'eqia/_card_mitigations.html' %}"),
            ),
            when(
                "harms",
                Field.textarea("no_mitigation_reason", label_size=Size.SMALL, rows=3),
                Div(
                    Field.radios("residual", legend_size=Size.SMALL, small=True),
                    when("remains", *asked(self, Field.textarea("residual_reason", label_size=Size.SMALL, rows=3))),
                    css_class="app-asked",
                ),
            ),
        )


class IntersectionsForm(SectionForm):
    """Beside the list of combinations: where somebody looked, if none was found."""

    standard = questions.INTERSECTIONS

    class Meta:
        model = Assessment
        fields = ("no_intersection_reason",)

    def layout(self) -> Layout:
        return Layout(
            "editor", "revision", *asked(self, Field.textarea("no_intersection_reason", label_size=Size.MEDIUM, rows=4))
        )


class CumulativeForm(SectionForm):
    standard = questions.CUMULATIVE

    class Meta:
        model = Assessment
        fields = ("cumulative",)

    def layout(self) -> Layout:
        return Layout("editor", "revision", *asked(self, Field.textarea("cumulative", label_size=Size.SMALL, rows=6)))


class ListForm(SectionForm):
    """A section without an answer of its own: it is the list of its items."""

    class Meta:
        model = Assessment
        fields = ()


class MitigationSectionForm(ListForm):
    standard = questions.MITIGATION


class TeamSectionForm(ListForm):
    standard = questions.TEAM
