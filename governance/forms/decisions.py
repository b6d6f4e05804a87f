"""The forms of decisions: planning one, the steps that need a reason, and taking down what was decided."""

import datetime
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from governance.choices import DecisionKind, DecisionOutcome, Urgency
from governance.forms.bodies import PersonChoice
from governance.models import Body, Decision, Meeting
from organisation.choices import Role
from organisation.models import Person, Unit
from toolkit.editing import EditForm
from toolkit.fields import DayField

# Those to whom a body may delegate a decision.
DELEGATES = (Role.MEMBER, Role.DIRECTOR, Role.HEAD_OF_SERVICE)


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return f"{unit}, {unit.parent}" if unit.parent else str(unit)


class DecisionForm(EditForm):
    """What is to be decided, by whom and when, and the notice that was given of it."""

    kind = forms.ChoiceField(
        label=_("Kind of decision"),
        choices=DecisionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of decision")},
    )
    unit = UnitChoice(
        queryset=Unit.objects.none(),
        label=_("Directorate or service"),
        empty_label=_("Select a directorate or service"),
        error_messages={"required": _("Select the directorate or service")},
    )
    at = forms.ChoiceField(
        label=_("Body and meeting"),
        help_text=_("Leave empty if one person decides under delegated powers"),
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    delegate = PersonChoice(
        queryset=Person.objects.none(),
        label=_("Person who decides under delegated powers"),
        help_text=_("Only if no body decides"),
        empty_label=_("Nobody: a body decides"),
        required=False,
    )
    expected_on = DayField(
        label=_("When is it to be decided?"),
        help_text=_("Only if no meeting is chosen above"),
        name=_("the day on which it is to be decided"),
    )
    notice_on = DayField(
        label=_("When was notice given in the forward plan?"),
        help_text=_("A key decision needs 28 clear days of notice"),
        name=_("the day on which notice was given"),
    )
    urgency = forms.ChoiceField(
        label=_("If notice was too short: under which rule is it taken?"),
        choices=[("", _("No such rule")), *Urgency.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = Decision
        fields = (
            "title",
            "kind",
            "is_key",
            "question",
            "unit",
            "expected_on",
            "delegate",
            "notice_on",
            "urgency",
            "urgency_reason",
        )
        labels: ClassVar = {
            "title": _("Title"),
            "question": _("What is to be decided?"),
            "is_key": _("It is a key decision"),
            "urgency_reason": _("Why could it not wait for 28 days’ notice?"),
        }
        help_texts: ClassVar = {
            "is_key": _("Significant spending or savings, or significant effects on people in two or more divisions"),
            "question": _("In one or two sentences, as the forward plan will say it"),
        }
        error_messages: ClassVar = {
            "title": {"required": _("Enter the title")},
            "question": {"required": _("Enter what is to be decided")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        person = options["request"].user
        planned_for = person.directorates_as(Role.COMMITTEE_CLERK, Role.EQUALITY_LEAD)
        units = Unit.objects.select_related("parent").open(timezone.localdate())
        if planned_for is not None:
            mine = person.directorates_as(Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
            units = units if mine is None else units.filter(pk__in=mine) | units.filter(parent__in=mine)
        fields["unit"].queryset = units.order_by("parent__name", "name")
        holders = Person.objects.filter(is_active=True, holdings__role__in=DELEGATES).distinct()
        fields["delegate"].queryset = holders.order_by("full_name")
        fields["at"].choices = self._places()
        if self.instance.meeting_id:
            self.initial["at"] = f"meeting:{self.instance.meeting_id}"
        elif self.instance.body_id:
            self.initial["at"] = f"body:{self.instance.body_id}"

    def _places(self) -> list[Any]:
        """Each body that meets, with its coming meetings and the choice to leave the meeting open."""
        today = timezone.localdate()
        first = min(today, self.instance.expected_on or today)
        meetings: dict[int, list[tuple[str, str]]] = {}
        for meeting in Meeting.objects.filter(held_on__gte=first).order_by("held_on"):
            meetings.setdefault(meeting.body_id, []).append(
                (f"meeting:{meeting.pk}", date_format(meeting.held_on, "j F Y"))
            )
        return [
            ("", _("No body: one person decides")),
            *(
                (body.name, [*meetings.get(body.pk, []), (f"body:{body.pk}", _("The meeting is not fixed yet"))])
                for body in Body.objects.active()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        at, delegate = cleaned.get("at"), cleaned.get("delegate")
        cleaned["is_key"] = cleaned.get("is_key") or cleaned.get("kind") == DecisionKind.KEY
        if at and delegate:
            self.add_error("delegate", _("Choose the body that decides, or the one person who does, and not both"))
        elif not at and not delegate and "at" not in self.errors:
            self.add_error("at", _("Choose the body that decides, or the person who does"))
        if not str(at).startswith("meeting:") and not cleaned.get("expected_on") and "expected_on" not in self.errors:
            self.add_error("expected_on", _("Enter the day on which it is to be decided, or choose a meeting"))
        if cleaned.get("urgency") and not (cleaned.get("urgency_reason") or "").strip():
            self.add_error("urgency_reason", _("Enter why it could not wait for 28 days’ notice"))
        notice_on, day = cleaned.get("notice_on"), cleaned.get("expected_on")
        if notice_on and day and notice_on > day and not str(at).startswith("meeting:"):
            self.add_error("notice_on", _("Notice comes before the decision. Enter an earlier day."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        kind, _colon, pk = values.pop("at", "").partition(":")
        meeting = Meeting.objects.select_related("body").get(pk=pk) if kind == "meeting" else None
        values["meeting"] = meeting
        values["body"] = meeting.body if meeting else Body.objects.get(pk=pk) if kind == "body" else None
        if meeting:
            values["expected_on"] = meeting.held_on
        return values

    def rows(self) -> list[Any]:
        return [
            Field.text("title", label_size=Size.SMALL),
            Field.radios("kind", legend_size=Size.SMALL, small=True),
            "is_key",
            Field.textarea("question", rows=4, label_size=Size.SMALL),
            "unit",
            "at",
            "delegate",
            "expected_on",
            "notice_on",
            Field.radios("urgency", legend_size=Size.SMALL, small=True),
            Field.textarea("urgency_reason", rows=3, label_size=Size.SMALL),
        ]


class StepForm(forms.Form):
    """The page has its own button."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.rows())

    def rows(self) -> list[Any]:
        return list(self.fields)  # type: ignore[attr-defined]


class ReasonForm(StepForm):
    """A step that needs a reason: take back, withdraw."""

    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea, error_messages={"required": _("Enter the reason")})

    def rows(self) -> list[Any]:
        return [Field.textarea("reason", label_size=Size.SMALL, rows=4)]


class OverrideForm(StepForm):
    """Letting a decision pass without an EqIA, in one's own name."""

    reason = forms.CharField(
        label=_("Why can this decision not wait for an EqIA?"),
        help_text=_("Members, the equality lead and the public report will read this with your name."),
        widget=forms.Textarea,
        error_messages={"required": _("Enter the reason why this cannot wait for an EqIA")},
    )
    accepts = forms.BooleanField(
        label=_(
            "I know what the duty asks of whoever decides, and I answer for this decision going ahead without an EqIA"
        ),
        error_messages={"required": _("Confirm that you answer for it")},
    )

    def rows(self) -> list[Any]:
        return [Field.textarea("reason", label_size=Size.SMALL, rows=5), "accepts"]


class TakeForm(StepForm):
    """What was decided, when, and where it is written down."""

    outcome = forms.ChoiceField(
        label=_("What was decided?"),
        choices=DecisionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what was decided")},
    )
    taken_on = DayField(label=_("When was it decided?"), name=_("the day of the decision"), required=True)
    item_number = forms.CharField(label=_("Item on the agenda"), max_length=20, required=False)
    pack_pages = forms.CharField(
        label=_("Pages of the pack"), help_text=_("For example, 31 to 58"), max_length=40, required=False
    )
    minute_reference = forms.CharField(label=_("Number of the minute"), max_length=100, required=False)
    minute = forms.CharField(
        label=_("Minute"),
        help_text=_("What the minute says of this decision, and of due regard to equality"),
        widget=forms.Textarea,
        required=False,
    )

    def clean_taken_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["taken_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter the day on which it was taken, which cannot lie in the future"))
        return day

    def rows(self) -> list[Any]:
        return [
            Field.radios("outcome", legend_size=Size.SMALL),
            "taken_on",
            Field.text("item_number", label_size=Size.SMALL),
            Field.text("pack_pages", label_size=Size.SMALL),
            Field.text("minute_reference", label_size=Size.SMALL),
            Field.textarea("minute", label_size=Size.SMALL, rows=6),
        ]
