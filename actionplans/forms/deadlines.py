"""Deadlines in forms: shown as they are read, settled by a person, and ticked off milestone by milestone."""

import datetime
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import HTML, Field
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.forms.base import EditForm
from actionplans.models import Action
from actionplans.presenters.deadlines import ShownReading
from actionplans.rules.deadlines import read_deadline
from actionplans.rules.overdue import REVIEWED
from governance.models import Meeting
from toolkit.fields import DayField

# The words stand in the context, never in this text: it is a template.
READING = HTML('{% include "actionplans/_read_here.html" %}')


class ReadsDeadline(forms.Form):
    """A form in which a deadline is written: it says how the words are read, and asks for a review where there is no end."""

    deadline_field = "deadline"

    def reading_of(self, name: str) -> list[Any]:
        """What stands below the field: the reading, and a button to see it without scripts."""
        self.deadline_field = name
        return [READING]

    @property
    def read_words(self) -> str:
        """The words in the field."""
        return str(self[self.deadline_field].value() or "").strip()

    @property
    def shown_reading(self) -> ShownReading | None:
        return ShownReading(read_deadline(self.read_words, timezone.localdate())) if self.read_words else None

    def demand_review(self, name: str, review: str) -> None:
        """Work without an end has no other day on which anybody would look at it."""
        cleaned = self.cleaned_data
        words = str(cleaned.get(name) or "").strip()
        if not words or cleaned.get(review) or review in self.errors:
            return
        reading = read_deadline(words, timezone.localdate())
        if reading.kind in REVIEWED and reading.review_on is None and reading.due_on is None:
            self.add_error(review, _("Enter the date of the next review: a deadline like this has no end"))


class SettleForm(EditForm):
    """An answer to the question that a deadline's words leave: a day, the next review, or a meeting of the body named."""

    button = gettext_lazy("Settle the deadline")
    meeting = forms.ChoiceField(
        label=gettext_lazy("At which meeting?"), widget=forms.RadioSelect, required=False, choices=()
    )
    due_on = DayField(name=gettext_lazy("the last day it means"), label=gettext_lazy("The last day it means"))
    next_review_on = DayField(name=gettext_lazy("the date of the next review"), label=gettext_lazy("Next review"))

    def __init__(self, *args: Any, record: Action, meetings: list[Meeting], **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        self.goes_on = record.deadline_kind in REVIEWED
        if self.goes_on:
            fields["due_on"].help_text = _("Only if the work has an end after all")
        else:
            del fields["next_review_on"]
        if meetings:
            days = {key: date_format(meeting.held_on, "l j F Y") for key, meeting in self.meetings.items()}
            fields["meeting"].choices = [
                *(Choice(key, day) for key, day in days.items()),
                Choice("", _("On another day")),
            ]
            fields["meeting"].help_text = escape(_("The meetings of %s") % meetings[0].body)
        else:
            del fields["meeting"]
        self.initial.update({"due_on": record.due_on, "next_review_on": record.next_review_on})
        if record.meeting_id and str(record.meeting_id) in self.meetings:
            self.initial["meeting"] = str(record.meeting_id)
        elif meetings and (not record.next_review_on if self.goes_on else len(meetings) == 1):
            self.initial["meeting"] = str(meetings[0].pk)
        elif meetings and self.goes_on:
            self.initial["meeting"] = ""

    def layout(self) -> list[Any]:
        days = ["next_review_on", "due_on"] if self.goes_on else ["due_on"]
        meeting = [Field.radios("meeting")] if "meeting" in self.fields else []
        return [HTML('{% include "actionplans/_question.html" %}'), *meeting, *days]

    def values(self) -> dict[str, Any]:
        values = super().values()
        meeting = self.meetings.get(values.pop("meeting", ""))
        if meeting is None:
            return values
        # The meeting gives its own day, whatever stands in the boxes.
        return {"meeting": meeting} | ({"due_on": values.get("due_on")} if self.goes_on else {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("meeting", "due_on", "next_review_on")):
            if self.goes_on:
                self.add_error("next_review_on", _("Enter the date of the next review"))
            else:
                self.add_error("due_on", _("Enter the last day it means"))
        return cleaned


class MilestonesForm(EditForm):
    """When each of several milestones was reached; empty for those that are still to come."""

    button = gettext_lazy("Save the milestones")

    def __init__(self, *args: Any, record: Action, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.names: list[str] = []
        for place, milestone in enumerate(record.milestones):
            name = f"reached_{place}"
            self.names.append(name)
            self.fields[name] = DayField(
                name=_("the day milestone %d was reached") % (place + 1),
                label=escape(milestone["text"]),
                help_text=self._due(milestone),
            )
            self.initial[name] = _day(milestone.get("done_on"))

    def _due(self, milestone: dict[str, Any]) -> str:
        day = _day(milestone["due_on"])
        if day is None:
            return _("It has no day yet. Leave it empty until it is reached.")
        return _("Due on %s. Leave it empty until it is reached.") % date_format(day, "j F Y")

    def layout(self) -> list[Any]:
        return list(self.names)

    @property
    def reached(self) -> dict[int, datetime.date | None]:
        return {place: self.cleaned_data.get(name) for place, name in enumerate(self.names)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.names:
            if (day := cleaned.get(name)) and day > timezone.localdate():
                self.add_error(name, _("Enter a date that is not in the future"))
        return cleaned


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
