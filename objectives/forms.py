"""Forms for objectives, indicators and readings: they take figures as people write them, and say how to put them right."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Fieldset, Fixed, Fluid, Layout, Size, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.choices import Direction, UnitOfMeasure
from objectives.models import Indicator, Objective, Reading
from objectives.presenters import number
from objectives.querysets import READERS
from objectives.rules.values import QUOTIENTS, is_what_the_counts_give, value_of
from organisation.models import Characteristic, Person, RoleHolding, Unit
from toolkit.drafts import editor_token
from toolkit.fields import DayField


class NumberField(forms.Field):
    """A number as people write it: `1,234`, `41.5%`, `−3`. Cleans to a Decimal with at most four decimals, or None."""

    def __init__(self, *, name: Any, **options: Any) -> None:
        self.name = name
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = str(value or "").strip().replace("−", "-").replace(" ", "").removesuffix("%")
        if not text:
            if self.required:
                raise ValidationError(_("Enter %s") % self.name)
            return None
        if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?", text):
            raise ValidationError(_("Enter %s as a number, such as 41.5 or 1,200") % self.name)
        try:
            number = Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise ValidationError(_("Enter %s as a number, such as 41.5 or 1,200") % self.name) from None
        if abs(number) >= 10**10:
            raise ValidationError(_("Enter %s as a number below 10,000,000,000") % self.name)
        if number != round(number, 4):
            raise ValidationError(_("Enter %s with at most four decimals") % self.name)
        return number

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value


class WholeNumberField(NumberField):
    """A count of people or things. Cleans to an int, or None."""

    def clean(self, value: Any) -> Any:
        counted = super().clean(value)
        if counted is None:
            return None
        if counted < 0 or counted != int(counted) or counted > 2_000_000_000:
            raise ValidationError(_("Enter %s as a whole number, 0 or more") % self.name)
        return int(counted)


class EditForm(forms.ModelForm):
    """A form that keeps what was typed when the session lapses, and knows which version of the record it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    editor = forms.CharField(widget=forms.HiddenInput, required=False)
    button = gettext_lazy("Save")

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
        self.initial["editor"] = editor_token(request)
        self.helper = FormHelper(self)
        self.helper.label_size = Size.SMALL
        self.helper.legend_size = Size.SMALL
        self.helper.layout = Layout("version", "editor", *self.layout(), Submit("save", str(self.button)))

    def layout(self) -> list[Any]:
        raise NotImplementedError

    @property
    def opened_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def values(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class PeopleField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


class CharacteristicsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, characteristic: Any) -> str:
        return named(characteristic)


def named(characteristic: Characteristic) -> str:
    """The characteristic's name; a local one says that the law does not name it."""
    return characteristic.name if characteristic.is_statutory else _("%s (local, not statutory)") % characteristic.name


def places(units: Any) -> list[tuple[Any, Any]]:
    """Directorates and their services as grouped choices."""
    by_directorate: dict[Unit, list[tuple[int, str]]] = {}
    for unit in sorted(units, key=lambda unit: (unit.directorate.name, unit.parent_id is not None, unit.name)):
        words = unit.name if unit.parent_id else _("%s (all of it)") % unit.name
        by_directorate.setdefault(unit.directorate, []).append((unit.pk, words))
    return [(directorate.name, choices) for directorate, choices in by_directorate.items()]


