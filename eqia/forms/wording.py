"""The pages on which administrators word the form."""

from typing import Any, ClassVar

from crispy_forms_gds.layout import HTML, Div, Field, Layout, Size
from django import forms
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.forms.steps import StepForm
from eqia.models import LocalQuestion, SectionDraft
from eqia.questions import SECTIONS, Section
from eqia.wording import QUESTION_PARTS, SECTION_PARTS, Words, as_text, in_words, part_words, words_of
from toolkit.editing import EditForm

STANDARD = "standard"
BETWEEN = "__"
MOST_CHARACTERS = {"heading": 100, "text": 300}
REQUIRED = {"heading": gettext_lazy("Enter the heading"), "text": gettext_lazy("Enter the question")}
ROWS = {"help": 6, "example": 4, "hint": 2}


class WordsForm(EditForm):
    """Every word of one section beside the standard's. A subclass for each section is made by `words_form`."""

    button: ClassVar[Any] = gettext_lazy("Save the words")
    section: ClassVar[Section]

    class Meta:
        model = SectionDraft
        fields = ()

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        self.standard = _flat(words_of(self.section))
        super().__init__(*args, request=request, **options)
        self.initial.update(self.prepared)

    @property
    def prepared(self) -> dict[str, str]:
        """The words as they stand in the draft, by the name of their field."""
        return _flat(words_of(in_words(self.section, self.instance.words)))

    @property
    def own(self) -> set[str]:
        """The fields whose words differ from the standard, as the page shows them now."""
        return {name for name, text in self.standard.items() if _tidy(self[name].value() or "") != _tidy(text)}

    @property
    def beside(self) -> dict[str, dict[str, Any]]:
        """What stands beside each field."""
        own = self.own
        return {name: {"name": name, "words": text, "is_own": name in own} for name, text in self.standard.items()}

    def rows(self) -> list[Any]:
        rows: list[Any] = []
        prepared = self.prepared
        for name in self.standard:
            key, _between, part = name.rpartition(BETWEEN)
            if name == SECTION_PARTS[0] or part == QUESTION_PARTS[0]:
                rows.append(
                    HTML(f"{{% include 'eqia/wording/_group.html' with words=form.beside.{name} is_page={not key} %}}")
                )
            rows.append(_beside(name, part or name, prepared[name]))
        return rows

    def clean(self) -> dict[str, Any]:
        """Where "go back to the standard" is ticked, the standard's words; tidied otherwise."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.data.getlist(STANDARD):  # type: ignore[attr-defined]
            if name in self.standard:
                cleaned[name] = self.standard[name]
                self.errors.pop(name, None)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The words in the shape that the standard has them."""
        words: Words = {"questions": {}}
        for name, text in super().values().items():
            key, _between, part = name.rpartition(BETWEEN)
            original = getattr(self.section.question(key) if key else self.section, part)
            value = _paragraphs(text) if isinstance(original, tuple) else _tidy(text)
            target = words["questions"].setdefault(key, {}) if key else words
            target[part] = value
        return {"words": words}


def words_form(section: Section) -> type[WordsForm]:
    """The form for the words of that section: one field for each part of them."""
    fields = {name: _field(name.rpartition(BETWEEN)[2] or name) for name in _flat(words_of(section))}
    return type("SectionWordsForm", (WordsForm,), {"section": section, "Meta": WordsForm.Meta, **fields})


