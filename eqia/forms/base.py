"""A form for one section: it carries who opened it and the revision it was opened at, and shows a conflict side by side."""

from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.layout import LayoutObject
from crispy_forms_gds.choices import Choice
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from eqia.coach import Asked
from eqia.forms.local import PREFIX, answers_to, field_for, rows_for
from eqia.models import Assessment
from eqia.questions import Section
from eqia.wording import Form
from organisation.models import Characteristic
from toolkit.drafts import editor_token
from toolkit.fields import DayField
from toolkit.tidying import TidyForm, tidy

# Which text stays where two people wrote one: `take-reasons=theirs`, `mine` or `both`.
TAKE = "take-"
# A number that no section's revision reaches: whoever sends one gets the page of two editors, not an error.
NO_REVISION = 2**31 - 1
THEIRS, BOTH = "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """One answer that two people gave differently."""

    name: str
    question: str
    mine: str
    theirs: str
    can_have_both: bool = False


class OpenedForm(TidyForm, forms.Form):
    """What every form of a section carries."""

    editor = forms.CharField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def carry(self, request: HttpRequest, revision: int) -> None:
        self.fields["editor"].initial = editor_token(request)
        self.fields["revision"].initial = revision

    def ask(self, questions: list[Asked]) -> None:
        """Put each question that nobody has answered into the hint of the field it is about."""
        for asked in questions:
            if asked.reply is None and (field := self.fields.get(asked.prompt.question)):
                words = format_html('<span class="app-near">{}</span>', asked.prompt.sentence)
                field.help_text = format_html("{}{}", mark_safe(field.help_text), words)  # noqa: S308

    @property
    def opened_revision(self) -> int:
        revision = self.cleaned_data.get("revision") or 0
        return revision if 0 <= revision < NO_REVISION else 0

    def reopen(self, revision: int) -> None:
        """Keep what was typed, on top of the revision that was saved meanwhile."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["revision"] = str(revision)
        for name in [name for name in data if name.startswith(TAKE)]:
            data.pop(name)
        self.data = data

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("editor", "revision")}


class SectionForm(OpenedForm, forms.ModelForm):
    """A section whose answers are columns of one record. Nothing but names and titles is ever required to save.

    `standard` says what it asks; `words` is the form in the edition whose words it asks in.
    """

    standard: ClassVar[Section]

    def __init__(self, *args: Any, request: HttpRequest, words: Form, revision: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = words[self.standard.key]
        self.carry(request, revision)
        fields: dict[str, Any] = self.fields
        for name, field in fields.items():
            if name in ("editor", "revision"):
                continue
            question = self.section.question(name)
            # crispy-forms-gds shows labels and hints unescaped.
            field.label = conditional_escape(str(question.text))
            field.help_text = conditional_escape(str(question.hint))
        local = words.local_in(self.standard.key)
        answers = answers_to(assessment_of(self.instance), local) if local else {}
        for asked in local:
            fields[asked.key] = field_for(asked)
            self.initial[asked.key] = answers.get(asked.key, "")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.layout()
        self.helper.layout.extend(rows_for(local))

    def layout(self) -> Layout:
        return Layout("editor", "revision")

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if not name.startswith(PREFIX)}

    @property
    def local_values(self) -> dict[str, str]:
        """The answers to the body's own questions, by the question's key."""
        return {name: value for name, value in super().values.items() if name.startswith(PREFIX)}

    def differences(self, stored: Any) -> list[Difference]:
        """Where the answers of this form and the stored ones differ, in words."""
        return [
            Difference(name, str(self.fields[name].label), mine, theirs, is_long(self.fields[name]))
            for name, value in (self.values | self.local_values).items()
            if (mine := words_of(self.fields[name], value))
            != (theirs := words_of(self.fields[name], stored_value(stored, name)))
        ]


def radios(choices: Any, hints: dict[str, Any] | None = None) -> list[Choice]:
    return [Choice(value, str(label), hint=str(hints[value]) if hints else None) for value, label in choices.choices]


class RadioField(forms.TypedChoiceField):
    """One of the options or, while drafting, none of them."""

    def __init__(self, choices: Any, hints: dict[str, Any] | None = None) -> None:
        super().__init__(choices=radios(choices, hints), required=False, widget=forms.RadioSelect, empty_value="")


