"""Forms of the programme and of what follows a decision."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import Field
from django import forms
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.models import Action
from eqia.choices import Kind
from eqia.models import Assessment, Impact
from governance.models import Body
from organisation.models import Person, Unit
from oversight.choices import ASKS_FOR_MORE, Differs, FlagAnswer, FollowUp, Trigger, TriggerAnswer
from oversight.models import EffectCheck, Programme, ProgrammeEntry, PromiseFlag, ReviewTrigger
from toolkit.editing import EditForm
from toolkit.fields import DayField


class EscapedChoice(forms.ModelChoiceField):
    """A choice among records whose names people can word: radios show labels unescaped."""

    def label_from_instance(self, obj: Any) -> str:
        return str(conditional_escape(str(obj)))


class EntryForm(EditForm):
    """What is to be assessed, and by when. Nothing about its effect: that is for the assessment."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of proposal"),
        choices=[("", gettext_lazy("Select a kind")), *Kind.choices],
        error_messages={"required": gettext_lazy("Select the kind of proposal")},
    )
    starts_on = DayField(
        label=gettext_lazy("Work on it starts"), name=gettext_lazy("the day work on it starts"), required=True
    )
    screened_by = DayField(
        label=gettext_lazy("Screened by"), name=gettext_lazy("the day by which it is screened"), required=True
    )
    assessed_by = DayField(
        label=gettext_lazy("Assessed by"),
        name=gettext_lazy("the day by which it is assessed"),
        required=True,
        help_text=gettext_lazy("Before the decision is taken"),
    )

    class Meta:
        model = ProgrammeEntry
        fields = ("title", "kind", "unit", "relevance", "lead", "starts_on", "screened_by", "assessed_by")
        error_messages: ClassVar = {
            "title": {"required": gettext_lazy("Enter the policy or proposal")},
            "unit": {"required": gettext_lazy("Select the directorate or service")},
            "relevance": {"required": gettext_lazy("Enter why it matters for equality")},
        }

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        unit = programme.unit
        fields["unit"].queryset = Unit.objects.filter(pk=unit.pk) | Unit.objects.filter(parent=unit)
        fields["unit"].empty_label = _("Select a directorate or service")
        fields["lead"].queryset = Person.objects.filter(is_active=True).order_by("full_name")
        fields["lead"].empty_label = _("Nobody yet")

    def rows(self) -> list[Any]:
        return [
            "title",
            "kind",
            "unit",
            Field.textarea("relevance", rows=3),
            "lead",
            "starts_on",
            "screened_by",
            "assessed_by",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, screened, assessed = (cleaned.get(name) for name in ("starts_on", "screened_by", "assessed_by"))
        if starts and screened and screened < starts:
            self.add_error("screened_by", _("Screening must be on or after the day work starts"))
        if screened and assessed and assessed < screened:
            self.add_error("assessed_by", _("The assessment must be on or after the day of screening"))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The order of the stages is said above, beside the date to change.
        return super()._get_validation_exclusions() | {"assessed_by"}


class DropForm(EditForm):
    button = gettext_lazy("Drop it")
    dropped_because = forms.CharField(
        label=gettext_lazy("Why is it dropped?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays in sight with this reason, and in what was agreed"),
        error_messages={"required": gettext_lazy("Enter why it is dropped")},
    )

    class Meta:
        model = ProgrammeEntry
        fields = ("dropped_because",)

    def _get_validation_exclusions(self) -> set[str]:
        # The day is set by the service together with the reason.
        return super()._get_validation_exclusions() | {"dropped_because"}


class AgreeForm(EditForm):
    button = gettext_lazy("Agree the programme")
    agreed_by_body = forms.ModelChoiceField(
        Body.objects.filter(is_dormant=False),
        label=gettext_lazy("Agreed at a meeting of"),
        required=False,
        empty_label=gettext_lazy("No body: I agree it myself"),
    )

    class Meta:
        model = Programme
        fields = ("agreed_by_body",)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"agreed_by_body"}


class TriggerForm(EditForm):
    button = gettext_lazy("Record it")
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=[each for each in Trigger.choices if each[0] != Trigger.REVIEW_DATE],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what happened")},
    )
    noticed_on = DayField(label=gettext_lazy("Noticed on"), name=gettext_lazy("the day it was noticed"), required=True)

    class Meta:
        model = ReviewTrigger
        fields = ("kind", "what", "noticed_on")
        labels: ClassVar = {"what": gettext_lazy("What is it about?")}
        error_messages: ClassVar = {"what": {"required": gettext_lazy("Enter what it is about")}}

    def rows(self) -> list[Any]:
        return [Field.radios("kind"), Field.textarea("what", rows=4), "noticed_on"]

    def clean_noticed_on(self) -> Any:
        day = self.cleaned_data["noticed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day it was noticed must be today or in the past"))
        return day