class LocalQuestionForm(EditForm):
    """The words of a question of the body's own; where it stands and how it is answered are chosen once."""

    options = forms.CharField(required=False, widget=forms.Textarea)

    class Meta:
        model = LocalQuestion
        fields: ClassVar[tuple[str, ...]] = ("text", "hint", "example", "options", "is_required")
        error_messages: ClassVar = {"text": {"required": gettext_lazy("Enter the question")}}

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, request=request, **options)
        self.initial["options"] = "\n".join(self.instance.options)
        fields: dict[str, Any] = self.fields
        fields["hint"].help_text = gettext_lazy("In plain words, shown under the question")
        fields["example"].help_text = gettext_lazy("One good answer")
        fields["options"].help_text = gettext_lazy("For one of a list: each option on a line of its own")

    def rows(self) -> list[Any]:
        rows: list[Any] = ["text", Field.textarea("hint", rows=2), Field.textarea("example", rows=2)]
        if not self.instance.pk or self.instance.kind == "option":
            rows.append(Field.textarea("options", rows=4))
        return [*rows, "is_required"]

    def clean_options(self) -> list[str]:
        return list(dict.fromkeys(_paragraphs(self.cleaned_data["options"])))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind") or self.instance.kind
        if kind == "option" and len(cleaned.get("options") or []) < 2:
            self.add_error("options", _("Enter at least two options, each on a line of its own"))
        elif kind != "option":
            cleaned["options"] = []
        return cleaned


class AddLocalQuestionForm(LocalQuestionForm):
    button = gettext_lazy("Add the question")
    section = forms.ChoiceField(error_messages={"required": gettext_lazy("Select the section where it is asked")})

    class Meta(LocalQuestionForm.Meta):
        fields = ("section", "kind", "text", "hint", "example", "options", "is_required")
        widgets: ClassVar = {"kind": forms.RadioSelect}
        error_messages: ClassVar = LocalQuestionForm.Meta.error_messages | {
            "kind": {"required": gettext_lazy("Select how it is answered")}
        }

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, request=request, **options)
        fields: dict[str, Any] = self.fields
        fields["section"].label = _("Section")
        fields["section"].choices = [("", _("Select a section")), *asking_sections()]
        fields["section"].widget.attrs["class"] = "govuk-select"
        fields["kind"].choices = LocalQuestion._meta.get_field("kind").flatchoices
        self.initial.setdefault("section", request.GET.get("section", ""))

    def rows(self) -> list[Any]:
        kind = Field.radios("kind", legend_size=Size.SMALL)
        return ["section", kind, *super().rows()]


def asking_sections() -> list[tuple[str, str]]:
    """The sections at whose end a body can ask something of its own: those that are one page of questions."""
    return [(key, str(section.heading)) for key, section in SECTIONS.items() if key != "groups"]


class PublishForm(StepForm):
    """What changed and why, and the hash of the words that were read."""

    note = forms.CharField(
        label=gettext_lazy("What changed, and why?"),
        help_text=gettext_lazy("Officers and auditors read this in the list of editions"),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Enter what changed and why")},
    )
    read_sha256 = forms.CharField(widget=forms.HiddenInput)

    def layout(self) -> Layout:
        return Layout("read_sha256", Field.textarea("note", label_size=Size.SMALL, rows=4))


def _flat(words: Words) -> dict[str, str]:
    """Words by the name of their field."""
    flat = {part: as_text(words[part]) for part in SECTION_PARTS}
    for key, parts in words["questions"].items():
        flat |= {f"{key}{BETWEEN}{part}": as_text(text) for part, text in parts.items()}
    return flat


def _field(part: str) -> forms.Field:
    field = forms.CharField(
        label=conditional_escape(part_words(part)),
        required=part in REQUIRED,
        max_length=MOST_CHARACTERS.get(part, 4000),
        widget=forms.TextInput if part in MOST_CHARACTERS else forms.Textarea,
        error_messages={"required": REQUIRED.get(part, "")},
    )
    if part == "help":
        field.help_text = gettext_lazy("Each paragraph on a line of its own")
    return field


def _beside(name: str, part: str, words: str) -> Any:
    """A field with the standard's words beside it; a part that has no words yet takes little room."""
    field = Field.textarea(name, rows=ROWS[part] if words else 1) if part in ROWS else Field(name)
    return Div(
        Div(field),
        HTML(f"{{% include 'eqia/wording/_standard.html' with standard=form.beside.{name} %}}"),
        css_class="app-beside",
    )


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
