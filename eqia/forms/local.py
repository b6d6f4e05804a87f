"""A body's own questions, at the end of the page of a section."""

from typing import Any

from crispy_forms_gds.layout import HTML, Field, Size
from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from eqia.choices import LocalKind, YesNo
from eqia.models import LocalAnswer
from eqia.wording import LocalQuestion

PREFIX = "local-"
# A list this long is easier to read than to open.
MOST_RADIOS = 8


def field_for(question: LocalQuestion) -> forms.Field:
    """Never required to save: `eqia.completeness` asks for what must be answered."""
    field: forms.Field
    if question.kind == LocalKind.TEXT:
        field = forms.CharField(required=False, widget=forms.Textarea)
    else:
        options: Any = YesNo.choices
        if question.kind == LocalKind.OPTION:
            options = [(option, conditional_escape(option)) for option in question.options]
        is_short = len(options) <= MOST_RADIOS
        field = forms.ChoiceField(
            choices=options if is_short else [("", _("Select an answer")), *options],
            required=False,
            widget=forms.RadioSelect if is_short else forms.Select(attrs={"class": "govuk-select"}),
        )
    # crispy-forms-gds shows labels and hints unescaped.
    field.label = conditional_escape(question.text)
    field.help_text = conditional_escape(_hint(question))
    return field


def rows_for(questions: tuple[LocalQuestion, ...]) -> list[Any]:
    """The layout: a heading that says whose questions these are, then the questions."""
    if not questions:
        return []
    return [HTML("{% include 'eqia/_local_heading.html' %}"), *(_row(question) for question in questions)]


def answers_to(assessment: Any, questions: tuple[LocalQuestion, ...]) -> dict[str, str]:
    """What stands there now, by the question's key."""
    if not questions or assessment.pk is None:
        return {}
    ids = [int(question.key.removeprefix(PREFIX)) for question in questions]
    answers = LocalAnswer.objects.filter(assessment=assessment, question__in=ids)
    return {f"{PREFIX}{question}": answer for question, answer in answers.values_list("question_id", "answer")}


def _hint(question: LocalQuestion) -> str:
    example = _("For example: %s") % question.example if question.example else ""
    return " ".join(words for words in (question.hint, example) if words)


def _row(question: LocalQuestion) -> Any:
    if question.kind == LocalKind.TEXT:
        return Field.textarea(question.key, label_size=Size.SMALL, rows=4)
    if len(question.options) > MOST_RADIOS:
        return Field(question.key, context={"label_size": Size.for_label(Size.SMALL)})
    return Field.radios(question.key, legend_size=Size.SMALL, small=True, inline=question.kind == LocalKind.YES_NO)
