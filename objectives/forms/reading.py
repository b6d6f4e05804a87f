import datetime
from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Fieldset, Fixed, Fluid, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.choices import UnitOfMeasure
from objectives.forms.editing import EditForm
from objectives.forms.fields import NumberField, WholeNumberField
from objectives.models import Indicator, Reading
from objectives.presenters import number
from objectives.rules.values import QUOTIENTS, is_what_the_counts_give, value_of
from organisation.models import Characteristic
from toolkit.fields import DayField


class ReadingForm(EditForm):
    """A reading. Which counts are asked for follows from the indicator's unit."""

    button = gettext_lazy("Continue")

    taken_on = DayField(
        name=gettext_lazy("the date of the reading"),
        label=gettext_lazy("Date of the reading"),
        required=True,
        help_text=gettext_lazy("The day the figure is true for, not the day you type it in"),
    )
    characteristic = forms.ModelChoiceField(
        Characteristic.objects.none(),
        label=gettext_lazy("Characteristic"),
        required=False,
        empty_label=gettext_lazy("Everybody together"),
    )
    group = forms.CharField(
        label=gettext_lazy("Group"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Only for a characteristic: name the group as in earlier readings, such as Women"),
    )
    numerator = WholeNumberField(name=gettext_lazy("how many"), label=gettext_lazy("How many"), required=False)
    denominator = WholeNumberField(name=gettext_lazy("out of how many"), label=gettext_lazy("Out of"), required=False)
    value = NumberField(name=gettext_lazy("the value"), label=gettext_lazy("Value"), required=False)

    class Meta:
        model = Reading
        fields = ("taken_on", "characteristic", "group", "numerator", "denominator", "value", "note")
        labels: ClassVar = {"note": gettext_lazy("Note (optional)")}
        help_texts: ClassVar = {"note": gettext_lazy("Anything a reader must know to read the figure rightly")}
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, indicator: Indicator, is_hidden: bool = False, **options: Any) -> None:
        self.indicator = indicator
        super().__init__(*args, **options)
        self.instance.indicator = indicator
        characteristic: Any = self.fields["characteristic"]
        today = timezone.localdate()
        characteristic.queryset = Characteristic.objects.in_use(today) | Characteristic.objects.filter(
            pk=self.instance.characteristic_id
        )
        self.fields["group"].widget.attrs["list"] = "groups"
        if not self.asks_how_many:
            del self.fields["numerator"]
        if not self.asks_out_of:
            del self.fields["denominator"]
        if "denominator" in self.fields and not self.asks_how_many:
            self.fields["denominator"].label = _("How many people it is the average of")
        self.fields["value"].label = _("Value, %s") % indicator.get_unit_display().lower()
        if self.asks_how_many:
            self.fields["value"].help_text = _("Leave empty to have it worked out from the two counts")
        if is_hidden:
            for name in ("numerator", "denominator", "value"):
                self.initial.pop(name, None)

    @property
    def asks_how_many(self) -> bool:
        return self.indicator.unit in QUOTIENTS

    @property
    def asks_out_of(self) -> bool:
        return self.indicator.unit != UnitOfMeasure.COUNT

    def layout(self) -> list[Any]:
        asked = {"numerator": self.asks_how_many, "denominator": self.asks_out_of}
        counts = [name for name, is_asked in asked.items() if is_asked]
        return [
            "taken_on",
            Fieldset(
                "characteristic",
                Field.text("group", field_width=Fluid.TWO_THIRDS),
                legend=_("For whom"),
                legend_size=Size.MEDIUM,
            ),
            Fieldset(
                *(Field.text(name, field_width=Fixed.TEN) for name in counts),
                Field.text("value", field_width=Fixed.TEN),
                legend=_("Figures"),
                legend_size=Size.MEDIUM,
            ),
            Field.textarea("note", rows=3),
        ]

    def clean_taken_on(self) -> datetime.date | None:
        taken_on = self.cleaned_data.get("taken_on")
        if taken_on and taken_on > timezone.localdate():
            raise ValidationError(_("Enter a date that has passed: a reading says what was counted"))
        return taken_on

    def clean_group(self) -> str:
        return " ".join(self.cleaned_data["group"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_group(cleaned)
        self._check_figures(cleaned)
        self._check_that_it_is_new(cleaned)
        return cleaned

    def _check_that_it_is_new(self, cleaned: dict[str, Any]) -> None:
        if self.errors.keys() & {"taken_on", "characteristic", "group"}:
            return
        same = {name: cleaned[name] for name in ("taken_on", "characteristic", "group")}
        if self.indicator.readings.filter(**same).exclude(pk=self.instance.pk).exists():
            self.add_error(
                "taken_on", _("Enter another date: there is already a reading for that day and group. Correct that one")
            )

    def _check_group(self, cleaned: dict[str, Any]) -> None:
        if self.errors.keys() & {"characteristic", "group"}:
            return
        if cleaned.get("characteristic") and not cleaned.get("group"):
            self.add_error("group", _("Enter the group the figure is for, or choose everybody together"))
        if cleaned.get("group") and not cleaned.get("characteristic"):
            self.add_error("characteristic", _("Select the characteristic the group belongs to"))

    def _check_figures(self, cleaned: dict[str, Any]) -> None:
        if self.errors.keys() & {"numerator", "denominator", "value"}:
            return
        unit = self.indicator.unit
        value, numerator, denominator = (cleaned.get(name) for name in ("value", "numerator", "denominator"))
        if denominator == 0:
            self.add_error("denominator", _("Enter out of how many: at least 1"))
            return
        if numerator is not None and denominator is None:
            self.add_error("denominator", _("Enter out of how many, or leave both counts empty"))
            return
        if denominator is not None and numerator is None and self.asks_how_many:
            self.add_error("numerator", _("Enter how many, or leave both counts empty"))
            return
        if cleaned.get("characteristic") and self.asks_out_of and denominator is None:
            self.add_error(
                "denominator",
                _("Enter the counts behind a group’s figure: they tell whether the group is too small to be shown"),
            )
            return
        if unit == UnitOfMeasure.PERCENT and numerator is not None and numerator > denominator:
            self.add_error("numerator", _("Enter how many: it cannot be more than the number it is out of"))
            return
        if numerator is not None and denominator is not None:
            worked_out = value_of(unit, numerator, denominator)
            if value is None:
                cleaned["value"] = value = worked_out
            elif not is_what_the_counts_give(unit, value, numerator, denominator):
                self.add_error(
                    "value",
                    _("%(numerator)s out of %(denominator)s gives %(worked_out)s, not %(value)s. Correct one of them")
                    % {
                        "numerator": f"{numerator:,}",
                        "denominator": f"{denominator:,}",
                        "worked_out": number(worked_out),
                        "value": number(value),
                    },
                )
        if value is None:
            words = _("Enter the value or both counts") if self.asks_how_many else _("Enter the value")
            self.add_error("value", words)
        elif unit == UnitOfMeasure.PERCENT and not 0 <= value <= 100:
            self.add_error("value", _("Enter a percentage from 0 to 100"))
        elif unit == UnitOfMeasure.COUNT and (value < 0 or value != int(value)):
            self.add_error("value", _("Enter the number as a whole number, 0 or more"))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}
