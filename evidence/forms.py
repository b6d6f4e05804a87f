"""Forms of the library: a piece of evidence with its file, and the reason for withdrawing one."""

from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Fieldset, Fixed, Fluid, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.choices import EvidenceKind, Precision
from evidence.files import CheckedFile, UnfitFile, check_file
from evidence.models import Evidence
from evidence.querysets import WRITERS
from organisation.models import Characteristic, Person, RoleHolding
from toolkit.drafts import editor_token
from toolkit.editing import EditForm
from toolkit.fields import DayField


def keepers(now: Any = None) -> Any:
    """Who can keep a piece up to date: whoever may write in the library today, and who keeps it now."""
    holding = RoleHolding.objects.current(timezone.localdate()).filter(role__in=WRITERS)
    found = Person.objects.filter(pk__in=holding.values("person"), is_active=True)
    return (found | Person.objects.filter(pk=now)).order_by("full_name") if now else found.order_by("full_name")


class EvidenceForm(EditForm):
    button = gettext_lazy("Save")

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of evidence is it?"),
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what kind of evidence it is")},
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly do you know these dates?"), choices=Precision.choices, widget=forms.RadioSelect
    )
    dated_from = DayField(
        name=gettext_lazy("the first day it describes"),
        label=gettext_lazy("First day it describes"),
        help_text=gettext_lazy("Leave this empty if it is about a single day"),
        earliest=1900,
    )
    dated_to = DayField(
        name=gettext_lazy("the last day it describes"),
        label=gettext_lazy("Last day it describes"),
        help_text=gettext_lazy(
            "Its age counts from this day. A report of 2026 on figures of March 2019 describes 31 3 2019."
        ),
        earliest=1900,
    )
    published_on = DayField(name=gettext_lazy("the day it was published"), label=gettext_lazy("Day it was published"))
    review_by = DayField(
        name=gettext_lazy("the day of the next look"),
        label=gettext_lazy("Look at it again by"),
        help_text=gettext_lazy("For example, when the next survey comes out"),
        earliest=2000,
    )
    link = forms.URLField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter a web address like https://www.example.org/report")},
    )
    characteristics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Whom does it tell about?"),
        help_text=gettext_lazy("Select all that apply"),
        queryset=Characteristic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, CSV, text, PNG or JPEG, up to 20 MB, without macros"),
        required=False,
        allow_empty_file=True,
    )
    removes_file = forms.BooleanField(label=gettext_lazy("Take away the file that is there now"), required=False)

    class Meta:
        model = Evidence
        fields = (
            "title",
            "source",
            "kind",
            "shows",
            "characteristics",
            "place",
            "dated_from",
            "dated_to",
            "precision",
            "dated",
            "published_on",
            "quality",
            "link",
            "keeper",
            "stale_after",
            "review_by",
            "superseded_by",
        )
        labels: ClassVar = {
            "title": gettext_lazy("What is it called?"),
            "source": gettext_lazy("Who produced it?"),
            "shows": gettext_lazy("What does it show?"),
            "place": gettext_lazy("Which place does it describe?"),
            "dated": gettext_lazy("The dates in words"),
            "quality": gettext_lazy("How far can it be trusted?"),
            "keeper": gettext_lazy("Who keeps it up to date?"),
            "stale_after": gettext_lazy("Years until it is out of date"),
            "superseded_by": gettext_lazy("Has a newer piece replaced it?"),
        }
        help_texts: ClassVar = {
            "shows": gettext_lazy("The figures that matter, in a few sentences. Each EqIA adds what they mean for it."),
            "place": gettext_lazy("For example, Wealdshire, or Aldermere town centre"),
            "dated": gettext_lazy("Only if the days above do not say it well, such as “autumn term 2024”"),
            "quality": gettext_lazy("How many answered, who is missing, what it cannot tell"),
            "stale_after": gettext_lazy("Counted from the last day it describes. Five unless you know better."),
        }
        error_messages: ClassVar = {
            "title": {"required": gettext_lazy("Enter what it is called")},
            "source": {"required": gettext_lazy("Enter who produced it")},
            "shows": {"required": gettext_lazy("Enter what it shows")},
            "keeper": {"required": gettext_lazy("Select who keeps it up to date")},
            "stale_after": {
                "required": gettext_lazy("Enter a number of years from 1 to 30"),
                "invalid": gettext_lazy("Enter a number of years from 1 to 30"),
                "min_value": gettext_lazy("Enter a number of years from 1 to 30"),
                "max_value": gettext_lazy("Enter a number of years from 1 to 30"),
            },
        }

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        self.file: CheckedFile | None = None
        super().__init__(*args, request=request, **options)
        fields: dict[str, Any] = self.fields
        today = timezone.localdate()
        chosen = self.instance.characteristics.all() if self.instance.pk else Characteristic.objects.none()
        fields["characteristics"].queryset = (Characteristic.objects.in_use(today) | chosen).distinct()
        fields["keeper"].queryset = keepers(self.instance.keeper_id)
        fields["keeper"].empty_label = gettext_lazy("Select a person")
        if self.instance.pk:
            fields["superseded_by"].queryset = Evidence.objects.current().exclude(pk=self.instance.pk) | (
                Evidence.objects.filter(pk=self.instance.superseded_by_id)
            )
            fields["superseded_by"].empty_label = gettext_lazy("No")
        else:
            del fields["superseded_by"]
            self.initial.setdefault("keeper", request.user.pk)
            self.initial.setdefault("precision", Precision.DAY)

    def rows(self) -> list[Any]:
        legend = {"legend_size": Size.for_legend(Size.SMALL)}
        file: list[Any] = ["new_file", *(["removes_file"] if self.instance.file_id else [])]
        return [
            Fieldset(
                Field.text("title"),
                Field.text("source", field_width=Fluid.TWO_THIRDS),
                Field.radios("kind", legend_size=Size.SMALL, small=True),
                legend=_("What it is"),
                legend_size=Size.MEDIUM,
            ),
            Fieldset(
                Field.textarea("shows", rows=5),
                Field.checkboxes("characteristics", legend_size=Size.SMALL, small=True),
                Field.text("place", field_width=Fluid.TWO_THIRDS),
                Field.textarea("quality", rows=3),
                legend=_("What it shows"),
                legend_size=Size.MEDIUM,
            ),
            Fieldset(
                Field("dated_from", context=legend),
                Field("dated_to", context=legend),
                Field.radios("precision", legend_size=Size.SMALL, small=True, inline=True),
                Field.text("dated", field_width=Fluid.ONE_HALF),
                Field("published_on", context=legend),
                legend=_("Which time it describes"),
                legend_size=Size.MEDIUM,
            ),
            Fieldset(Field.text("link"), *file, legend=_("Where it can be read"), legend_size=Size.MEDIUM),
            Fieldset(
                "keeper",
                Field.text("stale_after", field_width=Fixed.TWO),
                Field("review_by", context=legend),
                *(["superseded_by"] if self.instance.pk else []),
                legend=_("Keeping it up to date"),
                legend_size=Size.MEDIUM,
            ),
        ]

    def clean_new_file(self) -> Any:
        file = self.cleaned_data["new_file"]
        if file:
            try:
                self.file = check_file(file, file.name, file.size)
            except UnfitFile as problem:
                raise forms.ValidationError(str(problem)) from None
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("dated_from"), cleaned.get("dated_to")
        today = timezone.localdate()
        if first and not last and "dated_to" not in self.errors:
            self.add_error("dated_to", _("Enter the last day it describes, or only that one if it is a single day"))
        elif first and last and last < first:
            self.add_error("dated_to", _("Enter a last day that is the same as or after the first day"))
        if last and last > today and "dated_to" not in self.errors:
            self.add_error("dated_to", _("Enter a last day that is not in the future: evidence describes what was"))
        if self.errors and self.file and "new_file" not in self.errors:
            self.add_error("new_file", _("Choose the file again: a browser does not keep it on a page with an error"))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        del values["new_file"]
        if not self.instance.pk:
            del values["removes_file"]
        return values | {"file": self.file}


class WithdrawForm(forms.Form):
    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why should nobody rely on it any more?"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why it is withdrawn")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["editor"].initial = editor_token(request)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout("editor", Field.textarea("reason", label_size=Size.SMALL, rows=4))
