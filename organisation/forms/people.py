from typing import Any, ClassVar

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field
from django import forms
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.choices import ROLE_MEANS, Role, UnitKind
from organisation.models import Person, RoleHolding, Unit
from toolkit.editing import EditForm
from toolkit.fields import DayField


class PersonForm(EditForm):
    class Meta:
        model = Person
        fields = ("full_name", "email", "job_title", "unit")
        help_texts: ClassVar = {"email": gettext_lazy("They sign in with it")}
        error_messages: ClassVar = {
            "full_name": {"required": gettext_lazy("Enter the full name")},
            "email": {
                "required": gettext_lazy("Enter an e-mail address"),
                "invalid": gettext_lazy("Enter an e-mail address in the right form, such as name@example.org"),
                "unique": gettext_lazy("Somebody with this e-mail address is already here"),
            },
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("None: they belong to the body as a whole")), *units_as_choices(self.instance.unit_id)]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AddPersonForm(PersonForm):
    button = gettext_lazy("Add and send an invitation")


class DaysForm(EditForm):
    """From one day to another: the other way round is said before the database is asked."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("starts_on") or self.instance.starts_on
        if cleaned.get("ends_on") and first and cleaned["ends_on"] < first:
            self.add_error("ends_on", _("The last day must not be before the first"))
        return cleaned


class GiveRoleForm(DaysForm):
    button = gettext_lazy("Give the role")
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[Choice(role.value, role.label, hint=ROLE_MEANS[role]) for role in Role],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select a role")},
    )
    starts_on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Today or a later day"),
        name=gettext_lazy("the first day of the role"),
        required=True,
    )
    ends_on = DayField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("Leave empty if it has no end yet"),
        name=gettext_lazy("the last day of the role"),
    )

    class Meta:
        model = RoleHolding
        fields = ("role", "directorate", "starts_on", "ends_on")
        labels: ClassVar = {"directorate": gettext_lazy("Where")}
        help_texts: ClassVar = {"directorate": gettext_lazy("An administrator is always one for the whole body")}

    checked_too: ClassVar = frozenset({"person"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["starts_on"] = timezone.localdate()
        directorate: Any = self.fields["directorate"]
        directorate.queryset = Unit.objects.open(timezone.localdate()).exclude(kind=UnitKind.SERVICE)
        directorate.empty_label = _("The whole body")

    def rows(self) -> list[Any]:
        return [Field.radios("role"), "directorate", "starts_on", "ends_on"]


class EndRoleForm(EditForm):
    button = gettext_lazy("Set the last day")
    ends_on = DayField(
        label=gettext_lazy("Last day of the role"),
        help_text=gettext_lazy("Yesterday ends it at once"),
        name=gettext_lazy("the last day of the role"),
        required=True,
    )

    class Meta:
        model = RoleHolding
        fields = ("ends_on",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["ends_on"] = self.instance.ends_on or max(timezone.localdate(), self.instance.starts_on)


class StopForm(forms.Form):
    """Not an edit form: it asks one question and shows nothing that another person could have changed."""

    ends_roles = forms.BooleanField(
        label=gettext_lazy("End the roles they hold as well, today"), required=False, initial=True
    )


def units_as_choices(selected: int | None = None) -> list[tuple[str, list[tuple[int, str]]]]:
    """Open units (and the one already selected), services under their directorate, for a grouped list."""
    today = timezone.localdate()
    units = Unit.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today) | Q(pk=selected))
    groups: dict[str, list[tuple[int, str]]] = {}
    for unit in units.select_related("parent").order_by("parent__name", F("parent").asc(nulls_first=True), "name"):
        groups.setdefault(unit.directorate.name, [])
        label = _("%s as a whole") % unit.name if unit.parent is None else unit.name
        groups[unit.directorate.name].append((unit.pk, label))
    return sorted((name, sorted(options, key=lambda option: option[1])) for name, options in groups.items())