class ObjectiveForm(EditForm):
    owner = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Who answers for it"),
        empty_label=gettext_lazy("Select a person"),
        error_messages={"required": gettext_lazy("Select who answers for the objective")},
    )
    characteristics = CharacteristicsField(
        Characteristic.objects.none(),
        label=gettext_lazy("For people who share"),
        required=False,
        help_text=gettext_lazy("Choose every characteristic whose readings will be watched"),
    )
    starts_on = DayField(name=gettext_lazy("the first day"), label=gettext_lazy("First day"), required=True)
    ends_on = DayField(
        name=gettext_lazy("the last day"),
        label=gettext_lazy("Last day"),
        required=True,
        help_text=gettext_lazy("New objectives are due at most four years after these were published"),
    )
    published_on = DayField(
        name=gettext_lazy("the date of publication"),
        label=gettext_lazy("Published on (can wait)"),
        help_text=gettext_lazy("The day the public could first read it; needed before it comes into force"),
    )

    class Meta:
        model = Objective
        fields = ("title", "why", "owner", "unit", "starts_on", "ends_on", "published_on", "supersedes")
        labels = {
            "title": gettext_lazy("What will change"),
            "why": gettext_lazy("Why it matters"),
            "unit": gettext_lazy("Directorate or service"),
            "supersedes": gettext_lazy("Follows on from (optional)"),
        }
        help_texts = {
            "title": gettext_lazy("One sentence that says for whom what will be better"),
            "unit": gettext_lazy("Leave it at the whole body if no directorate answers for it alone"),
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 5}), "title": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "title": {
                "required": gettext_lazy("Enter what will change"),
                "min_length": gettext_lazy("Enter what will change in at least ten characters"),
                "max_length": gettext_lazy("Enter what will change in at most 250 characters"),
            },
            "why": {"required": gettext_lazy("Enter why it matters")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        chosen = set(self.instance.characteristics.values_list("pk", flat=True)) if self.instance.pk else set()
        characteristics: Any = self.fields["characteristics"]
        characteristics.queryset = Characteristic.objects.in_use(today) | Characteristic.objects.filter(pk__in=chosen)
        self.initial["characteristics"] = list(chosen)
        holders = RoleHolding.objects.current(today).filter(role__in=READERS).values("person")
        owner: Any = self.fields["owner"]
        owner.queryset = Person.objects.filter(pk__in=holders, is_active=True) | Person.objects.filter(
            pk=self.instance.owner_id
        )
        unit: Any = self.fields["unit"]
        units = Unit.objects.select_related("parent").open(today)
        unit.choices = [("", _("The whole body")), *places(units)]
        supersedes: Any = self.fields["supersedes"]
        supersedes.queryset = Objective.objects.exclude(pk=self.instance.pk)
        supersedes.empty_label = _("Nothing: it is new")

    def layout(self) -> list[Any]:
        return [
            Field.textarea("title", rows=2),
            Field.textarea("why", rows=5),
            Field.checkboxes("characteristics", small=True),
            "owner",
            "unit",
            "starts_on",
            "ends_on",
            "published_on",
            "supersedes",
        ]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def values(self) -> dict[str, Any]:
        return super().values() | {"characteristics": self.cleaned_data["characteristics"]}


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
            "direction",
            "baseline_value",
            "baseline_on",
            "target_value",
            "target_on",
            "reading_every",
            "source",
            "definition",
        )
        labels = {
            "name": gettext_lazy("What is measured"),
            "unit": gettext_lazy("Unit"),
            "direction": gettext_lazy("Which way it should go"),
            "reading_every": gettext_lazy("How often it is read"),
            "source": gettext_lazy("Where the figures come from"),
            "definition": gettext_lazy("How it is counted (optional)"),
        }
        help_texts = {
            "name": gettext_lazy("For example, residents who used a library in the last year"),
            "definition": gettext_lazy("Who and what is counted, so that next year’s figure means the same"),
        }
        widgets = {"direction": forms.RadioSelect, "definition": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "name": {"required": gettext_lazy("Enter what is measured")},
            "unit": {"required": gettext_lazy("Select the unit")},
            "direction": {"required": gettext_lazy("Select which way it should go")},
            "source": {"required": gettext_lazy("Enter where the figures come from")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        direction: Any = self.fields["direction"]
        direction.choices = Direction.choices

    def layout(self) -> list[Any]:
        return [
            Field.text("name"),
            "unit",
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
        return cleaned


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
        labels = {"note": gettext_lazy("Note (optional)")}
        help_texts = {"note": gettext_lazy("Anything a reader must know to read the figure rightly")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, indicator: Indicator, is_hidden: bool = False, **options: Any) -> None:
        self.indicator = indicator
        super().__init__(*args, **options)
        self.instance.indicator = indicator
        characteristic: Any = self.fields["characteristic"]
        today = timezone.localdate()
        characteristic.queryset = Characteristic.objects.in_use(today) | Characteristic.objects.filter(
            pk=self.instance.characteristic_id
        )
        characteristic.label_from_instance = named
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
        counts = [name for name in ("numerator", "denominator") if name in self.fields]
        return [
            "taken_on",
            Fieldset("characteristic", Field.text("group", field_width=Fluid.TWO_THIRDS), legend=_("For whom")),
            Fieldset(
                *(Field.text(name, field_width=Fixed.TEN) for name in counts),
                Field.text("value", field_width=Fixed.TEN),
                legend=_("Figures"),
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
        return cleaned

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
                        "worked_out": number(round(worked_out, 2)),
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
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


class ReasonForm(forms.Form):
    """The reason for closing or reopening an objective."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )

    def __init__(self, *args: Any, button: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(Field.textarea("reason", rows=4), Submit("move", button))
