"""The forms of reports and packs. Whatever a person can configure is escaped before it becomes a label or a choice."""

import datetime
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Fluid, Layout, Size
from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Meeting
from reporting.choices import PackPurpose
from reporting.models import Edition, Pack
from reporting.rules.years import last_complete_year, report_year
from toolkit.editing import EditForm


def years_to_report(on: datetime.date, taken: set[str]) -> list[tuple[str, str]]:
    """The last three years that are over and have no report yet, latest first."""
    first = last_complete_year(on).starts_on.year
    labels = [f"{year}-{(year + 1) % 100:02d}" for year in range(first, first - 3, -1)]
    from toolkit.templatetags.words import day

    return [
        (
            label,
            _("%(year)s: %(first)s to %(last)s")
            % {"year": label, "first": day(report_year(label).starts_on), "last": day(report_year(label).ends_on)},
        )
        for label in labels
        if label not in taken
    ]


class EditionForm(forms.Form):
    """Which year the new report is for."""

    year = forms.ChoiceField(
        label=_("Which year is the report for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the year the report is for")},
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field.radios("year", legend_size=Size.MEDIUM), Button.primary("submit", _("Begin the report"))
        )


class NarrativeForm(EditForm):
    """The words of the annual report that nobody can work out from records."""

    class Meta:
        model = Edition
        fields = ("foreword", "foreword_by", "next_steps")
        labels: ClassVar = {
            "foreword": _("Foreword"),
            "foreword_by": _("Who signs the foreword"),
            "next_steps": _("What you will do next year"),
        }
        help_texts: ClassVar = {
            "foreword": _("Optional. Two or three short paragraphs; leave an empty line between them."),
            "foreword_by": _("For example, the name and office of the cabinet member"),
            "next_steps": _("One plan on each line, with what will be different and by when."),
        }

    def rows(self) -> list[Any]:
        return [
            Field.textarea("foreword", rows=9, label_size=Size.MEDIUM),
            Field.text("foreword_by", label_size=Size.SMALL),
            Field.textarea("next_steps", rows=9, label_size=Size.MEDIUM),
        ]


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Any) -> str:
        return str(meeting)


class PackForm(EditForm):
    """Where the item goes: meeting, number and title."""

    meeting = MeetingChoice(
        queryset=Meeting.objects.none(),
        label=_("Meeting"),
        empty_label=_("Select a meeting"),
        error_messages={"required": _("Select the meeting")},
    )
    button: ClassVar[Any] = _("Continue")

    class Meta:
        model = Pack
        fields = ("meeting", "item_number", "title", "purpose")
        widgets: ClassVar = {"purpose": forms.RadioSelect}
        labels: ClassVar = {
            "item_number": _("Item number"),
            "title": _("Title of the report"),
            "purpose": _("What the committee is asked to do"),
        }
        help_texts: ClassVar = {"item_number": _("As on the agenda, for example 7 or 7a")}
        error_messages: ClassVar = {
            "item_number": {"required": _("Enter the item number")},
            "title": {"required": _("Enter the title of the report")},
        }

    def __init__(self, *args: Any, meetings: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["purpose"].choices = PackPurpose.choices  # type: ignore[attr-defined]

    def rows(self) -> list[Any]:
        return [
            Field.text("meeting", label_size=Size.SMALL),
            Field.text("item_number", label_size=Size.SMALL, field_width=Fluid.ONE_QUARTER),
            Field.text("title", label_size=Size.SMALL),
            Field.radios("purpose", legend_size=Size.SMALL),
        ]


class CoveringReportForm(EditForm):
    """The covering report under the standard headings, in the order members read them."""

    class Meta:
        model = Pack
        fields = (
            "report_of",
            "contact",
            "summary",
            "recommendations",
            "background",
            "options",
            "consultation",
            "equality_implications",
            "financial_implications",
            "legal_implications",
            "next_steps",
            "background_papers",
        )
        labels: ClassVar = {
            "report_of": _("Report of"),
            "contact": _("Contact officer"),
            "equality_implications": _("Equality implications"),
            "options": _("Options considered"),
        }
        help_texts: ClassVar = {
            "report_of": _("The office of whoever answers for it, for example Director of Corporate Resources"),
            "contact": _("Name, telephone number and e-mail address"),
            "summary": _("What this is about and why it comes to the committee now, in a few sentences"),
            "recommendations": _("What the committee is asked to agree. One on each line; they are numbered for you."),
            "options": _("Include doing nothing, and say why you prefer what you recommend."),
            "equality_implications": _(
                "What the decision means for people with each protected characteristic, and where the assessment is."
            ),
            "background_papers": _("One on each line. They stay available for four years."),
        }

    def rows(self) -> list[Any]:
        short = {"report_of", "contact"}
        rows = {"summary": 5, "recommendations": 5, "background": 10, "options": 8, "background_papers": 3}
        return [
            Field.text(name, label_size=Size.SMALL)
            if name in short
            else Field.textarea(name, rows=rows.get(name, 6), label_size=Size.MEDIUM)
            for name in self.Meta.fields
        ]


class AppendixForm(forms.Form):
    """Which frozen document to add."""

    document = forms.ChoiceField(
        label=_("Add a report or an EqIA"), error_messages={"required": _("Select the document to add")}
    )

    def __init__(self, *args: Any, documents: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", _("Select a document")), *documents]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field.text("document", label_size=Size.MEDIUM), Button.secondary("submit", _("Add it"))
        )


class ReasonForm(forms.Form):
    """Why a step is taken, where the law or the house asks for a reason."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=2000, error_messages={"required": _("Enter the reason")}
    )

    def __init__(
        self, *args: Any, button: str, label: str, hint: str = "", is_warning: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint
        make = Button.warning if is_warning else Button.primary
        self.helper = FormHelper()
        self.helper.layout = Layout(Field.textarea("reason", rows=4, label_size=Size.MEDIUM), make("submit", button))
