"""The three questions behind a personal link, and the few that some answers lead to."""

import datetime
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout, Size
from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import Refusal, Status
from actionplans.models import Action
from actionplans.rules.overdue import REVIEWED
from toolkit.fields import DayField
from toolkit.tidying import TidyForm

FIRST = ("status", "what_happened", "new_deadline")


class AnswerForm(TidyForm, forms.Form):
    """Status, what happened, a new date if needed. The day and proof of a completion and the reason for a new date are
    asked on a second page, and only of those who need them (`asks`)."""

    status = forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how far it has come, or why you cannot say")},
    )
    what_happened = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "What was done, what came of it, what stands in the way. Everybody who sees the plan can read it."
        ),
        error_messages={"required": gettext_lazy("Enter what happened, or why you cannot answer")},
    )
    new_deadline = forms.CharField(
        label=gettext_lazy("New date, if it cannot be done in time"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example 30 June 2027, or summer 2027"),
    )
    next_review_on = DayField(
        name=gettext_lazy("the day of the next review"), label=gettext_lazy("When will it next be reviewed?")
    )
    completed_on = DayField(
        name=gettext_lazy("the day it was completed"), label=gettext_lazy("On which day was it completed?")
    )
    evidence = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label=gettext_lazy("What shows that it is complete?"),
        help_text=gettext_lazy("For example: minutes, a photograph, a figure, the people you asked"),
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label=gettext_lazy("Why is a new date needed?"),
        help_text=gettext_lazy("The old date stays in sight beside it"),
    )

    def __init__(self, *args: Any, action: Action, is_answer: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.action = action
        fields: dict[str, Any] = self.fields
        if is_answer:
            fields["what_happened"].label, fields["what_happened"].help_text = _("Your answer"), ""
        fields["status"].choices = _choices(action)
        # What goes on or comes round again has no date to be moved, but a next review.
        for name in ("new_deadline", "next_review_on"):
            if not action.is_open or (name == "next_review_on") != (action.deadline_kind in REVIEWED):
                del fields[name]

    @property
    def asks(self) -> list[str]:
        """What a second page must ask, given the three answers."""
        data = self.cleaned_data
        completes = data.get("status") == Status.COMPLETED and self.action.status != Status.COMPLETED
        wanted = ["completed_on", "evidence"] if completes else []
        return wanted + (["reason"] if self._moves_the_deadline else [])

    @property
    def _moves_the_deadline(self) -> bool:
        new = self.cleaned_data.get("new_deadline", "").strip()
        old = self.action.deadline_text
        goes_on = self.cleaned_data.get("status") in (Status.NOT_STARTED, Status.IN_PROGRESS)
        return bool(new and old and new != old) and goes_on

    @property
    def refusal(self) -> str:
        status = str(self.cleaned_data.get("status", ""))
        return status if status in Refusal.values else ""

    @property
    def is_second(self) -> bool:
        """Whether the second page was sent."""
        return self.is_bound and "asked" in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_second and not set(FIRST) & set(self.errors):
            self._check_second(cleaned)
        return cleaned

    def _check_second(self, cleaned: dict[str, Any]) -> None:
        sentences = {
            "completed_on": _("Enter the day it was completed"),
            "evidence": _("Enter what shows that it is complete"),
            "reason": _("Enter why a new date is needed"),
        }
        for name in self.asks:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentences[name])
        done = cleaned.get("completed_on")
        if isinstance(done, datetime.date) and done > timezone.localdate():
            self.add_error("completed_on", _("Enter a date that is not in the future"))

    def values(self) -> dict[str, Any]:
        """What the service is given."""
        data = self.cleaned_data
        names = ["status", "what_happened", *self.asks]
        if data["status"] != Status.COMPLETED:
            names += ["new_deadline", "next_review_on"]
        return {name: data[name] for name in names if name in data}

    def typed(self) -> dict[str, str]:
        """What was typed, for showing again."""
        return {name: str(self.data.get(name, "")) for name in (*FIRST, "evidence", "reason")}

    @property
    def first_helper(self) -> FormHelper:
        shown: list[Any] = [Field.radios("status"), Field.textarea("what_happened", rows=5)]
        shown += [Field.text("new_deadline")] if "new_deadline" in self.fields else []
        shown += ["next_review_on"] if "next_review_on" in self.fields else []
        return self._helper(*shown, Button.primary("save", escape(_("Send your update"))))

    def second_helper(self) -> FormHelper:
        """The further questions; the three answers travel along unseen and stand above in words."""
        for name in FIRST:
            if name in self.fields:
                self.fields[name].widget = forms.HiddenInput()
        shown: dict[str, Any] = {
            "completed_on": "completed_on",
            "evidence": Field.textarea("evidence", rows=4),
            "reason": Field.textarea("reason", rows=3),
        }
        hidden = [name for name in FIRST if name in self.fields]
        return self._helper(
            *hidden,
            *(shown[name] for name in self.asks),
            Button.primary("asked", escape(_("Send your update"))),
            Button.secondary("back", escape(_("Change your answers"))),
        )

    def _helper(self, *layout: Any) -> FormHelper:
        helper = FormHelper(self)
        helper.attrs = {"novalidate": True, "autocomplete": "off"}
        helper.disable_csrf = True
        helper.label_size = helper.legend_size = Size.MEDIUM
        helper.layout = Layout(*layout)
        return helper


def _choices(action: Action) -> list[Any]:
    """How far it may have come, then the two ways of not answering. To stop an action is for those who own the plan."""
    if not action.is_open:
        return [Choice(action.status, str(Status(action.status).label))]
    statuses = [Status.IN_PROGRESS, Status.COMPLETED]
    if action.status == Status.NOT_STARTED:
        statuses.insert(0, Status.NOT_STARTED)
    refusals = [
        Choice(Refusal.NOT_MINE, str(Refusal.NOT_MINE.label), hint=_("Say below whose it is, if you know")),
        Choice(Refusal.WILL_NOT, str(Refusal.WILL_NOT.label), hint=_("Say below why. Whoever owns the plan decides")),
    ]
    choices = [Choice(status, str(status.label)) for status in statuses]
    choices[-1].divider = _("or")
    return choices + refusals
