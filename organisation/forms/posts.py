from typing import Any, ClassVar

from crispy_forms_gds.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.forms.people import DaysForm, units_as_choices
from organisation.models import Person, Post, PostHolding
from toolkit.editing import EditForm
from toolkit.fields import DayField


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


class TitlesField(forms.CharField):
    """Titles, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        titles = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if any(len(title) > 150 for title in titles):
            raise forms.ValidationError(_("Enter one former title on each line, each of at most 150 characters"))
        return titles


class PostForm(EditForm):
    former_titles = TitlesField(
        label=gettext_lazy("Former titles"),
        required=False,
        help_text=gettext_lazy(
            "One on each line. Older plans name the post by them. A title that you change is added by itself."
        ),
    )

    class Meta:
        model = Post
        fields = ("title", "unit", "former_titles")
        error_messages: ClassVar = {"title": {"required": gettext_lazy("Enter the title of the post")}}

    checked_too: ClassVar = frozenset({"abolished_on"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("None: a post of the whole body")), *units_as_choices(self.instance.unit_id)]

    def rows(self) -> list[Any]:
        return ["title", "unit", Field.textarea("former_titles", rows=3)]

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())


class AbolishPostForm(EditForm):
    button = gettext_lazy("Abolish the post")
    abolished_on = DayField(
        label=gettext_lazy("First day without the post"),
        name=gettext_lazy("the first day without the post"),
        required=True,
    )

    class Meta:
        model = Post
        fields = ("abolished_on",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["abolished_on"] = self.instance.abolished_on or timezone.localdate()


class AppointForm(DaysForm):
    button = gettext_lazy("Appoint")
    person = PersonChoice(
        queryset=Person.objects.none(),
        label=gettext_lazy("Person"),
        empty_label=gettext_lazy("Select a person"),
        error_messages={"required": gettext_lazy("Select the person")},
    )
    starts_on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The day may have passed"),
        name=gettext_lazy("the first day in the post"),
        required=True,
    )
    ends_on = DayField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("Leave empty if no end is known"),
        name=gettext_lazy("the last day in the post"),
    )

    class Meta:
        model = PostHolding
        fields = ("person", "starts_on", "ends_on")

    checked_too: ClassVar = frozenset({"post"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.queryset = Person.objects.filter(is_active=True)
        self.initial["starts_on"] = timezone.localdate()


class EndAppointmentForm(DaysForm):
    button = gettext_lazy("Set the last day")
    ends_on = DayField(
        label=gettext_lazy("Last day in the post"),
        help_text=gettext_lazy("The day may have passed"),
        name=gettext_lazy("the last day in the post"),
        required=True,
    )

    class Meta:
        model = PostHolding
        fields = ("ends_on",)

    checked_too: ClassVar = frozenset({"post", "person", "starts_on"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["ends_on"] = self.instance.ends_on or max(timezone.localdate(), self.instance.starts_on)
