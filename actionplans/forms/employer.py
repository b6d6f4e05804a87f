from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field, Fieldset, Size
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import EmployerPlanState, EmployerStatus
from actionplans.forms.base import EditForm
from actionplans.models import Action, EmployerAction, EmployerPlan
from actionplans.rules.employer import CATALOGUE, CATEGORIES, MOST_WORDS, MOST_WORDS_OF_NARRATIVE
from governance.services import may_move
from toolkit.tidying import TidyForm

NOT_IN_PLAN = "none"


class ActionsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, action: Any) -> str:
        return f"{action.description} ({action.plan}, {action.reference})"


class EntryForm(TidyForm, EditForm):
    """What the plan says of one action of the catalogue."""

    status = forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how far it has come")},
    )
    support = forms.CharField(
        label=gettext_lazy("Supporting text"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "New or in progress: why you chose it, and how you will track what it changes. Embedded, if you like: how it was done and what came of it. The public reads it; it takes no links."
        ),
    )
    actions = ActionsField(
        Action.objects.none(),
        label=gettext_lazy("Which of your own actions carry it out?"),
        required=False,
        help_text=gettext_lazy(
            "Those marked already, and others whose words come near. You can also mark an action on its own page."
        ),
    )

    def __init__(self, *args: Any, record: EmployerAction | None = None, offered: Any, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        fields["status"].choices = [
            Choice(EmployerStatus.NEW, str(EmployerStatus.NEW.label), hint=_("You begin it, or build on what you do already")),
            Choice(EmployerStatus.EMBEDDED, str(EmployerStatus.EMBEDDED.label), hint=_("It is an established part of how you work; it does not count towards the two")),
            Choice(NOT_IN_PLAN, _("Not in the plan")),
        ]  # fmt: skip
        fields["actions"].queryset = offered
        if record is not None:
            self.initial.update(
                {
                    "status": record.status,
                    "support": record.support,
                    "actions": [each.pk for each in record.actions.all()],
                }
            )
        elif not self.is_bound:
            self.initial["status"] = NOT_IN_PLAN

    def layout(self) -> list[Any]:
        parts: list[Any] = [Field.radios("status"), Field.textarea("support", rows=7, max_words=MOST_WORDS)]
        fields: dict[str, Any] = self.fields
        return [*parts, *([Field.checkboxes("actions")] if fields["actions"].queryset else [])]

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values | {"status": "" if values["status"] == NOT_IN_PLAN else values["status"]}


class AboutForm(TidyForm, EditForm):
    """What is said of the whole plan."""

    narrative = forms.CharField(
        label=gettext_lazy("Supporting narrative (optional)"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Background for the public, such as what you want equality at work to look like"),
    )
    link = forms.URLField(
        label=gettext_lazy("Link to your website"),
        required=False,
        max_length=255,
        assume_scheme="https",
        help_text=gettext_lazy("Your equality policies or strategy. It begins with https://"),
        error_messages={"invalid": gettext_lazy("Enter a web address, such as https://www.example.gov.uk/equality")},
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100, required=False)
    job_title = forms.CharField(label=gettext_lazy("Job title"), max_length=150, required=False)

    def __init__(self, *args: Any, record: EmployerPlan, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        names = ("narrative", "link", "first_name", "last_name", "job_title")
        self.initial.update({name: getattr(record, name) for name in names})

    def layout(self) -> list[Any]:
        return [
            Field.textarea("narrative", rows=8, max_words=MOST_WORDS_OF_NARRATIVE),
            Field.text("link"),
            Fieldset(
                Field.text("first_name"),
                Field.text("last_name"),
                Field.text("job_title"),
                legend=_("Responsible person (optional for a public authority)"),
                legend_size=Size.MEDIUM,
            ),
        ]


class MarkForm(EditForm):
    """Which action of the catalogue one of ours carries out."""

    button = gettext_lazy("Mark the action")
    key = forms.ChoiceField(
        label=gettext_lazy("Which action of the government’s catalogue does it carry out?"),
        error_messages={"required": gettext_lazy("Select an action of the catalogue")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        grouped = [
            (str(words), [(action.key, action.name) for action in CATALOGUE if action.category == category])
            for category, words in CATEGORIES.items()
        ]
        fields["key"].choices = [("", _("Select")), *grouped]

    def layout(self) -> list[Any]:
        return [Field.select("key")]


class StepForm(EditForm):
    """The next step in the life of an employer action plan."""

    button = gettext_lazy("Continue")
    step = forms.ChoiceField(
        label=gettext_lazy("What happens to the plan?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what happens to the plan")},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy("Needed where it is taken up again"),
    )

    STEPS = {  # noqa: RUF012
        "approve": (gettext_lazy("I approve it"), gettext_lazy("It may be published as it stands")),
        "publish": (gettext_lazy("It is published"), gettext_lazy("It has been typed into the government service. A copy is kept, word for word.")),
        "revise": (gettext_lazy("It is taken up again"), gettext_lazy("It can be changed. What was published stays in force until it is published anew.")),
    }  # fmt: skip

    def __init__(self, *args: Any, record: EmployerPlan, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        fields: dict[str, Any] = self.fields
        fields["step"].choices = [
            Choice(name, str(words), hint=str(hint))
            for name, (words, hint) in self.STEPS.items()
            if may_move(record, name, self.request.user)
        ]
        if record.state == EmployerPlanState.DRAFT:
            del fields["reason"]

    def layout(self) -> list[Any]:
        return [Field.radios("step"), *([Field.textarea("reason", rows=3)] if "reason" in self.fields else [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("step") == "revise" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Enter the reason"))
        return cleaned
