import re
from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Fieldset, Fixed, Size
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.benchmarks.population import AREAS
from organisation.logos import Logo, UnreadableLogo, read_logo
from organisation.models import Organisation
from toolkit.colour import ENOUGH, contrast, readable_under_white
from toolkit.editing import EditForm


class OrganisationForm(EditForm):
    new_logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG or JPEG, up to 1 MB. It stands beside the name on every page and on reports."),
        required=False,
    )
    removes_logo = forms.BooleanField(label=gettext_lazy("Remove the logo that is there now"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", "jurisdiction", "colour", "contact", "area")
        help_texts: ClassVar = {
            "name": gettext_lazy("As it stands on reports and public pages"),
            "jurisdiction": gettext_lazy("Decides which specific duties apply"),
            "colour": gettext_lazy(
                "As # and six digits, such as #12436d. White text stands on it, so it must be dark enough."
            ),
            "contact": gettext_lazy("Shown at the foot of every page and in every report"),
            "area": gettext_lazy("Staff are compared with the people who live there"),
        }
        error_messages: ClassVar = {
            "name": {"required": gettext_lazy("Enter the name of the body")},
            "colour": {"required": gettext_lazy("Enter a colour, such as #12436d")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.logo: Logo | None = None
        now = self.instance.area
        areas = [*AREAS, *([now] if now and now not in AREAS else [])]
        self.fields["area"] = forms.ChoiceField(
            label=self.fields["area"].label,
            help_text=self.fields["area"].help_text,
            choices=[("", gettext_lazy("None yet")), *((area, area) for area in areas)],
            required=False,
        )

    def rows(self) -> list[Any]:
        return [
            "name",
            "jurisdiction",
            Fieldset(
                Field.text("colour", field_width=Fixed.TEN),
                "new_logo",
                *(["removes_logo"] if self.instance.logo else []),
                legend=_("How it looks"),
                legend_size=Size.MEDIUM,
            ),
            Field.textarea("contact", rows=4),
            "area",
        ]

    def clean_colour(self) -> str:
        colour: str = self.cleaned_data["colour"].lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            return colour  # The model's own validator says how to write one.
        ratio = contrast(colour, "#ffffff")
        if ratio < ENOUGH:
            raise forms.ValidationError(
                _(
                    "Choose a darker colour: white text on %(colour)s has a contrast of %(ratio).1f to 1 and needs 4.5 to 1. "
                    "%(darker)s is dark enough."
                )
                % {"colour": colour, "ratio": ratio, "darker": readable_under_white(colour)}
            )
        return colour

    def clean_new_logo(self) -> Any:
        file = self.cleaned_data["new_logo"]
        if file:
            try:
                self.logo = read_logo(file, file.size)
            except UnreadableLogo as problem:
                raise forms.ValidationError(str(problem)) from None
        return file

    def values(self) -> dict[str, Any]:
        values = super().values()
        del values["new_logo"]
        return values | {"logo": self.logo}
