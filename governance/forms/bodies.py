from typing import Any, ClassVar

from crispy_forms_gds.layout import Field
from django import forms
from django.utils.translation import gettext_lazy

from governance.choices import BodyKind
from governance.models import Body, Meeting, Seat
from organisation.models import Person
from toolkit.editing import EditForm
from toolkit.fields import DayField


class BodyForm(EditForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=BodyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select a kind")},
    )

    class Meta:
        model = Body
        fields = ("name", "kind", "purpose", "contact_name", "contact_email", "is_dormant")
        labels: ClassVar = {
            "contact_name": gettext_lazy("Contact"),
            "contact_email": gettext_lazy("Contact’s e-mail address"),
            "is_dormant": gettext_lazy("Dormant: it does not meet at present"),
        }
        help_texts: ClassVar = {
            "contact_name": gettext_lazy("For a trade union, charity or other partner: whom to ask about its actions"),
            "contact_email": gettext_lazy("They answer by a link in the message and need no account here"),
        }
        error_messages: ClassVar = {
            "name": {
                "required": gettext_lazy("Enter the name of the body"),
                "unique": gettext_lazy("A body with this name is already here"),
            }
        }

    def rows(self) -> list[Any]:
        return [
            "name",
            Field.radios("kind"),
            Field.textarea("purpose", rows=4),
            "contact_name",
            "contact_email",
            "is_dormant",
        ]


class MeetingForm(EditForm):
    held_on = DayField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example, 9 12 2026"),
        name=gettext_lazy("the date of the meeting"),
        required=True,
    )

    class Meta:
        model = Meeting
        fields = ("held_on", "place")

    checked_too: ClassVar = frozenset({"body"})


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}".rstrip(", ")


class SeatForm(EditForm):
    """Somebody's place on a body."""

    person = PersonChoice(
        queryset=Person.objects.filter(is_active=True),
        label=gettext_lazy("Person"),
        empty_label=gettext_lazy("Select a person"),
        error_messages={"required": gettext_lazy("Select the person")},
    )
    starts_on = DayField(
        label=gettext_lazy("From"), name=gettext_lazy("the day on which the seat begins"), required=True
    )
    ends_on = DayField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Leave empty as long as no end is known"),
        name=gettext_lazy("the day on which the seat ends"),
    )

    class Meta:
        model = Seat
        fields = ("person", "post", "starts_on", "ends_on")
        help_texts: ClassVar = {"post": gettext_lazy("For example, Chair. Leave empty for a member.")}

    checked_too: ClassVar = frozenset({"body"})
