from typing import Any

from crispy_forms_gds.layout import Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import PlanState
from actionplans.forms.base import EditForm
from actionplans.models import Plan
from actionplans.services.successors import Chosen, Offer
from toolkit.fields import DayField
from toolkit.tidying import TidyForm


class NextPlanForm(EditForm):
    """Into which plan actions are taken forward: one that is there, or a new one."""

    button = gettext_lazy("Continue")
    to = forms.ModelChoiceField(
        Plan.objects.none(),
        label=gettext_lazy("A plan that is there already"),
        required=False,
        empty_label=gettext_lazy("None: make a new plan"),
    )
    title = forms.CharField(label=gettext_lazy("Title of the new plan"), max_length=200, required=False)
    strand = forms.CharField(label=gettext_lazy("Strand (optional)"), max_length=200, required=False)
    starts_on = DayField(name=gettext_lazy("the first day"), label=gettext_lazy("First day"))
    ends_on = DayField(name=gettext_lazy("the last day"), label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = Plan.objects.exclude(pk=plan.pk).exclude(state=PlanState.CLOSED)
        # The next plan begins where this one ends, and lasts as long.
        self.initial["strand"] = plan.strand
        self.initial["to"] = plan.successors.exclude(state=PlanState.CLOSED).first()

    def layout(self) -> list[Any]:
        return [Field.select("to"), Field.text("title"), Field.text("strand"), "starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("to"):
            title, strand = cleaned.get("title", "").strip(), cleaned.get("strand", "").strip()
            if not title:
                self.add_error("title", _("Enter the title of the new plan, or select one that is there"))
            elif Plan.objects.filter(title=title, strand=strand).exists():
                self.add_error("title", _("There is already a plan with this title and strand. Select it above."))
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Enter a last day after the first day"))
        return cleaned


class RollForm(TidyForm, EditForm):
    """Which actions are followed, and in which words. One row for each offer."""

    def __init__(self, *args: Any, offers: list[Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offers = offers
        fields: dict[str, Any] = self.fields
        for offer in offers:
            pk = offer.action.pk
            fields[f"take_{pk}"] = forms.BooleanField(required=False, initial=offer.is_from_later_years)
            fields[f"words_{pk}"] = forms.CharField(
                required=False,
                initial=offer.description,
                widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
            )
            fields[f"deadline_{pk}"] = forms.CharField(
                required=False, widget=forms.TextInput(attrs={"class": "govuk-input"})
            )

    def layout(self) -> list[Any]:
        return []

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "offer": offer,
                "take": self[f"take_{offer.action.pk}"],
                "words": self[f"words_{offer.action.pk}"],
                "deadline": self[f"deadline_{offer.action.pk}"],
            }
            for offer in self.offers
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for offer in self.offers:
            pk = offer.action.pk
            if cleaned.get(f"take_{pk}") and not cleaned.get(f"words_{pk}", "").strip():
                self.add_error(f"words_{pk}", _("Enter what will be done after action %s") % offer.action.reference)
        if not any(cleaned.get(f"take_{offer.action.pk}") for offer in self.offers):
            raise forms.ValidationError(_("Select at least one action to take forward"))
        return cleaned

    @property
    def chosen(self) -> list[Chosen]:
        taken = [offer.action for offer in self.offers if self.cleaned_data[f"take_{offer.action.pk}"]]
        return [
            Chosen(action, self.cleaned_data[f"words_{action.pk}"], self.cleaned_data[f"deadline_{action.pk}"])
            for action in taken
        ]
