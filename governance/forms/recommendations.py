"""Taking down a recommendation, and answering it."""

from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.choices import RecommendationKind, Response
from governance.forms.decisions import UnitChoice
from governance.models import Body, Recommendation
from organisation.models import Unit
from toolkit.drafts import editor_token
from toolkit.editing import EditForm
from toolkit.fields import DayField
from toolkit.tidying import TidyForm


class RecommendationForm(EditForm):
    """What was recommended, by whom and when. Of a complaint only its number and its theme."""

    kind = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=RecommendationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select where it comes from")},
    )
    body = forms.ModelChoiceField(
        queryset=Body.objects.none(),
        label=_("Body that made it"),
        help_text=_("For a recommendation of one of our bodies"),
        empty_label=_("None of our bodies"),
        required=False,
    )
    dated_on = DayField(label=_("Date"), name=_("the date of the recommendation"), required=True)
    unit = UnitChoice(
        queryset=Unit.objects.none(),
        label=_("Who answers it"),
        empty_label=_("The equality lead, for the whole body"),
        required=False,
    )
    answer_by = DayField(label=_("Answer due (optional)"), name=_("the day by which an answer is due"))

    class Meta:
        model = Recommendation
        fields = ("kind", "body", "made_by", "reference", "dated_on", "text", "unit", "answer_by")
        labels: ClassVar = {"made_by": _("Who made it, if none of our bodies"), "text": _("What is recommended")}
        help_texts: ClassVar = {
            "made_by": _("For an audit, an inspection or somebody else. Leave it empty for a complaint."),
            "reference": _("Its number in their report, or the number of the complaint"),
            "text": _(
                "For a complaint, only what it teaches us, in your own words: no name, address or anything else by which "
                "somebody could be known"
            ),
        }
        error_messages: ClassVar = {"text": {"required": _("Enter what is recommended")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        chosen = self.instance.body_id
        fields["body"].queryset = Body.objects.active() | Body.objects.filter(pk=chosen)
        fields["unit"].queryset = Unit.objects.select_related("parent").open(timezone.localdate())

    def rows(self) -> list[Any]:
        return [
            Field.radios("kind"),
            Field.select("body"),
            "made_by",
            "reference",
            "dated_on",
            Field.textarea("text", rows=5),
            Field.select("unit"),
            "answer_by",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == RecommendationKind.BODY:
            cleaned["made_by"] = ""
            if not cleaned.get("body"):
                self.add_error("body", _("Select the body that made it"))
        elif kind:
            cleaned["body"] = None
            if kind == RecommendationKind.COMPLAINT:
                cleaned["made_by"] = ""
                if not cleaned.get("reference", "").strip():
                    self.add_error("reference", _("Enter the number of the complaint"))
            elif not cleaned.get("made_by", "").strip():
                self.add_error("made_by", _("Enter who made it"))
        dated_on, answer_by = cleaned.get("dated_on"), cleaned.get("answer_by")
        if dated_on and dated_on > timezone.localdate():
            self.add_error("dated_on", _("Enter a date that is not in the future"))
        if dated_on and answer_by and answer_by < dated_on:
            self.add_error("answer_by", _("Enter a day after that of the recommendation"))
        return cleaned


class AnswerForm(TidyForm, forms.Form):
    """What the organisation answers, and why."""

    response = forms.ChoiceField(
        label=_("What do we answer?"),
        choices=[choice for choice in Response.choices if choice[0] != Response.PENDING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what we answer")},
    )
    reason = forms.CharField(
        label=_("The answer in words"),
        help_text=_("What will be done, or why it will not. It stands beside the recommendation for everybody here."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter the answer in words")},
    )
    editor = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, request: HttpRequest, present: str, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["response"].choices = [choice for choice in fields["response"].choices if choice[0] != present]
        self.initial["editor"] = editor_token(request)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = self.helper.legend_size = Size.SMALL
        self.helper.layout = Layout("editor", Field.radios("response"), Field.textarea("reason", rows=5))
