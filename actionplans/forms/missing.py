from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Fieldset, Layout, Size
from django import forms
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import Part
from actionplans.forms.base import EditForm, PersonField
from actionplans.models import Action, Lead
from organisation.models import Person
from toolkit.fields import DayField
from toolkit.tidying import TidyForm

# The parts in the order in which they are asked for, each with the fields that fill it.
FIELDS = {
    Part.DEADLINE: ("deadline",),
    Part.QUESTION: ("due_on", "next_review_on"),
    Part.REVIEW: ("next_review_on",),
    Part.LEAD: ("lead_person", "leads"),
    Part.ACCOUNTABLE: ("accountable",),
    Part.INDICATOR: ("indicator",),
    Part.IMPACT: ("impact",),
}


class MendForm(TidyForm, EditForm):
    """Only what one action lacks: each part is filled, explained away, or left for another day."""

    deadline = forms.CharField(
        label=gettext_lazy("By when will it be done?"),
        required=False,
        help_text=gettext_lazy("In your own words: 31 March 2027, June 2027, Q3 2026/27, ongoing"),
    )
    due_on = DayField(name=gettext_lazy("the last day it means"), label=gettext_lazy("The last day it means"))
    next_review_on = DayField(
        name=gettext_lazy("the date of the next review"),
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("For work that goes on or comes round again"),
    )
    lead_person = PersonField(
        Person.objects.none(),
        label=gettext_lazy("Who is accountable?"),
        required=False,
        empty_label=gettext_lazy("Select a person"),
    )
    leads = forms.CharField(
        label=gettext_lazy("Or the lead in words"),
        required=False,
        help_text=gettext_lazy("A post, a service or a group"),
    )
    accountable = forms.ModelChoiceField(
        Lead.objects.none(),
        label=gettext_lazy("Who of them is accountable?"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    indicator = forms.CharField(
        widget=forms.Textarea,
        label=gettext_lazy("How will we know that it worked?"),
        required=False,
        help_text=gettext_lazy(
            "Something to count or to show: the share of women among managers; the report is published"
        ),
    )
    impact = forms.CharField(
        widget=forms.Textarea,
        label=gettext_lazy("What will be different, and for whom?"),
        required=False,
    )

    def __init__(self, *args: Any, record: Action, skip_to: str = "", **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.skip_to = skip_to
        lacking = {gap.part for gap in record.gaps() if not gap.is_advice and not gap.reason}
        self.parts = [part for part in FIELDS if part in lacking]
        asked = {name for part in self.parts for name in FIELDS[part]}
        fields: dict[str, Any] = self.fields
        for name in [name for part in FIELDS for name in FIELDS[part]]:
            if name not in asked:
                fields.pop(name, None)
        if "lead_person" in fields:
            fields["lead_person"].queryset = Person.objects.filter(is_active=True)
        if "accountable" in fields:
            fields["accountable"].queryset = record.leads.all()
        for part in self.parts:
            fields[f"no_{part}"] = forms.CharField(
                label=_("Why is it not needed?"),
                required=False,
                max_length=300,
                help_text=_("Everybody who sees the action can read the reason"),
            )

    @property
    def helper(self) -> Any:
        helper = super().helper
        buttons = [HTML(self._buttons())] if self.parts else []
        helper.layout = Layout("editor", "version", *self.layout(), *buttons)
        return helper

    def _buttons(self) -> SafeString:
        """To save, and in a queue to leave this action for another day: the same form, sent elsewhere."""
        save = format_html(
            '<button class="govuk-button" data-module="govuk-button">{}</button>',
            _("Save and next") if self.skip_to else _("Save"),
        )
        skip = format_html(
            '<button class="govuk-button govuk-button--secondary" formaction="{}" formnovalidate>{}</button>',
            self.skip_to,
            _("Skip"),
        )
        return format_html('<div class="govuk-button-group">{}{}</div>', save, skip if self.skip_to else "")

    def layout(self) -> list[Any]:
        return [self._of_part(part) for part in self.parts]

    def _of_part(self, part: Part) -> Any:
        rows: list[Any] = []
        if part == Part.QUESTION:
            rows.append(HTML(format_html('<div class="govuk-inset-text">{}</div>', self.record.deadline_question)))
        for name in FIELDS[part]:
            if name not in self.fields or (part == Part.REVIEW and Part.QUESTION in self.parts):
                continue
            rows.append(self._field(name))
        summary = '<details class="govuk-details app-holes__excuse"{}><summary class="govuk-details__summary">'
        summary += '<span class="govuk-details__summary-text">{}<span class="govuk-visually-hidden">: {}</span></span>'
        summary += '</summary><div class="govuk-details__text">'
        is_open = SafeString(" open") if self.data.get(f"no_{part}") else ""
        rows += [
            HTML(format_html(summary, is_open, _("It is not needed here"), part.label)),
            Field.text(f"no_{part}"),
            HTML("</div></details>"),
        ]
        return Fieldset(
            *rows, legend=conditional_escape(part.label), legend_size=Size.MEDIUM, css_class="app-holes__part"
        )

    def _field(self, name: str) -> Any:
        if name in ("indicator", "impact"):
            return Field.textarea(name, rows=3)
        if name == "lead_person":
            return Field.select(name)
        if name == "accountable":
            return Field.radios(name)
        return Div(name) if name in ("due_on", "next_review_on") else Field.text(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for part in self.parts:
            is_filled = any(cleaned.get(name) for name in FIELDS[part])
            if is_filled and cleaned.get(f"no_{part}", "").strip():
                self.add_error(f"no_{part}", _("Fill it in or say why it is not needed, not both"))
        if not self.errors and not any(value for name, value in cleaned.items() if name not in ("editor", "version")):
            raise forms.ValidationError(_("Fill in at least one part, or skip this action"))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        reasons = {part.value: values.pop(f"no_{part}").strip() for part in self.parts}
        return values | {"not_needed": {part: reason for part, reason in reasons.items() if reason}}
