"""PDFs: tagged, in our own fonts, the same every time, and never fetching anything."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from toolkit import catalogue
from toolkit.pdf import DocumentError, in_words, render_pdf

TITLE = "Annual equality report"


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf("toolkit/sample_document.html", catalogue.sample_document(), title=TITLE)


def test_the_sample_of_every_part_is_kept_to_be_validated(
    sample: bytes, keep_pdf: Callable[[str, bytes], None]
) -> None:
    keep_pdf("sample-document.pdf", sample)


def test_a_document_is_tagged_named_and_has_its_language(sample: bytes) -> None:
    root: Any = PdfReader(io.BytesIO(sample)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    reader = PdfReader(io.BytesIO(sample))
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    assert reader.metadata.author == "Wealdshire County Council"


def test_every_letter_is_in_our_own_fonts_also_within_charts(sample: bytes) -> None:
    fonts = set()
    for page in PdfReader(io.BytesIO(sample)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
        for picture in page["/Resources"].get("/XObject", {}).values():
            for font in picture.get_object().get("/Resources", {}).get("/Font", {}).values():
                fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert fonts == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}


def test_every_chart_has_its_alternative_text(sample: bytes) -> None:
    alternatives = [str(node["/Alt"]) for node in structure(sample) if node.get("/S") == "/Figure"]
    assert alternatives == [chart.alt for chart in catalogue.charts()]


def test_tables_name_their_headings(sample: bytes) -> None:
    kinds = [str(node.get("/S")) for node in structure(sample)]
    # A table that goes on over the page is tagged anew on each.
    assert kinds.count("/Table") >= len(catalogue.charts()) + 2
    cells = [node for node in structure(sample) if node.get("/S") == "/TD"]
    assert cells
    assert all(len(cell["/A"]["/Headers"]) == 2 for cell in cells), "each cell names its column and its row"


def test_headings_become_bookmarks_and_contents_tell_pages(sample: bytes) -> None:
    reader = PdfReader(io.BytesIO(sample))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Contents", "Key figures", "Charts with their tables", "Tables"]
    contents = reader.pages[1].extract_text()
    tables = next(
        number for number, page in enumerate(reader.pages, 1) if "A table over more" in page.extract_text()[:200]
    )
    assert f"{tables}" in contents.split("Tables")[1]
    assert f"Page 2 of {len(reader.pages)}" in contents


def test_the_same_document_is_the_same_file(sample: bytes) -> None:
    assert render_pdf("toolkit/sample_document.html", catalogue.sample_document(), title=TITLE) == sample


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/logo.png",
        "file:///etc/hostname",
        "//example.org/logo.png",
        "ftp://example.org/logo.png",
        "/built/missing.png",
        "/../config/settings.py",
        "/%2e%2e/config/settings.py",
    ],
)
def test_a_document_may_not_fetch_anything_but_our_own_static_files(
    address: str, tmp_path: Path, settings: Any
) -> None:
    template(settings, tmp_path, f'{{% block content %}}<img src="{address}" alt="Logo">{{% endblock %}}')
    with pytest.raises(DocumentError):
        render_pdf("own.html", catalogue.sample_document(), title=TITLE)


def test_words_in_a_document_are_escaped(tmp_path: Path, settings: Any) -> None:
    template(settings, tmp_path, "{% block content %}<p>{{ words }}</p>{% endblock %}")
    context = catalogue.sample_document() | {"words": '<img src="https://example.org/spy.png">'}
    content = render_pdf("own.html", context, title="<b>Title</b>")
    reader = PdfReader(io.BytesIO(content))
    assert "spy.png" in reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == "<b>Title</b>"


def test_a_pale_colour_is_made_dark_enough_for_white_text(tmp_path: Path, settings: Any) -> None:
    template(
        settings, tmp_path, '{% block cover %}{% include "documents/cover.html" with period="2026" %}{% endblock %}'
    )
    context = catalogue.sample_document() | {"organisation": {"name": "Pale Council", "colour": "#ffee00"}}
    assert render_pdf("own.html", context, title=TITLE).startswith(b"%PDF-")


def template(settings: Any, folder: Path, content: str) -> None:
    (folder / "own.html").write_text('{% extends "layouts/document.html" %}' + content)
    own = [dict(engine) for engine in django_settings.TEMPLATES]
    own[0] = {**own[0], "DIRS": [folder, *own[0]["DIRS"]]}
    settings.TEMPLATES = own


def structure(content: bytes) -> list[Any]:
    """Every element of the document's tag tree."""
    reader = PdfReader(io.BytesIO(content))
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0)
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if not isinstance(node, dict):
            continue
        found.append(node)
        below = node.get("/K", [])
        waiting[:0] = below if isinstance(below, list) else [below]
    return found


def test_a_picture_for_which_our_fonts_have_no_shape_is_named() -> None:
    assert in_words("At the library 👩🏽‍🦽 again") == "At the library [woman][manual wheelchair] again"
