"""Forms that lose nothing and overwrite nothing silently, for tracked records edited on one page.

The form carries who opened it (`toolkit.drafts`) and the version it was opened on (`toolkit.history.version_of`). A
service saves with `lock_unchanged(record, version)`; if somebody was quicker, the page comes back with everything that
was typed, what the other person changed, and the new version: saving once more is then a decision.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Layout, Size
from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from toolkit.drafts import editor_token, kept
from toolkit.history import Change, ChangedMeanwhile, version_of
from toolkit.tidying import TidyForm


class NotPossible(Exception):
    """What was asked cannot be done; the sentences tell the person why and what to do instead."""

    def __init__(self, *sentences: str, field: str | None = None) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)
        self.field = field


class EditForm(TidyForm, forms.ModelForm):
    """A form for a new or an existing tracked record. Subclasses give `Meta`, and `rows` if the fields stand otherwise."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    editor = forms.CharField(widget=forms.HiddenInput, required=False)

    button: ClassVar[Any] = _("Save")
    # Fields of the record that the form does not ask for but whose constraints must hold nevertheless.
    checked_too: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.changes_meanwhile: list[Change] = []
        self.initial["version"] = version_of(self.instance) if self.instance.pk else 0
        self.initial["editor"] = editor_token(request)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField | forms.TypedChoiceField) and not isinstance(
                field.widget, forms.RadioSelect
            ):
                field.widget.attrs.setdefault("class", "govuk-select")
            if isinstance(field, forms.CharField) and name == "email":
                field.widget.attrs["spellcheck"] = "false"
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": True}
        self.helper.label_size = Size.SMALL
        self.helper.legend_size = Size.SMALL
        self.helper.layout = Layout("version", "editor", *self.rows(), Button.primary("save", str(self.button)))

    def rows(self) -> list[Any]:
        """The crispy layout: the fields one below the other."""
        return [name for name in self.fields if name not in ("version", "editor")]

    def values(self) -> dict[str, Any]:
        """What the service is given, beside the record and the version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "editor")}

    @property
    def opened_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def reopen(self, changes: list[Change]) -> None:
        """Keep what was typed, now on top of what somebody else saved meanwhile."""
        self.changes_meanwhile = changes
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version_of(self.instance))
        self.data = data

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in django-stubs
        return excluded - self.checked_too


def edit_page(
    request: HttpRequest,
    *,
    form: Callable[..., EditForm],
    template: str,
    save: Callable[[EditForm], Any],
    done: Callable[[Any], HttpResponse],
    instance: models.Model | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form, or save what it was sent; `done` makes the answer from what `save` returned (see `answer`)."""
    if request.method == "POST":
        filled = form(request.POST, request.FILES, instance=instance, request=request)
        if filled.is_valid():
            try:
                saved = save(filled)
            except ChangedMeanwhile as meanwhile:
                filled.reopen(meanwhile.changes)
            except NotPossible as refusal:
                for sentence in refusal.sentences:
                    filled.add_error(refusal.field, sentence)
            else:
                return done(saved)
    else:
        filled = form(kept(request), instance=instance, request=request)
    return render(request, template, context | {"form": filled, "record": instance})


def answer(request: HttpRequest, to: Any, success: str) -> Callable[[Any], HttpResponse]:
    """What `edit_page` does when it has saved: says so and goes to a record or URL name."""

    def done(saved: Any) -> HttpResponse:
        messages.success(request, success)
        return redirect(to)

    return done


def act(
    request: HttpRequest, verb: Callable[[], Any], success: str, to: Any, *, if_refused: Any = None
) -> HttpResponse:
    """One service called by a button: says how it went and goes to a record or URL name."""
    try:
        verb()
    except NotPossible as refusal:
        messages.error(request, " ".join(refusal.sentences))
        return redirect(to if if_refused is None else if_refused)
    messages.success(request, success)
    return redirect(to)
