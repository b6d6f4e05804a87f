"""Duties and commitments beside the Equality Act, asked together on one page."""

from types import SimpleNamespace
from typing import Any

from crispy_forms_gds.layout import Div, Field, Size
from django import forms
from django.utils.html import conditional_escape

from eqia import questions
from eqia.choices import Relevance
from eqia.forms.base import Difference, RadioField, SectionForm, words_of
from eqia.forms.fields import find_out_day, find_out_rows, people, person_field, when
from eqia.models import Assessment, ModuleAnswer

ASKED = ("relevance", "what", "response", "finding_out", "find_out_lead", "find_out_on")


class ModulesForm(SectionForm):
    """A few fields for each that the body switched on: `human_rights-relevance`, `human_rights-what` and so on."""

    standard = questions.MODULES_PAGE

    class Meta:
        model = Assessment
        fields = ()

    def __init__(self, *args: Any, words: Any, **options: Any) -> None:
        self.modules = words.modules
        super().__init__(*args, words=words, **options)
        stored = self.stored_of(self.instance)
        fields: dict[str, Any] = self.fields
        for key in self.modules:
            for name, field in self._fields().items():
                question = words[key].question(name)
                # crispy-forms-gds shows labels and hints unescaped.
                field.label = conditional_escape(str(question.text))
                field.help_text = conditional_escape(str(question.hint))
                fields[f"{key}-{name}"] = field
                self.initial[f"{key}-{name}"] = getattr(stored, f"{key}-{name}")
        self.helper.layout.extend(self._rows(key) for key in self.modules)

    @staticmethod
    def _fields() -> dict[str, Any]:
        lead: Any = person_field()
        lead.queryset = people()
        return {
            "relevance": RadioField(Relevance),
            "what": forms.CharField(required=False, widget=forms.Textarea),
            "response": forms.CharField(required=False, widget=forms.Textarea),
            "finding_out": forms.CharField(required=False, widget=forms.Textarea),
            "find_out_lead": lead,
            "find_out_on": find_out_day(),
        }

    @staticmethod
    def _rows(key: str) -> Div:
        return Div(
            Field.radios(f"{key}-relevance", legend_size=Size.MEDIUM, inline=True),
            when("doubt", Field.textarea(f"{key}-what", label_size=Size.SMALL, rows=3)),
            when("yes", Field.textarea(f"{key}-response", label_size=Size.SMALL, rows=3)),
            when("open", *find_out_rows(f"{key}-")),
            css_class="app-asked",
        )

    @staticmethod
    def stored_of(assessment: Assessment) -> SimpleNamespace:
        """What is answered, by the names of the fields; empty where nothing is."""
        answers = {answer.module: answer for answer in assessment.module_answers.select_related("find_out_lead")}
        return SimpleNamespace(
            **{
                f"{key}-{name}": getattr(answers.get(key, ModuleAnswer()), name)
                for key in questions.MODULES
                for name in ASKED
            }
        )

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers of each, as the service stores them."""
        return {key: {name: self.cleaned_data[f"{key}-{name}"] for name in ASKED} for key in self.modules}

    def differences(self, stored: SimpleNamespace) -> list[Difference]:
        return [
            Difference(name, str(self.fields[name].label), mine, theirs)
            for name, value in self.values.items()
            if (mine := words_of(self.fields[name], value))
            != (theirs := words_of(self.fields[name], getattr(stored, name)))
        ]
