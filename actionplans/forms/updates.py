from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field, Fieldset, Size
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import Status
from actionplans.forms.base import EditForm
from actionplans.forms.deadlines import ReadsDeadline
from actionplans.models import Action
from actionplans.rules.overdue import REVIEWED
from actionplans.services.updates import statuses_after
from evidence.models import Evidence
from toolkit.fields import DayField


class UpdateForm(ReadsDeadline, EditForm):
    """How far it has come, what happened, and a new deadline if it needs one."""

    button = gettext_lazy("Save the update")
    status = forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how far it has come")},
    )
    completed_on = DayField(
        name=gettext_lazy("the date it was completed"),
        label=gettext_lazy("On which day was it completed?"),
    )
    evidence = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("What shows that it is complete?"),
        required=False,
        help_text=gettext_lazy(
            "Figures, a link, minutes, a photograph: an equality lead looks at it before the action counts as verified"
        ),
    )
    cites = forms.ModelChoiceField(
        Evidence.objects.none(),
        label=gettext_lazy("A piece of the evidence library that shows it"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    what_happened = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "What was done, what came of it, what stands in the way. Everybody who sees the plan can read it."
        ),
        error_messages={"required": gettext_lazy("Enter what happened")},
    )
    new_deadline = forms.CharField(
        label=gettext_lazy("New deadline"),
        required=False,
        help_text=gettext_lazy("Only if the present one cannot be kept: 30 June 2027, summer 2027"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the new deadline"),
        required=False,
        help_text=gettext_lazy("The old deadline stays in sight beside it"),
    )
    next_review_on = DayField(
        name=gettext_lazy("the date of the next review"),
        label=gettext_lazy("When will it next be reviewed?"),
        help_text=gettext_lazy("For work that goes on or comes round again"),
    )

    def __init__(self, *args: Any, record: Action, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        fields["status"].choices = [
            Choice(status, str(Status(status).label)) for status in statuses_after(record.status)
        ]
        self.initial["status"] = record.status
        fields["cites"].queryset = Evidence.objects.visible_to(self.request.user).current().order_by("title", "pk")
        if record.status == Status.COMPLETED:
            del fields["completed_on"], fields["evidence"], fields["cites"]
        elif not fields["cites"].queryset.exists():
            del fields["cites"]

    def layout(self) -> list[Any]:
        layout: list[Any] = [Field.radios("status")]
        if "completed_on" in self.fields:
            done = ["completed_on", Field.textarea("evidence", rows=3)]
            done += [Field.select("cites")] if "cites" in self.fields else []
            layout += [Fieldset(*done, legend_size=Size.MEDIUM, legend=_("If it is completed"))]
        review = ["next_review_on"]
        is_reviewed = self.record.deadline_kind in REVIEWED
        moves = [Field.text("new_deadline"), *self.reading_of("new_deadline"), Field.text("reason")]
        return [
            layout[0],
            Field.textarea("what_happened", rows=5),
            *(review if is_reviewed else []),
            *layout[1:],
            Fieldset(
                *moves,
                *([] if is_reviewed else review),
                legend_size=Size.MEDIUM,
                legend=_("If the deadline moves"),
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        completed_on = cleaned.get("completed_on")
        if completed_on and completed_on > timezone.localdate():
            self.add_error("completed_on", _("Enter a date that is not in the future"))
        if completed_on and cleaned.get("status") != Status.COMPLETED:
            self.add_error("status", _("Select “Completed”, or leave the day it was completed empty"))
        is_completed_now = cleaned.get("status") == Status.COMPLETED != self.record.status
        if is_completed_now and not completed_on and "completed_on" not in self.errors:
            self.add_error("completed_on", _("Enter the date it was completed"))
        if is_completed_now and not cleaned.get("evidence", "").strip():
            self.add_error("evidence", _("Enter what shows that it is complete"))
        new = cleaned.get("new_deadline", "").strip()
        if new and self.record.deadline_text and new != self.record.deadline_text:
            if not cleaned.get("reason", "").strip():
                self.add_error("reason", _("Enter the reason for the new deadline"))
        elif cleaned.get("reason", "").strip() and not new:
            self.add_error("new_deadline", _("Enter the new deadline, or leave the reason empty"))
        self.demand_review("new_deadline", "next_review_on")
        return cleaned
