"""What the proposal means under the Act, the outcome, and what is watched afterwards."""

from typing import Any

from crispy_forms_gds.layout import Div, Field, Fluid, Layout, Size
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia import questions
from eqia.choices import Finding, Outcome, ReviewTrigger
from eqia.forms.base import RadioField, SectionForm, asked
from eqia.forms.cards import heading
from eqia.forms.fields import when
from eqia.models import Conclusion
from eqia.rules import needs_justification
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
            Div(
                Field.radios(check, legend_size=Size.SMALL, inline=True),
                when("doubt", *asked(self, Field.textarea(f"{check}_reason", label_size=Size.SMALL, rows=3))),
                css_class="app-asked",
            )
            for check in ("direct", "indirect", "harassment")
        ]
        return Layout(
            "editor",
            "revision",
            *checks,
            *asked(self, Field.textarea("adjustments", label_size=Size.SMALL, rows=3)),
            heading(_("The three aims")),
            Field.textarea("eliminate", label_size=Size.SMALL, rows=3),
            *asked(self, Field.textarea("advance", label_size=Size.SMALL, rows=3)),
            Field.textarea("foster", label_size=Size.SMALL, rows=3),
        )


class OutcomeForm(SectionForm):
    standard = questions.OUTCOME
    outcome = RadioField(Outcome, questions.OUTCOME_MEANINGS)

    class Meta:
        model = Conclusion
        fields = ("outcome", "reasons", "legitimate_aim", "proportionate", "less_harmful", "justification")

    def layout(self) -> Layout:
        """Where harm remains, going on in whatever way has to be justified; else only "continue" has."""
        remaining = [impact.residual for impact in self.instance.assessment.impacts.all() if impact.harms]
        # What one answer said under earlier words of the form stays and can be changed.
        if not self.instance.justification:
            del self.fields["justification"]
        earlier = (
            [Field.textarea("justification", label_size=Size.SMALL, rows=4)] if self.instance.justification else []
        )
        return Layout(
            "editor",
            "revision",
            Field.radios("outcome", legend_size=Size.MEDIUM),
            Field.textarea("reasons", label_size=Size.SMALL, rows=5),
            when(
                "going-on" if needs_justification(Outcome.ADJUST, remaining) else "continue",
                heading(_("Why going on is justified")),
                *asked(self, Field.textarea("legitimate_aim", label_size=Size.SMALL, rows=3)),
                *asked(self, Field.textarea("proportionate", label_size=Size.SMALL, rows=3)),
                *asked(self, Field.textarea("less_harmful", label_size=Size.SMALL, rows=3)),
                *earlier,
            ),
        )


class ReviewForm(SectionForm):
    standard = questions.REVIEW
    review_on = DayField(name=gettext_lazy("the date of the review"), earliest=2000)
    review_again_on = DayField(name=gettext_lazy("the date of the second review"), earliest=2000)
    triggers = forms.MultipleChoiceField(
        choices=ReviewTrigger.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("review_on"), cleaned.get("review_again_on")
        if first and second and second <= first:
            self.add_error("review_again_on", _("Enter a day after the first review"))
        return cleaned

    class Meta:
        model = Conclusion
        fields = ("monitoring", "watched_by", "review_on", "review_again_on", "triggers")

    def layout(self) -> Layout:
        legend = {"legend_size": Size.for_legend(Size.SMALL)}
        return Layout(
            "editor",
            "revision",
            *asked(self, Field.textarea("monitoring", label_size=Size.SMALL, rows=4)),
            Field.text("watched_by", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field("review_on", context=legend),
            Field("review_again_on", context=legend),
            Field.checkboxes("triggers", legend_size=Size.SMALL, small=True),
        )
