"""Everything that an answer says, whatever it is made of, with the place where it says it."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

# What differs from one request to the next whatever is in the database.
FLEETING = re.compile(
    r'(name="csrfmiddlewaretoken" value="|name="editor" value="|data-csrf="|"csrftoken" content=")[^"]*'
)
FLEETING_HEADERS = {"Content-Length", "ETag", "Set-Cookie"}

Said = tuple[str, str]  # where, what


def body_of(response: HttpResponse) -> bytes:
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return content


def said_in(content: bytes, kind: str = "", place: str = "body") -> Iterator[Said]:
    """The texts in a page, a file, or a file within a file."""
    if content.startswith(b"%PDF-"):
        yield from said_in_pdf(content, place)
    elif content.startswith(b"PK\x03\x04"):
        # A court pack, or a workbook, which is a ZIP of XML.
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield f"{place}: name", entry.filename
                yield from said_in(archive.read(entry), place=f"{place}: {entry.filename}")
    elif content.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff")):
        yield f"{place}: picture", content.hex()
    else:
        # HTML with its attributes and drawings, JSON, CSV, iCalendar, XML: what a reader can find in the source.
        text = FLEETING.sub(r"\1", content.decode("utf-8", errors="replace"))
        for number, line in enumerate(html.unescape(text).splitlines(), start=1):
            yield f"{place}: line {number}", line


def said_in_pdf(content: bytes, place: str) -> Iterator[Said]:
    """Pages, and every string in the file: alternative and actual texts, titles, notes, bookmarks, metadata, attachments."""
    reader = PdfReader(io.BytesIO(content))
    for number, page in enumerate(reader.pages, start=1):
        for line in page.extract_text().splitlines():
            yield f"{place}: page {number}", line
    if reader.metadata:
        for key, value in reader.metadata.items():
            yield f"{place}: metadata {key}", str(value)
    yield from _strings(reader.trailer["/Root"], place, "", set())
    for names in reader.attachments.items():
        for attached in names[1]:
            yield from said_in(attached, place=f"{place}: attached {names[0]}")


# Strings that are codes and not words: identifiers, and the parts of fonts.
_NO_WORDS = {"/ID", "/FontDescriptor", "/Font", "/ParentTree"}


def _strings(found: Any, place: str, key: str, seen: set[int]) -> Iterator[Said]:
    """Every text string below an object, each object once."""
    trail = [(found, key)]
    while trail:
        found, key = trail.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, StreamObject) and key == "/Metadata":
            yield f"{place}: metadata", found.get_data().decode("utf-8", errors="replace")
        elif isinstance(found, DictionaryObject):
            trail += [(value, name) for name, value in found.items() if name not in _NO_WORDS and name != "/P"]
        elif isinstance(found, ArrayObject):
            trail += [(each, key) for each in found]
        elif isinstance(found, str) and not isinstance(found, NameObject):
            yield f"{place}: {key}", found
