from typing import Any

from crispy_forms_gds.layout import Field, Fieldset, Fixed, Size
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import LeadRole
from actionplans.forms.base import CharacteristicsField, EditForm, places
from actionplans.forms.deadlines import ReadsDeadline
from actionplans.forms.leads import LeaderField
from actionplans.models import Action, Plan
from actionplans.services.leads import meaning_of
from actionplans.services.reading import Directory
from objectives.models import Objective
from organisation.models import Characteristic, Unit
from toolkit.fields import DayField


class ActionForm(ReadsDeadline, EditForm):
    """An action with all its parts. Only what will be done is required: a hole is shown as one, not hidden by a guess."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Leave empty for the next number"),
    )
    known_outcome = forms.ChoiceField(label=gettext_lazy("Priority outcome"), required=False)
    outcome = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        label=gettext_lazy("A new priority outcome"),
        required=False,
        help_text=gettext_lazy("The result that this and other actions work towards"),
    )
    description = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("What will be done"),
        error_messages={"required": gettext_lazy("Enter what will be done")},
    )
    impact = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Intended impact"),
        required=False,
        help_text=gettext_lazy("What will be different, for whom"),
    )
    deadline = forms.CharField(
        label=gettext_lazy("Deadline"),
        required=False,
        help_text=gettext_lazy(
            "In your own words: 31 March 2027, June 2027, Q3 2026/27, ongoing. We read them and show you how."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the new deadline"),
        required=False,
        help_text=gettext_lazy("Only if you change the deadline. The old one stays in sight."),
    )
    next_review_on = DayField(
        name=gettext_lazy("the date of the next review"),
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("Needed for work that goes on or comes round again: it has no other day"),
    )
    lead_person = LeaderField(
        label=gettext_lazy("Who is accountable"),
        required=False,
        empty=gettext_lazy("Nobody yet, or as the words say"),
        help_text=gettext_lazy("A post stays when its holder leaves; whoever holds it is asked how the action goes"),
    )
    leads = forms.CharField(
        label=gettext_lazy("Leads in words"),
        required=False,
        help_text=gettext_lazy(
            "Posts, services or groups, with a slash between them; “supported by” before those who help"
        ),
    )
    indicator = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Indicator of achievement"),
        required=False,
        help_text=gettext_lazy("How we will know that it worked"),
    )
    later_years = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), label=gettext_lazy("Later years’ actions"), required=False
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Directorate or service"), required=False)
    characteristics = CharacteristicsField(
        Characteristic.objects.none(), label=gettext_lazy("For people who share"), required=False
    )
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(),
        label=gettext_lazy("Objectives it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, plan: Plan | None = None, record: Action | None = None, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.plan = plan
        today = timezone.localdate()
        fields: dict[str, Any] = self.fields
        chosen = list(record.characteristics.all()) if record else []
        served = list(record.objectives.all()) if record else []
        fields["characteristics"].queryset = Characteristic.objects.in_use(today) | Characteristic.objects.filter(
            pk__in=[characteristic.pk for characteristic in chosen]
        )
        in_force = Objective.objects.in_force() & Objective.objects.visible_to(self.request.user)
        fields["objectives"].queryset = in_force | Objective.objects.filter(pk__in=[each.pk for each in served])
        accountable = (
            next((lead for lead in record.leads.all() if lead.role == LeadRole.ACCOUNTABLE), None) if record else None
        )
        chosen_lead = meaning_of(accountable.target) if accountable and accountable.target else None
        fields["lead_person"].fill(Directory.today(), chosen_lead)
        fields["unit"].queryset = Unit.objects.select_related("parent").open(today)
        fields["unit"].choices = [("", _("The plan’s own")), *places(fields["unit"].queryset)]
        of_plan = plan or (record.plan if record else None)
        known = [outcome.text for outcome in of_plan.outcomes.all()] if of_plan else []
        fields["known_outcome"].choices = [("", _("None, or a new one")), *((text, text) for text in known)]
        if not known:
            del fields["known_outcome"]
        if record is None:
            del fields["reason"]
        else:
            self._fill_from(record, chosen, served)

    def _fill_from(self, action: Action, chosen: list[Characteristic], served: list[Objective]) -> None:
        leads = action.leads.all()
        accountable = next((lead.target for lead in leads if lead.role == LeadRole.ACCOUNTABLE), None)
        self.initial.update(
            {
                "reference": action.reference,
                "known_outcome": action.outcome.text if action.outcome else "",
                "description": action.description,
                "impact": action.impact,
                "deadline": action.deadline_text,
                "next_review_on": action.next_review_on,
                "lead_person": meaning_of(accountable) if accountable else None,
                "leads": action.leads_text,
                "indicator": action.indicator,
                "later_years": action.later_years,
                "unit": action.unit_id,
                "characteristics": chosen,
                "objectives": served,
            }
        )

    def layout(self) -> list[Any]:
        return [
            *self.first(),
            Field.text("reference", field_width=Fixed.TEN),
            Field.textarea("description", rows=3),
            *([Field.select("known_outcome")] if "known_outcome" in self.fields else []),
            Field.textarea("outcome", rows=2),
            Field.textarea("impact", rows=3),
            Fieldset(
                Field.text("deadline"),
                *self.reading_of("deadline"),
                *([Field.text("reason")] if "reason" in self.fields else []),
                "next_review_on",
                legend_size=Size.MEDIUM,
                legend=_("By when"),
            ),
            Fieldset(
                Field.select("lead_person"),
                Field.text("leads"),
                Field.select("unit"),
                legend_size=Size.MEDIUM,
                legend=_("Who"),
            ),
            Fieldset(
                Field.textarea("indicator", rows=3),
                Field.textarea("later_years", rows=2),
                legend_size=Size.MEDIUM,
                legend=_("How we will know, and what follows"),
            ),
            Field.checkboxes("characteristics", small=True),
            *([Field.checkboxes("objectives", small=True)] if self.fields["objectives"].queryset else []),  # type: ignore[attr-defined]
        ]

    def first(self) -> list[Any]:
        return []

    def values(self) -> dict[str, Any]:
        values = super().values()
        known = values.pop("known_outcome", "")
        if (meaning := values.get("lead_person")) is not None:
            values["lead_person"] = meaning.record
        return values | {"outcome": values["outcome"].strip() or known}

    def clean_reference(self) -> str:
        reference = str(self.cleaned_data["reference"]).strip()
        plan: Any = self.plan or (self.record.plan if self.record else None)
        if reference and plan is not None:
            others = plan.actions.filter(reference__iexact=reference).exclude(pk=getattr(self.record, "pk", None))
            if others.exists():
                raise forms.ValidationError(_("Enter a reference that no other action of this plan has"))
        return reference or (self.record.reference if self.record else "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.record is not None and self.record.deadline_text:
            is_changed = cleaned.get("deadline", "").strip() != self.record.deadline_text
            if is_changed and not cleaned.get("reason", "").strip():
                self.add_error("reason", _("Enter the reason for the new deadline"))
        self.demand_review("deadline", "next_review_on")
        return cleaned


class InPlanForm(ActionForm):
    """An action that comes from elsewhere: what is known there is filled in already, and the plan is chosen."""

    button = gettext_lazy("Make it an action")
    plan_chosen = forms.ModelChoiceField(
        Plan.objects.none(),
        label=gettext_lazy("Which plan"),
        empty_label=gettext_lazy("Select a plan"),
        error_messages={"required": gettext_lazy("Select the plan it belongs to")},
    )

    def __init__(self, *args: Any, plans: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["plan_chosen"].queryset = plans

    def first(self) -> list[Any]:
        return [Field.select("plan_chosen")]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "plan_chosen"}


class FromMitigationForm(InPlanForm):
    """An action that carries out an EqIA's mitigation."""

    def __init__(self, *args: Any, mitigation: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        assessment = mitigation.assessment
        characteristics = [mitigation.impact.characteristic_id] if mitigation.impact_id else []
        self.initial.update(
            {
                "description": mitigation.description,
                "deadline": date_format(mitigation.due_on, "j F Y") if mitigation.due_on else "",
                "lead_person": meaning_of(mitigation.lead_person) if mitigation.lead_person else None,
                "indicator": mitigation.indicator,
                "unit": assessment.unit_id,
                "characteristics": characteristics,
            }
        )


class FromRecommendationForm(InPlanForm):
    """An action that answers a recommendation."""

    def __init__(self, *args: Any, recommendation: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({"description": recommendation.text, "unit": recommendation.unit_id})