def select(name: str) -> Field:
    """A list to choose one from, its label as heavy as the others'."""
    return Field(name, context={"label_size": Size.for_label(Size.SMALL)})


def assessment_of(record: Any) -> Any:
    """The assessment that a section's record is or belongs to."""
    return record if isinstance(record, Assessment) else record.assessment


class Example(LayoutObject):
    """One good answer to the question above it, to be opened by whoever wants it."""

    def __init__(self, words: Any, question: Any) -> None:
        self.words, self.question = words, question

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> str:
        return render_to_string("eqia/_example.html", {"words": self.words, "question": self.question})


def asked(form: SectionForm, field: Field) -> list[Any]:
    """A question with its example, if it has one."""
    question = form.section.question(field.fields[0])
    return [field, Example(question.example, question.text)] if question.example else [field]


class PlacesField(forms.CharField):
    """A list of names, each on a line of its own. Cleans to a list without blanks or repeats, in the order given."""

    MOST = 60
    LONGEST = 80

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        first: dict[str, str] = {}
        for line in filter(None, lines):
            first.setdefault(line.casefold(), line)
        names = list(first.values())
        if any(len(name) > self.LONGEST for name in names):
            raise forms.ValidationError(_("Enter each place on a line of its own, in 80 characters or fewer"))
        if len(names) > self.MOST:
            raise forms.ValidationError(_("Enter 60 places or fewer, or select the whole area"))
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


def stored_value(record: Any, name: str) -> Any:
    if name.startswith(PREFIX):
        answers = assessment_of(record).local_answers.filter(question=name.removeprefix(PREFIX))
        return answers.values_list("answer", flat=True).first() or ""
    value = getattr(record, name)
    return list(value.all()) if hasattr(value, "all") else value


def words_of(field: Any, value: Any) -> str:
    """An answer as a person reads it."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(each) for each in value)) or _("No answer")
    if value is None or value == "" or value == []:
        return _("No answer")
    if isinstance(field, PlacesField):
        return ", ".join(value)
    if isinstance(field, DayField):
        return date_format(value, "j F Y")
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(choice[0]): str(choice[1]) for choice in choices}
        return ", ".join(words.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value]))
    return str(value).replace("\r\n", "\n")


def is_long(field: Any) -> bool:
    """Whether two texts can stand in it, one after the other."""
    return isinstance(field.widget, forms.Textarea)


def takes(data: QueryDict) -> bool:
    """Whether a choice between two texts was sent."""
    return any(name.startswith(TAKE) for name in data)


def with_theirs(data: QueryDict, fields: dict[str, Any], record: Any) -> QueryDict:
    """The posted answers, with the stored one in place of each that the person chose to take over, or both of them."""
    merged = data.copy()
    for chosen in [name for name in data if name.startswith(TAKE)]:
        name, which = chosen.removeprefix(TAKE), data[chosen]
        field = fields.get(name)
        if field is None or which not in (THEIRS, BOTH):
            continue
        value = field.prepare_value(stored_value(record, name))
        if which == BOTH and is_long(field):
            merged[name] = both(str(value or ""), data.get(name, ""))
        elif isinstance(field.widget, forms.MultiWidget):
            for index, part in enumerate(field.widget.decompress(value) or []):
                merged[f"{name}_{index}"] = "" if part is None else str(part)
        elif isinstance(value, list):
            merged.setlist(name, [str(each) for each in value])
        else:
            merged[name] = "" if value is None else str(value)
    return merged


def both(theirs: str, mine: str) -> str:
    """Both texts as one: paragraphs that are the same in both stand once, mine follow theirs."""
    theirs, mine = tidy(theirs), tidy(mine)
    known = {paragraph.strip() for paragraph in theirs.split("\n")}
    new = [paragraph for paragraph in mine.split("\n") if paragraph.strip() and paragraph.strip() not in known]
    return "\n\n".join(filter(None, (theirs.rstrip(), "\n".join(new))))


def characteristic_label(characteristic: Characteristic) -> str:
    """Its name, with a mark on the local ones: the Act does not name them."""
    if characteristic.is_statutory:
        return characteristic.name
    return _("%s (local, not in the Equality Act)") % characteristic.name
