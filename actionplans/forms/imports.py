"""Bringing in a plan: the file or the pasted table, and what its columns hold."""

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

SAMPLES = 2
LONGEST_SAMPLE = 70
MOST_PASTED = 1_000_000


class UploadForm(EditForm):
    """Which file or pasted table, and what the plan is called."""

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
        required=False,
        help_text=gettext_lazy("A Word document (.docx), a workbook (.xlsx or .ods) or a CSV file, of at most 20 MB"),
        error_messages={
            "empty": gettext_lazy("The file is empty. Choose a file with a row of headings and a row for each action."),
        },
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste a table"),
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copy the whole table in Word, Excel or a web page, with its headings, and paste it here"
        ),
    )
    written_on = DayField(
        name=gettext_lazy("the date the plan was written"),
        label=gettext_lazy("When was the plan written? (optional)"),
        help_text=gettext_lazy("Settles “April 07” and “end of March”, which do not say their year in full"),
    )

    def layout(self) -> list[Any]:
        return [Field.text("title"), "file", Field.textarea("pasted"), "written_on"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is %(size)s. The most we read is %(most)s: take out what is not the table, or split it.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_pasted = bool((cleaned.get("pasted") or "").strip())
        if not cleaned.get("file") and not has_pasted and not {"file", "pasted"} & set(self.errors):
            self.add_error("file", _("Select a file, or paste a table below"))
        if cleaned.get("file") and has_pasted:
            self.add_error("pasted", _("Choose one: the file, or the pasted table. Empty this box to take the file."))
        return cleaned


class ColumnsForm(EditForm):
    """Which tables are taken, what their plans are called, and which column is what: guessed, for a person to confirm."""

    button = gettext_lazy("Show what will be imported")

    def __init__(self, *args: Any, sheets: list[Sheet], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheets = [sheet for sheet in sheets if sheet.layout is not None]
        self.strands = list(dict.fromkeys(sheet.table.strand for sheet in self.sheets if sheet.plan))
        self.headings: list[str] = []
        guesses: dict[str, str] = {}
        for sheet in self.sheets:
            for place, heading in enumerate(sheet.layout.headings if sheet.layout else []):
                if heading not in self.headings and self._samples(heading, sheet):
                    self.headings.append(heading)
                if sheet.layout and place in sheet.layout.columns:
                    guesses.setdefault(heading, sheet.layout.columns[place])
        if len(self.sheets) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Tables to import"),
                choices=[(sheet.table.name, self._about(sheet)) for sheet in self.sheets],
                initial=[sheet.table.name for sheet in self.sheets if sheet.is_taken],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Select at least one table")},
            )
        names = {sheet.table.strand: sheet.plan for sheet in self.sheets}
        for number, strand in enumerate(self.strands):
            self.fields[f"plan_{number}"] = forms.CharField(
                label=escape(_("Plan of the actions under “%s”") % strand),
                max_length=200,
                required=False,
                initial=names[strand],
            )
        parts = [("", _("Keep it with the action only")), *((name, str(words)) for name, words in PARTS.items())]
        for number, heading in enumerate(self.headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                # crispy-forms-gds shows labels unescaped, and a heading is whatever somebody typed.
                label=escape(heading),
                choices=parts,
                required=False,
                initial=guesses.get(heading, ""),
                help_text=escape(self._examples(heading)),
            )

    def _about(self, sheet: Sheet) -> str:
        rows = len(sheet.table.rows) - 1
        return escape(
            _("%(name)s (%(rows)s rows below the headings)") % {"name": sheet.table.name, "rows": max(rows, 0)}
        )

    def _samples(self, heading: str, sheet: Sheet) -> list[str]:
        """The first cells below a heading that hold something and are not headings again."""
        layout = sheet.layout
        if layout is None or heading not in layout.headings:
            return []
        place = layout.headings.index(heading)
        found: list[str] = []
        for row in sheet.table.rows:
            is_entry = row.number > layout.last_row and sum(bool(cell) for cell in row.cells) > 1
            if is_entry and place < len(row.cells) and row.cells[place] and not layout.repeats_headings(row.cells):
                found.append(" ".join(row.cells[place].split()))
                if len(found) == SAMPLES:
                    break
        return found

    def _examples(self, heading: str) -> str:
        samples: list[str] = []
        for sheet in self.sheets:
            samples.extend(each for each in self._samples(heading, sheet) if each not in samples)
        shown = (f"{text[:LONGEST_SAMPLE]}…" if len(text) > LONGEST_SAMPLE else text for text in samples[:SAMPLES])
        return _("For example: %s") % " · ".join(f"“{text}”" for text in shown)

    def layout(self) -> list[Any]:
        columns = [Field.select(f"column_{number}") for number in range(len(self.headings))]
        sheets = [Field.checkboxes("sheets", small=True)] if "sheets" in self.fields else []
        plans = [Field.text(f"plan_{number}") for number in range(len(self.strands))]
        return [
            *([Fieldset(*plans, legend_size=Size.MEDIUM, legend=_("What the plans are called"))] if plans else []),
            *sheets,
            Fieldset(*columns, legend_size=Size.MEDIUM, legend=_("What each column holds"), css_class="app-columns"),
        ]

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
        chosen: dict[str, Any] = {"columns": columns}
        if "sheets" in self.fields:
            chosen["sheets"] = self.cleaned_data["sheets"]
        if self.strands:
            chosen["plans"] = {
                strand: self.cleaned_data[f"plan_{number}"].strip() for number, strand in enumerate(self.strands)
            }
        return chosen
