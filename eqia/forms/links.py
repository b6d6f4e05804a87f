"""Which other assessments one belongs with; nothing is shown of those that the writer may not see."""

from typing import Any

from crispy_forms_gds.layout import Field, Fluid, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import Confidentiality, Kind
from eqia.forms.base import Difference, RadioField, SectionForm
from eqia.forms.fields import ReferencesField
from eqia.models import Assessment

LINKS = ("related", "previous")


class LinksForm(SectionForm):
    """Links that lie outside what the writer may see are neither shown nor lost when the page is saved."""

    standard = questions.LINKS
    parent = ReferencesField(is_one=True)
    related = ReferencesField()
    previous = ReferencesField()
    confidentiality = RadioField(Confidentiality)

    class Meta:
        model = Assessment
        fields = ("parent", "related", "previous", "confidentiality")

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, request=request, **options)
        self.visible = Assessment.objects.visible_to(request.user).exclude(pk=self.instance.pk)
        fields: dict[str, Any] = self.fields
        for name in ("parent", *LINKS):
            fields[name].visible = self.visible
        parent = self.instance.parent
        self.hidden_parent = parent if parent and not self.visible.filter(pk=parent.pk).exists() else None
        self.initial["parent"] = None if self.hidden_parent else parent
        for name in LINKS:
            self.initial[name] = list(self.visible.filter(pk__in=getattr(self.instance, name).all()))

    def clean_parent(self) -> Assessment | None:
        parent: Assessment | None = self.cleaned_data["parent"]
        if parent and parent.kind != Kind.PROGRAMME:
            raise forms.ValidationError(_("Enter the reference of a programme: %s is not one") % parent.reference)
        if parent and self.instance.kind == Kind.PROGRAMME:
            raise forms.ValidationError(_("Leave this empty: a programme cannot be part of another programme"))
        return parent

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        values["parent"] = values["parent"] or self.hidden_parent
        for name in LINKS:
            kept = getattr(self.instance, name).exclude(pk__in=self.visible)
            values[name] = [*values[name], *kept]
        return values

    def differences(self, stored: Any) -> list[Difference]:
        """In references, of those only that the writer may see."""
        visible = set(self.visible.values_list("pk", flat=True))

        def words(value: Any) -> str:
            found = value if isinstance(value, list) else [value] if value else []
            return ", ".join(sorted(each.reference for each in found if each.pk in visible)) or _("No answer")

        pairs = {name: (words(self.values[name]), words(list(getattr(stored, name).all()))) for name in LINKS}
        pairs["parent"] = words(self.values["parent"]), words(stored.parent)
        mine, theirs = self.values["confidentiality"], stored.confidentiality
        labels = dict(Confidentiality.choices)
        pairs["confidentiality"] = str(labels.get(mine, _("No answer"))), str(labels.get(theirs, _("No answer")))
        return [
            Difference(name, str(self.fields[name].label), *pair) for name, pair in pairs.items() if pair[0] != pair[1]
        ]

    def layout(self) -> Layout:
        return Layout(
            "editor",
            "revision",
            Field.text("parent", label_size=Size.SMALL, field_width=Fluid.ONE_HALF),
            Field.textarea("related", label_size=Size.SMALL, rows=3),
            Field.textarea("previous", label_size=Size.SMALL, rows=3),
            Field.radios("confidentiality", legend_size=Size.SMALL, small=True),
        )
