"""Choosing whom words mean, and who else leads."""

from collections.abc import Iterable
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field
from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.choices import LeadKind, LeadRole
from actionplans.forms.base import EditForm
from actionplans.models import Lead
from actionplans.services.reading import Directory, Meaning
from actionplans.services.suggesting import Suggestion, name_of
from governance.choices import BodyKind
from organisation.models import Post, Unit
from toolkit.layout import Folded

OTHER, NEW_POST, WORDS = "other", "new-post", "words"

GROUPS = (
    ("post", gettext_lazy("Posts")),
    ("person", gettext_lazy("People")),
    ("body", gettext_lazy("Bodies")),
    ("partner", gettext_lazy("Partners")),
    ("unit", gettext_lazy("Directorates and services")),
)


def everybody(directory: Directory) -> list[tuple[str, list[tuple[str, str]]]]:
    """All who can lead, for a grouped list: ("post-3", "Access manager, Place")."""
    groups: dict[str, list[tuple[str, str]]] = {key: [] for key, _words in GROUPS}
    for meaning in directory.everybody():
        is_partner = meaning.kind == LeadKind.BODY and meaning.record.kind == BodyKind.PARTNER
        groups["partner" if is_partner else meaning.kind].append((meaning.key, name_of(meaning)))
    return [(str(words), sorted(groups[key], key=lambda choice: choice[1])) for key, words in GROUPS if groups[key]]


class LeaderField(forms.ChoiceField):
    """A person, post, body, partner or unit out of one grouped list; cleans to a `Meaning`, or None where none is chosen."""

    def __init__(self, *, empty: Any = None, **options: Any) -> None:
        super().__init__(**options)
        self.empty = empty or gettext_lazy("Select who leads")
        self.widget.attrs["data-find"] = gettext_lazy("Type part of a name")
        self.directory, self.kept = Directory(), dict[str, Meaning]()

    def fill(self, directory: Directory, *also: Any) -> None:
        """Offer everybody of the directory, and those chosen already who are no longer in it."""
        self.directory = directory
        known = everybody(directory)
        keys = {key for _group, choices in known for key, _name in choices}
        gone = [(meaning.key, name_of(meaning)) for meaning in also if meaning and meaning.key not in keys]
        self.kept = {meaning.key: meaning for meaning in also if meaning}
        self.choices = [("", self.empty), *([(_("As it stands"), gone)] if gone else []), *known]

    def prepare_value(self, value: Any) -> Any:
        return value.key if isinstance(value, Meaning) else value

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return (self.directory.by_key(chosen) or self.kept.get(chosen)) if chosen else None


class MeaningForm(EditForm):
    """Whom words mean: one of the suggestions, somebody else, a new post, or nobody but the words."""

    button = gettext_lazy("Save the answer")
    meaning = forms.ChoiceField(
        label=gettext_lazy("Who is this?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select who is meant, or leave the words as they are")},
    )
    other = LeaderField(label=gettext_lazy("Somebody else"), required=False)
    title = forms.CharField(label=gettext_lazy("Title of the new post"), max_length=150, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Where the new post stands"),
        required=False,
        empty_label=gettext_lazy("The whole body"),
    )
    scope = forms.ChoiceField(label=gettext_lazy("Where this answer counts"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        lead: Lead,
        directory: Directory,
        suggestions: list[Suggestion],
        units: Any,
        touches: int,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        self.lead, self.suggestions = lead, {each.key: each for each in suggestions}
        fields["meaning"].choices = [
            *(Choice(each.key, escape(each.name), hint=escape(sureness(each))) for each in suggestions),
            Choice(OTHER, _("Somebody else"), hint=_("Select them in the list below")),
            Choice(NEW_POST, _("A post that is not here yet"), hint=_("Give its title below. It will be vacant until the administrator appoints somebody")),
            Choice(WORDS, _("Leave it as words"), hint=_("Nobody here is meant; the owner of the plan is asked instead")),
        ]  # fmt: skip
        fields["other"].fill(directory)
        fields["unit"].queryset = units
        self.initial.update({"title": lead.text[:150], "scope": "everywhere"})
        self.may_add = self.request.user.has_perm("organisation.add_post")
        if not self.may_add:
            fields["meaning"].choices = [each for each in fields["meaning"].choices if each[0] != NEW_POST]
        if suggestions and suggestions[0].sure >= 95:
            self.initial["meaning"] = suggestions[0].key
        if touches > 1:
            fields["scope"].choices = [
                ("everywhere", _("All %d actions in which these words stand, and plans to come") % touches),
                ("here", _("This action alone")),
            ]
        else:
            fields["scope"].choices = [
                ("everywhere", _("This action, and plans to come in which these words stand")),
                ("here", _("This action alone")),
            ]

    def layout(self) -> list[Any]:
        return [
            Field.radios("meaning"),
            Field.select("other"),
            *(
                [Folded(_("The new post"), Field.text("title"), Field.select("unit"), is_open=self.is_bound)]
                if self.may_add
                else []
            ),
            Field.radios("scope", small=True),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("meaning")
        if chosen == OTHER and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", _("Select who is meant"))
        if chosen == NEW_POST:
            title = " ".join(cleaned.get("title", "").split())
            cleaned["title"] = title
            same = Post.objects.filter(title__iexact=title, unit=cleaned.get("unit"), abolished_on__isnull=True)
            if not title:
                self.add_error("title", _("Enter the title of the new post"))
            elif same.exists():
                self.add_error("title", _("There is already a post with this title there. Select it in the list."))
        return cleaned

    @property
    def is_new_post(self) -> bool:
        return self.cleaned_data["meaning"] == NEW_POST

    @property
    def meanings(self) -> list[Meaning]:
        """Those chosen; none where the words stay words or a new post is wanted."""
        chosen = self.cleaned_data["meaning"]
        if chosen == OTHER:
            return [self.cleaned_data["other"]]
        return list(self.suggestions[chosen].meanings) if chosen in self.suggestions else []


class WordingForm(forms.Form):
    """The same question in short, one of many on a page: only suggestions, or the words; no answer leaves it open."""

    meaning = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, text: str, suggestions: Iterable[Suggestion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        self.suggestions = {each.key: each for each in suggestions}
        field: Any = self.fields["meaning"]
        field.choices = [
            *((key, each.name) for key, each in self.suggestions.items()),
            (WORDS, _("Leave it as words")),
            ("", _("Not now")),
        ]
        self.initial["meaning"] = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.cleaned_data.get("meaning"))

    @property
    def meanings(self) -> list[Meaning]:
        chosen = self.cleaned_data["meaning"]
        return list(self.suggestions[chosen].meanings) if chosen in self.suggestions else []


class AddLeadForm(EditForm):
    button = gettext_lazy("Add")
    leader = LeaderField(
        label=gettext_lazy("Who"), error_messages={"required": gettext_lazy("Select who leads or supports it")}
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Part played"),
        widget=forms.RadioSelect,
        choices=LeadRole.choices,
        initial=LeadRole.SUPPORT,
        error_messages={"required": gettext_lazy("Select the part played")},
    )

    def __init__(self, *args: Any, directory: Directory, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["leader"]
        field.fill(directory)

    def layout(self) -> list[Any]:
        return [Field.select("leader"), Field.radios("role", small=True)]


def sureness(suggestion: Suggestion) -> str:
    """Why it is suggested, and how sure it is: "Former title of “Access manager”. 95% sure"."""
    return _("%(why)s. %(sure)d%% sure") % {"why": suggestion.why, "sure": suggestion.sure}
