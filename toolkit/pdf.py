"""PDF from ordinary templates: PDF/UA-1, in our own fonts, never fetching anything from anywhere.

The same template and context always give the same bytes, so that a hash of them means something.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

# Emoji with what joins and colours them: our fonts have none, and a document may not show a sign that it has no shape for.
PICTURES = re.compile("[\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff][\u200d\ufe0f\U0001f3fb-\U0001f3ff]*")


class DocumentError(Exception):
    """A document cannot be made; the message says what stood in the way."""


def render_pdf(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
    """The template as a tagged PDF whose title is `title`.

    The template extends `layouts/document.html`, which reads `organisation` (with `name` and `colour`) and `title` from the
    context. Raises DocumentError where the template asks for an address that is not ours or the styles are not built.
    """
    # WeasyPrint takes a second to load, which every process of the product would spend as it starts.
    from toolkit.typesetting import typeset

    return typeset(in_words(render_to_string(template, {**context, "title": title})))


def in_words(text: str) -> str:
    """The text with the name of each emoji in its place: `[manual wheelchair]`."""
    return PICTURES.sub(lambda found: f"[{unicodedata.name(found[0][0], 'picture').lower()}]", text)