class AnswerTriggerForm(EditForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("What follows?"),
        choices=TriggerAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what follows")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Enter the reason")},
    )
    next_review_on = DayField(
        label=gettext_lazy("Look at it again on"),
        name=gettext_lazy("the day of the next review"),
        help_text=gettext_lazy("Leave empty to keep the date it has"),
    )

    class Meta:
        model = ReviewTrigger
        fields = ("answer", "reason", "next_review_on")

    def rows(self) -> list[Any]:
        return [Field.radios("answer"), Field.textarea("reason", rows=4), "next_review_on"]

    def clean_next_review_on(self) -> Any:
        day = self.cleaned_data["next_review_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("The day of the next review must be in the future"))
        return day

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"answer", "reason"}


class PlanCheckForm(EditForm):
    button = gettext_lazy("Plan the check")
    impact = EscapedChoice(
        Impact.objects.none(),
        label=gettext_lazy("Which effect is checked?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select which effect is checked")},
    )
    planned_on = DayField(label=gettext_lazy("Check on"), name=gettext_lazy("the day of the check"), required=True)

    class Meta:
        model = EffectCheck
        fields = ("impact", "planned_on", "owner")
        error_messages: ClassVar = {"owner": {"required": gettext_lazy("Select who checks")}}

    def __init__(self, *args: Any, assessment: Assessment, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["impact"].queryset = assessment.impacts.exclude(effect="").select_related("characteristic")
        fields["owner"].queryset = Person.objects.filter(is_active=True).order_by("full_name")
        fields["owner"].empty_label = _("Select a person")

    def rows(self) -> list[Any]:
        return [Field.radios("impact", small=True), "planned_on", "owner"]


class EffectForm(EditForm):
    """What happened; worse or not known asks for what follows."""

    differs = forms.ChoiceField(
        label=gettext_lazy("Beside what was expected, it was"),
        choices=Differs.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how it differs from what was expected")},
    )
    follow_up = forms.ChoiceField(
        label=gettext_lazy("If worse or not known: what follows?"),
        choices=FollowUp.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    action = forms.ModelChoiceField(
        Action.objects.none(),
        label=gettext_lazy("The action, if it stands in a plan"),
        required=False,
        empty_label=gettext_lazy("Not in a plan yet"),
    )

    class Meta:
        model = EffectCheck
        fields = ("happened", "evidence", "differs", "follow_up", "response", "action")
        labels: ClassVar = {
            "happened": gettext_lazy("What actually happened to these people?"),
            "evidence": gettext_lazy("How do you know?"),
            "response": gettext_lazy("What will be done, by whom and by when?"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name, words in (("happened", _("Enter what actually happened")), ("evidence", _("Enter how you know"))):
            fields[name].required = True
            fields[name].error_messages["required"] = words
        fields["action"].queryset = Action.objects.filter(
            mitigation__assessment=self.instance.impact.assessment_id
        ).select_related("plan")

    def rows(self) -> list[Any]:
        return [
            Field.textarea("happened", rows=4),
            Field.textarea("evidence", rows=3),
            Field.radios("differs"),
            Field.radios("follow_up"),
            Field.textarea("response", rows=3),
            "action",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("differs") in ASKS_FOR_MORE:
            if not cleaned.get("follow_up"):
                self.add_error("follow_up", _("Select what follows: an action or a new version"))
            if not (cleaned.get("response") or "").strip():
                self.add_error("response", _("Enter what will be done"))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # Day and person are set by the service; what is missing is said above.
        return super()._get_validation_exclusions() | {"differs", "follow_up", "response", "happened"}


class FlagForm(EditForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("What follows?"),
        choices=FlagAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what follows")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, and what happens next?"),
        widget=forms.Textarea,
        help_text=gettext_lazy("Those who relied on the promise will read this"),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )

    class Meta:
        model = PromiseFlag
        fields = ("answer", "reason")

    def rows(self) -> list[Any]:
        return [Field.radios("answer"), Field.textarea("reason", rows=4)]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"answer", "reason"}
