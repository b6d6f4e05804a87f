from typing import Any

from crispy_forms_gds.layout import Field, Fieldset, Size
from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.forms.base import EditForm
from actionplans.presenters import PARTS
from actionplans.services.preparing import Sheet
from toolkit.fields import DayField
from toolkit.tables import MOST_BYTES


class UploadForm(EditForm):
    """Which file, and what the plan is called."""

    button = gettext_lazy("Upload and look")
    title = forms.CharField(
        label=gettext_lazy("Title of the plan"),
        max_length=200,
        help_text=gettext_lazy(
            "The same title as before brings a plan up to date. Several plans in one file become parts of this title."
        ),
        error_messages={"required": gettext_lazy("Enter the title of the plan")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A workbook (.xlsx) or a CSV file of at most 20 MB, with a row of headings"),
        error_messages={
            "required": gettext_lazy("Select a file"),
            "empty": gettext_lazy("The file is empty. Choose a file with a row of headings and a row for each action."),
        },
    )
    written_on = DayField(
        name=gettext_lazy("the date the plan was written"),
        label=gettext_lazy("When was the plan written? (optional)"),
        help_text=gettext_lazy("Settles “April 07” and “end of March”, which do not say their year in full"),
    )

    def layout(self) -> list[Any]:
        return [Field.text("title"), "file", "written_on"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is %(size)s. The most we read is %(most)s: take out what is not the table, or split it.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)}
            )
        return file


class ColumnsForm(EditForm):
    """Which sheets are taken and which column is what: guessed from the headings, for a person to confirm."""

    button = gettext_lazy("Show what will be imported")

    def __init__(self, *args: Any, sheets: list[Sheet], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheets = [sheet for sheet in sheets if sheet.layout is not None]
        self.headings: list[str] = []
        guesses: dict[str, str] = {}
        for sheet in self.sheets:
            for place, heading in enumerate(sheet.layout.headings if sheet.layout else []):
                if heading not in self.headings and self._holds_something(sheet, place):
                    self.headings.append(heading)
                if sheet.layout and place in sheet.layout.columns:
                    guesses.setdefault(heading, sheet.layout.columns[place])
        if len(self.sheets) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets to import"),
                choices=[(sheet.table.name, escape(sheet.table.name)) for sheet in self.sheets],
                initial=[sheet.table.name for sheet in self.sheets if sheet.is_taken],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Select at least one sheet")},
            )
        parts = [("", _("Keep it with the action only")), *((name, str(words)) for name, words in PARTS.items())]
        for number, heading in enumerate(self.headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                # crispy-forms-gds shows labels unescaped, and a heading is whatever somebody typed.
                label=escape(heading),
                choices=parts,
                required=False,
                initial=guesses.get(heading, ""),
                help_text=escape(self._example(heading)),
            )

    def _holds_something(self, sheet: Sheet, place: int) -> bool:
        return not sheet.layout or any(
            place < len(row.cells) and row.cells[place]
            for row in sheet.table.rows
            if row.number >= sheet.layout.first_row
        )

    def _example(self, heading: str) -> str:
        for sheet in self.sheets:
            if sheet.layout and heading in sheet.layout.headings:
                place = sheet.layout.headings.index(heading)
                for row in sheet.table.rows:
                    if row.number > sheet.layout.last_row and place < len(row.cells) and row.cells[place]:
                        text = row.cells[place]
                        return _("For example: %s") % (text if len(text) <= 80 else f"{text[:80]}…")
        return ""

    def layout(self) -> list[Any]:
        columns = [Field.select(f"column_{number}") for number in range(len(self.headings))]
        sheets = [Field.checkboxes("sheets", small=True)] if "sheets" in self.fields else []
        return [*sheets, Fieldset(*columns, legend_size=Size.MEDIUM, legend=_("What each column holds"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen: dict[str, int] = {}
        for number, heading in enumerate(self.headings):
            part = cleaned.get(f"column_{number}")
            if not part:
                continue
            other = chosen.setdefault(part, number)
            if other != number and self._stand_in_one_sheet(self.headings[other], heading):
                self.add_error(
                    f"column_{number}",
                    _("Select another part: “%(heading)s” already holds the %(part)s")
                    % {"heading": self.headings[other], "part": str(PARTS[part]).lower()},
                )
        if "action" not in chosen and self.headings:
            self.add_error("column_0", _("Select which column holds the action"))
        return cleaned

    def _stand_in_one_sheet(self, one: str, other: str) -> bool:
        return any(sheet.layout and {one, other} <= set(sheet.layout.headings) for sheet in self.sheets)

    @property
    def choices(self) -> dict[str, Any]:
        columns = {
            heading: part
            for number, heading in enumerate(self.headings)
            if (part := self.cleaned_data.get(f"column_{number}"))
        }
        return {"columns": columns} | ({"sheets": self.cleaned_data["sheets"]} if "sheets" in self.fields else {})
