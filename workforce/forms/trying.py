"""Trying a table out: the box for it, then what its lines are, what its signs stand for, and what is to be hidden."""

import math
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.printed import Brought, Label, Part, Role, Rule
from workforce.services.trying import MOST_BYTES

MOST_CHARACTERS = 1_000_000
HIGHEST_THRESHOLD = 100
# Of longer tables a line can be made part only of those that are groups already, and of the one above it.
MOST_CHOICES = 40


class PasteForm(forms.Form):
    """A table in the box, or in a file."""

    table = forms.CharField(
        label=gettext_lazy("Your table"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        help_text=gettext_lazy(
            "Select the whole table in Excel, Word or on a web page, with its headings and totals, copy it and paste it here. "
            "Leave hidden numbers as they are, such as *, [c] or <5."
        ),
        widget=forms.Textarea(
            attrs={"rows": 12, "class": "govuk-textarea app-paste", "spellcheck": "false", "wrap": "off"}
        ),
        error_messages={
            "max_length": gettext_lazy(
                "The table is longer than a page can take. Save it as CSV and use the command line, which is described below"
            )
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        help_text=gettext_lazy("A workbook (.xlsx), a Word document (.docx), CSV, or our own JSON form, 5 MB or less"),
        widget=forms.ClearableFileInput(
            attrs={"class": "govuk-file-upload", "accept": ".xlsx,.docx,.csv,.tsv,.txt,.json"}
        ),
        error_messages={"empty": gettext_lazy("The file is empty. Choose a file with a table in it")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than 5 MB. Save only the sheet with the table and choose that, or use the command line"
                )
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_table = bool((cleaned.get("table") or "").strip())
        if not self.errors and not has_table and not cleaned.get("file"):
            self.add_error("table", _("Paste a table, or choose a file"))
        if has_table and cleaned.get("file"):
            self.add_error("file", _("Choose one: the file, or the pasted table. Empty the box to take the file"))
        return cleaned


class RuleForm(forms.Form):
    """What is sensitive."""

    threshold = forms.IntegerField(
        label=gettext_lazy("Hide numbers below"),
        min_value=2,
        max_value=HIGHEST_THRESHOLD,
        help_text=gettext_lazy(
            "5 as a rule; 10 for sexual orientation, gender reassignment, religion, and grievance or disciplinary cases"
        ),
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter the smallest number that may be shown, such as 5"),
            "invalid": gettext_lazy("Enter the smallest number that may be shown as a whole number, such as 5"),
            "min_value": gettext_lazy("Enter 2 or more as the smallest number that may be shown"),
            "max_value": gettext_lazy("Enter 100 or less as the smallest number that may be shown"),
        },
    )
    hides_zeros = forms.BooleanField(
        label=gettext_lazy("Hide zeros as well"),
        required=False,
        help_text=gettext_lazy("A zero tells that nobody is there. Bodies usually show it."),
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    @property
    def rule(self) -> Rule:
        return Rule(self.cleaned_data["threshold"], shows_zeros=not self.cleaned_data["hides_zeros"])


class CheckForm(RuleForm):
    """How the tables were read, for a person to put right: a role for each line, and what each sign stands for."""

    def __init__(self, data: Any = None, *, tables: Sequence[Brought], **options: Any) -> None:
        super().__init__(data, **options)
        self.tables = tables
        self.signs = list(dict.fromkeys(sign for table in tables for sign in table.printed.marks))
        for at, sign in enumerate(self.signs):
            self.fields[f"sign-{at}"] = forms.ChoiceField(
                choices=sign_choices(sign),
                initial="zero" if not sign else "says" if _says_something(sign) else "any",
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )
        for at, table in enumerate(tables):
            for kind, labels, roles in (
                ("row", table.printed.rows, table.rows),
                ("column", table.printed.columns, table.columns),
            ):
                for place, role in enumerate(roles):
                    self.fields[f"{kind}-{at}-{place}"] = forms.ChoiceField(
                        label=labels[place].text,
                        choices=role_choices(labels, roles, place),
                        initial=as_text(role),
                        widget=forms.Select(attrs={"class": "govuk-select app-role"}),
                    )

    def lines(self, at: int, kind: str) -> list[Any]:
        """The fields of the rows or columns of a table."""
        return [field for field in self if field.name.startswith(f"{kind}-{at}-")]

    def sign_fields(self) -> list[tuple[str, Any]]:
        return [(sign, self[f"sign-{at}"]) for at, sign in enumerate(self.signs)]

    def roles(self) -> list[tuple[list[Role], list[Role]]]:
        return [
            (
                [as_role(self.cleaned_data[f"row-{at}-{place}"]) for place in range(len(table.rows))],
                [as_role(self.cleaned_data[f"column-{at}-{place}"]) for place in range(len(table.columns))],
            )
            for at, table in enumerate(self.tables)
        ]

    def meanings(self) -> dict[str, tuple[float, float]]:
        """The least and the most for each sign that does not say so itself."""
        threshold = self.cleaned_data["threshold"]
        spans = {
            "any": (0.0, math.inf),
            "few": (1.0, threshold - 1.0),
            "fewer": (0.0, threshold - 1.0),
            "zero": (0.0, 0.0),
        }
        chosen = {sign: self.cleaned_data[f"sign-{at}"] for at, sign in enumerate(self.signs)}
        return {sign: spans[meaning] for sign, meaning in chosen.items() if meaning in spans}


def _says_something(sign: str) -> bool:
    return any(letter.isdigit() for letter in sign)


def sign_choices(sign: str) -> list[tuple[str, str]]:
    choices = [
        ("any", _("A hidden number, large or small")),
        ("few", _("A hidden number from 1 to one below the limit")),
        ("fewer", _("A hidden number below the limit, or nobody")),
        ("zero", _("Nobody (0)")),
    ]
    return [("says", _("What it says")), *choices[:1]] if _says_something(sign) else choices


def role_choices(labels: Sequence[Label], roles: Sequence[Role], place: int) -> list[tuple[str, str]]:
    groups = {role.of for role in roles if role.of is not None}
    near = {roles[place].of, place - 1}
    others = [
        at for at in range(len(labels)) if at != place and (len(labels) <= MOST_CHOICES or at in groups or at in near)
    ]
    total = next((labels[at].text for at, role in enumerate(roles) if role.part is Part.TOTAL), _("everybody"))
    found = [
        (as_text(Role(Part.TOTAL)), _("The total of everybody")),
        (as_text(Role(Part.OF)), _("Part of %s") % total),
    ]
    found += [
        (as_text(Role(Part.OF, at)), _("Part of %s") % labels[at].text)
        for at in others
        if roles[at].part is not Part.TOTAL
    ]
    found += [
        (as_text(Role(Part.FIRST)), _("First of another list that makes up %s") % total),
        (as_text(Role(Part.SOME)), _("Some of %s; others are not shown") % total),
    ]
    found += [
        (as_text(Role(Part.SOME, at)), _("Some of %s; others are not shown") % labels[at].text)
        for at in others
        if roles[at].part is not Part.TOTAL
    ]
    return [*found, (as_text(Role(Part.OUT)), _("Leave it out"))]


def as_text(role: Role) -> str:
    return role.part.value if role.of is None else f"{role.part.value}:{role.of}"


def as_role(text: str) -> Role:
    part, _colon, of = text.partition(":")
    return Role(Part(part), int(of) if of else None)


__all__ = ["CheckForm", "PasteForm", "RuleForm"]
