"""What is to be changed in many actions at once."""

from typing import Any

from crispy_forms_gds.layout import Fieldset, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import PlanState, Status
from actionplans.forms.base import CharacteristicsField, EditForm, PersonField, places
from actionplans.models import Plan
from actionplans.services.together import Wanted
from organisation.models import Characteristic, Person, Unit
from toolkit.fields import DayField

STATUSES = (Status.IN_PROGRESS, Status.STOPPED)
AS_IS = gettext_lazy("Leave as it is")


class TogetherForm(EditForm):
    """What is left empty stays as it is in each action. A completion is reported one by one: it needs its own evidence."""

    button = gettext_lazy("See what would change")

    lead = PersonField(Person.objects.none(), label=gettext_lazy("Accountable"), required=False, empty_label=AS_IS)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Directorate or service"), required=False)
    plan = forms.ModelChoiceField(Plan.objects.none(), label=gettext_lazy("Plan"), required=False, empty_label=AS_IS)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", AS_IS), *((each.value, each.label) for each in STATUSES)],
        help_text=gettext_lazy("A completion is reported one by one, because each needs its own evidence"),
    )
    deadline = forms.CharField(
        label=gettext_lazy("Deadline"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "In your own words, such as 31 March 2027 or Q3 2026/27. The old deadlines stay in sight."
        ),
    )
    next_review_on = DayField(name=gettext_lazy("the date of the next review"), label=gettext_lazy("Next review"))
    add_characteristics = CharacteristicsField(
        Characteristic.objects.none(), label=gettext_lazy("Also for people who share"), required=False
    )
    take_characteristics = CharacteristicsField(
        Characteristic.objects.none(), label=gettext_lazy("No longer for people who share"), required=False
    )
    asks = forms.BooleanField(label=gettext_lazy("Ask those who answer for them for an update now"), required=False)
    question = forms.CharField(label=gettext_lazy("A question to go with it"), max_length=500, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept in the history of each action, and with each deadline and status that changes"),
        error_messages={"required": gettext_lazy("Enter why you change them")},
    )
    picked = forms.CharField(widget=forms.HiddenInput, required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        fields: dict[str, Any] = self.fields
        fields["lead"].queryset = Person.objects.filter(is_active=True).order_by("full_name")
        fields["unit"].queryset = Unit.objects.select_related("parent").open(today)
        fields["unit"].choices = [("", AS_IS), *places(fields["unit"].queryset)]
        fields["plan"].queryset = Plan.objects.visible_to(self.request.user).exclude(state=PlanState.CLOSED)
        for name in ("add_characteristics", "take_characteristics"):
            fields[name].queryset = Characteristic.objects.in_use(today)

    def layout(self) -> list[Any]:
        return [
            "picked",
            "query",
            Fieldset("lead", "unit", "plan", legend=_("Who and where"), legend_size=Size.MEDIUM),
            Fieldset("status", "deadline", "next_review_on", legend=_("How far and by when"), legend_size=Size.MEDIUM),
            Fieldset("add_characteristics", "take_characteristics", legend=_("For whom"), legend_size=Size.MEDIUM),
            Fieldset("asks", "question", legend=_("Ask"), legend_size=Size.MEDIUM),
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        both = set(cleaned.get("add_characteristics") or ()) & set(cleaned.get("take_characteristics") or ())
        if both:
            self.add_error("take_characteristics", _("Choose either to add or to take away a characteristic"))
        if not self.errors and not self.wanted.is_anything:
            raise ValidationError(_("Choose at least one thing to change"))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        cleaned = self.cleaned_data
        day = cleaned.get("next_review_on")
        return Wanted(
            reason=cleaned["reason"].strip(),
            deadline=cleaned["deadline"].strip(),
            next_review_on=day.isoformat() if day else "",
            unit=cleaned["unit"].pk if cleaned["unit"] else None,
            plan=cleaned["plan"].pk if cleaned["plan"] else None,
            lead=cleaned["lead"].pk if cleaned["lead"] else None,
            status=cleaned["status"],
            add_characteristics=[each.pk for each in cleaned["add_characteristics"]],
            take_characteristics=[each.pk for each in cleaned["take_characteristics"]],
            asks=cleaned["asks"],
            question=cleaned["question"].strip(),
        )
