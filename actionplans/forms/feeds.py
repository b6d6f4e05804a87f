from typing import Any

from crispy_forms_gds.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import FeedKind
from actionplans.forms.base import EditForm, places
from governance.models import Body
from organisation.models import Unit


class FeedForm(EditForm):
    """Whose dates a new calendar holds."""

    button = gettext_lazy("Make the address")
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose dates do you want in your calendar?"),
        help_text=gettext_lazy("It shows what you may see here on the day your calendar asks."),
        error_messages={"required": gettext_lazy("Select whose dates you want")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {unit.pk: unit for unit in Unit.objects.open(timezone.localdate()).select_related("parent")}
        self.bodies = {body.pk: body for body in Body.objects.active()}
        grouped = [
            (name, [(f"{FeedKind.UNIT}-{pk}", words) for pk, words in choices])
            for name, choices in places(self.units.values())
        ]
        bodies = [(f"{FeedKind.BODY}-{pk}", body.name) for pk, body in self.bodies.items()]
        fields: dict[str, Any] = self.fields
        fields["whose"].choices = [
            ("", _("Select")),
            (FeedKind.MINE, _("My own actions")),
            *grouped,
            (_("Bodies"), bodies),
        ]

    def layout(self) -> list[Any]:
        return [Field.select("whose")]

    def values(self) -> dict[str, Any]:
        kind, _dash, pk = self.cleaned_data["whose"].partition("-")
        unit = self.units[int(pk)] if kind == FeedKind.UNIT else None
        body = self.bodies[int(pk)] if kind == FeedKind.BODY else None
        return {"kind": kind, "unit": unit, "body": body}
