"""Text as it comes out of word processors, mail and web pages, made plain: no word is lost, only what cannot be seen."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MOST = 50_000
TOO_LONG = _("Shorten this to 50,000 characters. It has %(show_value)d, and all of them are still here.")

# Comments and style sheets that Word puts before its text.
WORDS_OWN = re.compile(
    r"<!--\s*\[if.*?\[endif\]\s*-->|/\*\s*Style Definitions\s*\*/.*?(?:\}\s*)+(?=\S|$)", re.DOTALL | re.IGNORECASE
)
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Soft hyphens, zero-width spaces and marks of byte order; and signs that make text run the other way, by which words can
# be made to read as others than they are. Joiners stay: some scripts and emoji need them.
UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\uf8ff]")
BULLET = re.compile(r"^[ \t]*(?:[•●▪■◦○‣⁃∙·\uf0b7\uf0a7\uf0d8§]|o(?=\t))[ \t]+", re.MULTILINE)
PARAGRAPH_ENDS = re.compile("\r\n?|\x0b|\x85|\u2028|\u2029")


def tidy(text: str) -> str:
    """Paragraphs and bullets stay; line ends become one kind, bullets “• ”, strange spaces plain ones."""
    text = WORDS_OWN.sub("", text) if "<!--" in text or "Style Definitions" in text else text
    text = PARAGRAPH_ENDS.sub("\n", text)
    text = SPACES.sub(" ", text)
    text = BULLET.sub("• ", text)
    return CONTROL.sub("", UNSEEN.sub("", text))


def tidied(data: Any) -> Any:
    """Posted fields with every text tidied."""
    if isinstance(data, QueryDict):
        neat = data.copy()
        for name, values in data.lists():
            neat.setlist(name, [tidy(value) for value in values])
        return neat
    return {name: tidy(value) if isinstance(value, str) else value for name, value in data.items()}


class TidyForm(forms.BaseForm):
    """A form whose texts are tidied before they are looked at. A long text has room for 50,000 characters; one that is
    longer is refused with all that was written still in the form."""

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(data if data is None else tidied(data), *args, **options)

    def full_clean(self) -> None:
        for field in self.fields.values():
            if (
                isinstance(field, forms.CharField)
                and isinstance(field.widget, forms.Textarea)
                and field.max_length is None
                and not any(isinstance(each, MaxLengthValidator) for each in field.validators)
            ):
                field.validators.append(MaxLengthValidator(MOST, TOO_LONG))
        super().full_clean()
