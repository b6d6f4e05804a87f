from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Fixed
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.choices import Counts, Direction, UnitOfMeasure
from objectives.forms.editing import EditForm
from objectives.forms.fields import NumberField
from objectives.models import Indicator
from toolkit.fields import DayField


class IndicatorForm(EditForm):
    baseline_value = NumberField(
        name=gettext_lazy("the baseline"),
        label=gettext_lazy("Where it stood (baseline)"),
        required=False,
        help_text=gettext_lazy("Leave empty if nobody has counted yet: the first reading will then be the baseline"),
    )
    baseline_on = DayField(name=gettext_lazy("the date of the baseline"), label=gettext_lazy("Date of the baseline"))
    target_value = NumberField(name=gettext_lazy("the target"), label=gettext_lazy("Where it is to stand (target)"))
    target_on = DayField(
        name=gettext_lazy("the date of the target"), label=gettext_lazy("Date of the target"), required=True
    )

    class Meta:
        model = Indicator
        fields = (
            "name",
            "unit",
            "counts",
            "direction",
            "baseline_value",
            "baseline_on",
            "target_value",
            "target_on",
            "reading_every",
            "source",
            "definition",
        )
        labels: ClassVar = {
            "name": gettext_lazy("What is measured"),
            "unit": gettext_lazy("Unit"),
            "counts": gettext_lazy("What is counted"),
            "direction": gettext_lazy("Which way it should go"),
            "reading_every": gettext_lazy("How often it is read"),
            "source": gettext_lazy("Where the figures come from"),
            "definition": gettext_lazy("How it is counted (optional)"),
        }
        help_texts: ClassVar = {
            "name": gettext_lazy("For example, residents who used a library in the last year"),
            "counts": gettext_lazy(
                "Few people are shown as [c] to protect them, few buildings as they are. Readings for a group always count people"
            ),
            "definition": gettext_lazy("Who and what is counted, so that next year’s figure means the same"),
        }
        widgets: ClassVar = {
            "direction": forms.RadioSelect,
            "counts": forms.RadioSelect,
            "definition": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages: ClassVar = {
            "name": {"required": gettext_lazy("Enter what is measured")},
            "unit": {"required": gettext_lazy("Select the unit")},
            "counts": {"required": gettext_lazy("Select what is counted")},
            "direction": {"required": gettext_lazy("Select which way it should go")},
            "source": {"required": gettext_lazy("Enter where the figures come from")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        direction: Any = self.fields["direction"]
        direction.choices = Direction.choices
        counts: Any = self.fields["counts"]
        counts.choices = Counts.choices

    def layout(self) -> list[Any]:
        return [
            Field.text("name"),
            "unit",
            Field.radios("counts"),
            Field.radios("direction"),
            Field.text("baseline_value", field_width=Fixed.TEN),
            "baseline_on",
            Field.text("target_value", field_width=Fixed.TEN),
            "target_on",
            "reading_every",
            Field.text("source"),
            Field.textarea("definition", rows=3),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("unit") == UnitOfMeasure.PERCENT:
            for name in ("baseline_value", "target_value"):
                value = cleaned.get(name)
                if value is not None and not 0 <= value <= 100:
                    self.add_error(name, _("Enter a percentage from 0 to 100"))
        baseline, target = cleaned.get("baseline_value"), cleaned.get("target_value")
        baseline_on, target_on = cleaned.get("baseline_on"), cleaned.get("target_on")
        if not self.errors.keys() & {"baseline_value", "baseline_on"}:
            if baseline is not None and not baseline_on:
                self.add_error("baseline_on", _("Enter the date of the baseline"))
            if baseline is None and baseline_on:
                self.add_error("baseline_value", _("Enter the baseline, or leave its date empty as well"))
        if baseline_on and target_on and target_on <= baseline_on:
            self.add_error("target_on", _("Enter a date for the target after the date of the baseline"))
        if baseline is not None and target is not None:
            if cleaned.get("direction") == Direction.INCREASE and target < baseline:
                self.add_error("target_value", _("Enter a target above the baseline, or choose another direction"))
            if cleaned.get("direction") == Direction.DECREASE and target > baseline:
                self.add_error("target_value", _("Enter a target below the baseline, or choose another direction"))
        others = self.instance.objective.indicators.exclude(pk=self.instance.pk)
        if cleaned.get("name") and others.filter(name=cleaned["name"]).exists():
            self.add_error("name", _("Enter another name: this objective already has an indicator of that name"))
        return cleaned
