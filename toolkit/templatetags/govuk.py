"""Fields as the design system draws them: its classes, hints and errors announced, an error summary that leads to them.

Used by the templates in `templates/gds`, which stand in for those of crispy-forms-gds: theirs print labels, hints and
legends unescaped, lead error summaries to ids that do not exist, and know an older govuk-frontend.
"""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.TextInput, "govuk-input"),
    (forms.widgets.Input, "govuk-input"),
)


@register.simple_tag(takes_context=True)
def widget(context: template.Context, field: BoundField) -> SafeString:
    """The field's widget with its classes, described by its hint, its errors and its count of characters."""
    drawn = field.field.widget
    if isinstance(drawn, forms.MultiWidget):
        return _parts(field, drawn)
    base = next((classes for kind, classes in CLASSES if isinstance(drawn, kind)), "")
    own = [name for name in drawn.attrs.get("class", "").split() if name not in base.split()]
    errors = [f"{base.split()[0]}--error"] if field.errors and base else []
    attrs: dict[str, Any] = {"class": " ".join([base, *own, *errors])}
    described = described_by(field)
    if context.get("max_characters") or context.get("max_words"):
        described = f"{described} {field.id_for_label}-info".strip()
    if described:
        attrs["aria-describedby"] = described
    if isinstance(drawn, forms.PasswordInput):
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(attrs=attrs)


def _parts(field: BoundField, drawn: forms.MultiWidget) -> SafeString:
    """A field of several boxes, such as a date: only the boxes in error are marked."""
    wrong = [bool(getattr(part.widget, "errors", [])) for part in getattr(field.field, "fields", [])]
    for index, box in enumerate(drawn.widgets):
        names = [name for name in box.attrs.get("class", "").split() if name != "govuk-input--error"]
        is_wrong = field.errors and (not any(wrong) or (index < len(wrong) and wrong[index]))
        box.attrs["class"] = " ".join([*names, *(["govuk-input--error"] if is_wrong else [])])
        box.attrs.setdefault("inputmode", "numeric")
    return field.as_widget(attrs={"aria-describedby": ""})


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of what describes the field: its hint, then its errors."""
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_{number}_error" for number in range(1, len(field.errors) + 1)]
    return " ".join(ids)


@register.simple_tag
def option_id(field: BoundField, position: int) -> str:
    """The first option bears the id of the field, so that an error summary leads to it."""
    return field.auto_id if position == 1 else f"{field.auto_id}_{position}"


@register.filter
def is_password(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.PasswordInput)


@register.filter
def leading_errors(form: forms.BaseForm) -> list[tuple[str, str]]:
    """The form's errors for the summary, each once, with the id of the box where it can be put right."""
    visible = form.visible_fields()
    first = _first_box(visible[0]) if visible else ""
    found = [(first, str(error)) for error in form.non_field_errors()]
    for field in visible:
        found += [(_first_box(field), str(error)) for error in field.errors]
    for field in form.hidden_fields():
        found += [(first, str(error)) for error in field.errors]
    return list(dict.fromkeys(found))


def _first_box(field: BoundField) -> str:
    """The id of the box to go to: the first one in error where there are several."""
    if not isinstance(field.field.widget, forms.MultiWidget):
        return field.auto_id
    wrong = [bool(getattr(part.widget, "errors", [])) for part in getattr(field.field, "fields", [])]
    return f"{field.auto_id}_{wrong.index(True) if any(wrong) else 0}"
