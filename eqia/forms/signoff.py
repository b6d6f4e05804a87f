"""Chains of sign-off, and who signs for whom."""

from typing import Any

from crispy_forms_gds.layout import Field, Fieldset, Fixed, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.chains import Chain, Step
from eqia.choices import SignTask
from eqia.forms.base import select
from eqia.forms.fields import PersonField
from eqia.forms.steps import StepForm
from eqia.services.chains import MOST_STEPS, SIGNING_ROLES
from organisation.models import Person
from toolkit.drafts import editor_token
from toolkit.fields import DayField
from toolkit.layout import Folded

ROLES = [(role.value, str(role.label)) for role in SIGNING_ROLES]


class ChainForm(StepForm):
    """The steps of one chain, in order. A step for nobody is no step."""

    def __init__(self, *args: Any, request: HttpRequest, chain: Chain, number: int, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["editor"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=editor_token(request))
        fields["number"] = forms.IntegerField(required=False, widget=forms.HiddenInput, initial=number)
        people = _people()
        for row in range(1, MOST_STEPS + 1):
            fields |= _row(row, chain.steps[row - 1] if row <= len(chain.steps) else None, people)
        fields["allows_same_person"] = forms.BooleanField(
            label=_("The same person may sign more than one step"), required=False, initial=chain.allows_same_person
        )
        self.helper.layout = self.layout()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in range(1, MOST_STEPS + 1):
            if not cleaned.get(f"who_{row}"):
                continue
            if not cleaned.get(f"task_{row}") and f"task_{row}" not in self.errors:
                self.add_error(f"task_{row}", _("Select what step %s is signed for") % row)
            days, remind = cleaned.get(f"days_{row}"), cleaned.get(f"remind_{row}")
            if days is None and f"days_{row}" not in self.errors:
                self.add_error(f"days_{row}", _("Enter how many days step %s may take") % row)
            if days and remind and remind > days:
                self.add_error(f"remind_{row}", _("Enter a number of days that is not more than the days allowed"))
        return cleaned

    @property
    def steps(self) -> list[Step]:
        """The steps that are for somebody, in order."""
        return [self._step(row) for row in range(1, MOST_STEPS + 1) if self.cleaned_data.get(f"who_{row}")]

    def _step(self, row: int) -> Step:
        kind, _colon, which = self.cleaned_data[f"who_{row}"].partition(":")
        days = self.cleaned_data[f"days_{row}"]
        return Step(
            task=self.cleaned_data[f"task_{row}"],
            role=which if kind == "role" else "",
            person=int(which) if kind == "person" else None,
            words=self.cleaned_data[f"words_{row}"].strip(),
            days=days,
            remind_after=self.cleaned_data[f"remind_{row}"] or max(1, days // 2),
            escalates_to=self.cleaned_data[f"above_{row}"],
        )

    def _is_used(self, row: int) -> bool:
        """Whether a step is for somebody, or was sent with something to put right; the others are folded."""
        if not self.is_bound:
            return row == 1 or bool(self.fields[f"who_{row}"].initial)
        return bool(self.data.get(f"who_{row}")) or any(name.endswith(f"_{row}") for name in self.errors)

    def layout(self) -> Layout:
        if "who_1" not in self.fields:
            return Layout()
        used = [row for row in range(1, MOST_STEPS + 1) if self._is_used(row)]
        rows: list[Any] = []
        for row in range(1, MOST_STEPS + 1):
            fieldset = Fieldset(
                select(f"who_{row}"),
                select(f"task_{row}"),
                Field.textarea(f"words_{row}", label_size=Size.SMALL, rows=3),
                Field.text(f"days_{row}", label_size=Size.SMALL, field_width=Fixed.THREE),
                Field.text(f"remind_{row}", label_size=Size.SMALL, field_width=Fixed.THREE),
                select(f"above_{row}"),
                legend=_("Step %s") % row,
                legend_size=Size.MEDIUM,
            )
            if row in used:
                rows.append(fieldset)
            else:
                rows.append(Folded(_("Add step %s") % row, fieldset))
        return Layout("editor", "number", *rows, "allows_same_person")


def _people() -> list[tuple[str, str]]:
    return [
        (f"person:{each.pk}", f"{each.full_name}, {each.job_title}" if each.job_title else each.full_name)
        for each in Person.objects.filter(is_active=True)
    ]


def _row(row: int, step: Step | None, people: list[tuple[str, str]]) -> dict[str, Any]:
    who = ""
    if step is not None:
        who = f"role:{step.role}" if step.role else f"person:{step.person}"
    roles = [(f"role:{role}", words) for role, words in ROLES]
    made: dict[str, Any] = {
        f"who_{row}": forms.ChoiceField(
            label=_("Who signs?"),
            choices=[("", _("Nobody: there is no such step")), (_("A role"), roles), (_("A person"), people)],
            required=False,
            initial=who,
        ),
        f"task_{row}": forms.ChoiceField(
            label=_("For what?"),
            choices=[("", _("Select one")), *SignTask.choices],
            required=False,
            initial=step.task if step else "",
        ),
        f"words_{row}": forms.CharField(
            label=_("In which words?"),
            help_text=_("Leave empty for the usual words. “Not required” always keeps words of its own."),
            widget=forms.Textarea,
            required=False,
            initial=step.words if step else "",
        ),
        f"days_{row}": forms.IntegerField(
            label=_("Days allowed"), min_value=1, max_value=365, required=False, initial=step.days if step else None
        ),
        f"remind_{row}": forms.IntegerField(
            label=_("Remind them after so many days"),
            min_value=1,
            max_value=365,
            required=False,
            initial=step.remind_after if step else None,
        ),
        f"above_{row}": forms.ChoiceField(
            label=_("If it is late, tell"),
            choices=[("", _("The equality lead")), *ROLES],
            required=False,
            initial=step.escalates_to if step else "",
        ),
    }
    for name in (f"who_{row}", f"task_{row}", f"above_{row}"):
        made[name].widget.attrs["class"] = "govuk-select"
    return made


class AbsenceForm(StepForm):
    """Who is away, who signs for them, and from when until when."""

    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    person = PersonField(
        label=gettext_lazy("Who is away?"),
        queryset=Person.objects.none(),
        error_messages={"required": gettext_lazy("Select who is away")},
    )
    delegate = PersonField(
        label=gettext_lazy("Who signs for them?"),
        help_text=gettext_lazy("Somebody with the same role or a higher one in the same directorate"),
        queryset=Person.objects.none(),
        error_messages={"required": gettext_lazy("Select who signs in this place")},
    )
    starts_on = DayField(label=gettext_lazy("First day"), required=True)
    ends_on = DayField(label=gettext_lazy("Last day"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("For example, annual leave. Do not say anything about health."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, request: HttpRequest, people: Any, signers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["editor"].initial = editor_token(request)
        fields["person"].queryset, fields["delegate"].queryset = people, signers
        for name in ("person", "delegate"):
            fields[name].widget.attrs["class"] = "govuk-select"
            fields[name].empty_label = _("Select a person")
        if people.count() == 1:
            fields["person"].initial = people.first()
            fields["person"].widget = forms.HiddenInput()
            fields["delegate"].label = conditional_escape(_("Who signs for you?"))
        fields["starts_on"].error_messages["required"] = _("Enter the first day, for example 1 12 2026")
        fields["ends_on"].error_messages["required"] = _("Enter the last day, for example 12 12 2026")

    def layout(self) -> Layout:
        return Layout(
            "editor",
            select("person"),
            select("delegate"),
            Field("starts_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
            Field("ends_on", context={"legend_size": Size.for_legend(Size.SMALL)}),
            Field.text("reason", label_size=Size.SMALL),
        )
