from typing import Any, ClassVar

from crispy_forms_gds.layout import Field, Fixed
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.choices import UnitKind
from organisation.models import Unit
from toolkit.editing import EditForm
from toolkit.fields import DayField


class AddUnitForm(EditForm):
    button = gettext_lazy("Add")

    class Meta:
        model = Unit
        fields = ("kind", "name", "parent", "code")
        labels: ClassVar = {"parent": gettext_lazy("Directorate or employer it stands in")}
        help_texts: ClassVar = {
            "parent": gettext_lazy("For a service only"),
            "code": gettext_lazy(
                "A short word for imported files and links, such as libraries. It cannot be changed later."
            ),
        }
        error_messages: ClassVar = {
            "name": {"required": gettext_lazy("Enter the name")},
            "code": {
                "required": gettext_lazy("Enter a short code"),
                "unique": gettext_lazy("Enter another short code: this one is taken"),
                "invalid": gettext_lazy("Enter a short code of letters, figures, hyphens and underscores only"),
            },
        }
        widgets: ClassVar = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].error_messages["required"] = _("Select what it is")  # type: ignore[index]
        parent: Any = self.fields["parent"]
        parent.queryset = Unit.objects.open(timezone.localdate()).exclude(kind=UnitKind.SERVICE)
        parent.empty_label = _("None: it stands on its own")

    def rows(self) -> list[Any]:
        return [
            Field.radios("kind"),
            "name",
            "parent",
            Field.text("code", field_width=Fixed.TWENTY),
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, parent = self.cleaned_data.get("kind"), self.cleaned_data.get("parent")
        if kind == UnitKind.SERVICE and parent is None and "parent" not in self.errors:
            self.add_error("parent", _("Select the directorate or employer the service stands in"))
        if kind and kind != UnitKind.SERVICE and parent is not None:
            self.add_error("parent", _("Select “None”: only a service stands in something else"))
        return cleaned


class RenameUnitForm(EditForm):
    class Meta:
        model = Unit
        fields = ("name",)
        error_messages: ClassVar = {"name": {"required": gettext_lazy("Enter the name")}}


class MoveUnitForm(EditForm):
    button = gettext_lazy("Move")

    class Meta:
        model = Unit
        fields = ("parent",)
        labels: ClassVar = {"parent": gettext_lazy("Directorate or employer it stands in from now on")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parent: Any = self.fields["parent"]
        parent.queryset = Unit.objects.open(timezone.localdate()).exclude(kind=UnitKind.SERVICE)
        parent.required = True
        parent.error_messages["required"] = _("Select a directorate or employer")


class CloseUnitForm(EditForm):
    button = gettext_lazy("Close")
    closed_on = DayField(
        label=gettext_lazy("First day on which it is closed"),
        help_text=gettext_lazy("For example, 1 4 2027"),
        name=gettext_lazy("the first day on which it is closed"),
        required=True,
    )

    class Meta:
        model = Unit
        fields = ("closed_on",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["closed_on"] = self.instance.closed_on or timezone.localdate()
