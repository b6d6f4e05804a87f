"""What the proposal means under the Act, the outcome, and what is watched afterwards."""

from crispy_forms_gds.layout import HTML, Div, Field, Fluid, Layout, Size
from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia import questions
from eqia.choices import Finding, Outcome, ReviewTrigger
from eqia.forms.base import RadioField, SectionForm
from eqia.models import Conclusion
from toolkit.fields import DayField


class LawForm(SectionForm):
    """The tests of the Act and the three aims. A reason is asked for where the answer is not "no"."""

    standard = questions.LAW
    direct = RadioField(Finding)
    indirect = RadioField(Finding)
    harassment = RadioField(Finding)

    class Meta:
        model = Conclusion
        fields = (
            "direct",
            "direct_reason",
            "indirect",
            "indirect_reason",
            "harassment",
            "harassment_reason",
            "adjustments",
            "eliminate",
            "advance",
            "foster",
        )

    def layout(self) -> Layout:
        checks = [
            part
            for check in ("direct", "indirect", "harassment")
            for part in (
                Field.radios(check, legend_size=Size.SMALL, inline=True),
                Div(
                    Field.textarea(f"{check}_reason", label_size=Size.SMALL, rows=3),
                    css_class=f"app-when app-when--{check}",
                ),
            )
        ]
        return Layout(
            "editor",
            "revision",
            *checks,
            Field.textarea("adjustments", label_size=Size.SMALL, rows=3),
            HTML(f'<h2 class="govuk-heading-m">{conditional_escape(_("The three aims"))}</h2>'),
            Field.textarea("eliminate", label_size=Size.SMALL, rows=3),
            Field.textarea("advance", label_size=Size.SMALL, rows=3),
            Field.textarea("foster", label_size=Size.SMALL, rows=3),
        )


class OutcomeForm(SectionForm):
    standard = questions.OUTCOME
    outcome = RadioField(Outcome, questions.OUTCOME_MEANINGS)

    class Meta:
        model = Conclusion
        fields = ("outcome", "reasons", "justification", "legitimate_aim", "proportionate", "less_harmful")

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.radios("outcome", legend_size=Size.MEDIUM),
            Field.textarea("reasons", label_size=Size.SMALL, rows=5),
            Div(
                Field.textarea("justification", label_size=Size.SMALL, rows=5),
                Field.textarea("legitimate_aim", label_size=Size.SMALL, rows=3),
                Field.textarea("proportionate", label_size=Size.SMALL, rows=3),
                Field.textarea("less_harmful", label_size=Size.SMALL, rows=3),
                css_class="app-when app-when--continue",
            ),
        )


class ReviewForm(SectionForm):
    standard = questions.REVIEW
    review_on = DayField(name=gettext_lazy("the date of the review"), earliest=2000)
    review_again_on = DayField(name=gettext_lazy("the date of the second review"), earliest=2000)
    triggers = forms.MultipleChoiceField(
        choices=ReviewTrigger.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Conclusion
        fields = ("monitoring", "watched_by", "review_on", "review_again_on", "triggers")

    def layout(self) -> Layout:
        legend = {"legend_size": Size.for_legend(Size.SMALL)}
        return Layout(
            "editor",
            "revision",
            Field.textarea("monitoring", label_size=Size.SMALL, rows=4),
            Field.text("watched_by", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field("review_on", context=legend),
            Field("review_again_on", context=legend),
            Field.checkboxes("triggers", legend_size=Size.SMALL, small=True),
        )
